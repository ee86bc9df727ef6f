"""Wrong ideas about the forward and the backward pass, each written as students write it."""

import numpy as np

from grader.variants import misconception


@misconception(
    "propagation.no-hidden-activation",
    seems="Your hidden layer seems to stay linear: its sums go on to the output as they are.",
    why=(
        "Two linear layers in a row are one linear layer: the network could only ever draw "
        "straight lines."
    ),
    question=(
        "What turns the hidden layer's sums into H in the memo's section on forward propagation?"
    ),
)
def forward(params, X):
    H = X @ params["W1"].T + params["b1"]
    Y_hat = H @ params["W2"].T + params["b2"]
    return Y_hat, (X, H, Y_hat)


@misconception(
    "propagation.activated-output",
    seems="Your output layer seems to have an activation: every prediction lies between -1 and 1.",
    why="This network predicts real numbers, and a squashed output can never reach a target of 3.",
    question="Which of the two layers of this network has an activation?",
)
def forward(params, X):
    H = np.tanh(X @ params["W1"].T + params["b1"])
    Y_hat = np.tanh(H @ params["W2"].T + params["b2"])
    return Y_hat, (X, H, Y_hat)


@misconception(
    "propagation.sigmoid-hidden",
    seems="Your hidden layer seems to use the sigmoid: its values lie between 0 and 1.",
    why=(
        "It has the same S shape as tanh, but other values and another slope, and it is never "
        "negative."
    ),
    question="Which activation does this network's hidden layer have, and what is its value at 0?",
)
def forward(params, X):
    Z = X @ params["W1"].T + params["b1"]
    H = 1 / (1 + np.exp(-Z))
    Y_hat = H @ params["W2"].T + params["b2"]
    return Y_hat, (X, H, Y_hat)


@misconception(
    "propagation.biases-left-out",
    seems="Your forward pass seems to leave out b1, b2 or both: changing it changes nothing.",
    why="Without its bias a layer answers zeros with zeros, whatever was learnt.",
    question="Which entries of params does your forward pass never read?",
)
def forward(params, X):
    H = np.tanh(X @ params["W1"].T)
    Y_hat = H @ params["W2"].T
    return Y_hat, (X, H, Y_hat)


@misconception("propagation.biases-left-out")
def forward(params, X):
    H = np.tanh(X @ params["W1"].T + params["b1"])
    Y_hat = H @ params["W2"].T
    return Y_hat, (X, H, Y_hat)


@misconception(
    "propagation.bias-inside-next-layer",
    seems="Your b1 seems to be added after the tanh instead of before it.",
    why=(
        "A neuron's bias shifts the point where its activation switches; added afterwards it "
        "merely shifts the result."
    ),
    question="For a hidden neuron, which comes first: adding the bias or applying the activation?",
)
def forward(params, X):
    H = np.tanh(X @ params["W1"].T) + params["b1"]
    Y_hat = H @ params["W2"].T + params["b2"]
    return Y_hat, (X, H, Y_hat)


@misconception(
    "propagation.tanh-overflows",
    seems=(
        "Your tanh seems to be built from exponentials: for large sums it divides infinity by "
        "infinity."
    ),
    why=(
        "exp of 1000 does not fit into a float64, and so a neuron that should be at its limit "
        "gives NaN."
    ),
    question="What are exp(z) and exp(-z) for z = 1000, and what is their quotient?",
)
def forward(params, X):
    Z = X @ params["W1"].T + params["b1"]
    H = (np.exp(Z) - np.exp(-Z)) / (np.exp(Z) + np.exp(-Z))
    Y_hat = H @ params["W2"].T + params["b2"]
    return Y_hat, (X, H, Y_hat)


@misconception(
    "propagation.dimension-squeezed",
    seems=(
        "Your predictions seem to lose a dimension when there is a single sample or a single "
        "output."
    ),
    why=(
        "Everything that follows relies on a table of n rows and o columns; (n,) against (n, "
        "1) broadcasts silently."
    ),
    question="What is the shape of your Y_hat for five samples and one output?",
)
def forward(params, X):
    H = np.tanh(X @ params["W1"].T + params["b1"])
    Y_hat = H @ params["W2"].T + params["b2"]
    return Y_hat.squeeze(), (X, H, Y_hat)


@misconception(
    "propagation.cache-in-params",
    seems="Your forward pass seems to keep its intermediate values in params, among the weights.",
    why=(
        "params belongs to the caller: whoever updates every entry of it would update those "
        "values as well."
    ),
    question="In which of the two things that forward returns can they be kept?",
)
def forward(params, X):
    params["H"] = np.tanh(X @ params["W1"].T + params["b1"])
    params["Y_hat"] = params["H"] @ params["W2"].T + params["b2"]
    return params["Y_hat"], (X, params["H"], params["Y_hat"])


@misconception(
    "propagation.mse-broadcasts",
    seems=(
        "Your loss seems to accept shapes that differ, and to compare every prediction with "
        "every target."
    ),
    why=(
        "NumPy stretches (n,) against (n, 1) into a table of n by n: the number that comes "
        "out means nothing."
    ),
    question="What shape has the difference of an array of shape (3,) and one of shape (3, 1)?",
)
def mse(Y_hat, Y):
    return float(np.mean((Y_hat - Y) ** 2))


@misconception(
    "propagation.mse-compares-lengths",
    seems="Your loss seems to compare the number of rows only, not the whole shapes.",
    why="(n,) and (n, 1) have equally many rows and still broadcast to a table of n by n.",
    question="Which property of an array tells (3,) and (3, 1) apart?",
)
def mse(Y_hat, Y):
    if len(Y_hat) != len(Y):
        raise ValueError("not the same number of samples")
    return float(np.mean((Y_hat - Y) ** 2))


@misconception(
    "propagation.mse-compares-sizes",
    seems="Your loss seems to compare the number of entries only, not the shapes.",
    why="(3, 1), (3,) and (1, 3) have equally many entries, but they do not pair the same ones.",
    question="Which property of an array tells (3,) and (3, 1) apart?",
)
def mse(Y_hat, Y):
    if Y_hat.size != Y.size:
        raise ValueError("not the same number of entries")
    return float(np.mean((Y_hat - Y) ** 2))


@misconception(
    "propagation.mse-over-samples-only",
    seems="Your loss seems to be divided by the number of samples, however many outputs there are.",
    why=(
        "With o outputs this is o times the mean over all entries, and the gradients would be "
        "too large by as much."
    ),
    question="How many squared differences are there, for n samples of o outputs?",
)
def mse(Y_hat, Y):
    if Y_hat.shape != Y.shape:
        raise ValueError("different shapes")
    return float(np.sum((Y_hat - Y) ** 2) / len(Y))


@misconception(
    "propagation.mse-is-rmse",
    seems="Your loss seems to be the root of the mean squared error.",
    why="The root has the unit of the targets, and another gradient: it is another loss.",
    question="Which of the three words of MSE does the root undo?",
)
def mse(Y_hat, Y):
    if Y_hat.shape != Y.shape:
        raise ValueError("different shapes")
    return float(np.sqrt(np.mean((Y_hat - Y) ** 2)))


@misconception(
    "propagation.mse-halved",
    seems="Your loss seems to be half the mean of the squares.",
    why=(
        "The half is a habit of textbooks, to cancel a factor in the derivative; the MSE has "
        "no such factor."
    ),
    question="For one prediction of 3 and one target of 1, what is the mean of the squares?",
)
def mse(Y_hat, Y):
    if Y_hat.shape != Y.shape:
        raise ValueError("different shapes")
    return float(0.5 * np.mean((Y_hat - Y) ** 2))


@misconception(
    "propagation.mse-absolute",
    seems="Your loss seems to average the distances themselves: that is the mean absolute error.",
    why="Squares make large errors count for more, and their slope is smooth around zero.",
    question="What happens to each difference before the mean is taken?",
)
def mse(Y_hat, Y):
    if Y_hat.shape != Y.shape:
        raise ValueError("different shapes")
    return float(np.mean(np.abs(Y_hat - Y)))


@misconception(
    "propagation.mse-per-output",
    seems="Your loss seems to be one number for each output instead of a single one.",
    why="Training goes down one number; with several there is no telling which way is down.",
    question="Along which axes is your mean taken?",
)
def mse(Y_hat, Y):
    if Y_hat.shape != Y.shape:
        raise ValueError("different shapes")
    return np.mean((Y_hat - Y) ** 2, axis=0)


@misconception(
    "propagation.mse-in-place",
    seems="Your loss seems to write the differences into the predictions that it was given.",
    why="Whoever asks for the loss still needs the predictions, the backward pass first of all.",
    question="Which operator of NumPy changes the array on its left instead of making a new one?",
)
def mse(Y_hat, Y):
    if Y_hat.shape != Y.shape:
        raise ValueError("different shapes")
    Y_hat -= Y
    return float(np.mean(Y_hat**2))


@misconception(
    "propagation.derivative-from-preactivation",
    seems=(
        "Your slope of tanh seems to be worked out from Z, what went into the tanh, by the "
        "formula that is for H."
    ),
    why=(
        "1 minus a square holds for the value of tanh; Z can be large, and then the slope "
        "even turns negative."
    ),
    question="The shortcut for tanh's slope is written with a square: of which quantity?",
)
def backward(params, cache, Y):
    X, H, Y_hat = cache
    Z = X @ params["W1"].T + params["b1"]
    dY = 2 * (Y_hat - Y) / Y.size
    dZ = dY @ params["W2"] * (1 - Z**2)
    return {"W1": dZ.T @ X, "b1": dZ.sum(axis=0), "W2": dY.T @ H, "b2": dY.sum(axis=0)}


@misconception(
    "propagation.no-activation-derivative",
    seems="Your error seems to pass the hidden layer as if there were no activation.",
    why=(
        "A saturated neuron hardly moves whatever its inputs do; its error must arrive "
        "smaller by the slope of tanh."
    ),
    question="By how much does H change when what goes into the tanh changes a little?",
)
def backward(params, cache, Y):
    X, H, Y_hat = cache
    dY = 2 * (Y_hat - Y) / Y.size
    dH = dY @ params["W2"]
    return {"W1": dH.T @ X, "b1": dH.sum(axis=0), "W2": dY.T @ H, "b2": dY.sum(axis=0)}


@misconception(
    "propagation.derivative-without-square",
    seems="Your slope of tanh seems to be 1 - H, without the square.",
    why="tanh is as steep at -2 as it is at 2; 1 - H gives two different slopes there.",
    question="What is the slope of tanh at z and at -z, and what does your formula say?",
)
def backward(params, cache, Y):
    X, H, Y_hat = cache
    dY = 2 * (Y_hat - Y) / Y.size
    dZ = dY @ params["W2"] * (1 - H)
    return {"W1": dZ.T @ X, "b1": dZ.sum(axis=0), "W2": dY.T @ H, "b2": dY.sum(axis=0)}


@misconception(
    "propagation.derivative-of-sigmoid",
    seems="Your slope of the hidden layer seems to be the sigmoid's: H (1 - H).",
    why=(
        "Each activation has its own slope; at 0 this one says that tanh is flat, where it is "
        "steepest."
    ),
    question="Which activation does the hidden layer have, and what is its slope at 0?",
)
def backward(params, cache, Y):
    X, H, Y_hat = cache
    dY = 2 * (Y_hat - Y) / Y.size
    dZ = dY @ params["W2"] * H * (1 - H)
    return {"W1": dZ.T @ X, "b1": dZ.sum(axis=0), "W2": dY.T @ H, "b2": dY.sum(axis=0)}


@misconception(
    "propagation.lost-factor-two",
    seems="Your gradients seem to be half as large as they should be, all of them.",
    why="The loss is a mean of squares, and the derivative of a square has a factor.",
    question="What is the derivative of u² with respect to u?",
)
def backward(params, cache, Y):
    X, H, Y_hat = cache
    dY = (Y_hat - Y) / Y.size
    dZ = dY @ params["W2"] * (1 - H**2)
    return {"W1": dZ.T @ X, "b1": dZ.sum(axis=0), "W2": dY.T @ H, "b2": dY.sum(axis=0)}


@misconception(
    "propagation.mean-over-batch-only",
    seems=(
        "Your gradients seem to be divided by the number of samples only: they are too large, "
        "as many times as there are outputs."
    ),
    why="The loss of this course is a mean over every entry of Y_hat, outputs included.",
    question="How many squares does the loss average, for n samples of o outputs?",
)
def backward(params, cache, Y):
    X, H, Y_hat = cache
    n = len(X)
    dY = 2 * (Y_hat - Y) / n
    dZ = dY @ params["W2"] * (1 - H**2)
    return {"W1": dZ.T @ X, "b1": dZ.sum(axis=0), "W2": dY.T @ H, "b2": dY.sum(axis=0)}


@misconception(
    "propagation.sum-not-mean",
    seems="Your gradients seem to be those of the sum of the squares: nothing divides them.",
    why="Without the mean they grow with the batch, and no learning rate suits two batch sizes.",
    question="What happens to your gradients when every sample is given twice, and to the loss?",
)
def backward(params, cache, Y):
    X, H, Y_hat = cache
    dY = 2 * (Y_hat - Y)
    dZ = dY @ params["W2"] * (1 - H**2)
    return {"W1": dZ.T @ X, "b1": dZ.sum(axis=0), "W2": dY.T @ H, "b2": dY.sum(axis=0)}


@misconception(
    "propagation.bias-gradient-not-summed",
    seems=(
        "Your bias gradients seem to hold one row for each sample, or to be summed along the "
        "wrong axis."
    ),
    why="One bias serves all samples of the batch, and its gradient has the bias's own shape.",
    question="What shape has b1, and what shape has your gradient of it?",
)
def backward(params, cache, Y):
    X, H, Y_hat = cache
    dY = 2 * (Y_hat - Y) / Y.size
    dZ = dY @ params["W2"] * (1 - H**2)
    return {"W1": dZ.T @ X, "b1": dZ, "W2": dY.T @ H, "b2": dY}


@misconception("propagation.bias-gradient-not-summed")
def backward(params, cache, Y):
    X, H, Y_hat = cache
    dY = 2 * (Y_hat - Y) / Y.size
    dZ = dY @ params["W2"] * (1 - H**2)
    return {"W1": dZ.T @ X, "b1": dZ.sum(axis=1), "W2": dY.T @ H, "b2": dY.sum(axis=1)}


@misconception("propagation.bias-gradient-not-summed")
def backward(params, cache, Y):
    X, H, Y_hat = cache
    dY = 2 * (Y_hat - Y) / Y.size
    dZ = dY @ params["W2"] * (1 - H**2)
    return {"W1": dZ.T @ X, "b1": dZ.sum(), "W2": dY.T @ H, "b2": dY.sum()}


@misconception(
    "propagation.bias-gradient-averaged",
    seems=(
        "Your bias gradients seem to be averaged over the samples: they are too small, as "
        "many times as there are samples."
    ),
    why=(
        "The loss's mean is in the error already; a second mean divides by the number of "
        "samples once more."
    ),
    question=(
        "How do your weights' gradients gather the samples, and do your biases' do it the same way?"
    ),
)
def backward(params, cache, Y):
    X, H, Y_hat = cache
    dY = 2 * (Y_hat - Y) / Y.size
    dZ = dY @ params["W2"] * (1 - H**2)
    return {"W1": dZ.T @ X, "b1": dZ.mean(axis=0), "W2": dY.T @ H, "b2": dY.mean(axis=0)}


@misconception(
    "propagation.residual-reversed",
    seems=(
        "Your gradients seem to point the wrong way: each has the right size and the opposite sign."
    ),
    why="A step against this gradient makes the loss larger.",
    question=(
        "If a prediction lies above its target, should the loss grow or shrink when the "
        "prediction grows?"
    ),
)
def backward(params, cache, Y):
    X, H, Y_hat = cache
    dY = 2 * (Y - Y_hat) / Y.size
    dZ = dY @ params["W2"] * (1 - H**2)
    return {"W1": dZ.T @ X, "b1": dZ.sum(axis=0), "W2": dY.T @ H, "b2": dY.sum(axis=0)}


@misconception(
    "propagation.first-sample-only",
    seems="Your gradients seem to come from one sample of the batch only.",
    why="Every sample has its own error, and the gradient of the loss gathers all of them.",
    question="If only the last sample's target changes, do your gradients change?",
)
def backward(params, cache, Y):
    X, H, Y_hat = cache
    dY = 2 * (Y_hat - Y) / Y.size
    dZ = dY @ params["W2"] * (1 - H**2)
    return {"W1": np.outer(dZ[0], X[0]), "b1": dZ[0], "W2": np.outer(dY[0], H[0]), "b2": dY[0]}


@misconception(
    "propagation.first-layer-forgotten",
    seems="Your backward pass seems to stop at the output layer: W1 and b1 get a gradient of zero.",
    why=(
        "Then the hidden layer never learns; its weights shape the predictions as much as the "
        "output's do."
    ),
    question="Along which weights does the error travel from the output to the hidden layer?",
)
def backward(params, cache, Y):
    _, H, Y_hat = cache
    dY = 2 * (Y_hat - Y) / Y.size
    return {
        "W1": np.zeros_like(params["W1"]),
        "b1": np.zeros_like(params["b1"]),
        "W2": dY.T @ H,
        "b2": dY.sum(axis=0),
    }


@misconception(
    "propagation.gradients-squeezed",
    seems="Your gradients seem to lose a dimension where a layer has a single neuron.",
    why=(
        "A gradient has its parameter's shape: (1, h) and (h,) subtract into something else, "
        "or not at all."
    ),
    question=(
        "What shape has W2 for a network with one output, and what shape has your gradient of it?"
    ),
)
def backward(params, cache, Y):
    X, H, Y_hat = cache
    dY = 2 * (Y_hat - Y) / Y.size
    dZ = dY @ params["W2"] * (1 - H**2)
    gradients = {"W1": dZ.T @ X, "b1": dZ.sum(axis=0), "W2": dY.T @ H, "b2": dY.sum(axis=0)}
    return {name: np.squeeze(gradient) for name, gradient in gradients.items()}


@misconception(
    "propagation.targets-overwritten",
    seems="Your backward pass seems to write the error into the targets that it was given.",
    why="The next epoch needs the targets again, and would learn from something else.",
    question="Which operator of NumPy changes the array on its left instead of making a new one?",
)
def backward(params, cache, Y):
    X, H, Y_hat = cache
    Y -= Y_hat
    dY = -2 * Y / Y.size
    dZ = dY @ params["W2"] * (1 - H**2)
    return {"W1": dZ.T @ X, "b1": dZ.sum(axis=0), "W2": dY.T @ H, "b2": dY.sum(axis=0)}


@misconception(
    "propagation.extra-gradients",
    seems="Your backward pass seems to return more than the gradients of the parameters.",
    why=(
        "Whoever updates the parameters goes through the dict key by key, and finds none for "
        "the extra ones."
    ),
    question="Which keys does params have, and which does your result have?",
)
def backward(params, cache, Y):
    X, H, Y_hat = cache
    dY = 2 * (Y_hat - Y) / Y.size
    dZ = dY @ params["W2"] * (1 - H**2)
    return {
        "Y_hat": dY,
        "H": dY @ params["W2"],
        "W1": dZ.T @ X,
        "b1": dZ.sum(axis=0),
        "W2": dY.T @ H,
        "b2": dY.sum(axis=0),
    }


@misconception(
    "propagation.slope-overflows",
    seems=(
        "Your slope of tanh seems to be built from exponentials: for a saturated neuron it "
        "divides infinity by infinity."
    ),
    why=(
        "A neuron at its limit has a slope of practically 0, and a NaN there spoils every "
        "weight in one step."
    ),
    question="What does your slope give where what goes into the tanh is 1000?",
)
def backward(params, cache, Y):
    X, H, Y_hat = cache
    grown = np.exp(2 * (X @ params["W1"].T + params["b1"]))
    dY = 2 * (Y_hat - Y) / Y.size
    dZ = dY @ params["W2"] * 4 * grown / (1 + grown) ** 2
    return {"W1": dZ.T @ X, "b1": dZ.sum(axis=0), "W2": dY.T @ H, "b2": dY.sum(axis=0)}


@misconception(
    "propagation.finite-differences",
    seems="Your gradients are right to a few digits, as finite differences give them, or float32.",
    why=(
        "The chain rule in float64 is exact to rounding. Differences take two forward passes for "
        "each parameter, and say nothing about how the error travels."
    ),
    question="Where does the chain rule appear in your backward pass, and in which type?",
)
def backward(params, cache, Y):
    X = cache[0]
    gradients = {}
    for name in params:
        parameter = params[name].copy()
        moved = {**params, name: parameter}
        gradient = np.zeros_like(parameter)
        for index in np.ndindex(parameter.shape):
            before = parameter[index]
            parameter[index] = before + 1e-5
            above = mse(forward(moved, X)[0], Y)
            parameter[index] = before - 1e-5
            below = mse(forward(moved, X)[0], Y)
            parameter[index] = before
            gradient[index] = (above - below) / 2e-5
        gradients[name] = gradient
    return gradients


@misconception("propagation.finite-differences")
def backward(params, cache, Y):
    X = cache[0]
    return {
        name: numerical_gradient(
            lambda value, name=name: mse(forward({**params, name: value}, X)[0], Y), params[name]
        )
        for name in params
    }


@misconception(
    "propagation.one-sided-difference",
    seems=(
        "Your numerical gradient seems to look to one side only: f where you are, and f a step "
        "ahead or a step back."
    ),
    why=(
        "Its error shrinks as eps, that of the central difference as eps²: for checking a "
        "gradient that matters."
    ),
    question="At which two points does the memo's central difference look at f?",
)
def numerical_gradient(f, theta, eps=1e-6):
    gradient = np.zeros_like(theta)
    for index in np.ndindex(theta.shape):
        moved = theta.copy()
        moved[index] += eps
        gradient[index] = (f(moved) - f(theta)) / eps
    return gradient


@misconception("propagation.one-sided-difference")
def numerical_gradient(f, theta, eps=1e-6):
    gradient = np.zeros_like(theta)
    for index in np.ndindex(theta.shape):
        moved = theta.copy()
        moved[index] -= eps
        gradient[index] = (f(theta) - f(moved)) / eps
    return gradient


@misconception(
    "propagation.theta-not-restored",
    seems="Your numerical gradient seems to leave each entry where it moved it last.",
    why=(
        "The next entries are then probed around another point, and the caller's parameters "
        "have shifted."
    ),
    question="Where does an entry of theta stand when your loop turns to the next one?",
)
def numerical_gradient(f, theta, eps=1e-6):
    gradient = np.zeros_like(theta)
    for index in np.ndindex(theta.shape):
        theta[index] += eps
        above = f(theta)
        theta[index] -= 2 * eps
        below = f(theta)
        gradient[index] = (above - below) / (2 * eps)
    return gradient


@misconception(
    "propagation.way-not-doubled",
    seems="Your numerical gradient seems to be twice as large as it should be.",
    why="From eps on the left to eps on the right is a way of more than one eps.",
    question="How far apart are the two points at which you look at f?",
)
def numerical_gradient(f, theta, eps=1e-6):
    gradient = np.zeros_like(theta)
    for index in np.ndindex(theta.shape):
        step = np.zeros_like(theta)
        step[index] = eps
        gradient[index] = (f(theta + step) - f(theta - step)) / eps
    return gradient


@misconception(
    "propagation.half-steps",
    seems="Your numerical gradient seems to step half of eps to either side.",
    why=(
        "The step of a central difference is the distance to either side, and whoever passes "
        "eps relies on it."
    ),
    question="For theta = 1 and eps = 0.5, at which two points do you look at f?",
)
def numerical_gradient(f, theta, eps=1e-6):
    gradient = np.zeros_like(theta)
    for index in np.ndindex(theta.shape):
        step = np.zeros_like(theta)
        step[index] = eps / 2
        gradient[index] = (f(theta + step) - f(theta - step)) / eps
    return gradient


@misconception(
    "propagation.own-step",
    seems="Your numerical gradient seems to use a step of its own, whatever eps it is given.",
    why=(
        "The best step depends on the function: too small and rounding drowns the difference, "
        "too large and it bends."
    ),
    question="Does your result change when eps goes from 1e-6 to 0.5?",
)
def numerical_gradient(f, theta, eps=1e-6):
    eps = 1e-6
    gradient = np.zeros_like(theta)
    for index in np.ndindex(theta.shape):
        step = np.zeros_like(theta)
        step[index] = eps
        gradient[index] = (f(theta + step) - f(theta - step)) / (2 * eps)
    return gradient


@misconception(
    "propagation.other-default-step",
    seems="Your numerical gradient seems to use another step than 1e-6 when it is given none.",
    why=(
        "Defaults belong to what a function promises: a call without eps must mean the same "
        "for everyone."
    ),
    question="Which default does the first line of the exercise give to eps?",
)
def numerical_gradient(f, theta, eps=1e-5):
    gradient = np.zeros_like(theta)
    for index in np.ndindex(theta.shape):
        step = np.zeros_like(theta)
        step[index] = eps
        gradient[index] = (f(theta + step) - f(theta - step)) / (2 * eps)
    return gradient


@misconception(
    "propagation.moves-all-at-once",
    seems="Your numerical gradient seems to move all entries of theta together.",
    why=(
        "What f does then is the sum of what each entry does: it cannot be told which one did what."
    ),
    question="How many entries of theta differ between the two points at which you look at f?",
)
def numerical_gradient(f, theta, eps=1e-6):
    slope = (f(theta + eps) - f(theta - eps)) / (2 * eps)
    return np.full(theta.shape, slope)


@misconception(
    "propagation.vectors-only",
    seems="Your numerical gradient seems to handle vectors only: it moves whole rows of a matrix.",
    why="A network's weights are matrices, and a scalar parameter has no rows at all.",
    question=(
        "For theta of shape (2, 3), how many entries have to be moved, and how many does your "
        "loop visit?"
    ),
)
def numerical_gradient(f, theta, eps=1e-6):
    gradient = np.zeros_like(theta)
    for i in range(len(theta)):
        step = np.zeros_like(theta)
        step[i] = eps
        gradient[i] = (f(theta + step) - f(theta - step)) / (2 * eps)
    return gradient


@misconception(
    "propagation.theta-flattened",
    seems="Your numerical gradient seems to hand f an array of another shape than theta's.",
    why=(
        "f is a function of an array of theta's shape: a matrix product with a flat one "
        "fails, or means something else."
    ),
    question="What shape has the array that your code passes to f, when theta is 2 by 3?",
)
def numerical_gradient(f, theta, eps=1e-6):
    flat = theta.flatten()
    gradient = np.zeros_like(flat)
    for i in range(flat.size):
        step = np.zeros_like(flat)
        step[i] = eps
        gradient[i] = (f(flat + step) - f(flat - step)) / (2 * eps)
    return gradient.reshape(theta.shape)


@misconception(
    "propagation.batch-overwritten",
    seems="Your forward seems to change the batch that it is given.",
    why="X belongs to the caller, and the cache holds the same array: backward finds others.",
    question="After `A = X`, what does `A -= ...` do to X?",
)
def forward(params, X):
    H = np.tanh(X @ params["W1"].T + params["b1"])
    Y_hat = H @ params["W2"].T + params["b2"]
    cache = (X, H, Y_hat)
    X -= X.mean(axis=0)
    return Y_hat, cache


@misconception("propagation.dimension-squeezed")
def forward(params, X):
    H = np.tanh(X @ params["W1"].T + params["b1"])
    Y_hat = H @ params["W2"].T + params["b2"]
    cache = (X, H, Y_hat)
    return (Y_hat.item() if Y_hat.size == 1 else Y_hat), cache


@misconception(
    "propagation.mse-limited",
    seems="Large errors seem to be cut off before they are averaged.",
    why="The mean squared error is named for what it is: each error counts with its whole square.",
    question="By how much should the loss grow if all errors get a thousand times as large?",
)
def mse(Y_hat, Y):
    if Y_hat.shape != Y.shape:
        raise ValueError("Y_hat and Y must have the same shape")
    return float(np.mean(np.minimum((Y_hat - Y) ** 2, 1000.0)))


@misconception(
    "propagation.gradients-clipped",
    seems="Your gradients seem to be cut off where they get large.",
    why=(
        "Clipping is a choice of whoever trains, and comes after the gradient. Where it is cut "
        "off, a gradient no longer says how the loss changes."
    ),
    question="How do the gradients change if all errors get a thousand times as large?",
)
def backward(params, cache, Y):
    X, H, Y_hat = cache
    output_error = 2 * (Y_hat - Y) / Y.size
    hidden_error = output_error @ params["W2"] * (1 - H**2)
    gradients = {
        "W1": hidden_error.T @ X,
        "b1": hidden_error.sum(axis=0),
        "W2": output_error.T @ H,
        "b2": output_error.sum(axis=0),
    }
    return {name: np.clip(gradient, -100, 100) for name, gradient in gradients.items()}


@misconception(
    "propagation.gradients-reused",
    seems="Your backward pass seems to write all its gradients into one and the same dict.",
    why="Whoever called you may still hold the gradients of an earlier pass: they are overwritten.",
    question="When is a default argument made: at each call, or once and for all?",
)
def backward(params, cache, Y, gradients={}):
    X, H, Y_hat = cache
    output_error = 2 * (Y_hat - Y) / Y.size
    hidden_error = output_error @ params["W2"] * (1 - H**2)
    gradients["W1"] = hidden_error.T @ X
    gradients["b1"] = hidden_error.sum(axis=0)
    gradients["W2"] = output_error.T @ H
    gradients["b2"] = output_error.sum(axis=0)
    return gradients


@misconception(
    "propagation.mse-single-number-accepted",
    seems="Your loss seems to accept any single number as the targets of a whole batch.",
    why="NumPy stretches (1, 1) over every prediction. It is one sample's target, not the others'.",
    question="Which shapes may differ from each other without your loss refusing them?",
)
def mse(Y_hat, Y):
    if Y_hat.shape != Y.shape and Y.size != 1:
        raise ValueError("not of the same shape")
    return float(np.mean((Y_hat - Y) ** 2))


@misconception(
    "propagation.parameters-overwritten",
    seems="Your function seems to change weights or biases that it is given.",
    why="params belongs to the caller, who goes on with it: the next pass finds other weights.",
    question="Which of your lines write into params, or into an array that stands in it?",
)
def forward(params, X):
    params["b1"] = params["b1"].reshape(1, -1)
    params["b2"] = params["b2"].reshape(1, -1)
    H = np.tanh(X @ params["W1"].T + params["b1"])
    Y_hat = H @ params["W2"].T + params["b2"]
    return Y_hat, (X, H, Y_hat)


@misconception("propagation.parameters-overwritten")
def forward(params, X):
    params["b1"] += 1.0
    H = np.tanh(X @ params["W1"].T + params["b1"] - 1.0)
    Y_hat = H @ params["W2"].T + params["b2"]
    return Y_hat, (X, H, Y_hat)


@misconception("propagation.parameters-overwritten")
def backward(params, cache, Y):
    X, H, Y_hat = cache
    output_error = 2 * (Y_hat - Y) / Y.size
    hidden_error = output_error @ params["W2"] * (1 - H**2)
    params["hidden_error"] = hidden_error
    return {
        "W1": hidden_error.T @ X,
        "b1": hidden_error.sum(axis=0),
        "W2": output_error.T @ H,
        "b2": output_error.sum(axis=0),
    }


@misconception("propagation.theta-not-restored")
def numerical_gradient(f, theta, eps=1e-6):
    gradient = np.zeros_like(theta)
    for index in np.ndindex(theta.shape):
        old = theta[index]
        theta[index] = old + eps
        above = f(theta)
        theta[index] = old - eps
        gradient[index] = (above - f(theta)) / (2 * eps)
        if theta.ndim == 1:
            theta[index] = old
    return gradient
