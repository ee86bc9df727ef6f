"""The commands that a students' kit does not have."""

from grader.cli.authors import stubs, verify
from grader.cli.autograder import autograder
from grader.cli.classroom import demo, grade
from grader.cli.diff import diff
from grader.cli.kit import kit

COMMANDS = (grade, diff, autograder, demo, kit, stubs, verify)
