"""Readers who enlarge or space the text, and titles that are long or foreign: nothing is cut off, and no page scrolls sideways."""
import pytest

# WCAG 2.2, 1.4.12.
SPACING = "* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important } p { margin-block-end: 2em !important }"
LARGE = "html { font-size: 24px !important }"

# What lies beyond the window, but for what scrolls inside the page and for drawings, which do not flow.
OUTSIDE = """() => {
  const width = document.documentElement.clientWidth, found = [];
  if (document.documentElement.scrollWidth > width) found.push("the page: " + document.documentElement.scrollWidth);
  for (const e of document.querySelectorAll("body *")) {
    if (!e.checkVisibility() || e.closest(".table-scroll *, .timeline-chart *, svg *, .skip-link, .visually-hidden")) continue;
    const box = e.getBoundingClientRect();
    if (box.width && (box.right > width + 1 || box.left < -1)) found.push(`${Math.round(box.left)} to ${Math.round(box.right)}: ${e.outerHTML.slice(0, 100)}`);
  }
  return found.slice(0, 5);
}"""


@pytest.mark.parametrize("style", [SPACING, LARGE], ids=["spaced", "large"])
def test_text_finds_room_on_a_narrow_screen(visit, kind_page, style):
    page = visit(kind_page, width=320)
    page.add_style_tag(content=style)
    assert page.evaluate(OUTSIDE) == []


def test_names_in_the_drawing_of_neighbours_are_whole(visit, site):
    """A long name in the middle is wider than the drawing where the font is wide."""
    page = visit("concepts/migrasome.html")
    name = page.locator(".neighbourhood .self")
    name.evaluate("(e) => { e.textContent = 'Immunosuppressive tumour microenvironment and more'; }")
    name.scroll_into_view_if_needed()
    box = name.bounding_box()
    drawing = page.locator(".neighbourhood svg").bounding_box()
    assert box["x"] < drawing["x"]
    # The first letter, in the strip beside the drawing.
    clip = {"x": box["x"], "y": box["y"], "width": drawing["x"] - box["x"], "height": box["height"]}
    written = page.screenshot(clip=clip)
    name.evaluate("(e) => { e.textContent = ''; }")
    assert page.screenshot(clip=clip) != written


# Where the Arabic and the Latin words of a title stand.
ORDER = """(name) => {
  const e = document.querySelector(name), range = document.createRange();
  e.textContent = "الجسيمات (migrasome)";
  const left = (from, to) => { range.setStart(e.firstChild, from); range.setEnd(e.firstChild, to); return range.getBoundingClientRect().left; };
  return left(0, 8) > left(10, 19) ? "right to left" : "left to right";
}"""


@pytest.mark.parametrize("name", ["h1", ".lede"])
def test_a_title_and_a_summary_are_read_in_their_own_direction(visit, name):
    assert visit("concepts/migrasome.html").evaluate(ORDER, name) == "right to left"
