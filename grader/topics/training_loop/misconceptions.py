"""Wrong ideas about training, each written as students write it."""

import torch
from torch import nn

from grader.variants import misconception


@misconception(
    "training_loop.no-zero-grad",
    seems="Your gradients seem to pile up: each step also uses those of the steps before.",
    why="backward adds to .grad; what stood there already counts once more, batch after batch.",
    question="What stands in a parameter's .grad when your function is called a second time?",
)
def train_step(model, optimizer, loss_fn, X, y):
    model.train()
    loss = loss_fn(model(X), y)
    loss.backward()
    optimizer.step()
    return loss.item()


@misconception(
    "training_loop.zero-after-backward",
    seems="Your parameters never seem to move: no step follows the gradients of this batch.",
    why="It takes a backward that puts them there and a step that uses them, with no zero_grad "
    "between the two, which would forget what backward has just worked out.",
    question="What stands in .grad when the optimizer looks, and does it look at all?",
)
def train_step(model, optimizer, loss_fn, X, y):
    model.train()
    loss = loss_fn(model(X), y)
    loss.backward()
    optimizer.zero_grad()
    optimizer.step()
    return loss.item()


@misconception("training_loop.zero-after-backward")
def train_step(model, optimizer, loss_fn, X, y):
    model.train()
    optimizer.zero_grad()
    loss = loss_fn(model(X), y)
    loss.backward()
    return loss.item()


@misconception(
    "training_loop.step-before-backward",
    seems="Your updates seem to lag one batch behind: each uses the gradients of the call before.",
    why="The optimizer moves along what stands in .grad, and this batch has put nothing there yet.",
    question="Which batch do the gradients come from that your optimizer uses on the first call?",
)
def train_step(model, optimizer, loss_fn, X, y):
    optimizer.step()
    optimizer.zero_grad()
    model.train()
    loss = loss_fn(model(X), y)
    loss.backward()
    return loss.item()


@misconception(
    "training_loop.double-step",
    seems="Your function seems to update twice per call: the parameters move too far.",
    why="A gradient holds where it was taken; a second step along it ignores where the first led.",
    question="How often does the optimizer move the parameters in one call of your function?",
)
def train_step(model, optimizer, loss_fn, X, y):
    model.train()
    loss = loss_fn(model(X), y)
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
    optimizer.step()
    return loss.item()


@misconception("training_loop.double-step")
def train_step(model, optimizer, loss_fn, X, y):
    model.train()
    losses = []
    for _ in range(2):
        optimizer.zero_grad()
        loss = loss_fn(model(X), y)
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    return losses[0]


@misconception(
    "training_loop.loss-after-step",
    seems="You seem to work the loss out again after the update, and return that one.",
    why="It flatters the model: it has just been fitted to this very batch. It costs a pass, too.",
    question="Which loss did the gradients of this step come from?",
)
def train_step(model, optimizer, loss_fn, X, y):
    model.train()
    optimizer.zero_grad()
    loss_fn(model(X), y).backward()
    optimizer.step()
    with torch.no_grad():
        return loss_fn(model(X), y).item()


@misconception(
    "training_loop.returns-tensor",
    seems="You seem to return the loss as a tensor.",
    why="A tensor brings its graph along: kept in a history, it keeps every batch in memory.",
    question="How do you get the plain number out of a tensor of one element?",
)
def train_step(model, optimizer, loss_fn, X, y):
    model.train()
    loss = loss_fn(model(X), y)
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
    return loss


@misconception("training_loop.returns-tensor")
def train_step(model, optimizer, loss_fn, X, y):
    model.train()
    loss = loss_fn(model(X), y)
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
    return loss.detach()


@misconception(
    "training_loop.eval-mode",
    seems="You seem to train in eval mode, even where the model was in train mode before.",
    why="In eval mode dropout is off, and batch normalisation learns nothing about the data.",
    question="Which of the two modes is meant for learning, and which for judging the result?",
)
def train_step(model, optimizer, loss_fn, X, y):
    model.eval()
    loss = loss_fn(model(X), y)
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
    return loss.item()


@misconception(
    "training_loop.mode-left-as-is",
    seems="You seem to train in whichever mode the model happens to be in.",
    why="Whoever evaluated the model last left it in eval mode: dropout is off without a word.",
    question="What has to be said to a model before it learns, and who says it here?",
)
def train_step(model, optimizer, loss_fn, X, y):
    loss = loss_fn(model(X), y)
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
    return loss.item()


@misconception("training_loop.mode-left-as-is")
def train_step(model, optimizer, loss_fn, X, y):
    model.training = True
    loss = loss_fn(model(X), y)
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
    return loss.item()


@misconception(
    "training_loop.loss-arguments-swapped",
    seems="You seem to give loss_fn the target first and the prediction second.",
    why="The MSE does not mind, but most losses do: cross-entropy, for one, would be meaningless.",
    question="In which order does the memo's training loop give its loss the two tensors?",
)
def train_step(model, optimizer, loss_fn, X, y):
    model.train()
    loss = loss_fn(y, model(X))
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
    return loss.item()


@misconception(
    "training_loop.own-loss",
    seems="You seem to train on the mean squared error, whichever loss is given.",
    why="The loss says what the model is to learn; another one should teach it something else.",
    question="Which of your five arguments does your function never use?",
)
def train_step(model, optimizer, loss_fn, X, y):
    model.train()
    loss = nn.functional.mse_loss(model(X), y)
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
    return loss.item()


@misconception(
    "training_loop.own-optimizer",
    seems="You seem to make plain gradient steps, whichever optimizer is given.",
    why="Momentum and Adam remember earlier gradients; a step by hand knows nothing of that.",
    question="Which object knows how far and in which direction a parameter should move?",
)
def train_step(model, optimizer, loss_fn, X, y):
    model.train()
    loss = loss_fn(model(X), y)
    optimizer.zero_grad()
    loss.backward()
    lr = optimizer.param_groups[0]["lr"]
    with torch.no_grad():
        for parameter in model.parameters():
            parameter -= lr * parameter.grad
    return loss.item()


@misconception("training_loop.own-optimizer")
def train_step(model, optimizer, loss_fn, X, y):
    model.train()
    optimizer = torch.optim.SGD(model.parameters(), lr=optimizer.param_groups[0]["lr"])
    optimizer.zero_grad()
    loss = loss_fn(model(X), y)
    loss.backward()
    optimizer.step()
    return loss.item()


@misconception(
    "training_loop.zero-only-afterwards",
    seems="You seem to clear gradients only after the step: those left by someone else count.",
    why="It works as long as nobody else ever calls backward, and then goes wrong in silence.",
    question="What does your very first step use, if someone has looked at gradients before you?",
)
def train_step(model, optimizer, loss_fn, X, y):
    model.train()
    loss = loss_fn(model(X), y)
    loss.backward()
    optimizer.step()
    optimizer.zero_grad()
    return loss.item()


@misconception(
    "training_loop.loss-times-samples",
    seems="You seem to return the loss multiplied by the number of samples in the batch.",
    why="loss_fn has given the batch's loss already; weighing batches is the caller's business.",
    question="Should the loss of a batch double when every sample in it is repeated?",
)
def train_step(model, optimizer, loss_fn, X, y):
    model.train()
    loss = loss_fn(model(X), y)
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
    return loss.item() * len(X)


@misconception(
    "training_loop.input-requires-grad",
    seems="You seem to switch requires_grad on in the batch that you were given.",
    why="The batch is data, not a parameter; whoever uses it next finds a graph hanging on it.",
    question="With respect to which tensors does training need gradients?",
)
def train_step(model, optimizer, loss_fn, X, y):
    model.train()
    X.requires_grad_(True)
    loss = loss_fn(model(X), y)
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
    return loss.item()


@misconception(
    "training_loop.batch-centred-in-place",
    seems="You seem to centre the inputs of the batch before the prediction, and in place.",
    why="The model then learns from other data than it is given, and the caller's batch is spoilt.",
    question="What should the model be given, and who owns that tensor?",
)
def train_step(model, optimizer, loss_fn, X, y):
    model.train()
    X -= X.mean(dim=0)
    loss = loss_fn(model(X), y)
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
    return loss.item()


@misconception(
    "training_loop.parts-left-as-they-are",
    seems="You seem to put only some parts of the model in train mode.",
    why="A model has parts in parts in parts, and a mode of its own besides. A part that stays in "
    "eval mode learns nothing about the data, without a word.",
    question="Which call puts a module and all that lies in it, however deep, in train mode?",
)
def train_step(model, optimizer, loss_fn, X, y):
    for child in model.children():
        child.train()
    loss = loss_fn(model(X), y)
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
    return loss.item()


@misconception(
    "training_loop.returns-nothing",
    seems="Your function seems to make its update and to return nothing.",
    why="A function without return gives None. Whoever calls it cannot draw a curve of that.",
    question="What does print(train_step(...)) show?",
)
def train_step(model, optimizer, loss_fn, X, y):
    model.train()
    loss = loss_fn(model(X), y)
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()


@misconception(
    "training_loop.batch-cast",
    seems="You seem to turn the batch into float32 before the model sees it.",
    why="A model in float64 cannot multiply its weights with a float32 batch: an error is raised.",
    question="Who chose the type of the batch, and of which type are the model's weights?",
)
def train_step(model, optimizer, loss_fn, X, y):
    model.train()
    loss = loss_fn(model(X.float()), y.float())
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
    return loss.item()


@misconception(
    "training_loop.mean-of-batch-means",
    seems="Your history seems to average the batches' losses as if all batches were equally large.",
    why="A last batch of one sample then weighs as much as a full one: it counts too often.",
    question="With batches of 4, 4 and 1 samples, what share of the mean should each batch have?",
)
def fit(model, loader, lr, epochs):
    optimizer = torch.optim.SGD(model.parameters(), lr=lr)
    history = []
    for _ in range(epochs):
        losses = []
        for X, y in loader:
            losses.append(train_step(model, optimizer, nn.MSELoss(), X, y))
        if not losses:
            raise ValueError("empty loader")
        history.append(sum(losses) / len(losses))
    return history


@misconception(
    "training_loop.last-batch-only",
    seems="Your history seems to hold the loss of each epoch's last batch only.",
    why="One batch, and often the smallest, cannot speak for the epoch: the curve jumps about.",
    question="What happens to the losses of the other batches of the epoch?",
)
def fit(model, loader, lr, epochs):
    optimizer = torch.optim.SGD(model.parameters(), lr=lr)
    history = []
    for _ in range(epochs):
        loss = None
        for X, y in loader:
            loss = train_step(model, optimizer, nn.MSELoss(), X, y)
        if loss is None:
            raise ValueError("empty loader")
        history.append(loss)
    return history


@misconception(
    "training_loop.sum-of-losses",
    seems="Your history seems to hold sums of losses: it grows with the number of batches.",
    why="A sum cannot be compared with another data set's, nor with a loss on the validation set.",
    question="By what do you have to divide what you have added up?",
)
def fit(model, loader, lr, epochs):
    optimizer = torch.optim.SGD(model.parameters(), lr=lr)
    history = []
    for _ in range(epochs):
        total, batches = 0.0, 0
        for X, y in loader:
            total += train_step(model, optimizer, nn.MSELoss(), X, y)
            batches += 1
        if batches == 0:
            raise ValueError("empty loader")
        history.append(total)
    return history


@misconception("training_loop.sum-of-losses")
def fit(model, loader, lr, epochs):
    optimizer = torch.optim.SGD(model.parameters(), lr=lr)
    history = []
    for _ in range(epochs):
        total, samples = 0.0, 0
        for X, y in loader:
            total += train_step(model, optimizer, nn.MSELoss(), X, y) * len(X)
            samples += len(X)
        if samples == 0:
            raise ValueError("empty loader")
        history.append(total)
    return history


@misconception(
    "training_loop.first-batch-only",
    seems="You seem to leave the loop over the batches after the first one.",
    why="All other batches are never seen: the model learns from a small part of the data.",
    question="At which indentation does the line stand that ends an epoch?",
)
def fit(model, loader, lr, epochs):
    optimizer = torch.optim.SGD(model.parameters(), lr=lr)
    history = []
    for _ in range(epochs):
        total, samples = 0.0, 0
        for X, y in loader:
            total += train_step(model, optimizer, nn.MSELoss(), X, y) * len(X)
            samples += len(X)
            break
        if samples == 0:
            raise ValueError("empty loader")
        history.append(total / samples)
    return history


@misconception("training_loop.first-batch-only")
def fit(model, loader, lr, epochs):
    optimizer = torch.optim.SGD(model.parameters(), lr=lr)
    history = []
    for _ in range(epochs):
        for X, y in loader:
            history.append(train_step(model, optimizer, nn.MSELoss(), X, y))
            return history
    if epochs:
        raise ValueError("empty loader")
    return history


@misconception(
    "training_loop.loader-consumed",
    seems="You seem to ask the loader for its batches once: after the first epoch none are left.",
    why="An iterator is used up after one pass; a loader can be asked as often as you like.",
    question="What is the difference between a loader and what iter(loader) gives?",
)
def fit(model, loader, lr, epochs):
    optimizer = torch.optim.SGD(model.parameters(), lr=lr)
    batches = iter(loader)
    history = []
    for _ in range(epochs):
        total, samples = 0.0, 0
        for X, y in batches:
            total += train_step(model, optimizer, nn.MSELoss(), X, y) * len(X)
            samples += len(X)
        if samples == 0:
            raise ValueError("empty loader")
        history.append(total / samples)
    return history


@misconception("training_loop.loader-consumed")
def fit(model, loader, lr, epochs):
    optimizer = torch.optim.SGD(model.parameters(), lr=lr)
    batches = enumerate(loader)
    history = []
    for epoch in range(epochs):
        total, samples = 0.0, 0
        for _, (X, y) in batches:
            total += train_step(model, optimizer, nn.MSELoss(), X, y) * len(X)
            samples += len(X)
        if epoch == 0 and samples == 0:
            raise ValueError("empty loader")
        history.append(total / max(samples, 1))
    return history


@misconception(
    "training_loop.batches-cached",
    seems="You seem to ask the loader once, and to repeat the same batches in every epoch.",
    why="A loader that shuffles deals anew each time it is asked; stored batches never change.",
    question="How often does your function ask the loader for its batches?",
)
def fit(model, loader, lr, epochs):
    optimizer = torch.optim.SGD(model.parameters(), lr=lr)
    batches = list(loader)
    if epochs and not batches:
        raise ValueError("empty loader")
    history = []
    for _ in range(epochs):
        total, samples = 0.0, 0
        for X, y in batches:
            total += train_step(model, optimizer, nn.MSELoss(), X, y) * len(X)
            samples += len(X)
        history.append(total / samples)
    return history


@misconception(
    "training_loop.own-rate",
    seems="You seem to use a learning rate of your own: lr changes nothing.",
    why="The learning rate is the setting that matters most, and it belongs to whoever trains.",
    question="Where in your function does lr end up?",
)
def fit(model, loader, lr, epochs):
    optimizer = torch.optim.SGD(model.parameters(), lr=0.01)
    history = []
    for _ in range(epochs):
        total, samples = 0.0, 0
        for X, y in loader:
            total += train_step(model, optimizer, nn.MSELoss(), X, y) * len(X)
            samples += len(X)
        if samples == 0:
            raise ValueError("empty loader")
        history.append(total / samples)
    return history


@misconception("training_loop.own-rate")
def fit(model, loader, lr, epochs):
    optimizer = torch.optim.SGD(model.parameters())
    history = []
    for _ in range(epochs):
        total, samples = 0.0, 0
        for X, y in loader:
            total += train_step(model, optimizer, nn.MSELoss(), X, y) * len(X)
            samples += len(X)
        if samples == 0:
            raise ValueError("empty loader")
        history.append(total / samples)
    return history


@misconception(
    "training_loop.optimizer-rebuilt-with-momentum",
    seems="Your optimizer seems to do more than plain gradient steps: momentum, or a weight decay.",
    why="Both change where every update leads. Plain means: rate times gradient, and nothing else.",
    question="Which of the settings that you give your optimizer did nobody ask for?",
)
def fit(model, loader, lr, epochs):
    optimizer = torch.optim.SGD(model.parameters(), lr=lr, momentum=0.9)
    history = []
    for _ in range(epochs):
        total, samples = 0.0, 0
        for X, y in loader:
            total += train_step(model, optimizer, nn.MSELoss(), X, y) * len(X)
            samples += len(X)
        if samples == 0:
            raise ValueError("empty loader")
        history.append(total / samples)
    return history


@misconception("training_loop.optimizer-rebuilt-with-momentum")
def fit(model, loader, lr, epochs):
    history = []
    for _ in range(epochs):
        optimizer = torch.optim.SGD(model.parameters(), lr=lr, momentum=0.9)
        total, samples = 0.0, 0
        for X, y in loader:
            total += train_step(model, optimizer, nn.MSELoss(), X, y) * len(X)
            samples += len(X)
        if samples == 0:
            raise ValueError("empty loader")
        history.append(total / samples)
    return history


@misconception("training_loop.optimizer-rebuilt-with-momentum")
def fit(model, loader, lr, epochs):
    optimizer = torch.optim.SGD(model.parameters(), lr=lr, weight_decay=1e-4)
    history = []
    for _ in range(epochs):
        total, samples = 0.0, 0
        for X, y in loader:
            total += train_step(model, optimizer, nn.MSELoss(), X, y) * len(X)
            samples += len(X)
        if samples == 0:
            raise ValueError("empty loader")
        history.append(total / samples)
    return history


@misconception(
    "training_loop.adam-for-sgd",
    seems="You seem to train with Adam.",
    why="Adam scales each parameter's step by its past gradients, so that lr means something else.",
    question="Which optimizer does the exercise ask for?",
)
def fit(model, loader, lr, epochs):
    optimizer = torch.optim.Adam(model.parameters(), lr=lr)
    history = []
    for _ in range(epochs):
        total, samples = 0.0, 0
        for X, y in loader:
            total += train_step(model, optimizer, nn.MSELoss(), X, y) * len(X)
            samples += len(X)
        if samples == 0:
            raise ValueError("empty loader")
        history.append(total / samples)
    return history


@misconception(
    "training_loop.model-reset",
    seems="You seem to give the model new random parameters at the start of each epoch.",
    why="Every epoch then begins at nothing: what the epochs before have learnt is lost.",
    question="Where should the second epoch begin, and what stands in your loop that prevents it?",
)
def fit(model, loader, lr, epochs):
    history = []
    for _ in range(epochs):
        for module in model.modules():
            if hasattr(module, "reset_parameters"):
                module.reset_parameters()
        optimizer = torch.optim.SGD(model.parameters(), lr=lr)
        total, samples = 0.0, 0
        for X, y in loader:
            total += train_step(model, optimizer, nn.MSELoss(), X, y) * len(X)
            samples += len(X)
        if samples == 0:
            raise ValueError("empty loader")
        history.append(total / samples)
    return history


@misconception(
    "training_loop.history-shared",
    seems="Your history seems to go on from one call to the next: earlier losses come back again.",
    why="A default value is made once, with the function; every call appends to that same list.",
    question="When does Python make the list that you append to?",
)
def fit(model, loader, lr, epochs, history=[]):  # noqa: B006
    optimizer = torch.optim.SGD(model.parameters(), lr=lr)
    for _ in range(epochs):
        total, samples = 0.0, 0
        for X, y in loader:
            total += train_step(model, optimizer, nn.MSELoss(), X, y) * len(X)
            samples += len(X)
        if samples == 0:
            raise ValueError("empty loader")
        history.append(total / samples)
    return history


@misconception(
    "training_loop.history-cleared",
    seems="Your history seems to be one list that every call empties and fills again.",
    why="Whoever kept the history of an earlier call finds the losses of the latest one in it.",
    question="To whom does the list belong that a call has returned?",
)
def fit(model, loader, lr, epochs):
    history = fit.__dict__.setdefault("history", [])
    history.clear()
    optimizer = torch.optim.SGD(model.parameters(), lr=lr)
    for _ in range(epochs):
        total, samples = 0.0, 0
        for X, y in loader:
            total += train_step(model, optimizer, nn.MSELoss(), X, y) * len(X)
            samples += len(X)
        if samples == 0:
            raise ValueError("empty loader")
        history.append(total / samples)
    return history


@misconception(
    "training_loop.optimizer-kept",
    seems="You seem to keep the optimizer of a model's first training for those that follow.",
    why="An optimizer has its learning rate from when it was made: a later lr changes nothing.",
    question="With which rate does a model learn that is fitted a second time, with another lr?",
)
def fit(model, loader, lr, epochs):
    if not hasattr(model, "optimizer"):
        model.optimizer = torch.optim.SGD(model.parameters(), lr=lr)
    history = []
    for _ in range(epochs):
        total, samples = 0.0, 0
        for X, y in loader:
            total += train_step(model, model.optimizer, nn.MSELoss(), X, y) * len(X)
            samples += len(X)
        if samples == 0:
            raise ValueError("empty loader")
        history.append(total / samples)
    return history


@misconception(
    "training_loop.divided-by-len-loader",
    seems="You seem to add up the losses of all samples, but divide by the number of batches.",
    why="len(loader) counts batches. A sum over samples has to be shared among samples.",
    question="What are you counting in the sum, and what in the number that you divide it by?",
)
def fit(model, loader, lr, epochs):
    optimizer = torch.optim.SGD(model.parameters(), lr=lr)
    history = []
    for _ in range(epochs):
        total, samples = 0.0, 0
        for X, y in loader:
            total += train_step(model, optimizer, nn.MSELoss(), X, y) * len(X)
            samples += len(X)
        if samples == 0:
            raise ValueError("empty loader")
        history.append(total / len(loader))
    return history


@misconception(
    "training_loop.needs-dataset",
    seems="You seem to ask the loader for its dataset or its length, which not every loader has.",
    why="All that a loader promises is batches, pass after pass; the rest can be counted.",
    question="What could you count while the batches go by, instead of asking beforehand?",
)
def fit(model, loader, lr, epochs):
    optimizer = torch.optim.SGD(model.parameters(), lr=lr)
    history = []
    for _ in range(epochs):
        total, batches = 0.0, 0
        for X, y in loader:
            total += train_step(model, optimizer, nn.MSELoss(), X, y) * len(X)
            batches += 1
        if batches == 0:
            raise ValueError("empty loader")
        history.append(total / len(loader.dataset))
    return history


@misconception("training_loop.needs-dataset")
def fit(model, loader, lr, epochs):
    if epochs and len(loader) == 0:
        raise ValueError("empty loader")
    optimizer = torch.optim.SGD(model.parameters(), lr=lr)
    history = []
    for _ in range(epochs):
        total, samples = 0.0, 0
        for X, y in loader:
            total += train_step(model, optimizer, nn.MSELoss(), X, y) * len(X)
            samples += len(X)
        history.append(total / samples)
    return history


@misconception(
    "training_loop.one-update-per-epoch",
    seems="You seem to gather the gradients of a whole epoch, and to update once at its end.",
    why="Mini-batches are there to learn many times per epoch, from gradients that are up to date.",
    question="How often should the parameters have moved after an epoch of ten batches?",
)
def fit(model, loader, lr, epochs):
    optimizer = torch.optim.SGD(model.parameters(), lr=lr)
    history = []
    for _ in range(epochs):
        model.train()
        optimizer.zero_grad()
        total, samples = 0.0, 0
        for X, y in loader:
            loss = nn.functional.mse_loss(model(X), y)
            loss.backward()
            total += loss.item() * len(X)
            samples += len(X)
        if samples == 0:
            raise ValueError("empty loader")
        optimizer.step()
        history.append(total / samples)
    return history


@misconception(
    "training_loop.zero-once-per-epoch",
    seems="You seem to clear the gradients once per epoch: within it, they pile up.",
    why="The second batch is then followed along the sum of two gradients, the third along three.",
    question="How many gradients has backward added up when the last batch's step is made?",
)
def fit(model, loader, lr, epochs):
    optimizer = torch.optim.SGD(model.parameters(), lr=lr)
    history = []
    for _ in range(epochs):
        model.train()
        optimizer.zero_grad()
        total, samples = 0.0, 0
        for X, y in loader:
            loss = nn.functional.mse_loss(model(X), y)
            loss.backward()
            optimizer.step()
            total += loss.item() * len(X)
            samples += len(X)
        if samples == 0:
            raise ValueError("empty loader")
        history.append(total / samples)
    return history


@misconception(
    "training_loop.stale-first-gradient",
    seems="Your fit seems to clear gradients only after each step: those left before it count.",
    why="It trusts that nobody has called backward on this model before, and nothing says so.",
    question="What does the very first update use, if someone has looked at gradients before you?",
)
def fit(model, loader, lr, epochs):
    optimizer = torch.optim.SGD(model.parameters(), lr=lr)
    loss_fn = nn.MSELoss()
    model.train()
    history = []
    for _ in range(epochs):
        total, samples = 0.0, 0
        for X, y in loader:
            loss = loss_fn(model(X), y)
            loss.backward()
            optimizer.step()
            optimizer.zero_grad()
            total += loss.item() * len(X)
            samples += len(X)
        if samples == 0:
            raise ValueError("empty loader")
        history.append(total / samples)
    return history


@misconception(
    "training_loop.fit-keeps-mode",
    seems="Your fit seems to train in whichever mode the model happens to be in.",
    why="A model that was evaluated last is in eval mode: its dropout is off without a word.",
    question="Who puts the model into train mode before your first batch?",
)
def fit(model, loader, lr, epochs):
    optimizer = torch.optim.SGD(model.parameters(), lr=lr)
    loss_fn = nn.MSELoss()
    history = []
    for _ in range(epochs):
        total, samples = 0.0, 0
        for X, y in loader:
            loss = loss_fn(model(X), y)
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            total += loss.item() * len(X)
            samples += len(X)
        if samples == 0:
            raise ValueError("empty loader")
        history.append(total / samples)
    return history


@misconception(
    "training_loop.summed-squares",
    seems="You seem to train on the sum of the squared errors, not on their mean.",
    why="A sum grows with batch and outputs, and so do the steps: lr loses its meaning.",
    question="Should the same learning rate take larger steps on larger batches?",
)
def fit(model, loader, lr, epochs):
    optimizer = torch.optim.SGD(model.parameters(), lr=lr)
    loss_fn = nn.MSELoss(reduction="sum")
    history = []
    for _ in range(epochs):
        total, entries = 0.0, 0
        for X, y in loader:
            total += train_step(model, optimizer, loss_fn, X, y)
            entries += y.numel()
        if entries == 0:
            raise ValueError("empty loader")
        history.append(total / entries)
    return history


@misconception(
    "training_loop.empty-loader-unnoticed",
    seems="Your fit seems to accept a loader without batches, and to answer as if it had trained.",
    why="An empty loader is almost always a mistake elsewhere, and it should be heard at once.",
    question="What have your counters reached after an epoch in which no batch came?",
)
def fit(model, loader, lr, epochs):
    optimizer = torch.optim.SGD(model.parameters(), lr=lr)
    history = []
    for _ in range(epochs):
        total, samples = 0.0, 0
        for X, y in loader:
            total += train_step(model, optimizer, nn.MSELoss(), X, y) * len(X)
            samples += len(X)
        history.append(total / max(samples, 1))
    return history


@misconception("training_loop.empty-loader-unnoticed")
def fit(model, loader, lr, epochs):
    optimizer = torch.optim.SGD(model.parameters(), lr=lr)
    history = []
    for _ in range(epochs):
        total, samples = 0.0, 0
        for X, y in loader:
            total += train_step(model, optimizer, nn.MSELoss(), X, y) * len(X)
            samples += len(X)
        history.append(total / samples)
    return history


@misconception(
    "training_loop.every-parameter-needs-gradient",
    seems="Your update by hand seems to count on a gradient in every parameter.",
    why="A frozen or unused parameter has no gradient: its .grad is None, and None times lr fails.",
    question="What does .grad hold for a parameter that the loss does not depend on?",
)
def fit(model, loader, lr, epochs):
    model.train()
    history = []
    for _ in range(epochs):
        total, samples = 0.0, 0
        for X, y in loader:
            model.zero_grad()
            loss = ((model(X) - y) ** 2).mean()
            loss.backward()
            with torch.no_grad():
                for parameter in model.parameters():
                    parameter -= lr * parameter.grad
            total += loss.item() * len(X)
            samples += len(X)
        if samples == 0:
            raise ValueError("empty loader")
        history.append(total / samples)
    return history


@misconception(
    "training_loop.loss-after-epoch",
    seems="Your history seems to be measured after each epoch, with the parameters it ended at.",
    why="The losses seen on the way are there already; measuring again costs one more pass.",
    question="Which losses did the updates of the epoch come from?",
)
def fit(model, loader, lr, epochs):
    optimizer = torch.optim.SGD(model.parameters(), lr=lr)
    loss_fn = nn.MSELoss()
    history = []
    for _ in range(epochs):
        for X, y in loader:
            train_step(model, optimizer, loss_fn, X, y)
        total, samples = 0.0, 0
        with torch.no_grad():
            for X, y in loader:
                total += loss_fn(model(X), y).item() * len(X)
                samples += len(X)
        if samples == 0:
            raise ValueError("empty loader")
        history.append(total / samples)
    return history


@misconception(
    "training_loop.drops-smaller-batch",
    seems="You seem to skip batches that are smaller than the first.",
    why="Samples of a smaller last batch are as good as any other, and would never be learnt from.",
    question="Does each sample of the data set reach your model in each epoch?",
)
def fit(model, loader, lr, epochs):
    optimizer = torch.optim.SGD(model.parameters(), lr=lr)
    history = []
    for _ in range(epochs):
        total, samples, size = 0.0, 0, None
        for X, y in loader:
            size = size or len(X)
            if len(X) < size:
                continue
            total += train_step(model, optimizer, nn.MSELoss(), X, y) * len(X)
            samples += len(X)
        if samples == 0:
            raise ValueError("empty loader")
        history.append(total / samples)
    return history


@misconception(
    "training_loop.history-per-batch",
    seems="Your history seems to have one entry per batch.",
    why="Asked for is one number per epoch, so that runs with other batch sizes can be compared.",
    question="In which of your two loops does the history grow?",
)
def fit(model, loader, lr, epochs):
    optimizer = torch.optim.SGD(model.parameters(), lr=lr)
    history = []
    for _ in range(epochs):
        for X, y in loader:
            history.append(train_step(model, optimizer, nn.MSELoss(), X, y))
    if epochs and not history:
        raise ValueError("empty loader")
    return history


@misconception(
    "training_loop.epochs-off-by-one",
    seems="You seem to train one epoch too few or too many.",
    why="The number of epochs is a promise: with 0, not even one update may be made.",
    question="How many numbers does your range give for epochs=1?",
)
def fit(model, loader, lr, epochs):
    optimizer = torch.optim.SGD(model.parameters(), lr=lr)
    history = []
    for _ in range(1, epochs):
        total, samples = 0.0, 0
        for X, y in loader:
            total += train_step(model, optimizer, nn.MSELoss(), X, y) * len(X)
            samples += len(X)
        if samples == 0:
            raise ValueError("empty loader")
        history.append(total / samples)
    return history


@misconception("training_loop.epochs-off-by-one")
def fit(model, loader, lr, epochs):
    optimizer = torch.optim.SGD(model.parameters(), lr=lr)
    history = []
    for _ in range(epochs + 1):
        total, samples = 0.0, 0
        for X, y in loader:
            total += train_step(model, optimizer, nn.MSELoss(), X, y) * len(X)
            samples += len(X)
        if samples == 0:
            raise ValueError("empty loader")
        history.append(total / samples)
    return history


@misconception(
    "training_loop.prediction-squeezed",
    seems="The prediction seems to lose a dimension before it is compared with the target.",
    why=(
        "Shape (n,) against (n, 1) is no error: every prediction is compared with every target, "
        "and the loss is that of a table of n by n."
    ),
    question="Which shapes do the prediction and the target have, where the loss is called?",
)
def train_step(model, optimizer, loss_fn, X, y):
    model.train()
    optimizer.zero_grad()
    loss = loss_fn(model(X).squeeze(), y)
    loss.backward()
    optimizer.step()
    return loss.item()


@misconception("training_loop.prediction-squeezed")
def fit(model, loader, lr, epochs):
    model.train()
    optimizer, loss_fn, history = torch.optim.SGD(model.parameters(), lr=lr), nn.MSELoss(), []
    for _ in range(epochs):
        total, samples = 0.0, 0
        for X, y in loader:
            optimizer.zero_grad()
            loss = loss_fn(model(X).squeeze(-1), y)
            loss.backward()
            optimizer.step()
            total += loss.item() * len(X)
            samples += len(X)
        if samples == 0:
            raise ValueError("empty loader")
        history.append(total / samples)
    return history


@misconception(
    "training_loop.both-squeezed",
    seems="Prediction and target seem to lose a dimension before the loss is called.",
    why="The loss is the caller's, and may need the shapes that it was written for: one that works "
    "along the outputs finds none.",
    question="What would a loss that sums over dim 1 say of tensors of shape (n,)?",
)
def train_step(model, optimizer, loss_fn, X, y):
    model.train()
    optimizer.zero_grad()
    loss = loss_fn(model(X).squeeze(), y.squeeze())
    loss.backward()
    optimizer.step()
    return loss.item()


@misconception(
    "training_loop.gradients-clipped",
    seems="Your gradients seem to be cut down before the update, at least where they are long.",
    why="The optimizer then takes another step than the one that this batch's gradients ask for.",
    question="What happens to the gradients between backward and step, and who asked for it?",
)
def train_step(model, optimizer, loss_fn, X, y):
    model.train()
    optimizer.zero_grad()
    loss = loss_fn(model(X), y)
    loss.backward()
    torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
    optimizer.step()
    return loss.item()


@misconception(
    "training_loop.stops-early",
    seems="Your training seems to stop once the loss no longer falls.",
    why="It should go through the epochs that were asked for: when to stop is judged elsewhere.",
    question="How many entries does the history have, if the loss rises in the second epoch?",
)
def fit(model, loader, lr, epochs):
    optimizer, loss_fn, history = torch.optim.SGD(model.parameters(), lr=lr), nn.MSELoss(), []
    for _ in range(epochs):
        total, samples = 0.0, 0
        for X, y in loader:
            total += train_step(model, optimizer, loss_fn, X, y) * len(X)
            samples += len(X)
        if samples == 0:
            raise ValueError("empty loader")
        history.append(total / samples)
        if len(history) > 1 and history[-1] > history[-2]:
            break
    return history


@misconception("training_loop.stops-early")
def fit(model, loader, lr, epochs):
    optimizer, loss_fn, history = torch.optim.SGD(model.parameters(), lr=lr), nn.MSELoss(), []
    for _ in range(epochs):
        total, samples = 0.0, 0
        for X, y in loader:
            total += train_step(model, optimizer, loss_fn, X, y) * len(X)
            samples += len(X)
        if samples == 0:
            raise ValueError("empty loader")
        history.append(total / samples)
        if len(history) > 1 and history[-2] - history[-1] < 1e-6:
            break
    return history


@misconception(
    "training_loop.stops-when-settled",
    seems="Your training seems to stop once the loss hardly changes any more.",
    why="The history has an entry for each epoch that was asked for, and whoever plots it counts "
    "on that.",
    question="How long is the history of three epochs, if the model was perfect from the start?",
)
def fit(model, loader, lr, epochs):
    optimizer, loss_fn, history = torch.optim.SGD(model.parameters(), lr=lr), nn.MSELoss(), []
    for _ in range(epochs):
        total, samples = 0.0, 0
        for X, y in loader:
            total += train_step(model, optimizer, loss_fn, X, y) * len(X)
            samples += len(X)
        if samples == 0:
            raise ValueError("empty loader")
        history.append(total / samples)
        if len(history) > 1 and abs(history[-2] - history[-1]) < 1e-6:
            break
    return history


@misconception(
    "training_loop.history-rounded",
    seems="Your history seems to be rounded to a few decimals.",
    why="Small losses all turn into 0 then, and a model that still learns looks as if it stood "
    "still. Rounding belongs where a number is shown.",
    question="What does your history look like when the losses are about 0.000001?",
)
def fit(model, loader, lr, epochs):
    optimizer, loss_fn, history = torch.optim.SGD(model.parameters(), lr=lr), nn.MSELoss(), []
    for _ in range(epochs):
        total, samples = 0.0, 0
        for X, y in loader:
            total += train_step(model, optimizer, loss_fn, X, y) * len(X)
            samples += len(X)
        if samples == 0:
            raise ValueError("empty loader")
        history.append(round(total / samples, 6))
    return history


@misconception(
    "training_loop.best-kept",
    seems="At the end your model seems to go back to the parameters of its best epoch.",
    why="It should be where the last update led: which epoch to keep is the next topic's question.",
    question="Where does plain gradient descent leave the model, if the last epoch was a bad one?",
)
def fit(model, loader, lr, epochs):
    from copy import deepcopy

    best = deepcopy(model.state_dict())
    optimizer, loss_fn, history = torch.optim.SGD(model.parameters(), lr=lr), nn.MSELoss(), []
    for _ in range(epochs):
        total, samples = 0.0, 0
        for X, y in loader:
            total += train_step(model, optimizer, loss_fn, X, y) * len(X)
            samples += len(X)
        if samples == 0:
            raise ValueError("empty loader")
        if not history or total / samples < min(history):
            best = deepcopy(model.state_dict())
        history.append(total / samples)
    model.load_state_dict(best)
    return history


@misconception(
    "training_loop.precision-forced",
    seems="Your loop seems to turn the model and its batches into float32.",
    why="The model is the caller's: whoever works in float64 gets half of the digits back.",
    question="Which line changes the type of the model's parameters, and is it needed?",
)
def fit(model, loader, lr, epochs):
    model.float()
    optimizer, loss_fn, history = torch.optim.SGD(model.parameters(), lr=lr), nn.MSELoss(), []
    for _ in range(epochs):
        total, samples = 0.0, 0
        for X, y in loader:
            total += train_step(model, optimizer, loss_fn, X.float(), y.float()) * len(X)
            samples += len(X)
        if samples == 0:
            raise ValueError("empty loader")
        history.append(total / samples)
    return history


@misconception(
    "training_loop.unfreezes",
    seems="Your code seems to make every parameter trainable, frozen ones included.",
    why="Who freezes a layer wants it to stay as it is.",
    question="Who decides which parameters are trained, and where is that written down?",
)
def train_step(model, optimizer, loss_fn, X, y):
    model.train()
    for parameter in model.parameters():
        parameter.requires_grad_(True)
    optimizer.zero_grad()
    loss = loss_fn(model(X), y)
    loss.backward()
    optimizer.step()
    return loss.item()


@misconception("training_loop.unfreezes")
def fit(model, loader, lr, epochs):
    model.requires_grad_(True)
    optimizer, loss_fn, history = torch.optim.SGD(model.parameters(), lr=lr), nn.MSELoss(), []
    for _ in range(epochs):
        total, samples = 0.0, 0
        for X, y in loader:
            total += train_step(model, optimizer, loss_fn, X, y) * len(X)
            samples += len(X)
        if samples == 0:
            raise ValueError("empty loader")
        history.append(total / samples)
    return history


@misconception("training_loop.parts-left-as-they-are")
def train_step(model, optimizer, loss_fn, X, y):
    if not model.training:
        model.train()
    optimizer.zero_grad()
    loss = loss_fn(model(X), y)
    loss.backward()
    optimizer.step()
    return loss.item()


@misconception("training_loop.gradients-clipped")
def train_step(model, optimizer, loss_fn, X, y):
    model.train()
    optimizer.zero_grad()
    loss = loss_fn(model(X), y)
    loss.backward()
    torch.nn.utils.clip_grad_norm_(model.parameters(), 10.0)
    optimizer.step()
    return loss.item()


@misconception("training_loop.stops-early")
def fit(model, loader, lr, epochs):
    optimizer, loss_fn, history = torch.optim.SGD(model.parameters(), lr=lr), nn.MSELoss(), []
    for _ in range(epochs):
        total, samples = 0.0, 0
        for X, y in loader:
            total += train_step(model, optimizer, loss_fn, X, y) * len(X)
            samples += len(X)
        if samples == 0:
            raise ValueError("the loader gives no batch")
        history.append(total / samples)
        if history[-1] != history[-1] or history[-1] == float("inf"):
            break
    return history


@misconception("training_loop.needs-dataset")
def fit(model, loader, lr, epochs):
    optimizer, loss_fn, history = torch.optim.SGD(model.parameters(), lr=lr), nn.MSELoss(), []
    for _ in range(epochs):
        total, samples = 0.0, 0
        for X, y in loader:
            total += train_step(model, optimizer, loss_fn, X, y) * len(X)
            samples += len(X)
        if samples == 0:
            raise ValueError("the loader gives no batch")
        history.append(total / (len(loader.dataset) if hasattr(loader, "dataset") else samples))
    return history
