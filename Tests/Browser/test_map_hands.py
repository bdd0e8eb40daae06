"""The map in quick hands: answers that come late, the wheel and two fingers, and what a hover costs."""
import pytest

from test_map import CANVAS, LISTENER, MAP, middle, opened, settled, shift  # noqa: F401 (`opened` is a fixture)

# Files whose name has the word come late.
SLOW = """(() => {
  const real = Element.prototype.append;
  Element.prototype.append = function (...nodes) {
    const isLate = nodes.some((node) => node.src && node.src.includes("graph/%s"));
    if (isLate) setTimeout(() => real.apply(this, nodes), 700); else real.apply(this, nodes);
  };
})()"""
STATUS = "#map [role=status]"
NONE = {"chosen": -1, "chain": 0, "told": 0, "status": "", "in view": True}


def slow_map(visit, files):
    page = visit(MAP, init=LISTENER + ";" + SLOW % files)
    page.wait_for_selector("#map[data-ready]")
    settled(page)
    return page


def ask(page, start, end=""):
    page.fill("#map-from", start)
    page.fill("#map-to", end)
    page.press("#map-to", "Enter")
    page.wait_for_timeout(250)


def state(page):
    """What is chosen and told when all has come."""
    page.wait_for_timeout(1200)
    return page.evaluate("""() => {
      const { picture } = migrapediaMap, find = (name) => document.querySelector("#map " + name);
      return { chosen: picture.focus, chain: picture.chain.length, told: find(".map-chain").children.length,
        status: find("[role=status]").textContent, "in view": picture.inView().length > 0 };
    }""")


@pytest.mark.parametrize("files, end", [("text-", "Zebrafish"), ("edges", ""), ("names", "")])
def test_what_was_let_go_does_not_come_back(visit, files, end):
    page = slow_map(visit, files)
    ask(page, "Migrasome", end)
    page.focus(CANVAS)
    page.keyboard.press("Escape")
    assert state(page) == NONE and page.errors == []


def test_a_path_that_comes_late_gives_way_to_what_was_chosen_since(visit):
    page = slow_map(visit, "text-")
    ask(page, "Migrasome", "Zebrafish")
    ask(page, "Exosome")
    found = state(page)
    assert (found["chain"], found["told"], found["status"], found["in view"]) == (0, 1, "Exosome", True)
    assert page.inner_text(".map-chain li").startswith("Exosome")
    ask(page, "Migrasome", "Zebrafish")
    ask(page, "Migracytosis", "CD63")
    found = state(page)
    assert "from Migracytosis to CD63" in found["status"] and found["told"] == found["chain"] - 1
    assert page.inner_text(".map-chain li >> nth=0").startswith("Migracytosis")


def test_the_status_of_the_map_ends_with_the_choice(opened):  # noqa: F811
    page = opened()
    ask(page, "Migrasome")
    assert page.inner_text(STATUS) == "Migrasome"
    page.focus(CANVAS)
    page.keyboard.press("Escape")
    assert page.inner_text(STATUS) == ""


def test_the_wheel_goes_on_over_the_map_until_it_was_clicked(opened):  # noqa: F811
    page = opened(height=600)
    before = settled(page)
    page.mouse.move(*middle(page))
    for _ in range(5):
        page.mouse.wheel(0, 120)
        page.wait_for_timeout(50)
    after = settled(page)
    assert page.evaluate("scrollY") > 300 and shift(before, after)[1] == pytest.approx(1, abs=0.01)
    assert "wheel" in page.inner_text("#map-keys")
    page.locator(CANVAS).scroll_into_view_if_needed()
    page.focus(CANVAS)
    page.mouse.move(*middle(page))
    scrolled = page.evaluate("scrollY")
    page.mouse.wheel(0, -200)
    assert shift(after, settled(page))[1] == pytest.approx(1.35, abs=0.05) and page.evaluate("scrollY") == scrolled


def test_two_fingers_take_the_map_along(opened):  # noqa: F811
    page = opened(width=400, height=800, touch=True)
    page.locator(CANVAS).scroll_into_view_if_needed()
    before = settled(page)
    x, y = middle(page)
    session = page.context.new_cdp_session(page)

    def touch(kind, *points):
        session.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": [{"x": px, "y": py, "id": i} for i, (px, py) in enumerate(points)]})

    touch("touchStart", (x - 40, y), (x + 40, y))
    for step in range(1, 11):
        touch("touchMove", (x - 40 + 4 * step, y + 6 * step), (x + 40 + 4 * step, y + 6 * step))
    touch("touchEnd")
    moved, scale = shift(before, settled(page))
    assert scale == pytest.approx(1, abs=0.02) and moved == [pytest.approx(40, abs=6), pytest.approx(60, abs=6)]


COSTS = """(() => {
  const on = CanvasRenderingContext2D.prototype, { drawImage, measureText } = on;
  window.costs = { copies: 0, measured: 0 };
  on.drawImage = function (...given) { if (!this.canvas.isConnected) costs.copies++; return drawImage.apply(this, given); };
  on.measureText = function (...given) { costs.measured++; return measureText.apply(this, given); };
})()"""


def test_a_hover_copies_no_picture_and_measures_no_name_again(visit):
    page = visit(MAP, init=COSTS)
    page.wait_for_selector("#map[data-ready]")
    places = page.evaluate("""() => {
      const box = document.querySelector("#map canvas").getBoundingClientRect(), found = new Map();
      for (let y = 20; y < Math.min(box.height, innerHeight - box.top); y += 6) for (let x = 20; x < box.width; x += 6) {
        const number = migrapediaMap.picture.at(x, y);
        if (number >= 0 && !found.has(number)) found.set(number, [box.x + x, box.y + y]);
      }
      return [...found.values()].slice(0, 6);
    }""")
    assert len(places) == 6

    def hover():
        for place in places:
            page.mouse.move(*place)
            page.wait_for_timeout(60)
        return page.evaluate("costs")

    hover()
    page.wait_for_timeout(600)
    first, second = hover(), hover()
    assert second["copies"] == 0 and second["measured"] == first["measured"]
    # One that moves is copied once.
    page.focus(CANVAS)
    for _ in range(3):
        page.keyboard.press("ArrowLeft")
    page.wait_for_timeout(60)
    assert page.evaluate("costs.copies") == 1
