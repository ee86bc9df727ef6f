"""Wrong ideas about tensors, each written as students write it."""

import torch

from grader.variants import misconception


@misconception(
    "tensors.shares-memory",
    seems="Your tensor seems to lie over the memory of a float32 array: changing one changes both.",
    why="Some conversions copy only if the type has to change. A batch that is overwritten later "
    "would then alter tensors that were made long before.",
    question="Make a tensor from a float32 array, change the array, and print the tensor: what do "
    "you see?",
)
def to_tensor(data):
    return torch.as_tensor(data, dtype=torch.float32)


@misconception("tensors.shares-memory")
def to_tensor(data):
    import numpy as np

    return torch.from_numpy(np.asarray(data, dtype=np.float32))


@misconception(
    "tensors.integer-dtype",
    seems="Your tensor seems to take its type from the data: integers stay integers.",
    why="A tensor of integers can carry no gradient, and does not mix with a network's float32 "
    "weights.",
    question="What is the dtype of your tensor for [1, 2], and what for [1.0, 2.0]?",
)
def to_tensor(data):
    return torch.tensor(data)


@misconception("tensors.integer-dtype")
def to_tensor(data):
    import numpy as np

    array = np.array(data)
    return torch.tensor(array if array.dtype.kind == "i" else array.astype(np.float32))


@misconception(
    "tensors.double-dtype",
    seems="Your tensor seems to have NumPy's precision, float64, instead of float32.",
    why="A network's weights are float32. A float64 batch does not mix with them, and takes twice "
    "the memory.",
    question="Which type has an array of decimal numbers in NumPy, and which one has "
    "torch.zeros(3)?",
)
def to_tensor(data):
    return torch.tensor(data, dtype=torch.float64)


@misconception("tensors.double-dtype")
def to_tensor(data):
    import numpy as np

    return torch.tensor(np.array(data))


@misconception(
    "tensors.rank-lost",
    seems="A single number seems to become a vector with one entry.",
    why="A number has rank 0 and shape (); a vector of one has rank 1 and shape (1,), and combines "
    "differently.",
    question="How many indices does it take to get at the one entry of your tensor for the number "
    "5?",
)
def to_tensor(data):
    return torch.atleast_1d(torch.tensor(data, dtype=torch.float32))


@misconception("tensors.rank-lost")
def to_tensor(data):
    if isinstance(data, (int, float)):
        data = [data]
    return torch.tensor(data, dtype=torch.float32)


@misconception(
    "tensors.arrays-only",
    seems="Your conversion seems to take NumPy arrays only: a number or a list raises an error.",
    why="Data comes in many forms: a number read from a file, a list typed by hand, an array.",
    question="What does your function answer for the list [1.5, 2.5]?",
)
def to_tensor(data):
    return torch.from_numpy(data).clone().float()


@misconception("tensors.arrays-only")
def to_tensor(data):
    return torch.from_numpy(data).float()


@misconception(
    "tensors.matrix-rank",
    seems="Your rank seems to be the rank of linear algebra: how many rows are independent.",
    why="For a tensor, rank is the number of its dimensions, the same for all matrices, even one "
    "of zeros.",
    question="How many indices pick out one entry of a matrix?",
)
def describe(t):
    return int(torch.linalg.matrix_rank(t)), t.shape, t.numel()


@misconception(
    "tensors.first-axis-only",
    seems="Your number of elements seems to be the length of the first dimension.",
    why="The length of a tensor counts its rows. A matrix of 2 rows and 3 columns has six numbers "
    "in it.",
    question="How many numbers are there in torch.zeros(2, 3), and what is its length?",
)
def describe(t):
    return t.dim(), t.shape, len(t)


@misconception(
    "tensors.counts-bytes",
    seems="Your number of elements seems to count bytes rather than numbers.",
    why="A float32 takes four bytes, an int64 eight: the same shape would have different numbers "
    "of elements.",
    question="By what factor is your count too large, and what is four bytes long?",
)
def describe(t):
    return t.dim(), t.shape, t.nbytes


@misconception(
    "tensors.counts-memory",
    seems="Your number of elements seems to count all that lies in the tensor's memory.",
    why="A slice lies in the memory of the tensor that it was cut from, and shows only a part of "
    "it.",
    question="How many numbers are there in t[:, 1:3], if t has the shape (4, 6)?",
)
def describe(t):
    return t.dim(), t.shape, len(t.untyped_storage()) // t.element_size()


@misconception(
    "tensors.shape-as-list",
    seems="Your shape seems to be a list.",
    why="A shape is compared with shapes, and a list never equals a tuple: [2, 3] == (2, 3) is "
    "False.",
    question="Of which type is the shape that PyTorch itself gives?",
)
def describe(t):
    return t.dim(), list(t.shape), t.numel()


@misconception(
    "tensors.shape-first",
    seems="Your three answers seem to come in another order: the shape before the rank.",
    why="Whoever unpacks them into rank, shape and count gets the wrong thing under each name.",
    question="In which order does the docstring list what is returned?",
)
def describe(t):
    return t.shape, t.dim(), t.numel()


@misconception(
    "tensors.elementwise-for-matmul",
    seems="Your layer seems to multiply X and W entry by entry.",
    why="A neuron combines all inputs of a sample. Entry by entry, each input meets one weight, "
    "and nothing is summed.",
    question="For d inputs, how many products belong to the answer of one neuron, and what becomes "
    "of them?",
)
def affine(X, W, b):
    return X * W + b


@misconception(
    "tensors.dimension-squeezed",
    seems="Your layer seems to drop dimensions of length one.",
    why="A batch of one sample is still a batch. As a vector it broadcasts against the next matrix "
    "without a word.",
    question="What is the shape of your result for five samples and one neuron, and what should it "
    "be?",
)
def affine(X, W, b):
    return (X @ W.T + b).squeeze()


@misconception("tensors.dimension-squeezed")
def affine(X, W, b):
    return (X @ W.T + b).squeeze(-1)


@misconception(
    "tensors.weights-not-transposed",
    seems="Your layer seems to use W as it stands, as if each column were a neuron.",
    why="Here, as in nn.Linear, each row of W holds one neuron's weights: (m, d).",
    question="X is (n, d) and W is (m, d): which of the two lengths has to be summed over?",
)
def affine(X, W, b):
    return X @ W + b


@misconception(
    "tensors.bias-left-out",
    seems="Your layer seems to leave the biases out.",
    why="Without a bias every neuron answers 0 for inputs that are all 0.",
    question="What should your layer answer for a batch of zeros?",
)
def affine(X, W, b):
    return X @ W.T


@misconception(
    "tensors.bias-per-sample",
    seems="Your layer seems to add one bias to each sample instead of one to each neuron.",
    why="A bias belongs to a neuron, and is the same for all samples that the neuron sees.",
    question="Which dimension of your (n, m) result counts neurons, and along which one is b laid "
    "out?",
)
def affine(X, W, b):
    return X @ W.T + b.reshape(-1, 1)


@misconception(
    "tensors.affine-remembered",
    seems="Your map seems to answer from memory where it has met inputs and weights before.",
    why="What it answers also hangs on the biases, which training moves after every batch.",
    question="Which of the three arguments may change from one call to the next?",
)
def affine(X, W, b):
    known = affine.__dict__.setdefault("known", {})
    key = (X.shape, W.shape, float(X.detach().sum()), float(W.detach().sum()))
    if key not in known:
        known[key] = X @ W.T + b
    return known[key]


@misconception(
    "tensors.graph-cut",
    seems="Your layer's answer seems to be cut off from its inputs: gradients do not come through.",
    why="Training works backwards from the loss to the weights. Where the graph is cut, nothing is "
    "learnt.",
    question="Does your code leave tensors anywhere, for NumPy, for plain numbers, or for detached "
    "copies?",
)
def affine(X, W, b):
    return (X @ W.T + b).detach()


@misconception("tensors.graph-cut")
def affine(X, W, b):
    return X @ W.data.T + b


@misconception("tensors.graph-cut")
def affine(X, W, b):
    return X @ W.T + b.data


@misconception("tensors.graph-cut")
def affine(X, W, b):
    return X @ W.data.T + b.data


@misconception(
    "tensors.sample-std",
    seems="Your deviation seems to divide by n - 1, as PyTorch does unless it is told otherwise.",
    why="That estimates the deviation of a larger population. Here the columns at hand shall have "
    "deviation 1, and for a single sample n - 1 is 0.",
    question="What is the deviation of your result, when you take it with correction=0?",
)
def standardize(X):
    std = X.std(dim=0)
    std = torch.where(std == 0, torch.ones_like(std), std)
    return (X - X.mean(dim=0)) / std


@misconception("tensors.sample-std")
def standardize(X):
    return (X - X.mean(dim=0)) / (X.std(dim=0) + 1e-8)


@misconception("tensors.sample-std")
def standardize(X):
    return torch.nan_to_num((X - X.mean(dim=0)) / X.std(dim=0))


@misconception(
    "tensors.constant-column-nan",
    seems="A constant column seems to turn into NaN.",
    why="Its deviation is 0, and 0 / 0 is NaN. A single NaN spreads to every weight in the first "
    "training step.",
    question="What is left of a constant column once its mean is subtracted, and what is it "
    "divided by?",
)
def standardize(X):
    return (X - X.mean(dim=0)) / X.std(dim=0, correction=0)


@misconception(
    "tensors.whole-matrix-statistics",
    seems="Your mean and deviation seem to be taken over the whole matrix, one of each for all "
    "columns.",
    why="The column of the largest numbers decides alone then, and the scales stay as different as "
    "they were.",
    question="How many means are there for a batch with d columns?",
)
def standardize(X):
    std = X.std(correction=0)
    return (X - X.mean()) / (std if std > 0 else 1.0)


@misconception("tensors.whole-matrix-statistics")
def standardize(X):
    return (X - X.mean()) / (X.std(correction=0) + 1e-8)


@misconception(
    "tensors.row-statistics",
    seems="Your mean and deviation seem to be taken along each row: per sample, not per column.",
    why="A row mixes inputs of different meaning. It is the columns that have a scale of their "
    "own.",
    question="When a mean is taken along dimension 1 of an (n, d) matrix, how many means are "
    "there?",
)
def standardize(X):
    mean = X.mean(dim=1, keepdim=True)
    std = X.std(dim=1, correction=0, keepdim=True)
    return (X - mean) / torch.where(std == 0, torch.ones_like(std), std)


@misconception("tensors.row-statistics")
def standardize(X):
    mean = X.mean(dim=1, keepdim=True)
    return (X - mean) / (X.std(dim=1, correction=0, keepdim=True) + 1e-8)


@misconception(
    "tensors.divides-by-variance",
    seems="Your columns seem to be divided by their variance.",
    why="The variance is the square of the deviation: a column of deviation 10 would end up with "
    "deviation 0.1.",
    question="In which units is the variance of a column of metres?",
)
def standardize(X):
    var = X.var(dim=0, correction=0)
    return (X - X.mean(dim=0)) / torch.where(var == 0, torch.ones_like(var), var)


@misconception("tensors.divides-by-variance")
def standardize(X):
    return (X - X.mean(dim=0)) / (X.var(dim=0, correction=0) + 1e-8)


@misconception(
    "tensors.only-centres",
    seems="Your columns seem to get mean 0, and keep their deviation.",
    why="Columns of different scales are what makes the loss a narrow valley; shifting them does "
    "not help.",
    question="What is the deviation of a column of your result?",
)
def standardize(X):
    return X - X.mean(dim=0)


@misconception(
    "tensors.constant-column-kept",
    seems="A constant column seems to be left as it is instead of becoming zeros.",
    why="It keeps its old scale then: a column of a thousand everywhere still is a thousand "
    "everywhere.",
    question="What is the mean of a constant column in your result, and what should it be?",
)
def standardize(X):
    std = X.std(dim=0, correction=0)
    return torch.where(std > 0, (X - X.mean(dim=0)) / std, X)


@misconception(
    "tensors.standardizes-in-place",
    seems="Your function seems to write into X itself.",
    why="The caller's data is changed for good, and whoever uses it next sees other numbers.",
    question="Which of your operations make a new tensor, and which work on the old one?",
)
def standardize(X):
    std = X.std(dim=0, correction=0)
    X -= X.mean(dim=0)
    X /= torch.where(std == 0, torch.ones_like(std), std)
    return X


@misconception(
    "tensors.type-changed",
    seems="Your result seems to be float32 even if X is float64.",
    why="Whoever computes in double precision does so on purpose, and loses half of the digits "
    "here.",
    question="What is the dtype of your result for a float64 batch, and where does your code "
    "change it?",
)
def standardize(X):
    X = X.float()
    std = X.std(dim=0, correction=0)
    return (X - X.mean(dim=0)) / torch.where(std == 0, torch.ones_like(std), std)


@misconception(
    "tensors.leaves-grad-behind",
    seems="Your gradient seems to be taken on x itself, and to stay in x.grad.",
    why="backward adds to x.grad: the next question gets the sum of both answers, and x asks for "
    "gradients ever after.",
    question="What are x.requires_grad and x.grad after the call, and what is your second answer "
    "for the same x?",
)
def gradient_at(f, x):
    x.requires_grad_(True)
    f(x).backward()
    return x.grad


@misconception("tensors.leaves-grad-behind")
def gradient_at(f, x):
    x.requires_grad = True
    f(x).backward()
    return x.grad.clone()


@misconception("tensors.leaves-grad-behind")
def gradient_at(f, x):
    x.requires_grad_(True)
    x.grad = None
    f(x).backward()
    return x.grad


@misconception(
    "tensors.forgets-old-state",
    seems="Your function seems to tidy up too much: afterwards x asks for no gradient, and x.grad "
    "is empty.",
    why="x may have asked for gradients before, and may have held one that its owner still needs.",
    question="How does your code know what x.requires_grad and x.grad were before the call?",
)
def gradient_at(f, x):
    x.requires_grad_(True)
    x.grad = None
    f(x).backward()
    gradient = x.grad
    x.grad = None
    x.requires_grad_(False)
    return gradient


@misconception("tensors.forgets-old-state")
def gradient_at(f, x):
    x.requires_grad_(True)
    (gradient,) = torch.autograd.grad(f(x), x)
    x.requires_grad_(False)
    return gradient


@misconception(
    "tensors.copy-keeps-graph",
    seems="Your copy of x seems to stay connected with x: the gradient lands on x and not on the "
    "copy.",
    why="Copying is an operation that the graph remembers, if x asks for gradients. PyTorch fills "
    ".grad only at the tensors where the graph begins.",
    question="If x asks for gradients already, does the graph begin at your copy, or further back?",
)
def gradient_at(f, x):
    x = x.clone().requires_grad_(True)
    f(x).backward()
    return x.grad


@misconception(
    "tensors.gradient-attached",
    seems="Your gradient seems to carry a graph of its own: its requires_grad is True.",
    why="A gradient that is kept for later would keep the whole graph in memory with it.",
    question="What did you ask of autograd beyond the gradient itself?",
)
def gradient_at(f, x):
    x = x.detach().clone().requires_grad_(True)
    return torch.autograd.grad(f(x), x, create_graph=True)[0]


@misconception(
    "tensors.finite-differences",
    seems="Your gradient seems to come from differences of values of f, not from autograd.",
    why="Values that are close together lose their leading digits in the difference, above all in "
    "float32.",
    question="How many digits are left of f(x + h) - f(x), if f is about a thousand and h is tiny?",
)
def gradient_at(f, x):
    h = 1e-3
    gradient = torch.zeros_like(x)
    flat = gradient.view(-1)
    for i in range(x.numel()):
        step = torch.zeros_like(x)
        step.view(-1)[i] = h
        flat[i] = (f(x + step) - f(x - step)) / (2 * h)
    return gradient.detach()


@misconception(
    "tensors.slopes-summed",
    seems="Your gradient seems to be a single number: the slopes of all entries added up.",
    why="Each entry of x has a slope of its own, and descent needs to know each of them.",
    question="What shape has the gradient of f with respect to a matrix?",
)
def gradient_at(f, x):
    x = x.detach().clone().requires_grad_(True)
    f(x).backward()
    return x.grad.sum()


@misconception("tensors.standardizes-in-place")
def standardize(X):
    spread = X.std(dim=0, correction=0)
    X[:, spread == 0] = 0.0
    spread[spread == 0] = 1.0
    return (X - X.mean(dim=0)) / spread


@misconception("tensors.type-changed")
def standardize(X):
    if X.shape[0] == 1:
        return torch.zeros(X.shape)
    spread = X.std(dim=0, correction=0)
    return (X - X.mean(dim=0)) / torch.where(spread == 0, torch.ones_like(spread), spread)
