"""Cards on hover and focus, from file://: when they show and go, what they say, and that nothing is loaded before."""
import json
import re
import shutil

import pytest

CARD = ".preview:not([hidden])"
ENTRY = ".prose a[href$='concepts/retraction-fiber.html']"
CITATION = ".prose a[href='#ref:ma2015']"
PAGE = "concepts/migrasome.html"


def hover(page, selector, position=None):
    page.locator(selector).first.hover(position=position)


def card(page):
    page.wait_for_selector(CARD)
    return page.inner_text(CARD)


def gone(page, seconds=2):
    page.wait_for_selector(CARD, state="detached", timeout=seconds * 1000)


def watch(page):
    """Loads the page again; a list that grows with what it asks for of cards and of their script."""
    names = []

    def note(request):
        name = re.search(r"(cards/\d+|assets/preview-cards|assets/previews)\.(js|css)$", request.url)
        if name and name[0] != "assets/previews.js":
            names.append(name[0])

    page.on("request", note)
    page.reload()
    return names


def test_nothing_is_loaded_before_the_first_hover(visit):
    page = visit(PAGE)
    files = watch(page)
    hover(page, "h1")
    page.keyboard.press("Tab")
    page.wait_for_timeout(500)
    assert files == []
    hover(page, ENTRY)
    assert "A thin membrane tube" in card(page)
    assert sorted(re.sub(r"\d+", "N", name) for name in files) == ["assets/preview-cards.js", "assets/previews.css", "cards/N.js"]
    assert visit.site.path("cards").joinpath(files[-1].split("/")[1]).stat().st_size < 16_000
    assert page.errors == [] and page.outside == []


def test_a_card_names_kind_title_and_definition(visit):
    page = visit(PAGE)
    hover(page, ENTRY)
    assert card(page).split("\n\n")[:2] == ["CONCEPT · STRUCTURE", "Retraction fiber"]
    described = page.locator("[aria-describedby]")
    assert described.count() == 1 and page.locator("#" + described.get_attribute("aria-describedby")).inner_text() == page.inner_text(CARD)


def test_a_citation_shows_the_paper(visit):
    page = visit(PAGE)
    hover(page, CITATION)
    kind, title, source, words = card(page).split("\n\n")
    assert title.startswith("Discovery of the migrasome")
    assert source == "Liang Ma, Ying Li, Junya Peng and 7 more\u00a0· Cell Research\u00a0· 2015"
    assert words.startswith("The discovery paper:")


def test_escape_closes_and_leaves_the_focus(visit):
    page = visit(PAGE)
    page.locator(ENTRY).first.focus()
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Tab")
    card(page)
    link = page.evaluate("document.activeElement.outerHTML")
    assert "aria-describedby" in link
    page.keyboard.press("Escape")
    assert page.locator(CARD).count() == 0
    assert page.evaluate("document.activeElement.matches(\".prose a[href$='concepts/retraction-fiber.html']\")")
    assert page.locator("[aria-describedby]").count() == 0
    page.wait_for_timeout(600)
    assert page.locator(CARD).count() == 0, "a card that was dismissed came back"


def test_escape_closes_a_card_under_the_pointer_and_nothing_else(visit):
    page = visit(PAGE)
    page.keyboard.press("/")
    page.keyboard.type("ret")
    page.wait_for_selector("[role=option]")
    hover(page, ".related a")
    card(page)
    page.keyboard.press("Escape")
    assert page.locator(CARD).count() == 0
    assert page.input_value("input[type=search]") == "ret" and page.is_visible("[role=listbox]")
    page.keyboard.press("Escape")
    assert not page.is_visible("[role=listbox]")


def test_the_pointer_can_move_onto_the_card_and_it_stays(visit):
    page = visit(PAGE)
    hover(page, ENTRY)
    card(page)
    box = page.locator(CARD).bounding_box()
    link = page.locator(ENTRY).first.bounding_box()
    x = link["x"] + link["width"] / 2
    down = box["y"] > link["y"]
    start, end = link["y"] + link["height"] / 2, box["y"] + (30 if down else box["height"] - 30)
    for step in range(11):
        page.mouse.move(x, start + (end - start) * step / 10)
        page.wait_for_timeout(60)
    page.wait_for_timeout(3000)
    assert page.locator(CARD).count() == 1
    page.mouse.move(x, 5)
    gone(page)


def test_the_card_goes_with_the_pointer_and_with_the_focus(visit):
    page = visit(PAGE)
    hover(page, ENTRY)
    card(page)
    hover(page, "h1")
    gone(page)
    page.locator(CITATION).first.focus()
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Tab")
    assert "Discovery of the migrasome" in card(page)
    hover(page, "h1")
    page.wait_for_timeout(600)
    assert page.locator(CARD).count() == 1, "the pointer took the card of the link that has the focus"
    page.keyboard.press("Tab")
    page.wait_for_timeout(800)
    assert page.locator("[aria-describedby]").count() == page.locator(CARD).count()
    if page.locator(CARD).count():
        assert page.evaluate("document.activeElement.getAttribute('aria-describedby')") == "preview-card"


def test_a_keyboard_walks_from_card_to_card(visit):
    page = visit(PAGE)
    page.locator(ENTRY).first.focus()
    page.keyboard.press("Shift+Tab")
    titles = []
    for _ in range(3):
        page.keyboard.press("Tab")
        page.wait_for_function("document.activeElement.getAttribute('aria-describedby')")
        titles.append(card(page).split("\n\n")[1])
        focused = page.evaluate("(() => { const b = document.activeElement.getBoundingClientRect(); return [b.top, b.bottom, innerHeight]; })()")
        box = page.locator(CARD).bounding_box()
        assert box["y"] >= focused[1] - 1 or box["y"] + box["height"] <= focused[0] + 1 or len(page.evaluate("[...document.activeElement.getClientRects()]")) > 1
    assert titles[0] == "Retraction fiber" and len(set(titles)) == 3


def test_a_finger_shows_no_card_and_loads_nothing(visit):
    page = visit(PAGE, width=400, touch=True)
    files = watch(page)
    page.evaluate("addEventListener('click', (event) => event.preventDefault(), true)")
    page.locator(ENTRY).first.tap()
    page.locator(CITATION).first.tap()
    page.wait_for_timeout(700)
    assert page.locator(".preview").count() == 0 and files == []


def test_links_without_cards(visit):
    """The page itself, contents, listings that say the same already, and what is no entry."""
    page = visit(PAGE)
    hover(page, ENTRY)
    card(page)
    page.evaluate("document.querySelector('h1').innerHTML = '<a href=\"migrasome.html\">itself</a>'")
    for selector in ["h1 a", ".contents a", ".kind-label a"]:
        hover(page, selector)
        page.wait_for_timeout(600)
        assert page.locator(CARD).count() == 0, selector
    page = visit("concepts.html")
    hover(page, "a[href='concepts/migrasome.html']")
    page.wait_for_timeout(700)
    assert page.locator(CARD).count() == 0


@pytest.mark.parametrize("width", [320, 768, 1280])
def test_cards_stand_inside_the_window_and_beside_the_link(visit, width):
    page = visit(PAGE, width=width, height=640)
    for selector in [ENTRY, CITATION, ".neighbourhood svg a >> nth=0", ".neighbourhood svg a >> nth=-1", ".references a.to-entry >> nth=0", ".linked-from a >> nth=0"]:
        for fraction in (0.1, 0.9):
            page.locator(selector).first.evaluate(
                "(link, fraction) => scrollTo({top: scrollY + link.getBoundingClientRect().top - innerHeight * fraction, behavior: 'instant'})", fraction)
            page.mouse.move(1, 1)
            page.wait_for_timeout(250)
            page.locator(selector).first.hover()
            box, lines = card(page) and page.locator(CARD).bounding_box(), page.locator(selector).first.evaluate(
                "(link) => [...link.getClientRects()].map((b) => b.toJSON())")
            assert box["x"] >= 0 and box["x"] + box["width"] <= width, (selector, box)
            assert box["y"] >= 0 and box["y"] + box["height"] <= 640, (selector, box)
            assert all(box["y"] >= line["bottom"] - 1 or box["y"] + box["height"] <= line["top"] + 1 for line in lines), selector
            page.keyboard.press("Escape")
    assert page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") == 0


@pytest.mark.parametrize("fraction", [0.1, 0.7])
@pytest.mark.parametrize("line", [0, -1])
def test_a_card_covers_no_line_of_its_link(visit, fraction, line):
    page = visit(PAGE, width=320, height=640)
    page.evaluate("(selector) => { document.querySelector(selector).textContent = 'retraction fibers that are left behind '.repeat(4); }", ENTRY)
    page.locator(ENTRY).first.evaluate(
        "(link, fraction) => scrollTo({top: scrollY + link.getBoundingClientRect().top - innerHeight * fraction, behavior: 'instant'})", fraction)
    lines = page.locator(ENTRY).first.evaluate("(link) => [...link.getClientRects()].map((b) => b.toJSON())")
    assert len(lines) > 3
    page.mouse.move(lines[line]["left"] + 3, lines[line]["top"] + 5)
    card(page)
    box = page.locator(CARD).bounding_box()
    assert all(box["y"] >= part["bottom"] - 1 or box["y"] + box["height"] <= part["top"] + 1 for part in lines)


def test_results_have_no_cards(visit):
    """They would hide the words by which the next result was found."""
    page = visit("search.html")
    files = watch(page)
    page.fill(".search-form input", "tspan4 fibroblast")
    page.wait_for_selector("[data-result] >> nth=1")
    hover(page, "[data-result]")
    page.wait_for_timeout(600)
    page.focus(".search-form input")
    page.keyboard.press("ArrowDown")
    page.wait_for_timeout(600)
    assert page.locator(".preview").count() == 0 and files == []


def test_nothing_of_it_is_printed(visit):
    page = visit(PAGE)
    hover(page, ENTRY)
    card(page)
    page.emulate_media(media="print")
    assert not page.is_visible(".preview")


def test_every_link_of_a_page_finds_its_card(visit, entry_page):
    page = visit(entry_page)
    page.evaluate(
        """() => { window.lost = [];
        const links = [...document.querySelectorAll("main a[href]")].filter((a) => /^(\\.\\.\\/)?(concepts|papers|pages)\\/[^/]+\\.html/.test(a.getAttribute("href")));
        window.paths = [...new Set(links.map((a) => a.getAttribute("href").replace(/^(\\.\\.\\/)/, "").replace(/#.*/, "")))]; }"""
    )
    cards = {}
    for path in visit.site.path("cards").glob("*.js"):
        cards.update(read(path)[1])
    assert [path for path in page.evaluate("paths") if path not in cards] == []


# MARK: A copy, to be changed


def read(path):
    """The start of a file of cards, and the cards."""
    text = path.read_text(encoding="utf-8")
    start, end = text.index(",") + 1, text.rindex(")")
    return text[:start], json.loads(text[start:end])


@pytest.fixture
def copy(site, tmp_path):
    for folder in ["assets", "cards"]:
        shutil.copytree(site.path(folder), tmp_path / folder)
    (tmp_path / "concepts").mkdir()
    shutil.copy(site.path(PAGE), tmp_path / PAGE)
    return tmp_path


def change(folder, entry, card_of):
    """Gives an entry another card."""
    for path in folder.glob("cards/*.js"):
        start, cards = read(path)
        if entry in cards:
            cards[entry] = card_of(cards[entry])
            path.write_text(start + json.dumps(cards) + ");", encoding="utf-8")
            return
    raise AssertionError(entry)


HOSTILE = '<img src=x onerror="window.hacked=1">"\'&amp;</script><script>window.hacked=1</script>'


def test_hostile_words_are_shown_as_they_are(visit, copy):
    change(copy, "concepts/retraction-fiber.html", lambda card: [HOSTILE, HOSTILE, HOSTILE, HOSTILE, HOSTILE])
    page = visit(copy / PAGE)
    hover(page, ENTRY)
    text = card(page)
    page.wait_for_timeout(200)
    # Of a title, entities are read; there is nothing else in it that becomes an element.
    assert HOSTILE in text and HOSTILE.replace("&amp;", "&") in text
    assert page.locator(".preview img, .preview script").count() == 0
    assert page.evaluate("window.hacked") is None


def test_a_retraction_is_marked_and_titles_keep_their_markup(visit, copy):
    change(copy, "papers/ma2015.html", lambda card: [card[0], "<i>In vivo</i> Ca<sup>2+</sup> &amp; &lt;b&gt;", *card[2:4], "retracted"])
    page = visit(copy / PAGE)
    hover(page, CITATION)
    card(page)
    assert page.inner_text(".preview .retraction") == "retracted"
    assert page.inner_html(".preview-title").startswith("<i>In vivo</i> Ca<sup>2+</sup> &amp; &lt;b&gt;")


def test_a_footnote_shows_its_note(visit, copy):
    path = copy / PAGE
    text = path.read_text(encoding="utf-8")
    text = text.replace("</h1>", '</h1><p>Words<sup class="footnote"><a id="fnref:1" href="#fn:1">1</a></sup></p>', 1).replace(
        "</main>",
        '<section class="footnotes" aria-label="Footnotes"><ol><li id="fn:1"><a class="footnote-back" href="#fnref:1" '
        'aria-label="Back to the text">↑</a> <p>A note with <a id="inner" href="https://example.org/">a link</a>.</p></li></ol></section></main>', 1)
    path.write_text(text, encoding="utf-8")
    page = visit(path)
    files = watch(page)
    hover(page, "#fnref\\:1")
    assert card(page) == "A note with a link."
    assert page.locator("#inner").count() == 1 and page.locator(".preview [id]").count() == 0
    assert [name for name in files if name.startswith("cards")] == []
    # The pointer reaches the link in the note.
    hover(page, ".preview a")
    page.wait_for_timeout(500)
    assert page.is_visible(".preview a")


def test_without_its_files_a_citation_shows_the_reference_and_an_entry_nothing(visit, copy):
    shutil.rmtree(copy / "cards")
    page = visit(copy / PAGE)
    hover(page, ENTRY)
    page.wait_for_timeout(700)
    assert page.locator(CARD).count() == 0
    hover(page, CITATION)
    assert card(page).startswith("Ma L,") and "Notes on this paper" not in page.inner_text(CARD)


@pytest.mark.parametrize("href", ["http://example.org:99999/", "http://[", "#ref:%zz", "#fn:%"])
def test_addresses_that_cannot_be_read_have_no_card(visit, copy, href):
    path = copy / PAGE
    path.write_text(path.read_text(encoding="utf-8").replace("</h1>", '</h1><p>Go <a id="odd" href="%s">there</a>.</p>' % href, 1), encoding="utf-8")
    page = visit(path)
    hover(page, ENTRY)
    card(page)
    hover(page, "#odd")
    gone(page)
    # The copy has neither search nor pictures.
    assert [error for error in page.errors if not error.startswith("Failed to load resource")] == []


# MARK: Firefox, with the pointer alone: a headless window of it is never in front, so that nothing in it has the focus

DESCRIBED = "document.querySelector('[aria-describedby]')?.textContent"
SHOWN = "Boolean(document.querySelector('.preview:not([hidden])'))"


@pytest.mark.firefox
def test_hover_escape_and_leaving_in_firefox(firefox, site):
    firefox.open(site.path(PAGE))
    firefox.move(5, 5)
    # Firefox lists no requests from file://; scripts and style sheets that are asked for stand in the page.
    loaded = "document.querySelectorAll('script[src*=\"cards\"], link[href*=\"previews\"]').length"
    assert firefox.evaluate(loaded) == 0
    firefox.hover(ENTRY)
    firefox.wait_for(SHOWN)
    assert firefox.evaluate(loaded) == 3
    assert firefox.evaluate("document.querySelector('.preview').innerText").startswith("CONCEPT · STRUCTURE")
    assert firefox.evaluate(DESCRIBED) == "retraction fibers"
    firefox.press("Escape")
    assert not firefox.evaluate(SHOWN)
    firefox.move(5, 5)
    firefox.hover(CITATION)
    firefox.wait_for(SHOWN)
    assert "Liang Ma" in firefox.evaluate("document.querySelector('.preview').innerText")
    firefox.hover("h1")
    firefox.wait_for("!" + SHOWN)
    assert firefox.errors == []
