"""The pages as a person has them: in a real browser, from a file, with no network."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from tests.report.html.made_class import make_class

Open = Callable[..., Page]
WIDE, PHONE = 1280, 390
LOOKS = [(WIDE, "light"), (WIDE, "dark"), (PHONE, "light"), (PHONE, "dark")]
OPEN_ALL = "document.querySelectorAll('details').forEach(each => each.open = true)"
NAMES = "#grades tbody tr:not([hidden]) th"


@pytest.fixture
def opened(browser: Browser) -> Iterator[Open]:
    """Opens a file, and holds at the end that it said nothing and asked for nothing else."""
    heard: list[str] = []
    contexts = []

    def open_(file: Path, width: int = WIDE, **more: str) -> Page:
        context = browser.new_context(viewport={"width": width, "height": 900}, **more)
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda message: heard.append(message.text))
        page.on("pageerror", lambda error: heard.append(str(error)))
        asked: list[str] = []
        page.on("request", lambda request: asked.append(request.url))
        page.goto(file.as_uri())
        heard.extend(url for url in asked[1:] if not url.startswith("data:"))
        return page

    yield open_
    for context in contexts:
        context.close()
    assert heard == []


def pages_of(class_page: Path) -> list[Path]:
    """The class's page, a hostile submission's, one of nobody's work and an ordinary one."""
    return [class_page, *sorted((class_page.parent / "reports").glob("*.html"))[:4]]


@pytest.mark.parametrize(
    ("number", "width", "scheme"),
    [
        *((number, width, scheme) for number in (0, 1) for width, scheme in LOOKS),
        *((number, PHONE, "dark") for number in (2, 3, 4)),
    ],
)
def test_axe_finds_no_fault_and_the_page_fits(
    opened: Open, class_page: Path, number: int, width: int, scheme: str
) -> None:
    """With all open: nothing serious, nothing in the console, nothing wider than the screen."""
    page = opened(pages_of(class_page)[number], width, color_scheme=scheme)
    page.evaluate(OPEN_ALL)
    faults = Axe().run(page).response["violations"]
    assert [(fault["id"], fault["impact"], fault["nodes"][0]["html"]) for fault in faults] == []
    assert page.evaluate("document.documentElement.scrollWidth") == width


def test_hostile_text_is_shown_and_does_nothing(opened: Open, class_page: Path) -> None:
    """A name with a script in it is a name: no element comes of it, and no control character."""
    page = opened(class_page)
    assert page.locator("script").count() == 1
    assert page.locator("img[src=x]").count() == 0
    link = page.locator("#grades tbody tr").first.locator("a")
    assert "<script>throw 1</script>" in (link.text_content() or "")
    assert "\\u202egrade \\x1b" in (link.text_content() or "")
    link.click()
    assert "<script>throw 1</script>" in page.locator("h1").inner_text()
    assert page.locator("script").count() == 0


def test_columns_sort_by_mouse_and_by_keyboard(opened: Open, class_page: Path) -> None:
    """Points sort as numbers, the highest first; a second time turns them round."""
    page = opened(class_page)
    heading = page.locator("#grades thead tr:first-child th").last
    button = heading.locator("button")
    scores = (
        "[...document.querySelectorAll('#grades tbody td:last-child')].map(it => +it.textContent)"
    )
    button.click()
    assert heading.get_attribute("aria-sort") == "descending"
    assert page.evaluate(scores) == sorted(page.evaluate(scores), reverse=True)
    button.press("Enter")
    assert heading.get_attribute("aria-sort") == "ascending"
    assert page.evaluate(scores) == sorted(page.evaluate(scores))
    page.locator("#grades thead button").first.press(" ")
    assert heading.get_attribute("aria-sort") == "none"
    names = page.locator(NAMES).all_text_contents()[1:]
    assert names == sorted(names)


def test_every_table_sorts(opened: Open, class_page: Path) -> None:
    """Exercises and criteria too, by each of their columns."""
    page = opened(class_page)
    page.evaluate(OPEN_ALL)
    for heading in page.locator("table.sortable thead th[aria-sort]").all():
        heading.locator("button").click()
        assert heading.get_attribute("aria-sort") in ("ascending", "descending")


def test_search_and_filter_narrow_the_gradebook(opened: Open, class_page: Path) -> None:
    """By name, accents and case aside, by misconception, by kind; the count is said aloud."""
    page = opened(class_page)
    search, kind, shown = page.locator("#search"), page.locator("#kind"), page.locator("#shown")
    search.fill("zoe student 0042")
    assert page.locator(NAMES).all_text_contents() == ["Zoë Student 0042"]
    assert shown.inner_text() == "1 of 300 shown"
    search.fill("neuron.no-bias")
    assert 0 < page.locator(NAMES).count() < 300
    search.fill("")
    kind.select_option("late")
    assert page.locator(NAMES).all_text_contents() == ["Zoë Student 0002 late"]
    kind.select_option("absent")
    assert page.locator(NAMES).all_text_contents() == ["Zoë Student 0001 nothing handed in"]
    kind.select_option("")
    assert shown.inner_text() == "300 of 300 shown"


def test_a_misconception_leads_to_the_place_on_the_students_page(
    opened: Open, class_page: Path
) -> None:
    page = opened(class_page)
    group = page.locator("#misconceptions ~ details").first
    group.locator("summary").click()
    group.locator("a").last.click()
    assert page.url.endswith("#neuron-weighted_sum")
    assert "It leaves the bias out." in page.locator("#neuron-weighted_sum").inner_text()


def test_a_tooltip_explains_and_goes_away(opened: Open, class_page: Path) -> None:
    """It comes with the focus, and goes with Escape."""
    page = opened(class_page)
    term, tip = page.locator(".term").first, page.locator("#tip-alpha")
    assert not tip.is_visible()
    term.focus()
    assert tip.is_visible()
    page.keyboard.press("Escape")
    assert not tip.is_visible()


@pytest.mark.parametrize(("width", "kind"), [(WIDE, "on-wide"), (PHONE, "on-narrow")])
def test_charts_fit_and_the_score_is_in_sight(
    opened: Open, class_page: Path, width: int, kind: str
) -> None:
    """A phone has charts of its own, none of them cut, and the score comes before the topics."""
    page = opened(class_page, width)
    charts = page.locator(".chart:visible")
    assert [each.get_attribute("class") for each in charts.all()] == [f"chart {kind}"] * 2
    score = page.locator("#grades tbody tr").first.locator("td").last.bounding_box()
    boxes = [chart.bounding_box() for chart in charts.all()] + [score]
    assert all(box is not None and box["x"] + box["width"] <= width for box in boxes)


def test_all_is_on_paper(opened: Open, class_page: Path, tmp_path: Path) -> None:
    """What is folded on the screen stands in the print, and the tools do not."""
    page = opened(class_page)
    page.emulate_media(media="print")
    assert page.locator("#misconceptions ~ details a").first.is_visible()
    assert not page.locator("#search").is_visible()
    assert page.pdf(path=tmp_path / "class.pdf").startswith(b"%PDF")


def test_a_page_works_without_scripts(browser: Browser, class_page: Path) -> None:
    """The gradebook and every link stand in the page itself."""
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(class_page.as_uri())
    assert page.locator(NAMES).count() == 300
    context.close()


def test_three_thousand_rows_sort_and_filter(opened: Open, tmp_path: Path) -> None:
    page = opened(make_class(tmp_path, 3000))
    page.locator("#grades thead button").last.click()
    page.locator("#search").fill("2999")
    assert page.locator(NAMES).all_text_contents() == ["Zoë Student 2999"]
