"""Right implementations of activation functions that look unusual."""

import numpy as np

from grader.variants import unusual


@unusual("half of z and its absolute value")
def relu(z):
    return (z + np.abs(z)) / 2


@unusual("z times a condition")
def relu(z):
    return z * (z > 0)


@unusual("one number at a time")
def relu(z):
    return np.vectorize(lambda value: max(value, 0.0), otypes=[float])(z)


@unusual("clipped from below")
def relu(z):
    return np.clip(z, 0.0, None)


@unusual("a copy with its negatives set to zero")
def relu(z):
    result = np.array(z, dtype=float)
    result[result < 0] = 0
    return result


@unusual("z times its own slope")
def relu(z):
    return z * relu_derivative(z)


@unusual("a stretched tanh")
def sigmoid(z):
    return 0.5 + 0.5 * np.tanh(np.asarray(z) / 2)


@unusual("masks on either side of zero")
def sigmoid(z):
    z = np.asarray(z)
    result = np.empty(z.shape)
    positive = z >= 0
    result[positive] = 1 / (1 + np.exp(-z[positive]))
    small = np.exp(z[~positive])
    result[~positive] = small / (1 + small)
    return result


@unusual("the plain formula, told not to complain")
def sigmoid(z):
    with np.errstate(over="ignore"):
        return 1.0 / (1.0 + np.exp(-z))


@unusual("clipped where nothing is lost")
def sigmoid(z):
    return 1.0 / (1.0 + np.exp(-np.clip(z, -700, 700)))


@unusual("by way of a sum of logarithms")
def sigmoid(z):
    return np.exp(-np.logaddexp(0, np.negative(z)))


@unusual("by the student's own tanh")
def sigmoid(z):
    return (tanh(z / 2) + 1) / 2


@unusual("one float at a time, in pure Python")
def sigmoid(z):
    from math import exp

    def one(value):
        if value >= 0:
            return 1 / (1 + exp(-value))
        return exp(value) / (1 + exp(value))

    if np.ndim(z) == 0:
        return one(float(z))
    return np.array([sigmoid(part) for part in z])


@unusual("by the student's own sigmoid")
def tanh(z):
    return 2 * sigmoid(2 * z) - 1


@unusual("a quotient with the larger exponential divided out")
def tanh(z):
    small = np.exp(-2 * np.abs(z))
    return np.copysign((1 - small) / (1 + small), z)


@unusual("expm1, and the sign put back")
def tanh(z):
    e = np.expm1(-2 * np.abs(z))
    return np.sign(z) * -e / (e + 2)


@unusual("math.tanh for each entry")
def tanh(z):
    import math

    return np.vectorize(math.tanh, otypes=[float])(z)


@unusual("the formula as it stands, on a clipped z")
def tanh(z):
    z = np.clip(z, -300, 300)
    return (np.exp(z) - np.exp(-z)) / (np.exp(z) + np.exp(-z))


@unusual("truth values")
def relu_derivative(z):
    return np.asarray(z) > 0


@unusual("whole numbers, one at zero")
def relu_derivative(z):
    return np.where(np.asarray(z) >= 0, 1, 0)


@unusual("a step function with a half at zero")
def relu_derivative(z):
    return np.heaviside(z, 0.5)


@unusual("no slope at all at the kink")
def relu_derivative(z):
    with np.errstate(invalid="ignore"):
        return (1 + np.asarray(z) / np.abs(z)) / 2


@unusual("where the student's own relu is positive")
def relu_derivative(z):
    return np.asarray(relu(z) > 0, dtype=float)


@unusual("two calls of sigmoid")
def sigmoid_derivative(z):
    return sigmoid(z) * (1 - sigmoid(z))


@unusual("symmetry of the curve")
def sigmoid_derivative(z):
    return sigmoid(z) * sigmoid(-z)


@unusual("an exponential that never overflows")
def sigmoid_derivative(z):
    e = np.exp(-np.abs(z))
    return e / np.square(1 + e)


@unusual("s minus its square")
def sigmoid_derivative(z):
    s = sigmoid(z)
    return s - np.power(s, 2)


@unusual("a quarter of one less a squared tanh")
def sigmoid_derivative(z):
    return (1 - np.tanh(np.asarray(z) / 2) ** 2) / 4


@unusual("a product of two factors")
def tanh_derivative(z):
    t = tanh(z)
    return (1 + t) * (1 - t)


@unusual("two calls of tanh")
def tanh_derivative(z):
    return 1 - tanh(z) * tanh(z)


@unusual("the squared inverse of cosh, without its overflow")
def tanh_derivative(z):
    small = np.exp(-np.abs(z))
    return (2 * small / (1 + small**2)) ** 2


@unusual("the overflow to inf silenced: its inverse is the right zero")
def tanh_derivative(z):
    with np.errstate(over="ignore"):
        return np.cosh(z) ** -2.0


@unusual("by the slope of the sigmoid")
def tanh_derivative(z):
    return 4 * sigmoid_derivative(2 * z)


@unusual("a list of two arrays")
def collapse(W1, b1, W2, b2):
    return [np.dot(W2, W1), np.dot(W2, b1) + b2]


@unusual("one product, the bias as a last column")
def collapse(W1, b1, W2, b2):
    product = W2 @ np.column_stack([W1, b1])
    return product[:, :-1], product[:, -1] + b2


@unusual("what the two layers make of zeros and of each input alone")
def collapse(W1, b1, W2, b2):
    def both(X):
        return (X @ W1.T + b1) @ W2.T + b2

    d = W1.shape[1]
    b = both(np.zeros((1, d)))[0]
    return (both(np.eye(d)) - b).T, b


@unusual("transposed twice, bias by a row vector")
def collapse(W1, b1, W2, b2):
    return (W1.T @ W2.T).T, b1 @ W2.T + b2


@unusual("named axes")
def collapse(W1, b1, W2, b2):
    return np.einsum("oh,hd->od", W2, W1), np.einsum("oh,h->o", W2, b1) + b2


@unusual("homogeneous coordinates")
def collapse(W1, b1, W2, b2):
    def affine(W, b):
        bottom = np.zeros((1, W.shape[1] + 1))
        bottom[0, -1] = 1
        return np.vstack([np.column_stack([W, b]), bottom])

    M = affine(W2, b2) @ affine(W1, b1)
    return M[:-1, :-1], M[:-1, -1]


@unusual("a class of its own, with a method called backward")
def sigmoid_derivative(z):
    class Sigmoid:
        def forward(self, z):
            return 0.5 * (1 + np.tanh(np.asarray(z) / 2))

        def backward(self, z):
            s = self.forward(z)
            return s * (1 - s)

    return Sigmoid().backward(z)


@unusual("the hyperbolic secant, kept from overflow")
def sigmoid_derivative(z):
    return 0.25 / np.cosh(np.clip(z, -600, 600) / 2) ** 2


@unusual("a quotient of powers of e with negative exponents only")
def tanh_derivative(z):
    e = np.exp(-2 * np.abs(z))
    return 4 * e / (1 + e) ** 2
