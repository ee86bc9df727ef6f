"""Wrong ideas about activation functions, each written as students write it."""

import numpy as np

from grader.variants import misconception


@misconception(
    "activations.relu-is-abs",
    seems="Your relu seems to flip what is negative: -2 becomes 2.",
    why=(
        "relu switches a neuron off below zero; the absolute value lets it react to both sides "
        "alike."
    ),
    question="In the memo's plot of ReLU, how high is the curve to the left of zero?",
)
def relu(z):
    return np.abs(z)


@misconception("activations.relu-is-abs")
def relu(z):
    return np.where(z < 0, -z, z)


@misconception(
    "activations.relu-leaks",
    seems="Your relu seems to keep a small slope for negative z.",
    why="That is a function in its own right, the leaky ReLU; the plain one is exactly zero there.",
    question="What should relu(-100) be?",
)
def relu(z):
    return np.where(z > 0, z, 0.01 * z)


@misconception("activations.relu-leaks")
def relu(z):
    return np.maximum(0.1 * z, z)


@misconception(
    "activations.relu-is-a-step",
    seems="Your relu seems to answer only 0 or 1.",
    why="That is a step, and the derivative of relu; relu itself keeps how large a positive z is.",
    question="What should relu(3.5) be?",
)
def relu(z):
    return np.where(z > 0, 1.0, 0.0)


@misconception(
    "activations.relu-saturates",
    seems="Your relu seems to have a ceiling: large z are cut off.",
    why=(
        "ReLU is bounded on one side only; that it never saturates above zero is the reason to "
        "use it."
    ),
    question="Should relu(1000) and relu(100) be the same?",
)
def relu(z):
    return np.clip(z, 0, 1)


@misconception("activations.relu-saturates")
def relu(z):
    return np.clip(z, 0, 6)


@misconception(
    "activations.one-number-only",
    seems=(
        "Your function seems to be made for a single number: it cannot decide for a whole array "
        "at once."
    ),
    why=(
        "An activation works entry by entry, and Python's `if`, `max` and the math module see "
        "one number."
    ),
    question="What would `if z > 0` mean for an array of which one half is positive?",
)
def relu(z):
    return max(0.0, z)


@misconception("activations.one-number-only")
def relu(z):
    if z > 0:
        return z
    return 0.0


@misconception("activations.one-number-only")
def sigmoid(z):
    if z >= 0:
        return 1 / (1 + np.exp(-z))
    return np.exp(z) / (1 + np.exp(z))


@misconception("activations.one-number-only")
def relu_derivative(z):
    return 1.0 if z > 0 else 0.0


@misconception(
    "activations.mutates-input",
    seems="Your function seems to write its answer into an array that it was given.",
    why=(
        "The caller still needs that array: backpropagation, for one, asks for z again after "
        "the activation."
    ),
    question="Where does the memory of the array that you return come from?",
)
def relu(z):
    z[z < 0] = 0
    return z


@misconception("activations.mutates-input")
def relu(z):
    return np.maximum(z, 0.0, out=z)


@misconception("activations.mutates-input")
def relu_derivative(z):
    z[z <= 0] = 0
    z[z > 0] = 1
    return z


@misconception("activations.mutates-input")
def sigmoid(z):
    z = np.asarray(z)
    result = z
    positive, negative = z >= 0, z < 0
    result[positive] = 1 / (1 + np.exp(-z[positive]))
    result[negative] = np.exp(z[negative]) / (1 + np.exp(z[negative]))
    return result


@misconception("activations.mutates-input")
def collapse(W1, b1, W2, b2):
    b2 += W2 @ b1
    return W2 @ W1, b2


@misconception(
    "activations.arrays-only",
    seems=(
        "Your function seems to work on arrays only: a plain number is refused, or comes back "
        "as an array."
    ),
    why="z may be a float, an array of shape () or a table, and the answer has the shape of z.",
    question="What does your function do with 2.0, and what shape has its answer?",
)
def relu(z):
    result = z.copy()
    result[result < 0] = 0
    return result


@misconception("activations.arrays-only")
def relu(z):
    return np.array([max(0.0, value) for value in np.ravel(z)]).reshape(np.atleast_1d(z).shape)


@misconception("activations.arrays-only")
def sigmoid(z):
    z = np.atleast_1d(z)
    e = np.exp(-np.abs(z))
    return np.where(z >= 0, 1 / (1 + e), e / (1 + e))


@misconception("activations.arrays-only")
def relu_derivative(z):
    result = np.zeros(z.shape)
    result[z > 0] = 1
    return result


@misconception(
    "activations.flattens",
    seems="Your function seems to return a flat list of values, whatever the shape of z was.",
    why="The entries keep their places: what comes next counts on rows for samples.",
    question="What does your loop give for an array with two rows and three columns?",
)
def tanh(z):
    return np.array([np.tanh(value) for value in np.ravel(z)])


@misconception(
    "activations.sigmoid-overflows",
    seems="Your sigmoid seems to raise e to a large positive power, which overflows.",
    why="e^1000 is larger than any float64: NumPy warns, and inf / inf would be NaN.",
    question="For which sign of z does the exponent in your formula become large and positive?",
)
def sigmoid(z):
    return 1 / (1 + np.exp(-z))


@misconception("activations.sigmoid-overflows")
def sigmoid(z):
    return np.exp(z) / (1 + np.exp(z))


@misconception(
    "activations.where-evaluates-both",
    seems=(
        "Your sigmoid picks the safe formula on each side, yet the unsafe one still seems to be "
        "worked out."
    ),
    why="np.where is a function: both arguments are complete arrays before it picks from them.",
    question="What is computed first, the branches of np.where or its choice?",
)
def sigmoid(z):
    return np.where(z >= 0, 1 / (1 + np.exp(-z)), np.exp(z) / (1 + np.exp(z)))


@misconception(
    "activations.sigmoid-sign",
    seems="Your sigmoid seems to be a mirror image: it falls from 1 to 0.",
    why="A sign in the exponent is lost, so that large z give 0 where they should give 1.",
    question="What should sigmoid(1000) be, and what does e^1000 make of your formula?",
)
def sigmoid(z):
    return 1 / (1 + np.exp(z))


@misconception(
    "activations.sigmoid-clipped",
    seems=(
        "Your sigmoid seems to cut z off well before ±1000, so the ends of the curve are too "
        "far from 0 and 1."
    ),
    why="Clipping keeps exp from overflowing, but at ±10 it changes the answer in the fifth digit.",
    question="How large may an exponent be before float64 overflows?",
)
def sigmoid(z):
    return 1 / (1 + np.exp(-np.clip(z, -10, 10)))


@misconception(
    "activations.sigmoid-rounded",
    seems="Your sigmoid seems to answer 0 or 1, a step instead of a curve.",
    why=(
        "The values in between are the point: they read as probabilities, and they have a slope "
        "to learn from."
    ),
    question="What should sigmoid(0.5) be, roughly?",
)
def sigmoid(z):
    return np.where(z >= 0, 1.0, 0.0)


@misconception(
    "activations.tanh-is-rescaled-sigmoid",
    seems=(
        "Your tanh seems to be a sigmoid stretched from -1 to 1, but only half as steep as it "
        "should be."
    ),
    why="tanh also runs twice as fast along z; its slope at zero is 1, and yours is a half.",
    question="At which z does the sigmoid reach what tanh reaches at z = 1, once it is stretched?",
)
def tanh(z):
    e = np.exp(-np.abs(z))
    return 2 * np.where(z >= 0, 1 / (1 + e), e / (1 + e)) - 1


@misconception(
    "activations.tanh-overflows",
    seems="Your tanh seems to work with exponentials that overflow far from zero.",
    why="e^1000 is inf, and inf / inf is NaN: one saturated neuron would spoil the whole network.",
    question="What are the two exponentials of your formula at z = 1000?",
)
def tanh(z):
    return (np.exp(z) - np.exp(-z)) / (np.exp(z) + np.exp(-z))


@misconception("activations.tanh-overflows")
def tanh(z):
    return (np.exp(2 * z) - 1) / (np.exp(2 * z) + 1)


@misconception("activations.tanh-overflows")
def tanh(z):
    return 2 / (1 + np.exp(-2 * z)) - 1


@misconception("activations.tanh-overflows")
def tanh(z):
    return np.sinh(z) / np.cosh(z)


@misconception(
    "activations.tanh-is-tan",
    seems="Your tanh seems to be a tangent, or its inverse: not the hyperbolic one.",
    why="tan goes up to infinity and repeats itself; tanh stays between -1 and 1.",
    question="What does the h in tanh stand for, and to which number does tanh tend for large z?",
)
def tanh(z):
    return np.tan(z)


@misconception("activations.tanh-is-tan")
def tanh(z):
    return np.arctan(z)


@misconception(
    "activations.derivative-of-output",
    seems=(
        "Your derivative seems to activate twice: it is taken at the activation's value, not at z."
    ),
    why=(
        "z is what goes into the activation; its value is worked out once, and the slope "
        "follows from that."
    ),
    question="How often is the activation applied between z and the numbers in your formula?",
)
def sigmoid_derivative(z):
    s = 0.5 * (1 + np.tanh(0.5 * z))
    s_of_s = 0.5 * (1 + np.tanh(0.5 * s))
    return s_of_s * (1 - s_of_s)


@misconception("activations.derivative-of-output")
def tanh_derivative(z):
    t = np.tanh(z)
    return 1 - np.tanh(t) ** 2


@misconception(
    "activations.sigmoid-derivative-of-z",
    seems="Your formula for the sigmoid's slope seems to be fed with z itself.",
    why=(
        "The formula is written in the sigmoid's value; with z in its place it is a parabola, "
        "negative for most z."
    ),
    question="Which number should stand where your formula has z?",
)
def sigmoid_derivative(z):
    return z * (1 - z)


@misconception(
    "activations.tanh-derivative-of-z",
    seems="Your formula for tanh's slope seems to be fed with z itself.",
    why=(
        "The formula is written in the value of tanh; with z in its place it is a parabola, "
        "without a lower bound."
    ),
    question="Which number should stand where your formula has z?",
)
def tanh_derivative(z):
    return 1 - z**2


@misconception(
    "activations.derivatives-mixed-up",
    seems="The formula for the slope of the other S-shaped function seems to be used here.",
    why=(
        "sigmoid and tanh have different ranges, and so different formulas for the slope in "
        "their own value."
    ),
    question="What slope do you find at zero: a quarter (sigmoid) or one (tanh)?",
)
def sigmoid_derivative(z):
    s = 0.5 * (1 + np.tanh(0.5 * z))
    return 1 - s**2


@misconception("activations.derivatives-mixed-up")
def tanh_derivative(z):
    t = np.tanh(z)
    return t * (1 - t)


@misconception(
    "activations.returns-the-activation",
    seems="Your derivative seems to return the activation's value, not its slope.",
    why=(
        "How high a curve is and how steep it is are different things: sigmoid is highest where "
        "it is flattest."
    ),
    question="How steep is this activation far out to the right, and how high?",
)
def relu_derivative(z):
    return np.maximum(z, 0.0)


@misconception("activations.returns-the-activation")
def sigmoid_derivative(z):
    return 0.5 * (1 + np.tanh(0.5 * z))


@misconception("activations.returns-the-activation")
def tanh_derivative(z):
    return np.tanh(z)


@misconception(
    "activations.relu-slope-is-sign",
    seems="Your slope of relu seems to be -1 for negative z.",
    why="That is the slope of the absolute value; relu is flat to the left of zero.",
    question="By how much does relu change between -3 and -2?",
)
def relu_derivative(z):
    return np.sign(z)


@misconception("activations.relu-slope-is-sign")
def relu_derivative(z):
    return np.where(z > 0, 1.0, -1.0)


@misconception(
    "activations.relu-slope-everywhere-one",
    seems="Your slope of relu seems to be 1 everywhere.",
    why=(
        "A neuron that is switched off lets no gradient through; with slope 1 it would go on "
        "learning."
    ),
    question="By how much does relu change between -3 and -2?",
)
def relu_derivative(z):
    return np.ones_like(z)


@misconception(
    "activations.derivative-overflows",
    seems="Your slope seems to use exponentials of its own, which overflow far from zero.",
    why=(
        "The slope vanishes there, but by way of inf or inf / inf it comes with a warning, or "
        "as NaN."
    ),
    question=(
        "Can you write the slope with the activation's value, which you already have safe and "
        "sound?"
    ),
)
def sigmoid_derivative(z):
    return np.exp(-z) / (1 + np.exp(-z)) ** 2


@misconception("activations.derivative-overflows")
def tanh_derivative(z):
    return 1 / np.cosh(z) ** 2


@misconception("activations.derivative-overflows")
def tanh_derivative(z):
    return 4 / (np.exp(z) + np.exp(-z)) ** 2


@misconception(
    "activations.derivative-by-difference",
    seems=(
        "Your slope seems to be a quotient of differences: near the right value, but not equal "
        "to it."
    ),
    why=(
        "A finite step leaves an error of its own, and costs two activations; the exact formula "
        "needs one."
    ),
    question="What does the derivative look like on paper?",
)
def sigmoid_derivative(z):
    def s(v):
        return 0.5 * (1 + np.tanh(0.5 * v))

    h = 1e-5
    return (s(z + h) - s(z)) / h


@misconception("activations.derivative-by-difference")
def tanh_derivative(z):
    h = 1e-4
    return (np.tanh(z + h) - np.tanh(z - h)) / (2 * h)


@misconception(
    "activations.collapse-order",
    seems=(
        "The matrices seem to be multiplied in the wrong order, or a bias to be left where it was."
    ),
    why="Whatever layer 1 answers passes through layer 2's weights, its bias included.",
    question=(
        "From W1 (h, d) and W2 (o, h), which product has shape (o, d)? And which shape does b1 "
        "start with?"
    ),
)
def collapse(W1, b1, W2, b2):
    return W1 @ W2, W1 @ b2 + b1


@misconception("activations.collapse-order")
def collapse(W1, b1, W2, b2):
    return W2 @ W1, b1 + b2


@misconception(
    "activations.collapse-first-bias-lost",
    seems="The first layer's bias seems to be lost: only the second one's is left.",
    why="For an input of zeros layer 1 answers b1, and layer 2 makes something of it.",
    question="What do the two layers answer, one after the other, for an input of zeros?",
)
def collapse(W1, b1, W2, b2):
    return W2 @ W1, b2


@misconception(
    "activations.collapse-second-bias-lost",
    seems="The second layer's bias seems to be lost: only the first one's, mapped, is left.",
    why="Layer 2 adds its own bias at the very end, whatever came before.",
    question="Which of the four arguments do you never use?",
)
def collapse(W1, b1, W2, b2):
    return W2 @ W1, W2 @ b1


@misconception(
    "activations.collapse-both-biases-mapped",
    seems="Both biases seem to be sent through the second layer's weights.",
    why=(
        "The second bias is added after those weights; only the first one still has to pass "
        "through them."
    ),
    question="When layer 2 adds its bias, is there still a product to come?",
)
def collapse(W1, b1, W2, b2):
    return W2 @ W1, W2 @ (b1 + b2)


@misconception(
    "activations.collapse-transposed",
    seems="Your weights seem to lie on their side: (d, o) instead of (o, d).",
    why=(
        "In this course a layer's weights have one neuron per row, and are transposed only when "
        "they meet X."
    ),
    question="How many neurons has the layer that you return, and how many rows has your W?",
)
def collapse(W1, b1, W2, b2):
    return W1.T @ W2.T, W2 @ b1 + b2


@misconception(
    "activations.collapse-squeezed",
    seems="A dimension of one seems to be dropped from your weights or your bias.",
    why=(
        "A layer with one input or one output is still a layer: W has two dimensions and b has one."
    ),
    question="What shapes should W and b have if d and o are both 1?",
)
def collapse(W1, b1, W2, b2):
    return np.squeeze(W2 @ W1), np.squeeze(W2 @ b1 + b2)


@misconception(
    "activations.list-not-array",
    seems="For an array, your function seems to answer with a list.",
    why="A list has no shape, and `1 - s` or `s * s` fails on it: what follows expects an array.",
    question="What does `1 - s` give, if s is a list?",
)
def sigmoid(z):
    e = np.exp(-np.abs(z))
    values = np.where(np.asarray(z) >= 0, 1.0, e) / (1.0 + e)
    return values.tolist()


@misconception("activations.list-not-array")
def relu(z):
    if np.ndim(z) == 0:
        return max(float(z), 0.0)
    return [relu(each) for each in z]


@misconception("activations.derivative-by-difference")
def relu_derivative(z):
    return (relu(np.asarray(z) + 1e-6) - relu(np.asarray(z) - 1e-6)) / 2e-6


@misconception("activations.derivative-by-difference")
def sigmoid_derivative(z):
    h = 1e-5
    return (sigmoid(np.asarray(z) + h) - sigmoid(np.asarray(z) - h)) / (2 * h)


@misconception("activations.derivative-by-difference")
def tanh_derivative(z):
    h = 1e-5
    return (np.tanh(z + h) - np.tanh(z - h)) / (2 * h)


@misconception(
    "activations.zero-forgotten",
    seems="Your function seems to have no answer for the number 0.",
    why="Two cases, above zero and below it, leave the place between them to neither.",
    question="Into which of your cases does z = 0.0 fall?",
)
def relu(z):
    if np.ndim(z):
        return np.maximum(z, 0.0)
    if z > 0:
        return z
    if z < 0:
        return 0.0


@misconception(
    "activations.result-reused",
    seems="Your function seems to write all its answers into one and the same array.",
    why="Whoever called you may still hold an earlier answer, and finds it overwritten.",
    question="Who else holds the array that you return, and what happens to it at the next call?",
)
def tanh(z, results={}):
    if np.ndim(z) == 0:
        return np.tanh(z)
    result = results.setdefault(z.shape, np.empty(z.shape))
    result[...] = np.tanh(z)
    return result
