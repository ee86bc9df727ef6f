"""Has the hostile text stand in its own lines and names, which feedback shows.

If it succeeded: what is escaped in answers would come through in quoted source.
Stopped by: escaping; the student's own lines are texts of a stranger's too.
Wrong: weighted_sum neuron layer
"""


def weighted_sum(x, w, b, *rest):
    raise ValueError("‮⁦ 8 / 8 ‬")  # ‮ [bold] [2J 2J


def neuron(x, w, b, activation):
    return ["‮]0;x"][1]  # IndexError on a hostile line


def layer(X, W, b, activation):
    return 0.0 / 0  # ⁦‮ [8m
