"""One mistake is paid once, by the exercise that makes it; two mistakes are paid by both."""

import pytest

from tests.judges import Judges, complaints
from tests.topics.chains import CHAINS, Chain


@pytest.mark.parametrize("chain", CHAINS.values(), ids=CHAINS.keys())
def test_who_is_wrong_pays_and_nobody_else(judges: Judges, chain: Chain) -> None:
    result = judges.judge(chain.topic, chain.module())
    paying = {each.name for each in result.exercises if each.score != each.max_score}
    assert paying == chain.wrong, complaints(result)
    assert all(each.outcome != "grader_error" for each in result.criteria), complaints(result)
