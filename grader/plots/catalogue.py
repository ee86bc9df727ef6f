"""Which topics have a picture, and the numbers that right code gives for it."""

from pathlib import Path

import msgspec

from grader.companion.errors import CompanionError
from grader.plots import activations, learning_rates, loss_surface, mlp_fit, stopping, training_loss
from grader.plots.types import Numbers, Plot

DATA_FOLDER = Path(__file__).parent / "numbers"
NO_PICTURE = "There is no picture of {topic}. There is one of each of: {names}."
NO_NUMBERS = "{file} is missing or damaged. Install the kit again."

PLOTS: dict[str, Plot] = {
    module.PLOT.topic: module.PLOT
    for module in (activations, learning_rates, loss_surface, mlp_fit, training_loss, stopping)
}


def plot_of(topic: str) -> Plot:
    """The picture of a topic.

    Raises:
        CompanionError: it has none.
    """
    if topic not in PLOTS:
        raise CompanionError(NO_PICTURE.format(topic=topic, names=", ".join(PLOTS)))
    return PLOTS[topic]


def reference_numbers(topic: str, folder: Path = DATA_FOLDER) -> Numbers:
    """What right code gives.

    Raises:
        CompanionError: this installation lacks it.
    """
    file = folder / f"{topic}.json"
    try:
        return msgspec.json.decode(file.read_bytes(), type=Numbers)
    except (OSError, msgspec.DecodeError, UnicodeDecodeError) as error:
        raise CompanionError(NO_NUMBERS.format(file=file)) from error
