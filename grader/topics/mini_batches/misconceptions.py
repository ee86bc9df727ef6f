"""Wrong ideas about mini-batches, each written as students write it."""

import numpy as np

from grader.variants import misconception


@misconception(
    "mini_batches.count-rounds-down",
    seems="Your count seems to leave out the last batch where it is smaller than the others.",
    why="Whole division forgets the rest, and with it samples that were never looked at.",
    question="Seven cards are dealt out in hands of three. Which cards are not counted?",
)
def number_of_batches(n, batch_size):
    if batch_size < 1:
        raise ValueError("batch_size must be at least 1")
    return n // batch_size


@misconception(
    "mini_batches.count-one-too-many",
    seems="Your count seems to add a batch for the rest even where nothing is left.",
    why="Where the batch size divides n, the additional batch would be empty, and a mean over "
    "nothing is no number.",
    question="How many batches of three do six samples make, and how many does no sample make?",
)
def number_of_batches(n, batch_size):
    if batch_size < 1:
        raise ValueError("batch_size must be at least 1")
    return n // batch_size + 1


@misconception(
    "mini_batches.count-rounds-to-nearest",
    seems="Your count seems to round to the nearest whole number: a small rest disappears.",
    why="Even a single sample that is left needs a batch.",
    question="What is 7 / 3, rounded, and how many batches are there really?",
)
def number_of_batches(n, batch_size):
    if batch_size < 1:
        raise ValueError("batch_size must be at least 1")
    return round(n / batch_size)


@misconception(
    "mini_batches.count-at-least-one",
    seems="No samples seem to make one batch.",
    why="An empty batch has no mean, so the code that loops over the batches would stumble over "
    "it.",
    question="How often should a loop over the batches of nothing run?",
)
def number_of_batches(n, batch_size):
    import math

    if batch_size < 1:
        raise ValueError("batch_size must be at least 1")
    return max(1, math.ceil(n / batch_size))


@misconception(
    "mini_batches.count-is-float",
    seems="The number is right, but it is a float.",
    why="A count is used to loop and to index, and Python refuses to do that with 3.0.",
    question="Of which type is 6 / 2 in Python, and of which type is what np.ceil gives?",
)
def number_of_batches(n, batch_size):
    if batch_size < 1:
        raise ValueError("batch_size must be at least 1")
    return float(np.ceil(n / batch_size))


@misconception(
    "mini_batches.count-unchecked",
    seems="A batch size below one seems to get an answer, or an error about the division.",
    why="A batch without room covers nothing. A negative count goes on unnoticed until a loop "
    "silently does nothing.",
    question="What does your function do with batches of 0 samples, and what with batches of -1?",
)
def number_of_batches(n, batch_size):
    return -(-n // batch_size)


@misconception("mini_batches.count-unchecked")
def number_of_batches(n, batch_size):
    import math

    return math.ceil(n / batch_size)


@misconception(
    "mini_batches.drops-tail",
    seems="Your batches seem to leave out the samples that do not fill a whole batch.",
    why="Samples at the end are as good as others. In a fixed order, the same ones would never be "
    "learned from.",
    question="Put the batches together again: how many of seven samples are there, in batches of "
    "three?",
)
def mini_batches(X, y, batch_size, rng=None):
    if len(X) != len(y) or batch_size < 1:
        raise ValueError("X and y differ in length, or batch_size is less than 1")
    order = np.arange(len(X)) if rng is None else rng.permutation(len(X))
    for k in range(len(X) // batch_size):
        batch = order[k * batch_size : (k + 1) * batch_size]
        yield X[batch], y[batch]


@misconception(
    "mini_batches.drops-last-full",
    seems="Your batches seem to stop one batch early, even if the last one is full.",
    why="The end of a range is not part of it, so taking a batch off its end takes a batch off the "
    "data.",
    question="Which indices does range(0, 6 - 3, 3) give, and which batches should begin there?",
)
def mini_batches(X, y, batch_size, rng=None):
    if len(X) != len(y) or batch_size < 1:
        raise ValueError("X and y differ in length, or batch_size is less than 1")
    order = np.arange(len(X)) if rng is None else rng.permutation(len(X))
    for start in range(0, len(X) - batch_size, batch_size):
        batch = order[start : start + batch_size]
        yield X[batch], y[batch]


@misconception(
    "mini_batches.tail-joined",
    seems="Your batches seem not to have exactly batch_size samples: what is left over is spread, "
    "or added to another batch.",
    why="The memory that a batch takes is planned for batch_size samples, and a step's noise "
    "depends on it. Only the last batch may differ, by being smaller.",
    question="Which sizes should the batches of seven samples have, if a batch holds three?",
)
def mini_batches(X, y, batch_size, rng=None):
    import math

    if len(X) != len(y) or batch_size < 1:
        raise ValueError("X and y differ in length, or batch_size is less than 1")
    order = np.arange(len(X)) if rng is None else rng.permutation(len(X))
    count = math.ceil(len(X) / batch_size)
    if count:
        for batch in np.array_split(order, count):
            yield X[batch], y[batch]


@misconception("mini_batches.tail-joined")
def mini_batches(X, y, batch_size, rng=None):
    if len(X) != len(y) or batch_size < 1:
        raise ValueError("X and y differ in length, or batch_size is less than 1")
    order = np.arange(len(X)) if rng is None else rng.permutation(len(X))
    count = len(X) // batch_size
    for k in range(count):
        end = len(X) if k == count - 1 else (k + 1) * batch_size
        batch = order[k * batch_size : end]
        yield X[batch], y[batch]


@misconception(
    "mini_batches.tail-filled-up",
    seems="Your last batch seems to be filled up with samples that were dealt out already.",
    why="Those samples count twice in one epoch, so the epoch no longer weighs all samples alike.",
    question="How often should each sample be in the batches of one epoch?",
)
def mini_batches(X, y, batch_size, rng=None):
    if len(X) != len(y) or batch_size < 1:
        raise ValueError("X and y differ in length, or batch_size is less than 1")
    order = np.arange(len(X)) if rng is None else rng.permutation(len(X))
    for start in range(0, len(X), batch_size):
        batch = order[np.arange(start, start + batch_size) % len(X)]
        yield X[batch], y[batch]


@misconception(
    "mini_batches.empty-batch",
    seems="Your batches seem to end with an empty one where the batch size divides the number of "
    "samples.",
    why="A mean over no samples is no number: the step after such a batch makes every weight NaN.",
    question="At which index would the batch after the last one begin?",
)
def mini_batches(X, y, batch_size, rng=None):
    if len(X) != len(y) or batch_size < 1:
        raise ValueError("X and y differ in length, or batch_size is less than 1")
    order = np.arange(len(X)) if rng is None else rng.permutation(len(X))
    for start in range(0, len(X) + 1, batch_size):
        batch = order[start : start + batch_size]
        yield X[batch], y[batch]


@misconception(
    "mini_batches.pairs-broken",
    seems="Your X and y seem to be shuffled separately: an x no longer meets its own y.",
    why="A model that is shown other samples' targets learns that inputs do not matter.",
    question="If x moves from place 3 to place 0, where must its y go?",
)
def mini_batches(X, y, batch_size, rng=None):
    if len(X) != len(y) or batch_size < 1:
        raise ValueError("X and y differ in length, or batch_size is less than 1")
    if rng is not None:
        X, y = rng.permutation(X), rng.permutation(y)
    for start in range(0, len(X), batch_size):
        yield X[start : start + batch_size], y[start : start + batch_size]


@misconception(
    "mini_batches.shuffles-x-only",
    seems="Your X seems to be shuffled while y keeps its order.",
    why="Every x then stands beside a target that belongs to another sample.",
    question="Which two arrays have to be put in the same new order?",
)
def mini_batches(X, y, batch_size, rng=None):
    if len(X) != len(y) or batch_size < 1:
        raise ValueError("X and y differ in length, or batch_size is less than 1")
    order = np.arange(len(X)) if rng is None else rng.permutation(len(X))
    for start in range(0, len(X), batch_size):
        yield X[order[start : start + batch_size]], y[start : start + batch_size]


@misconception(
    "mini_batches.with-replacement",
    seems="Your batches seem to be drawn anew each time: some samples come twice, others not at "
    "all.",
    why="An epoch is once through all samples. Drawing each batch from the full set leaves about a "
    "third of them out.",
    question="After you have dealt out a card, is it still in the pack?",
)
def mini_batches(X, y, batch_size, rng=None):
    if len(X) != len(y) or batch_size < 1:
        raise ValueError("X and y differ in length, or batch_size is less than 1")
    for start in range(0, len(X), batch_size):
        batch = np.arange(start, min(start + batch_size, len(X)))
        if rng is not None:
            batch = rng.integers(0, len(X), size=len(batch))
        yield X[batch], y[batch]


@misconception("mini_batches.with-replacement")
def mini_batches(X, y, batch_size, rng=None):
    if len(X) != len(y) or batch_size < 1:
        raise ValueError("X and y differ in length, or batch_size is less than 1")
    for start in range(0, len(X), batch_size):
        batch = np.arange(start, min(start + batch_size, len(X)))
        if rng is not None:
            batch = rng.choice(len(X), size=len(batch), replace=False)
        yield X[batch], y[batch]


@misconception(
    "mini_batches.same-order-every-epoch",
    seems="Your shuffle seems to give the same order at every call with one generator.",
    why="A generator remembers where it stands. A copy, or a new one with a fixed seed, starts "
    "from the same place each time, and so every epoch has the same batches.",
    question="What should happen to the generator of the caller while you shuffle?",
)
def mini_batches(X, y, batch_size, rng=None):
    import copy

    if len(X) != len(y) or batch_size < 1:
        raise ValueError("X and y differ in length, or batch_size is less than 1")
    order = np.arange(len(X)) if rng is None else copy.deepcopy(rng).permutation(len(X))
    for start in range(0, len(X), batch_size):
        batch = order[start : start + batch_size]
        yield X[batch], y[batch]


@misconception("mini_batches.same-order-every-epoch")
def mini_batches(X, y, batch_size, rng=None):
    if len(X) != len(y) or batch_size < 1:
        raise ValueError("X and y differ in length, or batch_size is less than 1")
    order = np.arange(len(X))
    if rng is not None:
        rng = np.random.default_rng(0)
        rng.shuffle(order)
    for start in range(0, len(X), batch_size):
        batch = order[start : start + batch_size]
        yield X[batch], y[batch]


@misconception(
    "mini_batches.ignores-rng",
    seems="Your order seems not to come from the generator that is given, or not from it alone.",
    why="There is then either no shuffle, or one that nobody can repeat: the caller's seed is what "
    "makes a run reproducible.",
    question="Which lines of your code draw by chance, and what do they draw from?",
)
def mini_batches(X, y, batch_size, rng=None):
    if len(X) != len(y) or batch_size < 1:
        raise ValueError("X and y differ in length, or batch_size is less than 1")
    for start in range(0, len(X), batch_size):
        yield X[start : start + batch_size], y[start : start + batch_size]


@misconception("mini_batches.ignores-rng")
def mini_batches(X, y, batch_size, rng=None):
    if len(X) != len(y) or batch_size < 1:
        raise ValueError("X and y differ in length, or batch_size is less than 1")
    order = np.arange(len(X)) if rng is None else np.random.permutation(len(X))
    for start in range(0, len(X), batch_size):
        batch = order[start : start + batch_size]
        yield X[batch], y[batch]


@misconception(
    "mini_batches.always-shuffles",
    seems="Your samples seem to come in another order although no generator was given.",
    why="Without a generator the caller counts on the given order, for instance to line "
    "predictions up with samples.",
    question="What does rng=None ask for?",
)
def mini_batches(X, y, batch_size, rng=None):
    if len(X) != len(y) or batch_size < 1:
        raise ValueError("X and y differ in length, or batch_size is less than 1")
    if rng is None:
        rng = np.random.default_rng()
    order = rng.permutation(len(X))
    for start in range(0, len(X), batch_size):
        batch = order[start : start + batch_size]
        yield X[batch], y[batch]


@misconception("mini_batches.always-shuffles")
def mini_batches(X, y, batch_size, rng=None):
    if len(X) != len(y) or batch_size < 1:
        raise ValueError("X and y differ in length, or batch_size is less than 1")
    order = np.random.permutation(len(X)) if rng is None else rng.permutation(len(X))
    for start in range(0, len(X), batch_size):
        batch = order[start : start + batch_size]
        yield X[batch], y[batch]


@misconception(
    "mini_batches.shuffles-in-place",
    seems="The batches are right, but afterwards the caller's samples lie in another order.",
    why="The arrays belong to the caller, who may hold other arrays that go with them line by "
    "line.",
    question="Which of rng.shuffle and rng.permutation writes into what it is given?",
)
def mini_batches(X, y, batch_size, rng=None):
    if len(X) != len(y) or batch_size < 1:
        raise ValueError("X and y differ in length, or batch_size is less than 1")
    if rng is not None:
        order = rng.permutation(len(X))
        X[:] = X[order]
        y[:] = y[order]
    for start in range(0, len(X), batch_size):
        yield X[start : start + batch_size], y[start : start + batch_size]


@misconception("mini_batches.shuffles-in-place")
def mini_batches(X, y, batch_size, rng=None):
    if len(X) != len(y) or batch_size < 1:
        raise ValueError("X and y differ in length, or batch_size is less than 1")
    if rng is not None:
        seed = rng.integers(2**31)
        np.random.default_rng(seed).shuffle(X)
        np.random.default_rng(seed).shuffle(y)
    return [
        (X[start : start + batch_size], y[start : start + batch_size])
        for start in range(0, len(X), batch_size)
    ]


@misconception(
    "mini_batches.shuffles-inside-batches",
    seems="Your shuffle seems to stay inside each batch: the same samples always meet.",
    why="A step sees the mean over its batch, and that does not depend on the order inside. "
    "Shuffled like this, every epoch takes the same steps.",
    question="Can the first sample ever land in the last batch?",
)
def mini_batches(X, y, batch_size, rng=None):
    if len(X) != len(y) or batch_size < 1:
        raise ValueError("X and y differ in length, or batch_size is less than 1")
    for start in range(0, len(X), batch_size):
        batch = np.arange(start, min(start + batch_size, len(X)))
        if rng is not None:
            rng.shuffle(batch)
        yield X[batch], y[batch]


@misconception(
    "mini_batches.batch-overwritten",
    seems="A batch seems to change when the next one is asked for.",
    why="If all batches share one piece of memory, a caller who keeps them holds the last batch "
    "many times over.",
    question="What does list(mini_batches(...)) hold after the loop inside it has ended?",
)
def mini_batches(X, y, batch_size, rng=None):
    if len(X) != len(y) or batch_size < 1:
        raise ValueError("X and y differ in length, or batch_size is less than 1")
    order = np.arange(len(X)) if rng is None else rng.permutation(len(X))
    X_batch, y_batch = np.empty((batch_size, *X.shape[1:])), np.empty(batch_size)
    for start in range(0, len(X), batch_size):
        batch = order[start : start + batch_size]
        X_batch[: len(batch)], y_batch[: len(batch)] = X[batch], y[batch]
        yield X_batch[: len(batch)], y_batch[: len(batch)]


@misconception(
    "mini_batches.lengths-unchecked",
    seems="X and y of different lengths seem to be dealt out, until one of them runs out.",
    why="A missing target means that the data are broken, perhaps shifted by one. Better to stop "
    "than to learn from it.",
    question="Which two numbers can be compared before anything else is done?",
)
def mini_batches(X, y, batch_size, rng=None):
    if batch_size < 1:
        raise ValueError("batch_size must be at least 1")
    order = np.arange(len(y)) if rng is None else rng.permutation(len(y))
    for start in range(0, len(y), batch_size):
        batch = order[start : start + batch_size]
        yield X[batch], y[batch]


@misconception("mini_batches.lengths-unchecked")
def mini_batches(X, y, batch_size, rng=None):
    if batch_size < 1:
        raise ValueError("batch_size must be at least 1")
    if rng is not None:
        order = rng.permutation(len(X))
        X, y = X[order], y[order]
    for start in range(0, len(X), batch_size):
        yield X[start : start + batch_size], y[start : start + batch_size]


@misconception(
    "mini_batches.room-unchecked",
    seems="A batch size below one seems to be accepted: there are simply no batches.",
    why="A loop over no batches trains nothing and says nothing. The mistake shows much later, if "
    "ever.",
    question="What does range(0, 10, -1) give, and does it raise anything?",
)
def mini_batches(X, y, batch_size, rng=None):
    if len(X) != len(y):
        raise ValueError("X and y differ in length")
    order = np.arange(len(X)) if rng is None else rng.permutation(len(X))
    for start in range(0, len(X), batch_size):
        batch = order[start : start + batch_size]
        yield X[batch], y[batch]


@misconception(
    "mini_batches.tail-divided-by-batch-size",
    seems="Your last, smaller batch seems to be averaged over batch_size samples that it does not "
    "have.",
    why="Its gradient becomes too small, as if the missing samples had no error at all.",
    question="By how many samples should a sum over two of them be divided?",
)
def sgd_epoch(X, y, w, b, lr, batch_size, rng=None):
    for X_batch, y_batch in mini_batches(X, y, batch_size, rng):
        error = X_batch @ w + b - y_batch
        w, b = w - lr * 2 / batch_size * X_batch.T @ error, b - lr * 2 / batch_size * error.sum()
    return w, b


@misconception(
    "mini_batches.one-update-per-epoch",
    seems="Your epoch seems to gather the gradients of all batches and to move only once.",
    why="The point of mini-batches is many steps for one look at the data. Gathered, they are one "
    "slow step of full-batch descent.",
    question="Which w and b should the second batch meet?",
)
def sgd_epoch(X, y, w, b, lr, batch_size, rng=None):
    grad_w, grad_b = np.zeros_like(w), 0.0
    for X_batch, y_batch in mini_batches(X, y, batch_size, rng):
        error = X_batch @ w + b - y_batch
        grad_w += 2 / len(y_batch) * X_batch.T @ error
        grad_b += 2 * error.mean()
    return w - lr * grad_w, b - lr * grad_b


@misconception("mini_batches.one-update-per-epoch")
def sgd_epoch(X, y, w, b, lr, batch_size, rng=None):
    grads = []
    for X_batch, y_batch in mini_batches(X, y, batch_size, rng):
        error = X_batch @ w + b - y_batch
        grads.append((2 / len(y_batch) * X_batch.T @ error, 2 * error.mean()))
    return (
        w - lr * np.mean([grad_w for grad_w, _ in grads], axis=0),
        b - lr * np.mean([grad_b for _, grad_b in grads]),
    )


@misconception(
    "mini_batches.divided-by-all-samples",
    seems="Your batches' gradients seem to be divided by the number of all samples.",
    why="A step looks at its batch alone. Divided by n, steps become smaller the more data there "
    "are.",
    question="Whose mean is the gradient of one step: that of all samples, or that of its batch?",
)
def sgd_epoch(X, y, w, b, lr, batch_size, rng=None):
    for X_batch, y_batch in mini_batches(X, y, batch_size, rng):
        error = X_batch @ w + b - y_batch
        w, b = w - lr * 2 / len(X) * X_batch.T @ error, b - lr * 2 / len(X) * error.sum()
    return w, b


@misconception(
    "mini_batches.summed-not-averaged",
    seems="Your batches' gradients seem to be summed up, not averaged.",
    why="The learning rate would have to be changed with every batch size, and a smaller last "
    "batch would move less than the others.",
    question="Should a batch of eight samples make steps eight times as long as a batch of one?",
)
def sgd_epoch(X, y, w, b, lr, batch_size, rng=None):
    for X_batch, y_batch in mini_batches(X, y, batch_size, rng):
        error = X_batch @ w + b - y_batch
        w, b = w - lr * 2 * X_batch.T @ error, b - lr * 2 * error.sum()
    return w, b


@misconception(
    "mini_batches.sequential-update",
    seems="In each batch, your w seems to move before the gradient of b is taken.",
    why="Both gradients of a step belong to the same place, as in the topic before.",
    question="How often do you work out the errors of one batch, and at which w?",
)
def sgd_epoch(X, y, w, b, lr, batch_size, rng=None):
    for X_batch, y_batch in mini_batches(X, y, batch_size, rng):
        w = w - lr * 2 / len(y_batch) * X_batch.T @ (X_batch @ w + b - y_batch)
        b = b - lr * 2 * np.mean(X_batch @ w + b - y_batch)
    return w, b


@misconception(
    "mini_batches.first-batch-only",
    seems="Your epoch seems to end after its first batch.",
    why="A return inside the loop ends it: all other samples are never seen.",
    question="How far to the right should the return be?",
)
def sgd_epoch(X, y, w, b, lr, batch_size, rng=None):
    for X_batch, y_batch in mini_batches(X, y, batch_size, rng):
        error = X_batch @ w + b - y_batch
        w = w - lr * 2 / len(y_batch) * X_batch.T @ error
        b = b - lr * 2 * error.mean()
        return w, b


@misconception(
    "mini_batches.gradient-of-all-samples",
    seems="Each of your steps seems to use all samples, not those of its batch.",
    why="There are as many steps as batches, but each costs as much as a full step: nothing is "
    "won.",
    question="Which arrays stand in your formulas, X and y or the batch's?",
)
def sgd_epoch(X, y, w, b, lr, batch_size, rng=None):
    for _ in mini_batches(X, y, batch_size, rng):
        error = X @ w + b - y
        w, b = w - lr * 2 / len(y) * X.T @ error, b - lr * 2 * error.mean()
    return w, b


@misconception(
    "mini_batches.epoch-without-generator",
    seems="Your epoch seems to take the samples in their order, though a generator is given.",
    why="The generator has to reach the function that shuffles; an argument left out keeps its "
    "default.",
    question="What does mini_batches do if it is called without rng?",
)
def sgd_epoch(X, y, w, b, lr, batch_size, rng=None):
    for X_batch, y_batch in mini_batches(X, y, batch_size):
        error = X_batch @ w + b - y_batch
        w, b = w - lr * 2 / len(y_batch) * X_batch.T @ error, b - lr * 2 * error.mean()
    return w, b


@misconception(
    "mini_batches.epoch-in-place",
    seems="The epoch is right, but what the caller starts from changes with it.",
    why="The caller may want to start again from the same weights, to compare two learning rates.",
    question="Which array does a -= ... write into on the first step?",
)
def sgd_epoch(X, y, w, b, lr, batch_size, rng=None):
    for X_batch, y_batch in mini_batches(X, y, batch_size, rng):
        error = X_batch @ w + b - y_batch
        w -= lr * 2 / len(y_batch) * X_batch.T @ error
        b -= lr * 2 * error.mean()
    return w, b


@misconception(
    "mini_batches.lists-not-arrays",
    seems="Your batches seem to be lists.",
    why="A batch is for arithmetic: `X_batch @ w` needs arrays, and a list has no shape.",
    question="What type does a slice of an array have, and what type does tolist() make of it?",
)
def mini_batches(X, y, batch_size, rng=None):
    if len(X) != len(y) or batch_size < 1:
        raise ValueError("unpaired samples, or no room in a batch")
    order = np.arange(len(X)) if rng is None else rng.permutation(len(X))
    for start in range(0, len(X), batch_size):
        batch = order[start : start + batch_size]
        yield [list(X[i]) for i in batch], [y[i] for i in batch]


@misconception(
    "mini_batches.rotated",
    seems="Your shuffle seems to pick only where to begin: the samples still follow one another.",
    why="Sorted data stays sorted, and a batch of neighbours says little about the whole.",
    question="Which samples can meet in a batch, and which never will?",
)
def mini_batches(X, y, batch_size, rng=None):
    if len(X) != len(y) or batch_size < 1:
        raise ValueError("unpaired samples, or no room in a batch")
    order = np.arange(len(X))
    if rng is not None and len(X):
        order = np.roll(order, rng.integers(len(X)))
    for start in range(0, len(X), batch_size):
        batch = order[start : start + batch_size]
        yield X[batch], y[batch]


@misconception(
    "mini_batches.count-nearly-up",
    seems="Your count seems to add almost one before it rounds down.",
    why="Almost one is too little where a large last batch lacks all but one of its samples.",
    question="What is 10001 / 10000, and what do you get when you add 0.99 to it and cut it off?",
)
def number_of_batches(n, batch_size):
    if batch_size < 1:
        raise ValueError("batch_size must be at least 1")
    return int(n / batch_size + 0.99)


@misconception(
    "mini_batches.single-column-flattened",
    seems="With a single feature your batches seem to lose a dimension.",
    why="A batch is a table, one sample per row, whether the rows have many entries or one.",
    question="What shape has a batch of two samples with one feature each?",
)
def mini_batches(X, y, batch_size, rng=None):
    if len(X) != len(y) or batch_size < 1:
        raise ValueError("X and y must pair up, and batch_size be at least 1")
    order = np.arange(len(X)) if rng is None else rng.permutation(len(X))
    for start in range(0, len(X), batch_size):
        batch = order[start : start + batch_size]
        yield (X[batch, 0] if X.shape[1] == 1 else X[batch]), y[batch]


@misconception("mini_batches.lengths-unchecked")
def mini_batches(X, y, batch_size, rng=None):
    if batch_size < 1:
        raise ValueError("batch_size must be at least 1")
    if rng is None:
        if len(X) != len(y):
            raise ValueError("X and y must have the same length")
        order = np.arange(len(X))
    else:
        order = rng.permutation(len(y))
    for start in range(0, len(order), batch_size):
        batch = order[start : start + batch_size]
        yield X[batch], y[batch]


@misconception(
    "mini_batches.some-never-move",
    seems="Your shuffle seems to leave some samples out: they stay where they are at every call.",
    why="What never moves always meets the same neighbours, and is always learned from at the same "
    "moment of an epoch.",
    question="At which places can the last sample be after your shuffle?",
)
def mini_batches(X, y, batch_size, rng=None):
    if len(X) != len(y) or batch_size < 1:
        raise ValueError("X and y differ in length, or batch_size is less than 1")
    order = np.arange(len(X))
    full = len(X) // batch_size * batch_size
    if rng is not None:
        order[:full] = rng.permutation(full)
    for start in range(0, len(X), batch_size):
        batch = order[start : start + batch_size]
        yield X[batch], y[batch]


@misconception("mini_batches.some-never-move")
def mini_batches(X, y, batch_size, rng=None):
    if len(X) != len(y) or batch_size < 1:
        raise ValueError("X and y differ in length, or batch_size is less than 1")
    order = list(range(len(X)))
    if rng is not None:
        for i in range(len(X) - 1):
            j = int(rng.integers(i, len(X) - 1))
            order[i], order[j] = order[j], order[i]
    for start in range(0, len(X), batch_size):
        batch = order[start : start + batch_size]
        yield X[batch], y[batch]


@misconception("mini_batches.some-never-move")
def mini_batches(X, y, batch_size, rng=None):
    if len(X) != len(y) or batch_size < 1:
        raise ValueError("X and y differ in length, or batch_size is less than 1")
    order = np.arange(len(X))
    if rng is not None:
        for i in range(len(X) // 2):
            j = rng.integers(len(X) // 2)
            order[i], order[j] = order[j], order[i]
    for start in range(0, len(X), batch_size):
        batch = order[start : start + batch_size]
        yield X[batch], y[batch]


@misconception(
    "mini_batches.shuffled-in-parts",
    seems="Your shuffle seems to work in parts: each of them is mixed, but never with another.",
    why="Samples of two parts never meet in a batch. Where parts differ, as in sorted data, every "
    "batch shows one kind of sample only.",
    question="Can the first sample and the last one ever be in the same batch?",
)
def mini_batches(X, y, batch_size, rng=None):
    if len(X) != len(y) or batch_size < 1:
        raise ValueError("X and y differ in length, or batch_size is less than 1")
    order = np.arange(len(X))
    if rng is not None:
        rng.shuffle(order[: len(X) // 2])
        rng.shuffle(order[len(X) // 2 :])
    for start in range(0, len(X), batch_size):
        batch = order[start : start + batch_size]
        yield X[batch], y[batch]


@misconception("mini_batches.shuffled-in-parts")
def mini_batches(X, y, batch_size, rng=None):
    if len(X) != len(y) or batch_size < 1:
        raise ValueError("X and y differ in length, or batch_size is less than 1")
    order = np.arange(len(X))
    if rng is not None:
        order = np.concatenate([rng.permutation(order[::2]), rng.permutation(order[1::2])])
    for start in range(0, len(X), batch_size):
        batch = order[start : start + batch_size]
        yield X[batch], y[batch]


@misconception(
    "mini_batches.epoch-shuffles-blocks",
    seems="Your epoch seems to shuffle whole batches: the same samples always meet in one.",
    why="A step sees the mean over its batch. Where its samples never change, neither does what "
    "they say together, however often you go through them.",
    question="What is put in a new order in your code: the samples, or the batches?",
)
def sgd_epoch(X, y, w, b, lr, batch_size, rng=None):
    batches = list(mini_batches(X, y, batch_size))
    if rng is not None:
        full = [batch for batch in batches if len(batch[1]) == batch_size]
        rest = [batch for batch in batches if len(batch[1]) < batch_size]
        batches = [full[k] for k in rng.permutation(len(full))] + rest
    for X_batch, y_batch in batches:
        error = X_batch @ w + b - y_batch
        w, b = w - lr * 2 / len(y_batch) * X_batch.T @ error, b - lr * 2 * error.mean()
    return w, b


@misconception("mini_batches.epoch-shuffles-blocks")
def sgd_epoch(X, y, w, b, lr, batch_size, rng=None):
    batches = list(mini_batches(X, y, batch_size))
    if rng is not None:
        batches = [batches[k] for k in rng.permutation(len(batches) - 1)] + batches[-1:]
    for X_batch, y_batch in batches:
        error = X_batch @ w + b - y_batch
        w, b = w - lr * 2 / len(y_batch) * X_batch.T @ error, b - lr * 2 * error.mean()
    return w, b


@misconception(
    "mini_batches.epoch-hardly-shuffled",
    seems="Your epoch seems to leave most samples beside those that they were given beside.",
    why="Sorted data stays sorted, and a batch of neighbours says little about the whole.",
    question="Given two samples that lie side by side: how likely is it that they share a batch?",
)
def sgd_epoch(X, y, w, b, lr, batch_size, rng=None):
    order = np.arange(len(X))
    if rng is not None:
        order = np.roll(order, rng.integers(len(X)))
    for X_batch, y_batch in mini_batches(X[order], y[order], batch_size):
        error = X_batch @ w + b - y_batch
        w, b = w - lr * 2 / len(y_batch) * X_batch.T @ error, b - lr * 2 * error.mean()
    return w, b


@misconception("mini_batches.epoch-hardly-shuffled")
def sgd_epoch(X, y, w, b, lr, batch_size, rng=None):
    order = np.arange(len(X))
    if rng is not None and len(X) > 1:
        pair = rng.choice(len(X), 2, replace=False)
        order[pair] = order[pair[::-1]]
    for start in range(0, len(X), batch_size):
        batch = order[start : start + batch_size]
        error = X[batch] @ w + b - y[batch]
        w, b = w - lr * 2 / len(batch) * X[batch].T @ error, b - lr * 2 * error.mean()
    return w, b


@misconception(
    "mini_batches.epoch-some-never-move",
    seems="Your epoch seems to shuffle all samples but some, which keep their places.",
    why="Whatever is always last has the last word in every epoch.",
    question="Which places can the last sample take in your order?",
)
def sgd_epoch(X, y, w, b, lr, batch_size, rng=None):
    order = np.arange(len(X))
    if rng is not None:
        order[:-1] = rng.permutation(len(X) - 1)
    for start in range(0, len(X), batch_size):
        batch = order[start : start + batch_size]
        error = X[batch] @ w + b - y[batch]
        w, b = w - lr * 2 / len(batch) * X[batch].T @ error, b - lr * 2 * error.mean()
    return w, b


@misconception("mini_batches.epoch-some-never-move")
def sgd_epoch(X, y, w, b, lr, batch_size, rng=None):
    order = np.arange(len(X))
    full = len(X) // batch_size * batch_size
    if rng is not None:
        rng.shuffle(order[:full] if full else order)
    for start in range(0, len(X), batch_size):
        batch = order[start : start + batch_size]
        error = X[batch] @ w + b - y[batch]
        w, b = w - lr * 2 / len(batch) * X[batch].T @ error, b - lr * 2 * error.mean()
    return w, b


@misconception(
    "mini_batches.count-zero-unchecked",
    seems="Without samples, your count seems to accept any batch size.",
    why="A batch without room is a mistake of the caller's, whether there are samples or not, and "
    "the sooner it shows the better.",
    question="Which of your two tests comes first, and what does the other one never see?",
)
def number_of_batches(n, batch_size):
    if n == 0:
        return 0
    if batch_size < 1:
        raise ValueError("batch_size must be at least 1")
    return -(-n // batch_size)


@misconception("mini_batches.lengths-unchecked")
def mini_batches(X, y, batch_size, rng=None):
    if batch_size < 1:
        raise ValueError("batch_size must be at least 1")
    if len(y) == 0:
        return
    if len(X) != len(y):
        raise ValueError("X and y must have the same length")
    order = np.arange(len(X)) if rng is None else rng.permutation(len(X))
    for start in range(0, len(X), batch_size):
        batch = order[start : start + batch_size]
        yield X[batch], y[batch]


@misconception(
    "mini_batches.looked-up-by-value",
    seems="Your function seems to look samples up by what they hold, and takes one for another "
    "where two are alike.",
    why="Different samples may have the same features, and with two classes most share a target.",
    question="If two samples have the same x and different targets, which target do you find?",
)
def mini_batches(X, y, batch_size, rng=None):
    if len(X) != len(y) or batch_size < 1:
        raise ValueError("X and y differ in length, or batch_size is less than 1")
    target_of = {tuple(x): target for x, target in zip(X, y)}
    if rng is not None:
        X = rng.permutation(X)
    y = np.array([target_of[tuple(x)] for x in X])
    for start in range(0, len(X), batch_size):
        yield X[start : start + batch_size], y[start : start + batch_size]


@misconception("mini_batches.looked-up-by-value")
def mini_batches(X, y, batch_size, rng=None):
    if len(X) != len(y) or batch_size < 1:
        raise ValueError("X and y differ in length, or batch_size is less than 1")
    if rng is not None:
        targets = y.tolist()
        order = [targets.index(target) for target in rng.permutation(y)]
        X, y = X[order], y[order]
    for start in range(0, len(X), batch_size):
        yield X[start : start + batch_size], y[start : start + batch_size]


@misconception(
    "mini_batches.alike-dealt-once",
    seems="Of samples that are equal, your function seems to deal out only one.",
    why="What was measured twice counts twice: without its doubles, the data says something else.",
    question="How many samples do your batches hold together if two of seven are equal?",
)
def mini_batches(X, y, batch_size, rng=None):
    if len(X) != len(y) or batch_size < 1:
        raise ValueError("X and y differ in length, or batch_size is less than 1")
    samples = list(dict.fromkeys((tuple(x), target) for x, target in zip(X, y)))
    if rng is not None:
        samples = [samples[i] for i in rng.permutation(len(samples))]
    for start in range(0, len(samples), batch_size):
        xs, targets = zip(*samples[start : start + batch_size])
        yield np.array(xs), np.array(targets)


@misconception(
    "mini_batches.one-sample-left-out",
    seems="A single sample seems to make no batch.",
    why="There is something to learn from one sample too, and every sample is in a batch.",
    question="Which batches should one sample make, in batches of three?",
)
def mini_batches(X, y, batch_size, rng=None):
    if len(X) != len(y) or batch_size < 1:
        raise ValueError("X and y differ in length, or batch_size is less than 1")
    if len(X) < 2:
        return []
    order = np.arange(len(X)) if rng is None else rng.permutation(len(X))
    starts = range(0, len(X), batch_size)
    return [(X[order[k : k + batch_size]], y[order[k : k + batch_size]]) for k in starts]


@misconception(
    "mini_batches.one-sample-bare",
    seems="A single sample seems to be handed out as it is, not as a batch of one.",
    why="Whoever takes the batches counts on a table and a list of targets, however few there are.",
    question="What shapes has a batch of one sample with two features, and what shape has X[0]?",
)
def mini_batches(X, y, batch_size, rng=None):
    if len(X) != len(y) or batch_size < 1:
        raise ValueError("X and y differ in length, or batch_size is less than 1")
    if len(X) == 1:
        return [(X[0], y[0])]
    order = np.arange(len(X)) if rng is None else rng.permutation(len(X))
    starts = range(0, len(X), batch_size)
    return [(X[order[k : k + batch_size]], y[order[k : k + batch_size]]) for k in starts]


@misconception(
    "mini_batches.batches-reused",
    seems="Your batches seem to be written into the same arrays at each call.",
    why="Whoever called you may still hold the batches of an earlier call, and finds other samples "
    "in them.",
    question="When is a default argument made: at each call, or once and for all?",
)
def mini_batches(X, y, batch_size, rng=None, tables={}):
    if len(X) != len(y) or batch_size < 1:
        raise ValueError("X and y differ in length, or batch_size is less than 1")
    order = np.arange(len(X)) if rng is None else rng.permutation(len(X))
    xs, ys = tables.setdefault(X.shape, (np.empty(X.shape), np.empty(len(y))))
    xs[:], ys[:] = X[order], y[order]
    starts = range(0, len(X), batch_size)
    return [(xs[k : k + batch_size], ys[k : k + batch_size]) for k in starts]


@misconception(
    "mini_batches.epoch-reused",
    seems="Your epoch seems to write its weights into one and the same array at each call.",
    why="Whoever called you may still hold the weights of an earlier epoch, and finds them "
    "overwritten.",
    question="Who else holds the array that you return, and what happens to it at the next call?",
)
def sgd_epoch(X, y, w, b, lr, batch_size, rng=None, weights={}):
    moving = weights.setdefault(len(w), np.empty(len(w)))
    moving[:] = w
    for X_batch, y_batch in mini_batches(X, y, batch_size, rng):
        error = X_batch @ moving + b - y_batch
        moving -= lr * 2 / len(y_batch) * X_batch.T @ error
        b = b - lr * 2 * error.mean()
    return moving, b


@misconception(
    "mini_batches.epoch-whole-bias",
    seems="Your epoch seems not to run where b is a whole number.",
    why="An array made of a whole number holds whole numbers only, and refuses a step of 0.3.",
    question="What is np.array(2).dtype, and what does -= do with it?",
)
def sgd_epoch(X, y, w, b, lr, batch_size, rng=None):
    w, b = np.array(w), np.array(b)
    for X_batch, y_batch in mini_batches(X, y, batch_size, rng):
        error = X_batch @ w + b - y_batch
        w -= lr * 2 / len(y_batch) * X_batch.T @ error
        b -= lr * 2 * error.mean()
    return w, b


@misconception(
    "mini_batches.epoch-bias-ignored",
    seems="Your epoch seems to start from 0 where b is a number but no Python float.",
    why="A bias may be a whole number as well.",
    question="Which numbers does your test take for none?",
)
def sgd_epoch(X, y, w, b, lr, batch_size, rng=None):
    b = b if isinstance(b, float) else 0.0
    for X_batch, y_batch in mini_batches(X, y, batch_size, rng):
        error = X_batch @ w + b - y_batch
        w, b = w - lr * 2 / len(y_batch) * X_batch.T @ error, b - lr * 2 * error.mean()
    return w, b


@misconception(
    "mini_batches.epoch-large-rate-refused",
    seems="Your epoch seems to refuse learning rates from 1 up.",
    why="Any number above zero is a learning rate. Which are too large depends on the data.",
    question="Which rates does your check let through, and who asked for it?",
)
def sgd_epoch(X, y, w, b, lr, batch_size, rng=None):
    if not 0 < lr < 1:
        raise ValueError("the learning rate must lie between 0 and 1")
    for X_batch, y_batch in mini_batches(X, y, batch_size, rng):
        error = X_batch @ w + b - y_batch
        w, b = w - lr * 2 / len(y_batch) * X_batch.T @ error, b - lr * 2 * error.mean()
    return w, b
