"""What only shows things does nothing behind the glass, installed or not."""

import pytest

from tests.glass import Glass

DRAWINGS = [
    "import matplotlib.pyplot as plt\nplt.plot([1, 2], [3, 4]); plt.legend(['a']); plt.show()",
    "from matplotlib import pyplot as plt\nfig, ax = plt.subplots()\nax.scatter([1], [2])",
    "import matplotlib.pyplot as plt\nfig, (one, two) = plt.subplots(1, 2, figsize=(8, 4))",
    "import matplotlib.pyplot as plt\nfig, axes = plt.subplots(2, 3)\naxes[1, 2].imshow([[1]])",
    "import matplotlib.pyplot as plt\nwith plt.style.context('dark'): plt.title('x')",
    "import matplotlib; matplotlib.use('Agg'); matplotlib.rcParams['lines.linewidth'] = 2",
    "from mpl_toolkits.mplot3d import Axes3D\nimport seaborn as sns\nsns.set_theme()",
    "from IPython.display import clear_output\nclear_output(wait=True)",
    "from google.colab import drive\ndrive.mount('/content/drive')",
]


@pytest.mark.parametrize("drawing", DRAWINGS)
def test_drawing_at_the_top_of_a_module_changes_nothing(drawing: str, glass: Glass) -> None:
    behind = glass.open(f"{drawing}\ndef f(): return 1")
    assert behind.problem is None
    assert behind.student.f() == 1


@pytest.mark.parametrize(
    "loop",
    [
        "from tqdm import tqdm\ndef f(): return [x for x in tqdm([1, 2], desc='x')]",
        "from tqdm.auto import trange\ndef f(): return [1 + x for x in trange(2)]",
        "import tqdm\ndef f(): return list(tqdm.tqdm([1, 2]))[: len(tqdm.tqdm([1, 2]))]",
        """
        from tqdm.notebook import tqdm
        def f():
            with tqdm(total=2) as bar:
                for _ in range(2): bar.update(1)
            bar.set_postfix(loss=0.5)
            return [1, 2]
        """,
    ],
)
def test_a_progress_bar_goes_through_what_it_was_given(loop: str, glass: Glass) -> None:
    assert glass.open(loop).student.f() == [1, 2]


def test_other_imports_are_left_alone(glass: Glass) -> None:
    behind = glass.open("import math, fractions, numpy.linalg\ndef f(): return math.sqrt(4)")
    assert behind.student.f() == 2
