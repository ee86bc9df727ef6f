"""JUnit XML, as build servers read it: a suite for each topic, a case for each criterion.

As in the schema that Jenkins publishes and pytest writes to: a case has at most one of `failure`
(the code answered, but not rightly), `error` (it could not be judged by an answer) and `skipped`;
characters that XML cannot hold are written out.
"""

from junitparser import Error, Failure, JUnitXml, Skipped, TestCase, TestSuite

from grader.report.plain import plain
from grader.report.types import CriterionResult, Report, TopicResult

POINTS = "{points:g} of {max_points:g} points"

_RESULTS = {
    "failed": Failure,
    "errored": Error,
    "timed_out": Error,
    "crashed": Error,
    "grader_error": Error,
    "not_implemented": Skipped,
    "skipped": Skipped,
}


def junit_xml(report: Report) -> bytes:
    """A report as JUnit XML."""
    xml = JUnitXml(name=plain(report.submission))
    for topic in report.topics:
        xml.add_testsuite(_suite(report, topic))
    xml.update_statistics()  # type: ignore[no-untyped-call] # of the library's few without types
    content: bytes = xml.tostring()  # type: ignore[no-untyped-call] # likewise
    return content


def _suite(report: Report, topic: TopicResult) -> TestSuite:
    suite = TestSuite(topic.name)
    suite.add_property("submission", plain(report.submission))
    suite.add_property("seed", str(report.run.seed))
    suite.add_property("isolation", report.run.isolation)
    if topic.problem:
        suite.add_property("problem", plain(topic.problem))
    suite.add_testcases([_case(topic, each) for each in topic.criteria])
    return suite


def _case(topic: TopicResult, criterion: CriterionResult) -> TestCase:
    names = [topic.name, criterion.suite, criterion.exercise]
    case = TestCase(criterion.name, classname=".".join(names), time=criterion.seconds)
    if criterion.outcome in _RESULTS:
        result = _RESULTS[criterion.outcome](criterion.title, criterion.outcome)
        result.text = plain(criterion.feedback or "")
        case.result = [result]
    case.system_out = POINTS.format(points=criterion.points, max_points=criterion.max_points)
    return case
