"""A small class with typical mistakes, made from solutions, stubs and misconceptions."""

from pathlib import Path

from grader.curriculum import TOPICS_FOLDER, load_curriculum
from grader.places import data_folder
from grader.variants import MISCONCEPTIONS_FILE, put_into, read_misconceptions

MISTAKEN: dict[str, list[str]] = {
    "Ada": [],
    "Blaise": ["neuron.no-bias", "gradient_step.loss-after-step", "training_loop.no-zero-grad"],
    "Chloé": ["activations.sigmoid-overflows", "mini_batches.drops-tail", "mlp.layers-in-list"],
    "Emmy": ["propagation.lost-factor-two", "tensors.sample-std", "validation.no-eval-mode"],
    "Grace": ["training_loop.mean-of-batch-means", "validation.patience-off-by-one"],
}
"""Who has which wrong ideas, and everything else right."""

HALFWAY = "Dmitri"
UNTOUCHED = "Farid"
BROKEN = "Hedy 🌱"
_PART_1 = 5


def make_class(folder: Path) -> None:
    """Write the class's submissions.

    Args:
        folder: where a folder for each goes; made if it is not there.
    """
    solutions = _modules("solutions")
    stubs = _modules("exercises")
    for name, mistakes in MISTAKEN.items():
        _write(folder / name, {**solutions, **_mistaken(mistakes, solutions)})
    begun = [topic.name for topic in load_curriculum()][:_PART_1]
    _write(folder / HALFWAY, {**stubs, **{name: solutions[name] for name in begun}})
    _write(folder / UNTOUCHED, stubs)
    unclosed = solutions["activations"].replace("def sigmoid(", "def sigmoid((", 1)
    _write(folder / BROKEN, {**solutions, "activations": unclosed})


def _modules(kind: str) -> dict[str, str]:
    return {
        file.stem: file.read_text(encoding="utf-8")
        for file in sorted(data_folder(kind).glob("*.py"))
    }


def _mistaken(mistakes: list[str], solutions: dict[str, str]) -> dict[str, str]:
    """The modules that the mistakes concern, with them in place."""
    modules = {}
    for identity in mistakes:
        topic = identity.partition(".")[0]
        entries = read_misconceptions(TOPICS_FOLDER / topic / MISCONCEPTIONS_FILE)
        entry = next(each for each in entries if each.identity == identity)
        modules[topic] = put_into(solutions[topic], entry)
    return modules


def _write(folder: Path, modules: dict[str, str]) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in modules.items():
        (folder / f"{name}.py").write_text(text, encoding="utf-8")
