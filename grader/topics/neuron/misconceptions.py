"""Wrong ideas about a neuron and a layer, each written as students write it."""

import numpy as np

from grader.variants import misconception


@misconception(
    "neuron.no-bias",
    seems="Your weighted sum seems to leave the bias out: it answers w · x alone.",
    why=(
        "Without a bias every neuron answers all-zero inputs with zero, so its threshold cannot "
        "move."
    ),
    question="What should your function answer for inputs that are all zero?",
)
def weighted_sum(x, w, b):
    if len(x) != len(w):
        raise ValueError("x and w must have the same length")
    return float(np.dot(x, w))


@misconception(
    "neuron.bias-multiplied",
    seems="Your bias seems to multiply the sum instead of being added to it.",
    why=(
        "The bias shifts the sum by a fixed amount; as a factor it would make a bias of 0 "
        "silence the neuron."
    ),
    question="In the memo's picture of a neuron, which sign stands between w · x and b?",
)
def weighted_sum(x, w, b):
    if len(x) != len(w):
        raise ValueError("x and w must have the same length")
    return float(np.dot(x, w) * b)


@misconception(
    "neuron.unweighted-sum",
    seems="Your sum seems to add up the inputs as they are: changing the weights changes nothing.",
    why="A neuron learns through its weights. If they do not count, there is nothing to learn.",
    question="What should become of an input whose weight is zero?",
)
def weighted_sum(x, w, b):
    if len(x) != len(w):
        raise ValueError("x and w must have the same length")
    return float(np.sum(x) + b)


@misconception(
    "neuron.silent-broadcast",
    seems="One weight seems to serve all inputs: vectors of length 1 and length d are accepted.",
    why=(
        "Broadcasting repeats the single number, so a forgotten weight gives a wrong answer and "
        "no error."
    ),
    question="What does NumPy make of shapes (5,) and (1,) in a product place by place?",
)
def weighted_sum(x, w, b):
    return float(np.sum(x * w) + b)


@misconception("neuron.silent-broadcast")
def weighted_sum(x, w, b):
    if len(x) != len(w) and len(w) != 1 and len(x) != 1:
        raise ValueError("x and w must have the same length")
    return float(np.sum(x * w) + b)


@misconception(
    "neuron.lengths-unchecked",
    seems=(
        "Your loop seems to pair inputs and weights until one side runs out; what is left is "
        "ignored."
    ),
    why=(
        "Vectors of different lengths are a mistake of the caller's, and it stays hidden if "
        "nothing is said."
    ),
    question="What do Python's zip and range do when one side is longer than the other?",
)
def weighted_sum(x, w, b):
    total = b
    for xi, wi in zip(x, w):
        total = total + xi * wi
    return float(total)


@misconception("neuron.lengths-unchecked")
def weighted_sum(x, w, b):
    total = 0.0
    for i in range(min(len(x), len(w))):
        total += x[i] * w[i]
    return total + b


@misconception(
    "neuron.lengths-by-index-error",
    seems=(
        "Your loop seems to count over the inputs: a missing weight is an IndexError, a spare "
        "one goes unseen."
    ),
    why="The contract asks for a ValueError whichever of the two is longer.",
    question="What happens in your loop when w is longer than x?",
)
def weighted_sum(x, w, b):
    total = 0.0
    for i in range(len(x)):
        total += x[i] * w[i]
    return total + b


@misconception(
    "neuron.bias-per-input",
    seems="Your bias seems to be added once for each input, so it counts d times.",
    why="A neuron has a single bias, which shifts the finished sum once.",
    question="With three inputs, how many times does b take part in your sum?",
)
def weighted_sum(x, w, b):
    if len(x) != len(w):
        raise ValueError("x and w must have the same length")
    return float(np.sum(x * w + b))


@misconception(
    "neuron.bias-subtracted",
    seems="Your bias seems to be subtracted, as a threshold is.",
    why="Some older texts write a threshold with a minus sign; here b is added, as in PyTorch.",
    question="If b grows, should the weighted sum grow or shrink?",
)
def weighted_sum(x, w, b):
    if len(x) != len(w):
        raise ValueError("x and w must have the same length")
    return float(x @ w - b)


@misconception(
    "neuron.products-not-summed",
    seems="Your function seems to return the products one by one, an array instead of one number.",
    why=(
        "A neuron boils all its inputs down to a single number; the products are just on the "
        "way there."
    ),
    question="What is the shape of what you return, and what shape does one number have?",
)
def weighted_sum(x, w, b):
    if len(x) != len(w):
        raise ValueError("x and w must have the same length")
    return x * w + b


@misconception(
    "neuron.mean-not-sum",
    seems="Your weighted sum seems to be an average: it is divided by the number of inputs.",
    why="The weights alone decide how much an input counts, however many others there are.",
    question="For two inputs of 1 with weights of 1 and no bias, what should come out?",
)
def weighted_sum(x, w, b):
    if len(x) != len(w):
        raise ValueError("x and w must have the same length")
    return float(np.mean(x * w) + b)


@misconception(
    "neuron.wrong-error",
    seems=(
        "Different lengths seem to be noticed, but answered with something other than a ValueError."
    ),
    why="Whoever calls your function can only handle the error that its contract announces.",
    question="Which error does your docstring promise under Raises, and which statement raises it?",
)
def weighted_sum(x, w, b):
    assert len(x) == len(w), "x and w must have the same length"
    return float(np.dot(x, w) + b)


@misconception("neuron.wrong-error")
def weighted_sum(x, w, b):
    if len(x) != len(w):
        return "Error: x and w must have the same length"
    return float(np.dot(x, w) + b)


@misconception(
    "neuron.mutates-input",
    seems="The answer is right, but an array of the caller's seems to be changed on the way.",
    why=(
        "An in-place operator writes into the caller's own array: the next call starts from "
        "other numbers."
    ),
    question="What is the difference between `x = x * w` and `x *= w` for whoever holds x?",
)
def weighted_sum(x, w, b):
    if len(x) != len(w):
        raise ValueError("x and w must have the same length")
    x *= w
    return float(x.sum() + b)


@misconception("neuron.mutates-input")
def weighted_sum(x, w, b):
    b += np.dot(x, w)
    return b


@misconception("neuron.mutates-input")
def neuron(x, w, b, activation):
    x *= w
    return float(activation(x.sum() + b))


@misconception("neuron.mutates-input")
def layer(X, W, b, activation):
    b.shape = (1, len(b))
    return activation(X @ W.T + b)


@misconception(
    "neuron.activation-before-sum",
    seems="Your neuron seems to activate each product and then add the results up.",
    why=(
        "The bend belongs after the sum: a neuron reacts to all its inputs together, not to "
        "each alone."
    ),
    question="In the memo's picture, how many numbers enter the activation?",
)
def neuron(x, w, b, activation):
    return float(np.sum(activation(x * w)) + b)


@misconception("neuron.activation-before-sum")
def neuron(x, w, b, activation):
    return float(np.sum(activation(x * w + b)))


@misconception(
    "neuron.no-activation",
    seems="Your answer seems to be the weighted sum as it is: the activation is never called.",
    why="Without its bend a neuron is a straight line, and so is any network made of such neurons.",
    question="Which of your arguments do you never use?",
)
def neuron(x, w, b, activation):
    return float(np.dot(x, w) + b)


@misconception("neuron.no-activation")
def layer(X, W, b, activation):
    return X @ W.T + b


@misconception(
    "neuron.bias-after-activation",
    seems="Your neuron seems to add the bias after the activation.",
    why=(
        "The bias moves the point at which the neuron reacts; added later it only lifts the answer."
    ),
    question="Does b take part in what your activation is given?",
)
def neuron(x, w, b, activation):
    return float(activation(np.dot(x, w)) + b)


@misconception("neuron.bias-after-activation")
def layer(X, W, b, activation):
    return activation(X @ W.T) + b


@misconception(
    "neuron.activation-on-inputs",
    seems="Your neuron seems to activate its inputs and to return the sum itself unbent.",
    why="A neuron's activation bends its own answer; its inputs come as they are.",
    question="What is the last thing that happens before your neuron answers?",
)
def neuron(x, w, b, activation):
    return float(np.dot(activation(x), w) + b)


@misconception(
    "neuron.activation-hard-coded",
    seems="Your neuron seems to use the same activation whichever it is given.",
    why="The activation is an argument, so that one neuron serves for ReLU, tanh and all others.",
    question="What does your neuron answer if it is given a function that squares?",
)
def neuron(x, w, b, activation):
    return float(np.tanh(np.dot(x, w) + b))


@misconception("neuron.activation-hard-coded")
def neuron(x, w, b, activation):
    return float(1 / (1 + np.exp(-(np.dot(x, w) + b))))


@misconception("neuron.activation-hard-coded")
def neuron(x, w, b, activation):
    return float(max(0.0, np.dot(x, w) + b))


@misconception(
    "neuron.activation-by-name",
    seems="Your neuron seems to look for its activation among NumPy's functions, by its name.",
    why=(
        "Whoever uses the neuron may hand in a function of their own, or an object that can be "
        "called: NumPy has none of that name, and the object may have no name at all."
    ),
    question="What does it take to have a function that you were handed answer for z?",
)
def neuron(x, w, b, activation):
    bend = getattr(np, activation.__name__)
    return float(bend(np.dot(x, w) + b))


@misconception(
    "neuron.activation-twice",
    seems="Your neuron seems to activate twice: the weighted sum arrives already bent.",
    why="Each neuron has one activation; bending twice gives another function.",
    question="How many calls of `activation` lie between the weighted sum and your answer?",
)
def neuron(x, w, b, activation):
    z = activation(np.dot(x, w) + b)
    return float(activation(z))


@misconception(
    "neuron.weights-transposed",
    seems=(
        "The product of X and W seems to be the wrong way round, or its result to lie on its side."
    ),
    why=(
        "Row i must be sample i and column j neuron j; each entry pairs a row of X with a row of W."
    ),
    question=(
        "With X (n, d) and W (m, d), which product has shape (n, m), without any luck with the "
        "sizes?"
    ),
)
def layer(X, W, b, activation):
    return activation(X @ W + b)


@misconception("neuron.weights-transposed")
def layer(X, W, b, activation):
    return activation(W @ X.T + b)


@misconception("neuron.weights-transposed")
def layer(X, W, b, activation):
    return activation(W @ X.T + b.reshape(-1, 1))


@misconception(
    "neuron.dimension-squeezed",
    seems=(
        "Your layer seems to drop a dimension of one: a batch of one, or a single neuron, gives "
        "a vector."
    ),
    why=(
        "What comes after counts on rows for samples and columns for neurons, also if there is "
        "just one."
    ),
    question="What shape should one sample and four neurons give?",
)
def layer(X, W, b, activation):
    return np.squeeze(activation(X @ W.T + b))


@misconception("neuron.dimension-squeezed")
def layer(X, W, b, activation):
    out = activation(X @ W.T + b)
    return out[0] if len(X) == 1 else out


@misconception(
    "neuron.first-sample-only",
    seems="Your layer seems to answer for the first sample only.",
    why="A batch has n samples, and each has a row of answers of its own.",
    question="How often does your loop over the samples run before it returns?",
)
def layer(X, W, b, activation):
    outputs = []
    for x in X:
        for j in range(len(W)):
            outputs.append(activation(np.dot(W[j], x) + b[j]))
        return np.array([outputs])


@misconception(
    "neuron.one-bias-for-all",
    seems="One bias seems to serve all neurons of your layer.",
    why="Each neuron has a threshold of its own: b holds m of them, in the order of W's rows.",
    question="Which entry of b belongs to column j of the result?",
)
def layer(X, W, b, activation):
    return activation(X @ W.T + b[0])


@misconception(
    "neuron.bias-along-samples",
    seems="Your biases seem to run along the samples: row i gets the i-th bias.",
    why=(
        "A bias belongs to a neuron, and the neurons are the columns; all samples meet the same "
        "m biases."
    ),
    question="What is the shape of b after your reshape, and along which axis does it spread?",
)
def layer(X, W, b, activation):
    return activation(X @ W.T + b[:, np.newaxis])


@misconception(
    "neuron.biases-left-out-of-layer",
    seems="Your layer seems to work without its biases.",
    why="All its neurons then answer an all-zero sample alike, whatever their thresholds were.",
    question="What should your layer answer for a sample of zeros?",
)
def layer(X, W, b, activation):
    return activation(X @ W.T)


@misconception(
    "neuron.batch-overwritten",
    seems="Your layer seems to write into the batch that it was given.",
    why=(
        "A row is a window into X, not a copy: the next neuron, and the caller, find other "
        "numbers there."
    ),
    question="After `row = X[i]`, what does `row *= ...` do to X?",
)
def layer(X, W, b, activation):
    out = np.zeros((len(X), len(W)))
    for i in range(len(X)):
        row = X[i]
        for j in range(len(W)):
            row *= W[j]
            out[i, j] = activation(row.sum() + b[j])
    return out


@misconception(
    "neuron.list-not-array",
    seems="Your layer seems to answer with a list of lists.",
    why="A list has no shape, and arithmetic on it means something else: the next layer needs one.",
    question="What does `2 * result` give, if result is a list, and what if it is an array?",
)
def layer(X, W, b, activation):
    return [[float(activation(weighted_sum(x, w, bj))) for w, bj in zip(W, b)] for x in X]


@misconception(
    "neuron.arguments-renamed",
    seems="Your function seems to have given its arguments names of its own.",
    why="Whoever calls it by the names of the stub, as weighted_sum(x=..., ...), gets an error.",
    question="Which names stand between the brackets of the stub?",
)
def weighted_sum(inputs, weights, bias):
    if len(inputs) != len(weights):
        raise ValueError("different lengths")
    return float(inputs @ weights + bias)


@misconception(
    "neuron.sum-limited",
    seems="Your sum seems to be cut off where it gets large.",
    why="A weighted sum has no limits. What large sums become is for the activation to say.",
    question="What should an input of 1000 with a weight of 2 add to the sum?",
)
def weighted_sum(x, w, b):
    if len(x) != len(w):
        raise ValueError("x and w must have the same length")
    return float(np.clip(np.dot(x, w) + b, -500, 500))


@misconception("neuron.dimension-squeezed")
def layer(X, W, b, activation):
    table = activation(X @ W.T + b)
    return table.item() if table.size == 1 else table


@misconception(
    "neuron.result-reused",
    seems="Your layer seems to write all its answers into one and the same array.",
    why="Whoever called you may still hold an earlier answer, and finds it overwritten.",
    question="Who else holds the array that you return, and what happens to it at the next call?",
)
def layer(X, W, b, activation, tables={}):
    table = tables.setdefault((len(X), len(W)), np.empty((len(X), len(W))))
    table[:] = activation(X @ W.T + b)
    return table


@misconception(
    "neuron.layer-remembered",
    seems="Your layer seems to answer from memory where it has met batch and weights before.",
    why="What it answers also hangs on the biases and the activation, which may be others by then.",
    question="Which of the four arguments may change from one call to the next?",
)
def layer(X, W, b, activation):
    known = layer.__dict__.setdefault("known", {})
    key = (X.shape, W.shape, X.tobytes(), W.tobytes())
    if key not in known:
        known[key] = activation(X @ W.T + b)
    return known[key]


@misconception("neuron.sum-limited")
def neuron(x, w, b, activation):
    return activation(np.clip(weighted_sum(x, w, b), -500, 500))


@misconception("neuron.sum-limited")
def layer(X, W, b, activation):
    return activation(np.clip(X @ W.T + b, -500, 500))
