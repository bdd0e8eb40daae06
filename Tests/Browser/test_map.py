"""The map, from file://: what stands without scripts, moving and filtering the canvas, and paths held against the data files.

What the canvas shows is read from the calls that draw it: `LISTENER` notes the labels, marks and lines of the last picture.
"""
import html
import json
import re
import shutil

import pytest

import audits

MAP = "map.html"
LISTENER = """(() => {
  const on = CanvasRenderingContext2D.prototype;
  window.shown = {labels: {}, ends: [], marks: 0, lines: [], pictures: 0, moves: 0};
  const wrap = (name, note) => {
    const real = on[name];
    on[name] = function (...given) {
      if (this.canvas.isConnected) note.call(this, ...given);
      return real.apply(this, given);
    };
  };
  // A picture begins with its ground; one that is only moved shows an image of the last.
  wrap("fillRect", () => { window.begun = true; });
  wrap("drawImage", () => { shown.moves++; begun = false; });
  const begin = () => { if (window.begun) { begun = false; Object.assign(shown, {labels: {}, ends: [], marks: 0, lines: []}); shown.pictures++; } };
  wrap("arc", begin);
  wrap("beginPath", begin);
  for (const name of ["arc", "rect"]) wrap(name, () => { shown.marks++; });
  wrap("lineTo", (x, y) => { shown.lines.push([x, y]); });
  // Labels stand 9 px beside their entry, at every scale; noted is the place of the entry.
  wrap("fillText", function (text, x, y) {
    const turned = this.textAlign === "right", length = this.measureText(text).width;
    shown.labels[text] = [turned ? x + 9 : x - 9, y];
    shown.ends.push([turned ? x - length : x, turned ? x : x + length, y]);
  });
})()"""
CANVAS = "#map canvas"


@pytest.fixture
def opened(visit):
    """The map, ready and at rest."""

    def open_map(address=MAP, **options):
        page = visit(address, init=LISTENER, **options)
        page.wait_for_selector("#map[data-ready]")
        settled(page)
        return page

    return open_map


def settled(page):
    """What the canvas shows once it has stopped changing."""
    last = None
    for _ in range(40):
        page.wait_for_timeout(180)
        now = page.evaluate("JSON.stringify(shown)")
        if now == last:
            return json.loads(now)
        last = now
    raise AssertionError("the map does not come to rest")


def read(site, name):
    """What `graph/NAME.js` hands over."""
    text = site.text("graph/%s.js" % name)
    return json.loads(text[text.index(",") + 1 : text.rindex(")")])


def nodes(site):
    """Kind (1 for papers) and year of each entry of the map, by its number."""
    digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
    places = read(site, "nodes")["places"]
    number = lambda text: int("".join("%02o" % digits.index(digit) for digit in text), 8)
    return [(number(places[at + 6 : at + 8]) >> 8, number(places[at + 8 : at + 10])) for at in range(0, len(places), 10)]


@pytest.fixture(scope="module")
def base(site):
    """The connections as the data files have them: (source, target) to type and evidence, entries of the map alone."""
    edges = {}
    for edge in json.loads(site.text("data/graph.json"))["edges"]:
        pair = (edge["source"], edge["target"])
        if all(end.startswith(("concepts/", "papers/")) for end in pair):
            edges.setdefault(pair, []).append(edge)
    return edges


def distance(base, start, end):
    """Steps of the shortest path."""
    near = {}
    for source, target in base:
        near.setdefault(source, set()).add(target)
        near.setdefault(target, set()).add(source)
    known, edge, steps = {start}, {start}, 0
    while end not in known:
        edge = {other for entry in edge for other in near[entry]} - known
        assert edge, "no path"
        known |= edge
        steps += 1
    return steps


def text_of(markup):
    return re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]+>", "", markup)))


# MARK: With and without scripts


def test_a_canvas_with_scripts(opened):
    page = opened()
    assert page.is_visible(CANVAS) and not page.is_visible(".map-overview")
    box = page.locator(CANVAS).bounding_box()
    assert box["width"] > 600 and box["height"] > 300
    shown = settled(page)
    assert shown["marks"] > 100 and len(shown["labels"]) >= 4
    # It is painted: more colours than the ground.
    colours = page.evaluate(
        """() => { const c = document.querySelector("#map canvas"), d = c.getContext("2d").getImageData(0, 0, c.width, c.height).data;
        const found = new Set(); for (let i = 0; i < d.length; i += 4) found.add(d[i] << 16 | d[i + 1] << 8 | d[i + 2]); return found.size; }""")
    assert colours > 20
    assert page.errors == [] and page.outside == []


def test_an_overview_and_lists_without_scripts(visit, site):
    page = visit(MAP, scripts=False)
    assert page.locator("canvas").count() == 0 and page.is_visible(".map-overview svg")
    groups = read(site, "nodes")["groups"]
    assert page.locator(".map-overview circle").count() == len(groups) == page.locator(".groups section").count()
    for circle in page.locator(".map-overview a").all():
        section = page.locator("[id='%s']" % circle.get_attribute("href")[1:])
        assert text_of(circle.locator("title").inner_html()).startswith(section.locator("h2").inner_text().strip() + ": ")
    assert page.locator(".groups li").count() == sum(min(40, size) for *_, size in groups)
    table = page.locator(".groups section a[href^='graph/']").first.get_attribute("href")
    page = visit(table, scripts=False)
    assert page.locator("main table tbody tr").count() == len(read(site, "text-%d" % (int(re.search(r"\d+", table)[0]) - 1)))


def test_names_of_groups_are_whole_on_a_narrow_screen(visit):
    page = visit(MAP, width=360, scripts=False)
    names = page.locator(".map-overview text").evaluate_all(
        "(names) => names.map((name) => [name.getBoundingClientRect().left, name.getBoundingClientRect().right])")
    assert names and all(0 <= left and right <= 360 for left, right in names)
    assert page.locator(".map-overview svg").evaluate("(drawing) => getComputedStyle(drawing).overflow") == "visible"


def test_the_tables_hold_every_connection(site, base):
    rows = set()
    for path in site.path("graph").glob("[0-9]*.html"):
        for group in re.findall(r"<tbody>(.*?)</tbody>", path.read_text(encoding="utf-8"), re.S):
            source, *targets = [
                re.search(r'href="\.\./((?:concepts|papers)/[^"#]+)\.html"', cell)[1]
                for cell in re.findall(r'<th .*?</th>|<td><a.*?</td>(?=<td>)', group)
            ]
            assert len(targets) == group.count("<tr>") == int(re.search(r'rowspan="(\d+)"', group)[1])
            rows.update((source, target) for target in targets)
    assert {frozenset(pair) for pair in base} == {frozenset(pair) for pair in rows}


def test_nothing_is_loaded_before_it_is_used(visit, site):
    page = visit(MAP)
    page.wait_for_selector("#map[data-ready]")
    files = []
    page.on("request", lambda request: files.extend(re.findall(r"graph/(.+)\.js$", request.url)))
    page.reload()
    page.wait_for_selector("#map[data-ready]")
    page.wait_for_timeout(400)
    assert files == ["nodes"]
    page.focus("#map-from")
    page.wait_for_selector("#map-names option", state="attached")
    assert files == ["nodes", "names"]
    page.fill("#map-from", "Retraction fiber")
    page.keyboard.press("Enter")
    page.wait_for_selector(".map-chain li")
    assert files == ["nodes", "names", "edges"]
    page.fill("#map-to", "Retractosome")
    page.keyboard.press("Enter")
    page.wait_for_selector(".map-chain li:has-text('produces')")
    assert len(files) == 4 and files[3].startswith("text-")


# MARK: Moving


def shift(before, after):
    """By how much labels that are on both pictures moved, and the scale between them (from the two farthest apart)."""
    common = [name for name in before["labels"] if name in after["labels"]]
    assert len(common) >= 2, "no labels to compare: %s" % before["labels"].keys()
    first, second = max(
        ((a, b) for a in common for b in common if a < b), key=lambda pair: abs(before["labels"][pair[0]][0] - before["labels"][pair[1]][0]))
    scale = (after["labels"][first][0] - after["labels"][second][0]) / (before["labels"][first][0] - before["labels"][second][0])
    moved = [after["labels"][first][axis] - before["labels"][first][axis] for axis in (0, 1)]
    return moved, scale


def middle(page):
    box = page.locator(CANVAS).bounding_box()
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def test_the_mouse_drags_the_map(opened):
    page = opened()
    before = settled(page)
    x, y = middle(page)
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + 60, y + 30, steps=4)
    page.mouse.up()
    # The entry under the pointer shows its neighbours; outside of the map, none does.
    page.mouse.move(5, 5)
    after = settled(page)
    moved, scale = shift(before, after)
    assert scale == pytest.approx(1, abs=0.01) and moved == [pytest.approx(60, abs=2), pytest.approx(30, abs=2)]
    assert after["moves"] > before["moves"], "while it moves, the last picture is moved"
    assert page.locator(".map-chain li").count() == 0, "a drag chose an entry"


def test_the_wheel_zooms_around_the_pointer(opened):
    page = opened()
    page.focus(CANVAS)
    before = settled(page)
    box = page.locator(CANVAS).bounding_box()
    name, (x, y) = max(before["labels"].items(), key=lambda label: label[1][0] if label[1][0] < box["width"] - 60 else 0)
    page.mouse.move(box["x"] + x, box["y"] + y)
    scrolled = page.evaluate("scrollY")
    page.mouse.wheel(0, -200)
    page.mouse.move(5, 5)
    after = settled(page)
    assert shift(before, after)[1] == pytest.approx(1.35, abs=0.05)
    assert after["labels"][name] == [pytest.approx(x, abs=2), pytest.approx(y, abs=2)]
    assert page.evaluate("scrollY") == scrolled, "the page scrolled too"


def test_keys_move_zoom_and_return(opened):
    page = opened()
    start = settled(page)
    page.focus(CANVAS)
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowDown")
    moved, scale = shift(start, settled(page))
    assert scale == pytest.approx(1, abs=0.01) and moved == [pytest.approx(-60, abs=1), pytest.approx(-60, abs=1)]
    page.keyboard.press("Home")
    assert settled(page)["labels"] == start["labels"]
    page.keyboard.press("+")
    near = settled(page)
    assert shift(start, near)[1] == pytest.approx(1.4, abs=0.02)
    page.keyboard.press("-")
    assert shift(start, settled(page))[1] == pytest.approx(1, abs=0.01)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.tagName") != "CANVAS", "the map traps the focus"


def test_buttons_do_what_keys_do(opened):
    page = opened()
    start = settled(page)
    page.click("[aria-label='Zoom in']")
    assert shift(start, settled(page))[1] == pytest.approx(1.4, abs=0.02)
    page.click("[aria-label='Zoom out']")
    assert shift(start, settled(page))[1] == pytest.approx(1, abs=0.01)
    page.click("[aria-label='Zoom in']")
    page.click("[aria-label='Show all']")
    assert settled(page)["labels"] == start["labels"]
    for side, expected in {"left": [60, 0], "right": [-60, 0], "up": [0, 60], "down": [0, -60]}.items():
        page.click("[aria-label='Show all']")
        page.get_by_role("button", name="Move " + side, exact=True).click()
        moved, scale = shift(start, settled(page))
        assert scale == pytest.approx(1, abs=0.01) and moved == [pytest.approx(step, abs=1) for step in expected]


def test_another_ratio_of_pixels_changes_nothing_but_the_pixels(opened):
    """As a browser's zoom or another screen gives it."""
    page = opened()
    before = settled(page)
    session = page.context.new_cdp_session(page)

    def screen(ratio):
        session.send("Emulation.setDeviceMetricsOverride", {"width": 1280, "height": 800, "deviceScaleFactor": ratio, "mobile": False})

    screen(2)
    assert page.evaluate("devicePixelRatio") == 2
    width, ratio = "document.querySelector('#map canvas').width / document.querySelector('#map canvas').clientWidth", (
        "document.querySelector('#map canvas').getContext('2d').getTransform().a")
    # Whether or not the browser has said so already, the picture is drawn for the pixels that it has.
    page.evaluate("migrapediaMap.picture.refresh()")
    assert settled(page)["labels"] == before["labels"] and page.evaluate(ratio) == page.evaluate(width)
    page.evaluate("dispatchEvent(new Event('resize'))")
    assert settled(page)["labels"] == before["labels"] and page.evaluate(ratio) == page.evaluate(width) == 2
    screen(1)
    page.evaluate("dispatchEvent(new Event('resize'))")
    settled(page)
    assert page.evaluate(ratio) == page.evaluate(width) == 1


def test_a_turned_telephone_keeps_the_view(opened):
    middle_of_view = """(() => { const c = document.querySelector("#map canvas");
      return migrapediaMap.picture.at(c.clientWidth / 2, c.clientHeight / 2); })()"""
    page = opened(width=390, height=844)
    page.set_viewport_size({"width": 844, "height": 390})
    turned = settled(page)
    everything = page.evaluate("migrapediaMap.picture.inView().length")
    page.click("[aria-label='Show all']")
    assert settled(page)["labels"] == turned["labels"] and page.evaluate("migrapediaMap.picture.inView().length") == everything
    page.evaluate("migrapediaMap.picture.centre(migrapediaMap.base.order[0])")
    settled(page)
    chosen = page.evaluate(middle_of_view)
    page.set_viewport_size({"width": 390, "height": 844})
    settled(page)
    assert chosen >= 0 and page.evaluate(middle_of_view) == chosen


def test_the_canvas_is_as_wide_as_what_stands_around_it(opened):
    page = opened()
    assert page.evaluate("(() => { const c = document.querySelector('#map canvas'); return c.offsetWidth - c.parentElement.clientWidth; })()") == 0
    assert page.evaluate("(() => { const c = document.querySelector('#map canvas'); return [c.width - c.clientWidth, c.height - c.clientHeight]; })()") == [0, 0]


def test_the_map_survives_being_printed(opened):
    page = opened()
    before = settled(page)
    page.emulate_media(media="print")
    page.evaluate("migrapediaMap.picture.refresh()")
    page.wait_for_timeout(300)
    page.emulate_media(media="screen")
    page.evaluate("migrapediaMap.picture.refresh()")
    assert settled(page)["labels"] == before["labels"] and page.errors == []


def test_other_buttons_than_the_first_do_nothing(opened):
    page = opened()
    page.goto(page.url + "?focus=concepts/migrasome&to=concepts/podocyte")
    page.wait_for_selector(".map-chain li")
    page.locator(CANVAS).scroll_into_view_if_needed()
    before, address = settled(page), page.url
    x, y = middle(page)
    for button in ["right", "middle"]:
        page.mouse.move(x, y)
        page.mouse.down(button=button)
        page.mouse.move(x + 60, y + 40, steps=3)
        page.mouse.up(button=button)
        box = page.locator(CANVAS).bounding_box()
        page.mouse.click(box["x"] + 4, box["y"] + 4, button=button)
    page.mouse.move(1, 1)
    assert settled(page)["labels"] == before["labels"] and page.url == address and page.locator(".map-chain li").count() > 0


def test_a_press_whose_end_was_lost_is_forgotten(opened):
    page = opened()
    before = settled(page)
    x, y = middle(page)
    page.evaluate(
        """([x, y]) => { const canvas = document.querySelector("#map canvas"); canvas.setPointerCapture = () => {};
        canvas.dispatchEvent(new PointerEvent("pointerdown", { bubbles: true, pointerId: 1, pointerType: "mouse", buttons: 1, clientX: x, clientY: y })); }""", [x, y])
    page.mouse.move(x + 80, y + 50, steps=4)
    page.mouse.move(1, 1)
    assert settled(page)["labels"] == before["labels"]


def test_a_pinch_on_a_trackpad_zooms_as_far_as_the_fingers_go(opened):
    page = opened()
    before = settled(page)
    x, y = middle(page)
    page.evaluate(
        """([x, y]) => { for (let i = 0; i < 10; i++) document.querySelector("#map canvas").dispatchEvent(
          new WheelEvent("wheel", { bubbles: true, cancelable: true, ctrlKey: true, deltaY: -4, clientX: x, clientY: y })); }""", [x, y])
    assert shift(before, settled(page))[1] == pytest.approx(1.49, abs=0.05)


def test_a_click_leaves_the_page_where_it_is(opened):
    page = opened(height=600)
    shown = settled(page)
    box = page.locator(CANVAS).bounding_box()
    x, y = next(place for place in shown["labels"].values() if box["y"] + place[1] < 580)
    scrolled = page.evaluate("scrollY")
    page.mouse.click(box["x"] + x, box["y"] + y)
    page.wait_for_selector(".map-chain li")
    page.wait_for_timeout(200)
    assert page.evaluate("scrollY") == scrolled
    page.fill("#map-from", "Exosome")
    page.keyboard.press("Enter")
    page.wait_for_selector(".map-chain li:has-text('Exosome')")
    page.wait_for_timeout(200)
    assert page.evaluate("(() => { const box = document.querySelector('.map-chain li').getBoundingClientRect(); return box.top >= 0 && box.bottom <= innerHeight + 1; })()")


@pytest.mark.parametrize("width", [320, 390, 1280])
@pytest.mark.parametrize("query", ["?focus=concepts/migrasome", "?focus=concepts/tspan4&to=concepts/podocyte"])
def test_names_end_inside_the_picture(opened, width, query):
    page = opened(width=width)
    page.goto(page.url + query)
    page.wait_for_selector(".map-chain li")
    shown, room = settled(page), page.evaluate("document.querySelector('#map canvas').clientWidth")
    assert shown["ends"] and [end for end in shown["ends"] if end[0] < -0.5 or end[1] > room + 0.5] == []


def test_an_unknown_name_leaves_no_older_answer(opened):
    page = opened()
    for start, end in [("Nothing of the kind", ""), ("Migrasome", "Neither this")]:
        page.fill("#map-from", "Migrasome")
        page.fill("#map-to", "Podocyte")
        page.keyboard.press("Enter")
        page.wait_for_function("location.search.includes('to=')")
        page.wait_for_selector(".map-chain li")
        page.fill("#map-from", start)
        page.fill("#map-to", end)
        page.keyboard.press("Enter")
        page.wait_for_function("document.querySelector('#map [role=status]').textContent.startsWith('No entry of the map')")
        assert page.locator(".map-chain li").count() == 0 and "focus=" not in page.url


def test_a_screen_reader_hands_keys_on_and_hears_what_is_in_view(opened, site):
    """Of an image it would keep the arrow keys for itself."""
    page = opened()
    canvas = page.get_by_role("application", name="Map of the base", exact=True)
    assert canvas.evaluate("(canvas) => canvas.tagName") == "CANVAS"
    keys = page.inner_text("#" + canvas.get_attribute("aria-describedby"))
    assert all(word in keys for word in ["arrows", "+ and −", "Home", "Enter", "Escape"])
    heard = page.locator("#map [aria-live=polite]")
    assert heard.inner_text() == ""
    canvas.focus()
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("Home")
    page.wait_for_function("/^%d entries in view: .+; .+; .+ and others.$/.test(document.querySelector('#map [aria-live]').textContent)" % len(nodes(site)))
    page.uncheck("text=Concepts >> input")
    page.click("[aria-label='Zoom in']")
    papers = sum(kind for kind, _ in nodes(site))
    page.wait_for_function("parseInt(document.querySelector('#map [aria-live]').textContent) <= %d" % papers)
    assert all(re.search(r"(19|20)\d\d", title) for title in heard.text_content().partition(": ")[2].split("; "))


def test_fingers_drag_and_pinch(opened):
    page = opened(width=400, height=800, touch=True)
    page.locator(CANVAS).scroll_into_view_if_needed()
    before = settled(page)
    x, y = middle(page)
    session = page.context.new_cdp_session(page)

    def touch(kind, *points):
        session.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": [{"x": px, "y": py, "id": i} for i, (px, py) in enumerate(points)]})

    scrolled = page.evaluate("scrollY")
    touch("touchStart", (x, y))
    for step in range(1, 6):
        touch("touchMove", (x + 8 * step, y + 4 * step))
    touch("touchEnd")
    dragged = settled(page)
    moved, scale = shift(before, dragged)
    assert scale == pytest.approx(1, abs=0.01) and moved == [pytest.approx(40, abs=3), pytest.approx(20, abs=3)]
    touch("touchStart", (x - 40, y), (x + 40, y))
    for step in range(1, 6):
        touch("touchMove", (x - 40 - 8 * step, y), (x + 40 + 8 * step, y))
    touch("touchEnd")
    assert shift(dragged, settled(page))[1] == pytest.approx(2, abs=0.15)
    assert page.evaluate("scrollY") == scrolled, "the page scrolled too"


def test_a_click_chooses_an_entry_and_escape_lets_go(opened):
    page = opened()
    shown = settled(page)
    box = page.locator(CANVAS).bounding_box()
    name, (x, y) = next(iter(shown["labels"].items()))
    page.mouse.click(box["x"] + x, box["y"] + y)
    page.wait_for_selector(".map-chain li")
    assert page.inner_text(".map-chain li a").startswith(name.rstrip("…"))
    assert "focus=" in page.url
    page.focus(CANVAS)
    page.keyboard.press("Escape")
    assert page.locator(".map-chain li").count() == 0 and "focus=" not in page.url


def test_connections_of_an_entry_are_counted(opened):
    page = opened()
    for count, words in ((2, "2 connections"), (1, "1 connection")):
        page.evaluate(
            """(count) => Promise.all([migrapediaMap.base.withNames(), migrapediaMap.base.withEdges()]).then(() => {
              const { near, find } = migrapediaMap.base;
              near[find("Exosome")].length = count;
            })""", count)
        page.fill("#map-from", "Exosome")
        page.keyboard.press("Enter")
        page.wait_for_function("(words) => document.querySelector('.map-chain').innerText.trim() === words", arg="Exosome: " + words)


@pytest.mark.parametrize("address", ["concepts/retraction-fiber.html", "papers/ma2015.html"])
def test_pages_of_entries_lead_to_their_places(visit, address):
    page = visit(address, init=LISTENER)
    title = page.inner_text("h1")
    page.click(".on-map a")
    page.wait_for_selector(".map-chain li")
    name = page.input_value("#map-from")
    assert name.endswith(title) and page.get_attribute(".map-chain li a", "href") == address
    x, y = next(place for label, place in settled(page)["labels"].items() if name.startswith(label.rstrip("…")))
    box = page.locator(CANVAS).bounding_box()
    assert abs(x - box["width"] / 2) < 10 and abs(y - box["height"] / 2) < 40, "it is not in the middle"
    page.go_back()
    assert page.inner_text("h1") == title and page.errors == [] and page.outside == []


def test_without_scripts_that_address_shows_the_overview(visit):
    page = visit("concepts/retraction-fiber.html", scripts=False)
    page.click(".on-map a")
    assert page.url.endswith("map.html?focus=concepts/retraction-fiber") and page.is_visible(".map-overview svg")
    assert page.is_visible(".groups a[href='concepts/retraction-fiber.html']")


# MARK: Filters


def marks(site, keep):
    """Marks of a picture that shows all: those of the entries that are kept, and one for each group."""
    return sum(1 for kind, year in nodes(site) if keep(kind, year)) + len(read(site, "nodes")["groups"])


def test_filters_by_kind_and_year(opened, site):
    page = opened()
    assert settled(page)["marks"] == marks(site, lambda kind, year: True)
    page.uncheck("text=Papers >> input")
    assert settled(page)["marks"] == marks(site, lambda kind, year: kind == 0)
    page.check("text=Papers >> input")
    page.uncheck("text=Concepts >> input")
    papers = settled(page)
    assert papers["marks"] == marks(site, lambda kind, year: kind == 1)
    page.fill("#map-year-from", "2021")
    page.fill("#map-year-to", "2022")
    some = settled(page)
    assert some["marks"] == marks(site, lambda kind, year: kind == 1 and (not year or 2021 <= year <= 2022)) < papers["marks"]
    assert all(re.search(r"202[12]", label) or "…" in label or not re.search(r"\b(19|20)\d\d", label) for label in some["labels"])


def test_filter_by_relation(opened, site):
    page = opened()
    edges = read(site, "edges")
    page.focus("#map-relation")
    page.wait_for_selector("#map-relation option >> nth=2", state="attached")
    for words in ["is required for", "produces"]:
        count = edges["edges"][2::3].count(edges["words"].index(words))
        page.select_option("#map-relation", label=words)
        assert len(settled(page)["lines"]) == count > 0
        assert page.inner_text("#map [role=status]") == "%d connections: %s." % (count, words)
    page.uncheck("text=Concepts >> input")
    assert len(settled(page)["lines"]) < count


# MARK: Names and labels


@pytest.mark.parametrize("width", [320, 400, 1280])
def test_labels_end_within_the_map(opened, width):
    page = opened(width=width, height=800)
    shown = settled(page)
    inner = page.locator(CANVAS).bounding_box()["width"]
    assert len(shown["labels"]) >= 4
    assert [(left, right) for left, right, _ in shown["ends"] if left < -1 or right > inner + 1] == []


def test_labels_do_not_lie_on_each_other_and_grow_in_number(opened):
    page = opened()
    first = settled(page)
    page.focus(CANVAS)
    for _ in range(4):
        page.keyboard.press("+")
    near = settled(page)
    assert len(near["labels"]) > len(first["labels"])
    for shown in (first, near):
        for i, (left, right, y) in enumerate(shown["ends"]):
            for other_left, other_right, other_y in shown["ends"][:i]:
                assert abs(y - other_y) >= 9 or right <= other_left or other_right <= left


def test_unknown_names_are_said(opened):
    page = opened()
    page.fill("#map-from", "Nothing of the kind")
    page.keyboard.press("Enter")
    page.wait_for_function("document.querySelector('#map [role=status]').textContent === 'No entry of the map has this name.'")
    page.fill("#map-from", "Migrasome")
    page.fill("#map-to", "Neither this")
    page.keyboard.press("Enter")
    page.wait_for_function("document.querySelector('#map [role=status]').textContent === 'No entry of the map is called Neither this.'")


# MARK: Paths


def path_on(page, start, end):
    page.fill("#map-from", start)
    page.fill("#map-to", end)
    page.keyboard.press("Enter")
    page.wait_for_function("/ from .+ to |No path/.test(document.querySelector('#map [role=status]').textContent)")
    return page.inner_text("#map [role=status]")


@pytest.mark.parametrize("start, end", [
    ("concepts/retraction-fiber", "concepts/retractosome"),
    ("concepts/chemotaxis", "concepts/rock1"),
    ("concepts/pi45p2-rab35-axis", "papers/schmidtpogoda2018"),
])
def test_the_shortest_path_is_a_chain_of_sentences_with_evidence(opened, site, base, start, end):
    page = opened()
    said = path_on(page, start, end)
    steps = page.evaluate(
        """[...document.querySelectorAll(".map-chain li")].map((li) => {
          const quote = li.querySelector("q"), [first, second, ...rest] = [...li.querySelectorAll("a")].map((a) => a.getAttribute("href").replace(/\\.html$/, ""));
          return {source: first, target: second, evidence: rest, quote: quote ? quote.textContent : "", text: li.textContent}; })""")
    assert len(steps) == distance(base, start, end)
    assert said.startswith("%d step" % len(steps))
    entry = start
    for step in steps:
        assert entry in (step["source"], step["target"]), "the chain breaks at %s" % entry
        entry = step["target"] if entry == step["source"] else step["source"]
        assert (step["source"], step["target"]) in base
        given = [paper for edge in base[step["source"], step["target"]] for paper in edge.get("evidence", [])]
        assert set(given) <= set(step["evidence"]) or not given
        assert all(paper.startswith("papers/") for paper in step["evidence"])
        assert step["evidence"] or "(no paper is cited)" in step["text"]
        if step["quote"]:
            assert re.sub(r"\s+", " ", step["quote"]).strip()[:24] in text_of(site.text(step["source"] + ".html"))
    assert entry == end
    # The whole chain is in view, drawn thick from entry to entry.
    box, ends = page.locator(CANVAS).bounding_box(), settled(page)["lines"][-len(steps):]
    assert all(0 <= x <= box["width"] and 0 <= y <= box["height"] for x, y in ends)
    assert any(step["quote"] for step in steps) or len(steps) == 1


def test_both_ends_of_a_path_are_named_though_its_steps_lie_close_together(opened):
    page = opened(width=360, height=740)
    path_on(page, "Exosome", "Rab35")
    assert {"Exosome", "Integrins", "Rab35"} <= set(settled(page)["labels"])


def test_what_was_found_is_in_view_on_a_small_screen(opened):
    page = opened(width=360, height=740)
    page.fill("#map-from", "Exosome")
    page.keyboard.press("Enter")
    page.wait_for_selector(".map-chain li")
    found = page.locator(".map-chain li").bounding_box()
    assert 0 <= found["y"] and found["y"] + found["height"] <= 741


def test_a_known_step_is_told_with_its_paper(opened):
    page = opened()
    assert path_on(page, "Retraction fiber", "Retractosome") == "1 step from Retraction fiber to Retractosome."
    step = page.inner_text(".map-chain li")
    assert step.startswith("Retraction fiber produces Retractosome")
    assert page.get_attribute(".map-chain li a >> nth=2", "href") == "papers/retractosome2022.html"


COUNTER = """(() => {
  window.calls = 0;
  for (const [on, name] of [[Array.prototype, "findIndex"], [Array.prototype, "indexOf"], [String.prototype, "toLowerCase"]]) {
    const real = on[name];
    on[name] = function (...given) { calls++; return real.apply(this, given); };
  }
})()"""


def test_a_path_is_told_without_going_through_all_entries_and_connections(site, visit):
    """Steps are found again by tables made once: on a map of 100,000 entries each search of all is felt."""
    page = visit(MAP, init=COUNTER)
    page.wait_for_selector("#map[data-ready]")
    # In the plural: the table of what readers type is made by the first who does not type a title.
    path_on(page, "Retraction fibers", "Retractosome")
    page.evaluate("calls = 0")
    page.fill("#map-from", "Chemotaxis toward")
    page.fill("#map-to", "concepts/rock1")
    page.keyboard.press("Enter")
    page.wait_for_function("/ steps? from Chemotaxis/.test(document.querySelector('#map [role=status]').textContent)")
    assert page.locator(".map-chain li").count() >= 2
    assert page.evaluate("calls") < 40 < len(nodes(site))


@pytest.mark.parametrize("text, title", [
    ("retraction FIBER", "Retraction fiber"), ("papers/ma2015", "Ma et al. 2015:"), (" retractos", "Retractosome"),
    ("toward migrasomes", "Chemotaxis toward migrasomes"), ("constructor", None), ("__proto__", None),
    ("wheat germ agglutinin", "Wheat"), ("integrin alpha5", "Integrin α5"), ("Migrasomes", "Migrasome:"), ("retraction fibres", "Retraction fiber:"),
    ("TSPAN-4", "TSPAN4 ("),
])
def test_entries_are_found_by_title_address_beginning_and_words(opened, text, title):
    page = opened()
    page.fill("#map-from", text)
    page.keyboard.press("Enter")
    if title:
        page.wait_for_selector(".map-chain li a")
        assert page.inner_text(".map-chain li").startswith(title)
    else:
        page.wait_for_selector("#map [role=status]:has-text('No entry of the map has this name.')")


def test_a_link_restores_the_path(opened):
    page = opened()
    path_on(page, "Chemotaxis", "concepts/rock1")
    told = page.inner_text(".map-chain")
    assert "focus=concepts%2Fchemotaxis&to=concepts%2Frock1" in page.url
    page.reload()
    page.wait_for_selector(".map-chain li:has-text('Evidence'), .map-chain li:has-text('no paper')")
    assert page.inner_text(".map-chain") == told


# MARK: A copy, to be changed


@pytest.fixture
def copy(site, tmp_path):
    for folder in ["assets", "graph"]:
        shutil.copytree(site.path(folder), tmp_path / folder)
    shutil.copy(site.path(MAP), tmp_path / MAP)
    return tmp_path


def rewrite(folder, name, change):
    path = folder / "graph" / (name + ".js")
    text = path.read_text(encoding="utf-8")
    start, end = text.index(",") + 1, text.rindex(")")
    path.write_text(text[:start] + json.dumps(change(json.loads(text[start:end]))) + ");", encoding="utf-8")


def test_no_path_is_said(opened, site, copy):
    names = read(site, "names")[1::2]
    alone = names.index("concepts/chemotaxis")

    def cut(edges):
        rows = edges["edges"]
        keep = [rows[i : i + 3] for i in range(0, len(rows), 3) if alone not in rows[i : i + 2]]
        return dict(edges, edges=[value for row in keep for value in row])

    rewrite(copy, "edges", cut)
    page = opened(copy / MAP)
    assert path_on(page, "Chemotaxis", "Migrasome") == "No path leads from Chemotaxis toward migrasomes to Migrasome."
    assert page.locator(".map-chain li").count() == 0


@pytest.mark.parametrize("name", ["nodes", "names", "edges"])
def test_a_missing_file_is_said_and_the_lists_stand(visit, copy, name):
    (copy / "graph" / (name + ".js")).unlink()
    page = visit(copy / MAP)
    if name != "nodes":
        page.wait_for_selector("#map[data-ready]")
        page.fill("#map-from", "Migrasome")
        page.keyboard.press("Enter")
    page.wait_for_selector("#map :text('graph/%s.js is missing or damaged')" % name)
    assert page.is_visible(".groups section li a")
    if name == "nodes":
        assert page.is_visible(".map-overview svg")


@pytest.mark.parametrize("name", ["map-data", "map-picture"])
def test_without_one_of_its_scripts_the_overview_stands(visit, copy, name):
    """As without scripts; a template of one's own may load map.js alone."""
    (copy / "assets" / (name + ".js")).unlink()
    page = visit(copy / MAP)
    page.wait_for_timeout(200)
    assert page.is_visible(".map-overview svg") and page.locator("#map canvas").count() == 0
    assert [error for error in page.errors if not error.startswith("Failed to load resource")] == []


@pytest.mark.parametrize("name", ["nodes", "names", "edges", "text-*"])
def test_a_damaged_file_is_said_and_read_again_when_it_is_whole(visit, site, copy, name):
    """A copy that was broken off: half a file, which no browser can run."""
    for path in copy.glob("graph/%s.js" % name):
        path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    page = visit(copy / MAP)
    if name == "nodes":
        page.wait_for_selector("#map :text('graph/nodes.js is missing or damaged')")
        assert page.is_visible(".map-overview svg") and page.is_visible(".groups section li a")
        return
    page.wait_for_selector("#map[data-ready]")
    page.fill("#map-from", "Retraction fiber")
    page.fill("#map-to", "Retractosome")
    for _ in range(2):
        page.keyboard.press("Enter")
        page.wait_for_function("/graph.(names|edges|text-[0-9]+).js is missing or damaged/.test(document.querySelector('#map [role=status]').textContent)")
        page.evaluate("document.querySelector('#map [role=status]').textContent = ''")
    for path in copy.glob("graph/%s.js" % name):
        shutil.copy(site.path("graph/" + path.name), path)
    assert path_on(page, "Retraction fiber", "Retractosome") == "1 step from Retraction fiber to Retractosome."
    assert page.inner_text(".map-chain li").startswith("Retraction fiber produces Retractosome")


@pytest.mark.parametrize("name", ["names", "edges", "text-*"])
def test_a_file_of_another_build_is_said_and_not_shown(visit, site, copy, name):
    """A site copied over an older one, or a browser that kept a file: the numbers in it count other entries."""
    for path in copy.glob("graph/%s.js" % name):
        text = re.sub(r'^(migrapediaMap\("[a-z0-9-]+) [0-9A-F]{8}"', r'\1 01234567"', path.read_text(encoding="utf-8"))
        path.write_text(text, encoding="utf-8")
        assert text != site.text("graph/" + path.name)
    page = visit(copy / MAP)
    page.wait_for_selector("#map[data-ready]")
    page.fill("#map-from", "Retraction fiber")
    page.fill("#map-to", "Retractosome")
    page.keyboard.press("Enter")
    said = "/graph.(names|edges|text-[0-9]+).js is of another build of the site/.test(document.querySelector('#map [role=status]').textContent)"
    page.wait_for_function(said)
    assert page.locator(".map-chain li").count() == 0 and page.errors == []
    assert page.is_visible(".groups section li a")


def test_hostile_names_stay_text(opened, copy):
    hostile = '<img src=x onerror="window.hacked=1">'
    rewrite(copy, "names", lambda names: [hostile if number == 0 else value for number, value in enumerate(names)])
    page = opened(copy / MAP)
    page.fill("#map-from", hostile)
    page.keyboard.press("Enter")
    page.wait_for_selector(".map-chain li")
    assert hostile in page.inner_text(".map-chain li")
    assert page.locator("#map img").count() == 0 and page.evaluate("window.hacked") is None


def test_sentences_keep_their_marks_and_hostile_ones_stay_text(opened, copy):
    hostile = '<img src=x onerror="window.hacked=1"><mark onclick="x">'
    marked = 'A &amp; B &lt;b&gt; &quot;<mark>words <strong class="retraction">retracted</strong></mark> end'
    for path in copy.glob("graph/text-*.js"):
        rewrite(copy, path.stem, lambda rows: [[marked + hostile + "</strong></mark>", row[1]] for row in rows])
    page = opened(copy / MAP)
    path_on(page, "Retraction fiber", "Retractosome")
    assert page.text_content(".map-chain q") == 'A & B <b> "words retracted end' + hostile
    assert page.inner_html(".map-chain q mark") == 'words <strong class="retraction">retracted</strong>'
    assert page.locator(".map-chain q *").count() == 2 and page.evaluate("window.hacked") is None


def test_no_script_makes_elements_of_text(site):
    scripts = list(site.path("assets").glob("*.js"))
    assert len(scripts) > 10
    found = [path.name for path in scripts if re.search(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|setHTMLUnsafe|createContextualFragment", path.read_text(encoding="utf-8"))]
    assert found == []


# MARK: For everybody


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 1280])
def test_the_map_in_use_is_accessible(opened, theme, width):
    page = opened(width=width, theme=theme)
    path_on(page, "concepts/chemotaxis", "concepts/rock1")
    settled(page)
    assert audits.axe(page) == []
    assert audits.small_targets(page) == []
    assert audits.hidden_focus(page) == []
    assert page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") == 0
    box = page.locator(CANVAS).bounding_box()
    assert box["x"] >= 0 and box["x"] + box["width"] <= width
    assert page.get_attribute(CANVAS, "aria-label") and page.locator("#map [role=status]").count() == 1


@pytest.mark.parametrize("theme, is_dark", [("light", False), ("dark", True)])
def test_the_canvas_has_the_colours_of_the_theme(opened, theme, is_dark):
    page = opened(theme=theme)
    ground = "document.querySelector('#map canvas').getContext('2d').getImageData(2, 2, 1, 1).data[0]"
    assert (page.evaluate(ground) < 100) == is_dark
    page.evaluate("document.documentElement.setAttribute('data-theme', '%s')" % ("light" if is_dark else "dark"))
    page.wait_for_function("(%s < 100) !== %s" % (ground, str(is_dark).lower()))


# MARK: Firefox


@pytest.mark.firefox
def test_the_map_in_firefox(firefox, site):
    firefox.open(site.path(MAP))
    firefox.wait_for("Boolean(document.querySelector('#map[data-ready]'))")
    assert firefox.evaluate("[...document.scripts].map((s) => s.getAttribute('src')).filter((src) => /graph\\//.test(src))") == ["graph/nodes.js"]
    # A row of the canvas: it changes when the map moves.
    row = "(() => { const c = document.querySelector('#map canvas'); return [...c.getContext('2d').getImageData(0, c.height >> 1, c.width, 1).data].join(); })()"
    firefox.wait_for("new Set(%s.split(',')).size > 5" % row)
    before = firefox.evaluate(row)
    place = firefox.middle(CANVAS)
    firefox.perform([firefox.pointer("mouse", [
        {"type": "pointerMove", "x": int(place["x"]), "y": int(place["y"])}, {"type": "pointerDown", "button": 0},
        {"type": "pointerMove", "x": int(place["x"]) + 80, "y": int(place["y"]) + 40, "duration": 50}, {"type": "pointerUp", "button": 0}])])
    firefox.wait_for("%s !== %s" % (row, json.dumps(before)))
    firefox.evaluate(
        "(() => { document.getElementById('map-from').value = 'Retraction fiber'; document.getElementById('map-to').value = 'Retractosome';"
        " document.querySelector('.map-tools button[type=submit]').click(); })()")
    firefox.wait_for("/produces/.test(document.querySelector('.map-chain').textContent)")
    assert firefox.evaluate("document.querySelector('#map [role=status]').textContent") == "1 step from Retraction fiber to Retractosome."
    assert firefox.errors == []
