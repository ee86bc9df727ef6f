"""Wrong ideas about gradient descent, each written as students write it."""

import numpy as np

from grader.variants import misconception


@misconception(
    "gradient_step.lost-factor-two",
    seems="Your gradients seem to be half of what they should be.",
    why="The derivative of a square brings a factor down. Without it the direction is right, but "
    "the learning rate no longer means what it says.",
    question="What is the derivative of e², if e grows with b one to one?",
)
def mse_gradient(X, y, w, b):
    error = X @ w + b - y
    return X.T @ error / len(y), error.mean()


@misconception(
    "gradient_step.sum-not-mean",
    seems="Your gradients seem to add up what the samples say, without averaging.",
    why="The loss is a mean over the samples, and so is its gradient. A sum grows with the data: "
    "the same learning rate that suits ten samples explodes with ten thousand.",
    question="What should become of the gradient if every sample is listed twice?",
)
def mse_gradient(X, y, w, b):
    error = X @ w + b - y
    return 2 * X.T @ error, 2 * error.sum()


@misconception(
    "gradient_step.residual-reversed",
    seems="Your gradients seem to have the wrong sign.",
    why="A gradient says how the loss changes when a parameter grows. With the sign turned around, "
    "gradient descent climbs.",
    question="If all predictions are too large, does the loss grow or shrink when b grows?",
)
def mse_gradient(X, y, w, b):
    error = y - (X @ w + b)
    return 2 / len(y) * X.T @ error, 2 * error.mean()


@misconception(
    "gradient_step.bias-left-out",
    seems="Your gradients seem to be taken as if the bias were zero, whatever it is.",
    why="The bias is part of every prediction, and so of every error that the gradients are made "
    "of.",
    question="Which terms does a prediction consist of?",
)
def mse_gradient(X, y, w, b):
    error = X @ w - y
    return 2 / len(y) * X.T @ error, 2 * error.mean()


@misconception(
    "gradient_step.bias-gradient-per-sample",
    seems="Your gradient of the bias seems to be a list with one entry per sample.",
    why="There is one bias for all samples, so its gradient is one number: how the loss as a whole "
    "changes with it.",
    question="Which shape must a gradient have, given the shape of its parameter?",
)
def mse_gradient(X, y, w, b):
    error = X @ w + b - y
    return 2 / len(y) * X.T @ error, 2 / len(y) * error


@misconception(
    "gradient_step.product-of-means",
    seems="Your gradient of w seems to multiply the mean sample by the mean error.",
    why="The mean of products is not the product of means: a large error counts for a weight only "
    "as far as that very sample has the feature.",
    question="Two samples have x = 1 and x = -1 and errors of 1 and -1. What does each say about "
    "w?",
)
def mse_gradient(X, y, w, b):
    error = X @ w + b - y
    return 2 * X.mean(axis=0) * error.mean(), 2 * error.mean()


@misconception(
    "gradient_step.divided-by-features",
    seems="Your gradients seem to be divided by something other than the number of samples.",
    why="The loss is a mean over n samples. The number of features, or of entries of X, has no "
    "part in it.",
    question="Over how many numbers is the mean in the mean squared error taken here?",
)
def mse_gradient(X, y, w, b):
    error = X @ w + b - y
    return 2 * X.T @ error / X.size, 2 * error.sum() / X.size


@misconception("gradient_step.divided-by-features")
def mse_gradient(X, y, w, b):
    error = X @ w + b - y
    return 2 * X.T @ error / len(w), 2 * error.sum() / len(w)


@misconception(
    "gradient_step.shape-squeezed",
    seems="With one feature, your gradient of w seems to lose its dimension.",
    why="A parameter of shape (1,) needs a gradient of shape (1,); code that indexes or stacks "
    "gradients breaks on a bare number.",
    question="Which dimensions does np.squeeze remove, and did you mean all of them?",
)
def mse_gradient(X, y, w, b):
    error = X @ w.reshape(-1, 1) + b - y.reshape(-1, 1)
    return np.squeeze(2 / len(y) * X.T @ error), float(2 * error.mean())


@misconception(
    "gradient_step.gradient-in-place",
    seems="The gradients are right, but the caller's arrays change while you work them out.",
    why="The next step needs the same inputs and targets again. If they have become errors, it "
    "fits something else.",
    question="Which array do operators such as -= and the argument out= write into?",
)
def mse_gradient(X, y, w, b):
    y -= X @ w + b
    return -2 / len(y) * X.T @ y, -2 * y.mean()


@misconception("gradient_step.gradient-in-place")
def mse_gradient(X, y, w, b):
    error = X @ w + b - y
    X *= error[:, np.newaxis]
    return 2 * X.mean(axis=0), 2 * error.mean()


@misconception(
    "gradient_step.ascends",
    seems="Your step seems to add the gradient: the loss grows.",
    why="The gradient points to where the loss grows fastest. The way down is the other way.",
    question="Standing on a slope that rises to the right, which way do you go to get down?",
)
def gradient_step(params, grads, lr):
    if lr <= 0:
        raise ValueError("lr must be positive")
    return [p + lr * g for p, g in zip(params, grads, strict=True)]


@misconception("gradient_step.ascends")
def gradient_descent(X, y, w, b, lr, steps):
    losses = []
    for _ in range(steps):
        losses.append(np.mean((X @ w + b - y) ** 2))
        grad_w, grad_b = mse_gradient(X, y, w, b)
        w, b = w + lr * grad_w, b + lr * grad_b
    return w, b, losses


@misconception(
    "gradient_step.ignores-rate",
    seems="Your step seems to subtract the whole gradient, whatever the learning rate is.",
    why="The gradient says which way; how far is for the learning rate to say. The whole gradient "
    "is often far too much.",
    question="What should change if lr is made ten times smaller?",
)
def gradient_step(params, grads, lr):
    if lr <= 0:
        raise ValueError("lr must be positive")
    return [p - g for p, g in zip(params, grads, strict=True)]


@misconception("gradient_step.ignores-rate")
def gradient_descent(X, y, w, b, lr, steps):
    losses = []
    for _ in range(steps):
        losses.append(np.mean((X @ w + b - y) ** 2))
        grad_w, grad_b = mse_gradient(X, y, w, b)
        w, b = w - grad_w, b - grad_b
    return w, b, losses


@misconception(
    "gradient_step.rate-squared",
    seems="Your step seems to use the learning rate twice: a rate of 0.1 acts like 0.01.",
    why="A step is the learning rate times the gradient. If a gradient has been scaled already, or "
    "the rate is in two places, the step is far too small.",
    question="In how many places does lr act on one step of yours?",
)
def gradient_step(params, grads, lr):
    if lr <= 0:
        raise ValueError("lr must be positive")
    grads = [lr * g for g in grads]
    return [p - lr * g for p, g in zip(params, grads, strict=True)]


@misconception("gradient_step.rate-squared")
def gradient_descent(X, y, w, b, lr, steps):
    losses = []
    for _ in range(steps):
        losses.append(np.mean((X @ w + b - y) ** 2))
        grad_w, grad_b = mse_gradient(X, y, w, b)
        w, b = gradient_step([w, np.asarray(b)], [lr * grad_w, np.asarray(lr * grad_b)], lr)
    return w, b, losses


@misconception(
    "gradient_step.in-place",
    seems="The numbers are right, but the parameters that the caller handed over change.",
    why="Whoever called may still need them: to compare, to go back, to start again with another "
    "learning rate.",
    question="What is the difference between p -= x and p = p - x, for a NumPy array p?",
)
def gradient_step(params, grads, lr):
    if len(params) != len(grads) or lr <= 0:
        raise ValueError("lengths differ or lr is not positive")
    for p, g in zip(params, grads):
        p -= lr * g
    return list(params)


@misconception("gradient_step.in-place")
def gradient_step(params, grads, lr):
    if len(params) != len(grads) or lr <= 0:
        raise ValueError("lengths differ or lr is not positive")
    for k in range(len(params)):
        params[k] = params[k] - lr * grads[k]
    return params


@misconception("gradient_step.in-place")
def gradient_descent(X, y, w, b, lr, steps):
    losses = []
    for _ in range(steps):
        losses.append(np.mean((X @ w + b - y) ** 2))
        grad_w, grad_b = mse_gradient(X, y, w, b)
        w -= lr * grad_w
        b -= lr * grad_b
    return w, b, losses


@misconception(
    "gradient_step.rate-divides",
    seems="Your step seems to divide by the learning rate: a smaller rate makes a larger step.",
    why="The learning rate is the fraction of the gradient that is taken.",
    question="Should a learning rate of 0.001 make careful steps or huge ones?",
)
def gradient_step(params, grads, lr):
    if lr <= 0:
        raise ValueError("lr must be positive")
    return [p - g / lr for p, g in zip(params, grads, strict=True)]


@misconception(
    "gradient_step.gives-the-change",
    seems="Your step seems to give how far each parameter moves, not where it arrives.",
    why="The caller goes on with what you return, as the new parameters.",
    question="A parameter of 5 has a gradient of zero. What should it be after the step?",
)
def gradient_step(params, grads, lr):
    if lr <= 0:
        raise ValueError("lr must be positive")
    return [-lr * g for _, g in zip(params, grads, strict=True)]


@misconception(
    "gradient_step.lengths-unchecked",
    seems="Parameters without a gradient, or gradients without a parameter, seem to be dropped.",
    why="zip stops at the end of the shorter one and says nothing: a forgotten gradient makes a "
    "parameter disappear.",
    question="What does list(zip([1, 2, 3], [4])) give?",
)
def gradient_step(params, grads, lr):
    if lr <= 0:
        raise ValueError("lr must be positive")
    return [p - lr * g for p, g in zip(params, grads)]


@misconception(
    "gradient_step.rate-unchecked",
    seems="A learning rate of zero, or below, seems to be accepted.",
    why="With zero nothing ever moves, and below zero descent turns into ascent; both are mistakes "
    "that are hard to find later.",
    question="Which values of lr make a step that goes down?",
)
def gradient_step(params, grads, lr):
    return [p - lr * g for p, g in zip(params, grads, strict=True)]


@misconception("gradient_step.rate-unchecked")
def gradient_step(params, grads, lr):
    if lr < 0:
        raise ValueError("lr must not be negative")
    return [p - lr * g for p, g in zip(params, grads, strict=True)]


@misconception(
    "gradient_step.frozen-gradient",
    seems="Your descent seems to take the gradients once, at the start, and to use them for every "
    "step.",
    why="A slope holds only where it was measured. Further on it points elsewhere, and at the "
    "bottom it is zero.",
    question="After the first step, where are you, and which gradients belong to that place?",
)
def gradient_descent(X, y, w, b, lr, steps):
    losses = []
    grad_w, grad_b = mse_gradient(X, y, w, b)
    for _ in range(steps):
        losses.append(np.mean((X @ w + b - y) ** 2))
        w, b = w - lr * grad_w, b - lr * grad_b
    return w, b, losses


@misconception(
    "gradient_step.loss-after-step",
    seems="Your losses seem to be noted after each step: the loss of the start is missing.",
    why="Without the loss of the start, nothing says how much was gained, and a first step that "
    "explodes cannot be seen.",
    question="Which loss should losses[0] be, before anything has moved?",
)
def gradient_descent(X, y, w, b, lr, steps):
    losses = []
    for _ in range(steps):
        grad_w, grad_b = mse_gradient(X, y, w, b)
        w, b = w - lr * grad_w, b - lr * grad_b
        losses.append(np.mean((X @ w + b - y) ** 2))
    return w, b, losses


@misconception(
    "gradient_step.off-by-one",
    seems="Your descent seems to take one step too few, or one too many.",
    why="The number of steps is a promise to the caller, who compares runs of the same length.",
    question="How often does the body of your loop run if steps is 1?",
)
def gradient_descent(X, y, w, b, lr, steps):
    losses = []
    for _ in range(1, steps):
        losses.append(np.mean((X @ w + b - y) ** 2))
        grad_w, grad_b = mse_gradient(X, y, w, b)
        w, b = w - lr * grad_w, b - lr * grad_b
    return w, b, losses


@misconception("gradient_step.off-by-one")
def gradient_descent(X, y, w, b, lr, steps):
    losses = []
    for _ in range(steps + 1):
        losses.append(np.mean((X @ w + b - y) ** 2))
        grad_w, grad_b = mse_gradient(X, y, w, b)
        w, b = w - lr * grad_w, b - lr * grad_b
    return w, b, losses


@misconception(
    "gradient_step.bias-frozen",
    seems="Your descent seems to move w only: b stays where it began.",
    why="A model whose bias never moves has to pass through the point where it began, however the "
    "data lie.",
    question="Which of the model's parameters should learn?",
)
def gradient_descent(X, y, w, b, lr, steps):
    losses = []
    for _ in range(steps):
        losses.append(np.mean((X @ w + b - y) ** 2))
        grad_w, _ = mse_gradient(X, y, w, b)
        w = w - lr * grad_w
    return w, b, losses


@misconception(
    "gradient_step.sequential-update",
    seems="Your descent seems to move w first and to take the gradient of b afterwards, at the new "
    "w.",
    why="Both gradients describe the slope at one place. Half of the step at the old place and "
    "half at the new one is another method.",
    question="At which w and b should both gradients of one step be taken?",
)
def gradient_descent(X, y, w, b, lr, steps):
    losses = []
    for _ in range(steps):
        losses.append(np.mean((X @ w + b - y) ** 2))
        w = w - lr * mse_gradient(X, y, w, b)[0]
        b = b - lr * mse_gradient(X, y, w, b)[1]
    return w, b, losses


@misconception(
    "gradient_step.one-loss-too-many",
    seems="Your list seems to hold one loss more than there are steps.",
    why="Each step has the loss that was seen before it. The loss after the last step belongs to a "
    "step that is never taken.",
    question="How long should the list be for zero steps?",
)
def gradient_descent(X, y, w, b, lr, steps):
    losses = [np.mean((X @ w + b - y) ** 2)]
    for _ in range(steps):
        grad_w, grad_b = mse_gradient(X, y, w, b)
        w, b = w - lr * grad_w, b - lr * grad_b
        losses.append(np.mean((X @ w + b - y) ** 2))
    return w, b, losses


@misconception(
    "gradient_step.root-of-loss",
    seems="Your losses seem to be the roots of the mean squared errors.",
    why="The loss that is minimised is the mean squared error itself, and its curve is what the "
    "learning rate is judged by.",
    question="All errors are 3. What is their mean squared error?",
)
def gradient_descent(X, y, w, b, lr, steps):
    losses = []
    for _ in range(steps):
        losses.append(np.sqrt(np.mean((X @ w + b - y) ** 2)))
        grad_w, grad_b = mse_gradient(X, y, w, b)
        w, b = w - lr * grad_w, b - lr * grad_b
    return w, b, losses


@misconception(
    "gradient_step.stops-early",
    seems="Your descent seems to end before all steps are done, when the losses no longer fall.",
    why="Here the number of steps is fixed: a curve that stands still or grows is what the caller "
    "wants to see. Knowing when to stop comes later in the course.",
    question="How many losses does the docstring promise?",
)
def gradient_descent(X, y, w, b, lr, steps):
    losses = []
    for _ in range(steps):
        loss = np.mean((X @ w + b - y) ** 2)
        if losses and loss > losses[-1]:
            break
        losses.append(loss)
        grad_w, grad_b = mse_gradient(X, y, w, b)
        w, b = w - lr * grad_w, b - lr * grad_b
    return w, b, losses


@misconception("gradient_step.stops-early")
def gradient_descent(X, y, w, b, lr, steps):
    losses = []
    for _ in range(steps):
        loss = np.mean((X @ w + b - y) ** 2)
        if losses and abs(loss - losses[-1]) < 1e-8:
            break
        losses.append(loss)
        grad_w, grad_b = mse_gradient(X, y, w, b)
        w, b = w - lr * grad_w, b - lr * grad_b
    return w, b, losses


@misconception(
    "gradient_step.sample-by-sample",
    seems="Your descent seems to move after each sample: a step is many small steps.",
    why="Moving after each sample is stochastic descent, which is the next topic. Here a step "
    "looks at all samples first, then moves once.",
    question="How many times should w change in one step, with ten samples?",
)
def gradient_descent(X, y, w, b, lr, steps):
    losses = []
    for _ in range(steps):
        losses.append(np.mean((X @ w + b - y) ** 2))
        for i in range(len(X)):
            grad_w, grad_b = mse_gradient(X[i : i + 1], y[i : i + 1], w, b)
            w, b = w - lr * grad_w, b - lr * grad_b
    return w, b, losses


@misconception(
    "gradient_step.nan-not-divergence",
    seems="A last loss of NaN, or infinity, seems not to be seen as divergence.",
    why="Every comparison with NaN is false, so a run that overflowed slips through the tests "
    "meant to catch it.",
    question="What does Python say to float('nan') > 1.0?",
)
def learning_rate_verdict(losses):
    if len(losses) < 2:
        raise ValueError("at least two losses are needed")
    if losses[-1] > losses[0]:
        return "diverges"
    if losses[-1] > losses[0] / 2:
        return "too slow"
    return "converges"


@misconception("gradient_step.nan-not-divergence")
def learning_rate_verdict(losses):
    if len(losses) < 2:
        raise ValueError("at least two losses are needed")
    if np.isinf(losses[-1]) or losses[-1] > losses[0]:
        return "diverges"
    return "too slow" if losses[-1] > 0.5 * losses[0] else "converges"


@misconception(
    "gradient_step.equal-counts-as-more",
    seems="A last loss that is equal to the limit seems to be counted as exceeding it.",
    why="To exceed is to be greater. Losses that end where they began have not grown, and a half "
    "is not more than a half.",
    question="What does your function answer for losses that never change?",
)
def learning_rate_verdict(losses):
    if len(losses) < 2:
        raise ValueError("at least two losses are needed")
    if not np.isfinite(losses[-1]) or losses[-1] >= losses[0]:
        return "diverges"
    return "too slow" if losses[-1] >= losses[0] / 2 else "converges"


@misconception("gradient_step.equal-counts-as-more")
def learning_rate_verdict(losses):
    if len(losses) < 2:
        raise ValueError("at least two losses are needed")
    if not np.isfinite(losses[-1]) or losses[-1] > losses[0]:
        return "diverges"
    return "converges" if losses[-1] < losses[0] / 2 else "too slow"


@misconception(
    "gradient_step.last-two-losses",
    seems="Your verdict seems to compare the last loss with another one than the first.",
    why="Losses go up and down on their way. Whether a learning rate works shows over the whole "
    "run, from its first loss to its last.",
    question="Losses go 8, 1, 1.1: has this run got better or worse?",
)
def learning_rate_verdict(losses):
    if len(losses) < 2:
        raise ValueError("at least two losses are needed")
    if not np.isfinite(losses[-1]) or losses[-1] > losses[-2]:
        return "diverges"
    return "too slow" if losses[-1] > losses[-2] / 2 else "converges"


@misconception(
    "gradient_step.any-rise-diverges",
    seems="A single rise somewhere in the losses seems to be enough for you to call it divergence.",
    why="A run may rise for a moment and still end far below its start.",
    question="Which two of the losses does the docstring compare?",
)
def learning_rate_verdict(losses):
    if len(losses) < 2:
        raise ValueError("at least two losses are needed")
    if not np.isfinite(losses[-1]) or any(b > a for a, b in zip(losses, losses[1:])):
        return "diverges"
    return "too slow" if losses[-1] > losses[0] / 2 else "converges"


@misconception(
    "gradient_step.judged-by-best-loss",
    seems="Your verdict seems to go by the smallest loss, not by the last one.",
    why="The model that you keep is the one at the end, and what a run reached on its way is lost "
    "to it.",
    question="Losses go 8, 1, 7: which of them belongs to the parameters that you hold in the end?",
)
def learning_rate_verdict(losses):
    if len(losses) < 2:
        raise ValueError("at least two losses are needed")
    if not np.isfinite(losses[-1]) or losses[-1] > losses[0]:
        return "diverges"
    return "too slow" if min(losses) > losses[0] / 2 else "converges"


@misconception(
    "gradient_step.one-loss-is-enough",
    seems="Where there are no two losses to compare, one or none, a verdict seems to come, or "
    "another error.",
    why="One point is no curve: nothing can be said about it, and silence would pass for an "
    "answer.",
    question="What does your function do with [3.0], and what with []?",
)
def learning_rate_verdict(losses):
    if not np.isfinite(losses[-1]) or losses[-1] > losses[0]:
        return "diverges"
    return "too slow" if losses[-1] > losses[0] / 2 else "converges"


@misconception(
    "gradient_step.list-shared",
    seems="All calls of your step seem to share one list.",
    why="A default value is made once, when Python reads the def line: every call goes on with it.",
    question="What is in the list when the second call begins?",
)
def gradient_step(params, grads, lr, new=[]):
    if len(params) != len(grads) or lr <= 0:
        raise ValueError("as many gradients as parameters, and a rate above zero")
    new.clear()
    new.extend(p - lr * g for p, g in zip(params, grads))
    return new


@misconception("gradient_step.gradient-in-place")
def mse_gradient(X, y, w, b):
    b -= y.mean() - np.mean(X @ w)
    error = X @ w - np.mean(X @ w) + y.mean() + b - y
    return 2 * X.T @ error / len(y), 2 * error.mean()


@misconception(
    "gradient_step.gradient-reused",
    seems="Your gradient seems to be written into one and the same array at each call.",
    why="Whoever called you may still hold an earlier gradient, and finds it overwritten.",
    question="When is a default argument made: at each call, or once and for all?",
)
def mse_gradient(X, y, w, b, gradients={}):
    error = X @ w + b - y
    gradient = gradients.setdefault(len(w), np.empty(len(w)))
    gradient[:] = 2 * X.T @ error / len(y)
    return gradient, 2 * error.mean()


@misconception(
    "gradient_step.whole-rate-refused",
    seems="Your step seems to refuse the learning rate 1, or larger ones.",
    why="Any number above zero is a learning rate, whole numbers and those from 1 up included.",
    question="Which numbers does your check let through, and which of them should it refuse?",
)
def gradient_step(params, grads, lr):
    if len(params) != len(grads):
        raise ValueError("params and grads differ in length")
    if not isinstance(lr, float) or lr <= 0:
        raise ValueError("lr must be a positive float")
    return [p - lr * g for p, g in zip(params, grads)]


@misconception("gradient_step.whole-rate-refused")
def gradient_step(params, grads, lr):
    if len(params) != len(grads):
        raise ValueError("params and grads differ in length")
    if not 0 < lr < 1:
        raise ValueError("lr must be between 0 and 1")
    return [p - lr * g for p, g in zip(params, grads)]


@misconception(
    "gradient_step.step-limited",
    seems="Your steps seem to be cut off where they get large.",
    why="A step is lr times the gradient, however large; what is too large, the losses show.",
    question="How far should a gradient of 10000 move a parameter with a learning rate of 1?",
)
def gradient_step(params, grads, lr):
    if len(params) != len(grads) or lr <= 0:
        raise ValueError("params and grads must pair up, and lr be positive")
    return [p - np.clip(lr * g, -100, 100) for p, g in zip(params, grads)]


@misconception("gradient_step.stops-early")
def gradient_descent(X, y, w, b, lr, steps):
    losses = []
    for _ in range(steps):
        losses.append(float(np.mean((X @ w + b - y) ** 2)))
        if losses[-1] > 1e10:
            break
        grad_w, grad_b = mse_gradient(X, y, w, b)
        w, b = w - lr * grad_w, b - lr * grad_b
    return w, b, losses


@misconception(
    "gradient_step.judged-with-tolerance",
    seems="Your verdict seems to let a last loss pass that exceeds the first by a little.",
    why="The limits are exact here: greater is greater, however little it is, however small both.",
    question="What do you answer for losses of 4 and then 4.001?",
)
def learning_rate_verdict(losses):
    if len(losses) < 2:
        raise ValueError("at least two losses are needed")
    first, last = losses[0], losses[-1]
    if not np.isfinite(last) or last > 1.01 * first:
        return "diverges"
    return "too slow" if last > 0.5 * first else "converges"


@misconception("gradient_step.judged-with-tolerance")
def learning_rate_verdict(losses):
    if len(losses) < 2:
        raise ValueError("at least two losses are needed")
    first, last = losses[0], losses[-1]
    if not np.isfinite(last) or (last > first and not np.isclose(last, first)):
        return "diverges"
    return "too slow" if last > 0.5 * first else "converges"


@misconception(
    "gradient_step.judged-by-averages",
    seems="Your verdict seems to average several losses at either end of a long curve.",
    why="The first loss and the last are compared; what stands beside them does not count.",
    question="What becomes of your verdict if only the second loss changes?",
)
def learning_rate_verdict(losses):
    if len(losses) < 2:
        raise ValueError("at least two losses are needed")
    window = max(1, len(losses) // 4)
    first, last = np.mean(losses[:window]), np.mean(losses[-window:])
    if not np.isfinite(losses[-1]) or last > first:
        return "diverges"
    return "too slow" if last > first / 2 else "converges"


@misconception("gradient_step.stops-early")
def gradient_descent(X, y, w, b, lr, steps):
    losses = []
    for _ in range(steps):
        loss = float(np.mean((X @ w + b - y) ** 2))
        if not np.isfinite(loss):
            break
        losses.append(loss)
        grad_w, grad_b = mse_gradient(X, y, w, b)
        w, b = w - lr * grad_w, b - lr * grad_b
    return w, b, losses


@misconception(
    "gradient_step.parameter-handed-back",
    seems="Where a gradient is zero, your step seems to hand the old parameter back.",
    why="The new list then shares an array with the old one: whoever changes the one later changes "
    "the other.",
    question="What would p - lr * g give for a gradient of zeros: the same array, or an equal one?",
)
def gradient_step(params, grads, lr):
    if len(params) != len(grads) or lr <= 0:
        raise ValueError("no such step")
    return [p - lr * g if np.any(g) else p for p, g in zip(params, grads, strict=True)]


@misconception(
    "gradient_step.any-nan-diverges",
    seems='You seem to answer "diverges" as soon as any of the losses is not a number.',
    why="Only the first and the last loss count. What is not a number on the way says nothing "
    "about where the curve ends.",
    question="Which two of the losses does the verdict compare?",
)
def learning_rate_verdict(losses):
    if len(losses) < 2:
        raise ValueError("a verdict needs two losses")
    first, last = losses[0], losses[-1]
    if np.any(np.isnan(losses)) or not np.isfinite(last) or last > first:
        return "diverges"
    return "too slow" if last > first / 2 else "converges"


@misconception("gradient_step.judged-with-tolerance")
def learning_rate_verdict(losses):
    if len(losses) < 2:
        raise ValueError("a verdict needs two losses")
    first, last = losses[0], losses[-1]
    if not np.isfinite(last) or (last > first and not np.isclose(last, first, atol=0.0)):
        return "diverges"
    return "too slow" if last > first / 2 else "converges"
