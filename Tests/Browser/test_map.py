"""The map from file://: a drawing and lists without scripts, with them a canvas to move, filter and ask for paths."""
import json
import re

import pytest

PICTURE = "document.querySelector('#map canvas').toDataURL()"
STATUS = "document.querySelector('#map [role=status]').textContent"
CHAIN = "Array.from(document.querySelectorAll('.map-chain li'), (step) => step.textContent)"


@pytest.fixture(scope="session")
def graph(site):
    """Nodes and edges as the scripts of the map have them."""

    def data(name):
        text = site.text("graph/%s.js" % name)
        return json.loads(text[text.index(",") + 1 : text.rindex(")")])

    return {"nodes": data("nodes"), "edges": data("edges")}


def picture(page):
    """What the canvas shows once it rests."""
    before = None
    while True:
        now = page.evaluate(PICTURE)
        if now == before:
            return now
        before = now
        page.wait_for_timeout(200)


@pytest.fixture
def map_page(visit):
    page = visit("map.html")
    page.wait_for_selector("#map canvas")
    yield page
    assert page.errors == [] and page.outside == []


def ask(page, start, end=""):
    page.fill("#map-from", start)
    page.fill("#map-to", end)
    page.click("#map button[type=submit]")


def test_without_scripts_there_are_a_drawing_and_lists(visit, graph):
    page = visit("map.html", scripts=False)
    assert page.locator("#map svg a").count() == len(graph["nodes"]["groups"])
    assert page.is_visible("#map svg") and page.is_visible("main a[href='graph/index.html']")
    assert page.locator(".groups section").count() == len(graph["nodes"]["groups"])
    assert page.locator("#map canvas").count() == 0


def test_the_table_holds_every_edge(site, graph):
    """The pages of the table have a row for each edge of the canvas, with its words and both ends."""
    rows = 0
    for path in sorted(site.path("graph").glob("*.html")):
        rows += sum(row.count("<td") > 1 for row in re.findall(r"<tr>.*?</tr>", path.read_text(encoding="utf-8"), re.DOTALL)
                    if path.name != "index.html")
    assert rows == len(graph["edges"]["edges"]) // 3


def test_the_canvas_moves_and_comes_back(map_page):
    assert map_page.is_hidden("#map svg")
    whole = picture(map_page)
    box = map_page.locator("#map canvas").bounding_box()
    middle = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2

    def drag():
        map_page.mouse.move(*middle)
        map_page.mouse.down()
        map_page.mouse.move(middle[0] + 90, middle[1] + 40, steps=4)
        map_page.mouse.up()

    def wheel():
        map_page.mouse.move(*middle)
        map_page.mouse.wheel(0, -300)

    def key(name):
        return lambda: map_page.press("#map canvas", name)

    for way in [key("ArrowRight"), key("ArrowDown"), key("+"), key("-")]:
        way()
        assert picture(map_page) != whole
        map_page.press("#map canvas", "Home")
        assert picture(map_page) == whole
    buttons = [lambda name=name: map_page.get_by_label(name, exact=True).click() for name in ("Zoom in", "Zoom out")]
    for number, way in enumerate([*buttons, drag, wheel]):
        way()
        assert picture(map_page) != whole, number
        map_page.get_by_label("Show all", exact=True).click()


def test_filters_take_away_and_give_back(map_page):
    whole = picture(map_page)
    for name in ("Concepts", "Papers"):
        map_page.get_by_label(name, exact=True).uncheck()
        assert picture(map_page) != whole, name
        map_page.get_by_label(name, exact=True).check()
        assert picture(map_page) == whole, name
    map_page.fill("#map-year-from", "2024")
    late = picture(map_page)
    assert late != whole
    map_page.fill("#map-year-to", "2024")
    assert picture(map_page) != late
    map_page.fill("#map-year-from", "")
    map_page.fill("#map-year-to", "")
    assert picture(map_page) == whole


def test_one_kind_of_connection_can_be_shown(map_page):
    ask(map_page, "Migrasome")
    map_page.wait_for_function(STATUS + " === 'Migrasome'")
    everything = picture(map_page)
    relation = map_page.locator("#map-relation")
    assert relation.locator("option").count() > 3
    relation.select_option(index=1)
    assert picture(map_page) != everything
    relation.select_option(index=0)
    assert picture(map_page) == everything


def test_a_path_is_a_chain_of_sentences_with_evidence(map_page, graph):
    ask(map_page, "Urinary migrasome", "Integrin")
    map_page.wait_for_function(STATUS + ".includes(' from ')")
    said = map_page.evaluate(STATUS)
    steps = map_page.evaluate(
        """Array.from(document.querySelectorAll('.map-chain li'), (step) => ({
             ends: Array.from(step.querySelectorAll(':scope > a'), (link) => link.getAttribute('href')).slice(0, 2),
             text: step.textContent, html: step.innerHTML }))""")
    assert said.startswith("%d step" % len(steps)) and steps
    # Each step holds on to the one before.
    here = {"concepts/urinary-migrasome.html"}
    for step in steps:
        assert here & set(step["ends"]), steps
        here = set(step["ends"]) - here
        assert "Evidence: " in step["text"] or "(no paper is cited)" in step["text"]
    assert here == {next(node[1] for node in graph["nodes"]["nodes"] if said.endswith("to %s." % node[0]))}
    assert any("<q>" in step["html"] for step in steps)
    assert "focus=" in map_page.url and "to=" in map_page.url
    # The address brings the same path back.
    chain = map_page.evaluate(CHAIN)
    map_page.reload()
    map_page.wait_for_function(CHAIN + ".length === %d" % len(chain))
    assert map_page.evaluate(CHAIN) == chain


def test_a_name_that_is_not_there_is_said(map_page):
    ask(map_page, "no such entry at all")
    assert map_page.evaluate(STATUS) == "No entry of the map has this name."
    ask(map_page, "Migrasome", "<b>nothing</b>")
    assert map_page.evaluate(STATUS) == "No entry of the map is called <b>nothing</b>."


def test_an_entry_is_chosen_by_the_pointer(map_page):
    ask(map_page, "Podocyte")
    map_page.wait_for_function(STATUS + " === 'Podocyte'")
    picture(map_page)
    box = map_page.locator("#map canvas").bounding_box()
    # The entry stands in the middle now.
    map_page.evaluate("document.querySelector('.map-chain').replaceChildren()")
    map_page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    map_page.wait_for_function(CHAIN + ".length === 1")
    assert map_page.evaluate(CHAIN)[0].startswith("Podocyte: ")


@pytest.mark.firefox
def test_the_map_works_in_firefox(firefox, site):
    firefox.open(site.path("map.html"))
    firefox.wait_for("document.querySelector('#map canvas') !== null", 10)
    firefox.wait_for("(window.before = %s, true)" % PICTURE)
    firefox.evaluate("document.querySelector('#map canvas').focus()")
    firefox.press("+")
    firefox.wait_for("%s !== window.before" % PICTURE, 10)
    firefox.evaluate(
        "(document.querySelector('#map-from').value = 'Urinary migrasome', document.querySelector('#map-to').value = 'Integrin',"
        " document.querySelector('#map form').requestSubmit())")
    firefox.wait_for(CHAIN + ".length > 0", 10)
    assert " from Urinary migrasome to " in firefox.evaluate(STATUS)
    assert firefox.errors == []
