"""What a criterion asks of the solution, and what the solution answers, word for word.

The same seed asks every submission the same, as long as it answers the same. So a module whose
answers are the solution's, byte for byte, passes as the solution does, and nothing has to be worked
out again. Where an answer is another, the criterion itself is run, from its beginning, and judges.
"""

from collections.abc import Mapping

import msgspec

from grader.judge.signature import Signature
from grader.judge.transcript import Line


class Script(msgspec.Struct, frozen=True):
    """A criterion that the solution passed.

    Attributes:
        lines: what was asked and answered.
        called: exercises that it asks for.
        uses: what the solution's text says of itself, as far as the suite looks at it.
        signature: of all that came back.
    """

    lines: tuple[Line, ...]
    called: tuple[str, ...]
    uses: tuple[tuple[str, str, bool], ...]
    signature: Signature


Scripts = Mapping[tuple[str, str], Script]
"""The scripts of one seed, by topic and criterion."""
