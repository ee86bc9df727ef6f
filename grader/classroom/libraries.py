"""The libraries that only a class's pages need: without them there are grades, but no pages."""

from importlib.util import find_spec

from grader.places import install_command

NEEDED = ("jinja2", "copydetect", "matplotlib")
NO_PAGES = (
    "The pages were not written, since {names} is missing, for their text, their charts or the "
    "comparison of submissions. Run {command}, and grade again: nothing is judged twice."
)


def lacking_for_pages() -> str:
    """What is missing, and how to get it, as a sentence; "" where all is there."""
    missing = [name for name in NEEDED if find_spec(name) is None]
    if not missing:
        return ""
    command = install_command(" ".join(missing))
    return NO_PAGES.format(names=" and ".join(missing), command=command)
