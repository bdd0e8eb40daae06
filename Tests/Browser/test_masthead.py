"""The masthead: how many rows its parts take on narrow and wide screens."""
import pytest

# The parts of the first row, and how far their middles lie apart.
SPREAD = """(selectors) => {
  const middles = selectors.map((s) => document.querySelector(s).getBoundingClientRect()).map((box) => (box.top + box.bottom) / 2);
  return Math.max(...middles) - Math.min(...middles);
}"""


@pytest.mark.parametrize("width, parts", [
    # As wide as 320 px less a scroll bar.
    (305, [".site-name", ".search-box", ".theme-button"]),
    (320, [".site-name", ".search-box", ".theme-button"]),
    (360, [".site-name", ".search-box", ".theme-button"]),
    (768, [".site-name", ".search-box", ".theme-button"]),
    (1024, [".site-name", ".masthead nav", ".search-box", ".theme-button"]),
    (1280, [".site-name", ".masthead nav", ".search-box", ".theme-button"]),
])
def test_parts_stand_in_one_row(visit, width, parts):
    page = visit("concepts.html", width=width)
    assert page.evaluate(SPREAD, parts) <= 4
    # Wide enough for the word that it shows, also in a wide font.
    assert page.evaluate("document.querySelector('.search-box input').clientWidth") >= 60


def test_the_whole_placeholder_is_shown(visit):
    """The cross that empties a field takes no room of a field that is empty."""
    page = visit("concepts.html", width=320)
    field = page.locator(".search-box input")
    shown = field.screenshot()
    page.add_style_tag(content="input::-webkit-search-cancel-button { display: none !important }")
    assert field.screenshot() == shown
    room = field.evaluate("""(e) => {
      const style = getComputedStyle(e), pen = document.createElement("canvas").getContext("2d");
      pen.font = `${style.fontSize} "DejaVu Sans"`;
      return e.clientWidth - parseFloat(style.paddingLeft) - parseFloat(style.paddingRight) - pen.measureText(e.placeholder).width;
    }""")
    assert room >= 0


@pytest.mark.parametrize("width", [320, 1280])
def test_the_keyboard_goes_through_the_masthead_in_rows(visit, width):
    page = visit("concepts.html", width=width)
    boxes = []
    for _ in range(9):
        page.keyboard.press("Tab")
        boxes.append(page.evaluate("(() => { const box = document.activeElement.getBoundingClientRect(); return [box.top, box.left, box.bottom]; })()"))
    # The first is the link to the text.
    for (top, left, bottom), (below, right, _) in zip(boxes[1:], boxes[2:]):
        assert below >= bottom - 4 or (below > top - 20 and right > left), boxes
