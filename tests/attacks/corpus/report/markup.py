"""Puts markup into everything that is shown, of the kind that terminals and pages understand.

If it succeeded: a page would run the student's script for the instructor.
Stopped by: escaping; texts are put in as texts.
Wrong: weighted_sum neuron layer
"""

EVIL = (
    "<script>alert(1)</script><img src=x onerror=alert(1)> [bold green]right[/] [link=file:///]x[/link] "
    "</td></tr></table> &lt; ]]> --> {{ 7 * 7 }} ${x} {0.__class__} {error} %s %(x)s"
)
print(EVIL)


class Markup(Exception):
    pass


Markup.__name__ = EVIL


def weighted_sum(x, w, b, *rest):
    raise Markup(EVIL)


def neuron(x, w, b, activation):
    return EVIL


def layer(X, W, b, activation):
    return type(EVIL, (), {})()
