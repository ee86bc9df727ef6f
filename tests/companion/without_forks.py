"""Watch a folder with the judge that does not fork: `python -m ...without_forks DIR`."""

import sys
from pathlib import Path

from grader.cli.crash import told
from grader.companion.watch import Watching
from grader.curriculum import load_curriculum
from grader.judge.client import JudgeClient
from grader.judge.launching import launch_spawning


def main(folder: Path) -> None:
    """Watch until the student quits."""
    watching = Watching(
        folder,
        load_curriculum(),
        lambda topics: JudgeClient(topics, "none", launch=launch_spawning),
        told,
    )
    sys.stdout.write(watching.run(by_looking=False) + "\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
