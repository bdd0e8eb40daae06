"""The masthead: how many rows its parts take on narrow and wide screens."""
import pytest

# The parts of the first row, and how far their middles lie apart.
SPREAD = """(selectors) => {
  const middles = selectors.map((s) => document.querySelector(s).getBoundingClientRect()).map((box) => (box.top + box.bottom) / 2);
  return Math.max(...middles) - Math.min(...middles);
}"""


@pytest.mark.parametrize("width, parts", [
    (320, [".site-name", ".search-box", ".theme-button"]),
    (360, [".site-name", ".search-box", ".theme-button"]),
    (768, [".site-name", ".search-box", ".theme-button"]),
    (1024, [".site-name", ".masthead nav", ".search-box", ".theme-button"]),
    (1280, [".site-name", ".masthead nav", ".search-box", ".theme-button"]),
])
def test_parts_stand_in_one_row(visit, width, parts):
    page = visit("concepts.html", width=width)
    assert page.evaluate(SPREAD, parts) <= 4
    # Wide enough for the word that it shows.
    assert page.evaluate("document.querySelector('.search-box input').clientWidth") >= 60
