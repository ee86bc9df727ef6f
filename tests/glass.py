"""Small modules behind the real glass, for tests that need no topic."""

from pathlib import Path
from textwrap import dedent
from typing import Any

from grader.curriculum import Exercise, Topic
from grader.judge.glass import Library, Worker, Zygote
from grader.judge.module import Module, Problem
from grader.judge.session import Session
from grader.judge.student import Handle, Root, Student
from grader.sandbox.limits import Limits
from grader.sandbox.protocol import Spawn

QUICK = Limits(call_s=0.4, load_s=0.6, exercise_s=1.0)
"""For what is meant to run out of time."""

USUAL = Limits()


class Behind:
    """A module behind the glass.

    Attributes:
        module: the judge's side of it.
        problem: what stands in the way of calling it.
        student: its functions.
        remote: the libraries there.
    """

    def __init__(self, module: Module) -> None:
        self.module = module
        self.problem: Problem | None = module.open()
        self.session = Session(module, module.topic.exercises[0].name, Handle)
        self.student: Any = Student(self.session)
        self.remote: Any = Root(self.session)

    def begin(self, seed: int = 0) -> None:
        """Reset what a criterion finds, as the judge does before each."""
        self.module.begin(self.module.topic.exercises[0].name, seed)


class Glass:
    """Zygotes that stay warm, and the modules that were opened."""

    def __init__(self) -> None:
        self._zygotes: dict[Library, Zygote] = {}
        self._modules: list[Module] = []

    def __enter__(self) -> "Glass":
        return self

    def __exit__(self, *_: object) -> None:
        self.close_modules()
        for zygote in self._zygotes.values():
            zygote.close()

    def zygote(self, library: Library = "numpy") -> Zygote:
        """A ready zygote."""
        if library not in self._zygotes:
            self._zygotes[library] = Zygote(library, "none")
            self._zygotes[library].wait_until_ready()
        return self._zygotes[library]

    def spawn(self, limits: Limits = USUAL, library: Library = "numpy") -> Worker:
        """A bare worker."""
        return self.zygote(library).spawn(Spawn(limits))

    def open(
        self,
        source: str,
        *exercises: str,
        limits: Limits = USUAL,
        library: Library = "numpy",
        forbids: tuple[str, ...] = (),
    ) -> Behind:
        """Open a module; it is ended with the test."""
        chosen = tuple(
            Exercise(name, 1.0, ("", "", ""), forbids, "By hand.") for name in exercises or ("f",)
        )
        topic = Topic("answers", Path(), "Answers", "", library, chosen, limits)
        module = Module(topic, dedent(source).encode(), self.zygote(library), seed=0)
        self._modules.append(module)
        return Behind(module)

    def close_modules(self) -> None:
        """End the workers of the modules that were opened."""
        while self._modules:
            self._modules.pop().close()
