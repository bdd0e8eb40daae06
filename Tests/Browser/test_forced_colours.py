"""Where the system forces its colours: what is drawn takes them too, and nothing is drawn in the colour of its ground."""
import pytest

# The colours that the system gives, and what differs from them in drawings of the page. An element without a ground of its
# own stands on that of the page.
FOREIGN = """() => {
  const of = (name) => { document.body.style.cssText = `forced-color-adjust: none; color: ${name}`; const c = getComputedStyle(document.body).color; document.body.style.cssText = ""; return c; };
  const system = ["CanvasText", "LinkText", "VisitedText", "GrayText", "Canvas"].map(of);
  const found = new Set();
  for (const e of document.querySelectorAll("main svg :is(path, circle, rect, text)")) {
    const style = getComputedStyle(e);
    for (const colour of [style.fill, style.stroke]) if (colour !== "none" && !system.includes(colour)) found.add(`${e.localName}.${e.className.baseVal} ${colour}`);
  }
  return [...found];
}"""


@pytest.mark.parametrize("choice", [None, "light"])
@pytest.mark.parametrize("address", ["concepts/migrasome.html", "claims.html", "timeline.html", "map.html"])
def test_drawings_take_the_colours_of_the_system(visit, address, choice):
    page = visit(address, theme="dark")
    page.emulate_media(color_scheme="dark", forced_colors="active")
    if choice:
        page.evaluate("(choice) => { document.documentElement.dataset.theme = choice; }", choice)
    assert page.locator("main svg").count() > 0
    assert page.evaluate(FOREIGN) == []


# How many colours a picture has, of those that cover more than a few points.
PICTURE = """() => {
  const canvas = document.querySelector(".map canvas"), points = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height).data;
  const counts = new Map();
  for (let i = 0; i < points.length; i += 4) { const c = points.slice(i, i + 3).join(); counts.set(c, (counts.get(c) ?? 0) + 1); }
  return { colours: [...counts.values()].filter((count) => count > 50).length, ground: [...counts].sort((a, b) => b[1] - a[1])[0][0] };
}"""


@pytest.mark.parametrize("theme, ground", [("light", "255,255,255"), ("dark", "0,0,0")])
def test_the_map_is_not_of_one_colour(visit, theme, ground):
    page = visit("map.html", theme=theme)
    page.wait_for_selector(".map[data-ready]")
    # Changed while the page is open: the picture is drawn anew.
    page.emulate_media(color_scheme=theme, forced_colors="active")
    page.wait_for_timeout(200)
    picture = page.evaluate(PICTURE)
    assert picture["ground"] == ground
    assert picture["colours"] >= 3
