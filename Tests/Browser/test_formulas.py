"""Formulas are set by the browser itself: without a script, with their source for those who do not see them set."""
import pytest

PAGE = "papers/barziv1999.html"

SHAPE = """() => {
  const root = document.querySelector("math msqrt");
  const inside = root.firstElementChild.getBoundingClientRect(), around = root.getBoundingClientRect();
  const math = root.closest("math"), line = math.getBoundingClientRect();
  return { source: math.getAttribute("alttext"), isAround: around.width > inside.width && around.height >= inside.height,
           height: line.height, size: parseFloat(getComputedStyle(math).fontSize) };
}"""


def check(shape):
    assert shape["source"] == "d \\propto \\sqrt{c}"
    assert shape["isAround"], "the sign of the root is not drawn around what it holds"
    assert 0.5 * shape["size"] < shape["height"] < 3 * shape["size"], "a formula in a line is about as high as the line"


@pytest.mark.parametrize("scripts", [True, False])
def test_a_formula_is_set(visit, scripts):
    page = visit(PAGE, scripts=scripts)
    # Evaluation runs outside of the page's own scripts.
    check(page.evaluate(SHAPE))
    assert not page.errors and not page.outside


@pytest.mark.firefox
def test_a_formula_is_set_in_firefox(firefox, site):
    firefox.open(site.path(PAGE))
    check(firefox.evaluate("(%s)()" % SHAPE))


def test_a_wide_formula_scrolls_by_itself(visit):
    page = visit(PAGE, width=320)
    page.evaluate("""() => {
      const row = document.querySelector("math msqrt").closest("math").firstElementChild;
      for (let times = 0; times < 6; times++) row.append(...Array.from(row.children, (part) => part.cloneNode(true)));
    }""")
    assert page.evaluate("document.documentElement.scrollWidth") == 320
    assert page.evaluate("(paragraph => paragraph.scrollWidth > paragraph.clientWidth)(document.querySelector('math msqrt').closest('p'))")
