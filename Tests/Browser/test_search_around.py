"""What stands around a search from file://: a field on every page, the way back, the lists of filters, the same in Firefox."""
import json
import shutil

import pytest

FIELD = ".search-form input"
BOX = ".search-box input"
SETTLED = "(query) => document.querySelector('.search-status').dataset.query === query"
RESULTS = "Array.from(document.querySelectorAll('[data-result]'), (link) => link.getAttribute('href'))"
HOSTILE = '<img src=x onerror="window.hacked=1">"\'&amp;</script><script>window.hacked=1</script>'


def search(page, query):
    page.fill(FIELD, query)
    page.wait_for_function(SETTLED, arg=query)
    return page.evaluate(RESULTS)


def look_up(visit, words, option="[role=option]"):
    """A page on which words were typed into the field of the masthead and answered."""
    page = visit("concepts/podocyte.html")
    page.keyboard.press("/")
    page.keyboard.type(words)
    page.wait_for_selector(option)
    return page


def test_every_kind_of_page_has_a_field(visit, kind_page):
    page = visit(kind_page)
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.type") == "search"
    page.keyboard.type("tspan4")
    if page.locator(BOX).count():
        page.wait_for_selector("[role=option][aria-selected]")
        assert page.locator("[role=option] >> nth=0").get_attribute("href").endswith("concepts/tspan4.html")
    else:
        page.wait_for_function(SETTLED, arg="tspan4")
        assert page.evaluate(RESULTS)[0] == "concepts/tspan4.html"
    assert page.errors == [] and page.outside == []


def test_control_k_chooses_what_stands_in_the_field(visit):
    page = visit("concepts/podocyte.html")
    page.keyboard.press("Control+k")
    page.keyboard.type("lysosome")
    page.evaluate("document.activeElement.blur()")
    page.keyboard.press("Control+k")
    page.keyboard.type("x")
    assert page.input_value(BOX) == "x"


def test_enter_does_not_open_the_answer_to_an_older_text(visit):
    page = look_up(visit, "tspan4", "[role=option][aria-selected]")
    page.evaluate("() => { _lw.search = () => new Promise(() => {}); }")
    page.keyboard.type(" zebrafish")
    assert page.locator("[aria-selected]").count() == 0 and page.get_attribute(BOX, "aria-activedescendant") is None
    page.keyboard.press("Enter")
    page.wait_for_url("**/search.html?q=tspan4+zebrafish")


PRESS = """([selector, key, more]) => {
  const event = new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true, ...more });
  document.querySelector(selector).dispatchEvent(event);
  return event.defaultPrevented;
}"""
COMPOSING = [{"isComposing": True}, {"keyCode": 229}]


@pytest.mark.parametrize("more", COMPOSING, ids=["composing", "229"])
def test_keys_of_an_input_method_are_left_to_it(visit, more):
    page = look_up(visit, "tspan4", "[role=option][aria-selected]")
    chosen = page.get_attribute(BOX, "aria-activedescendant")
    for key in ["ArrowDown", "ArrowUp", "Escape", "Enter"]:
        assert not page.evaluate(PRESS, [BOX, key, more]), key
    assert page.get_attribute(BOX, "aria-activedescendant") == chosen and page.is_visible("[role=listbox]")
    page = visit("search.html")
    search(page, "tspan4")
    for key in ["ArrowDown", "Escape"]:
        assert not page.evaluate(PRESS, [FIELD, key, more]), key
    assert page.input_value(FIELD) == "tspan4" and page.evaluate("document.activeElement.name") == "q"
    page = visit("papers.html")
    page.fill(".filter input", "cell")
    assert not page.evaluate(PRESS, [".filter input", "Escape", more]) and page.input_value(".filter input") == "cell"


@pytest.mark.parametrize("held", ["Shift", "Control", "Alt", "Meta"])
def test_an_arrow_with_another_key_stays_in_the_field(visit, held):
    page = visit("search.html")
    search(page, "tspan4")
    page.focus(FIELD)
    page.keyboard.press(held + "+ArrowDown")
    assert page.evaluate("document.activeElement.name") == "q"


def test_the_way_back_leads_to_the_same_results(visit):
    page = visit("search.html")
    found = search(page, "curvature")
    page.wait_for_function("location.search === '?q=curvature'")
    page.click("[data-result] >> nth=1")
    page.wait_for_url("**/" + found[1])
    page.go_back()
    page.wait_for_function(SETTLED, arg="curvature")
    assert page.evaluate(RESULTS) == found and page.input_value(FIELD) == "curvature"


def test_the_way_back_from_a_quick_choice_leads_to_what_was_found(visit):
    page = visit("search.html")
    search(page, "exosome")
    page.wait_for_function("location.search === '?q=exosome'")
    page.evaluate(
        """(field) => new Promise((done) => { const input = document.querySelector(field); input.value = "curvature";
        input.dispatchEvent(new Event("input", { bubbles: true }));
        new MutationObserver(() => { const link = document.querySelector("[data-result]"); if (link) { link.click(); done(); } })
          .observe(document.querySelector(".search-status"), { attributes: true }); })""", FIELD)
    page.wait_for_url("**/concepts/**")
    page.go_back()
    page.wait_for_function(SETTLED, arg="curvature")
    assert page.url.endswith("?q=curvature")


def test_the_list_is_closed_when_the_page_is_left(visit):
    page = look_up(visit, "tspan")
    page.evaluate("dispatchEvent(new PageTransitionEvent('pagehide', { persisted: true }))")
    assert page.is_hidden("[role=listbox]") and page.get_attribute(BOX, "aria-expanded") == "false"


@pytest.mark.parametrize("key", [{"key": "K", "code": "KeyK"}, {"key": "л", "code": "KeyK"}, {"key": "k", "code": "KeyE"}])
def test_control_k_works_on_every_keyboard(visit, key):
    page = visit("concepts/podocyte.html")
    assert page.evaluate(PRESS, ["body", key["key"], {"code": key["code"], "ctrlKey": True}])
    assert page.evaluate("document.activeElement.matches('%s')" % BOX)


def test_control_and_another_letter_is_left_alone(visit):
    page = visit("concepts/podocyte.html")
    for more in [{"key": "s", "code": "KeyK"}, {"key": "K", "code": "KeyK", "shiftKey": True}]:
        assert not page.evaluate(PRESS, ["body", more["key"], {"ctrlKey": True, **more}])


@pytest.mark.parametrize("name", ["search-words", "search-reader", "search-page", "search-box"])
def test_a_script_that_was_missing_is_loaded_at_the_next_letter(visit, site, tmp_path, name):
    for folder in ["assets", "concepts", "search"]:
        shutil.copytree(site.path(folder), tmp_path / folder)
    shutil.copy(site.path("search.html"), tmp_path)
    script, away = tmp_path / "assets" / (name + ".js"), tmp_path / "away"
    script.rename(away)
    isBox = name == "search-box"
    page, field = visit(tmp_path / ("concepts/podocyte.html" if isBox else "search.html")), BOX if isBox else FIELD
    page.focus(field)
    page.keyboard.type("tspan")
    page.wait_for_timeout(400)
    if not isBox:
        assert "Search does not work here" in page.inner_text(".search-status")
    away.rename(script)
    page.keyboard.type("4")
    if isBox:
        page.wait_for_selector("[role=option][aria-selected]")
    else:
        page.wait_for_function(SETTLED, arg="tspan4")
        assert page.evaluate(RESULTS)[0] == "concepts/tspan4.html" and page.locator(".search-notes + [aria-live]").count() == 1


def test_the_list_of_tags_chooses(visit, site):
    page = visit("search.html")
    tagged = {entry["page"] for entry in json.loads(site.text("data/entries.json")) if "tetraspanins" in entry.get("tags", [])}
    search(page, "migrasome")
    page.select_option("select[name=tag]", "tetraspanins")
    page.wait_for_function("location.search === '?q=migrasome&tag=tetraspanins'")
    found = page.evaluate(RESULTS)
    assert found and set(found) <= tagged
    page.reload()
    page.wait_for_function(SETTLED, arg="migrasome")
    assert page.evaluate(RESULTS) == found and page.input_value("select[name=tag]") == "tetraspanins"


def test_marks_are_the_words_that_were_searched(visit):
    page = visit("search.html")
    search(page, "tspan4 curvature")
    marked = page.evaluate("Array.from(document.querySelectorAll('.snippet mark'), (mark) => mark.textContent.toLowerCase())")
    assert marked and all("tspan4" in words or "curv" in words for words in marked)


def test_a_question_is_answered_by_its_subject(visit):
    page = visit("search.html")
    assert search(page, "what is a migrasome")[0] == "concepts/migrasome.html"
    assert page.inner_text(".search-notes") == "Left out, as nearly every text has it: what, is, a."


@pytest.mark.parametrize("number", ["10.1038/cr.2014.135", "https://doi.org/10.1038/cr.2014.135", "PMID 25342562"])
def test_a_number_that_is_found_is_not_called_missing(visit, number):
    page = visit("search.html")
    assert search(page, number) == ["papers/ma2015.html"]
    assert page.inner_text(".search-notes") == ""


def test_a_beginning_is_not_taken_for_a_slip_of_two_letters(visit):
    """Who types "fibrosis" has not begun to type "fibroblast"."""
    page = visit("search.html")
    search(page, "fibrosis")
    assert "fibroblast" not in page.inner_text(".search-notes")


def test_the_quick_field_says_what_is_missing(visit, site, tmp_path):
    for folder in ["assets", "concepts"]:
        shutil.copytree(site.path(folder), tmp_path / folder)
    page = visit(tmp_path / "concepts/podocyte.html")
    page.keyboard.press("/")
    page.keyboard.type("migrasome")
    page.wait_for_selector("[role=option]")
    assert "Search does not work here" in page.inner_text("[role=option]")
    assert "search/root.js is missing or damaged" in page.inner_text(".search-box [role=status]")
    assert page.locator("[role=option]").get_attribute("href") == "../concepts.html"


def test_hostile_titles_are_text_in_the_quick_field(visit, site, tmp_path):
    for folder in ["assets", "concepts", "search"]:
        shutil.copytree(site.path(folder), tmp_path / folder)
    for path in tmp_path.glob("search/*/d/*.js"):
        text = path.read_text(encoding="utf-8")
        start, end = text.index(",") + 1, text.rindex(")")
        entries = [[HOSTILE, *entry[1:]] for entry in json.loads(text[start:end])]
        path.write_text(text[:start] + json.dumps(entries) + text[end:], encoding="utf-8")
    page = visit(tmp_path / "concepts/podocyte.html")
    page.keyboard.press("/")
    page.keyboard.type("migrasome")
    page.wait_for_selector("[role=option] >> nth=1")
    assert HOSTILE in page.inner_text("[role=option] >> nth=0")
    assert page.locator(".search-box img, .search-box script").count() == 0
    assert page.evaluate("window.hacked") is None


@pytest.mark.firefox
def test_snippets_notes_and_filters_in_firefox(firefox, site):
    settled = "document.querySelector('.search-status').dataset.query === %s"
    firefox.open(site.path("search.html"))
    firefox.press("/")
    firefox.wait_for("document.activeElement.type === 'search'")
    for key in "curvatrue":
        firefox.press(key)
    firefox.wait_for(settled % "'curvatrue'", 10)
    assert "No entry has curvatrue; showing curvature" in firefox.evaluate("document.querySelector('.search-notes').innerText")
    assert firefox.evaluate("document.querySelectorAll('.snippet mark').length") > 0
    assert ".html#" in firefox.evaluate("document.querySelector('.place a').href")
    firefox.evaluate(
        "(() => { const list = document.querySelector('select[name=type]'); list.value = 'paper'; "
        "list.dispatchEvent(new Event('input', { bubbles: true })); })()"
    )
    firefox.wait_for("location.search === '?q=curvatrue&type=paper'", 10)
    assert firefox.evaluate("[...document.querySelectorAll('[data-result]')].every((link) => link.getAttribute('href').startsWith('papers/'))")
    assert firefox.errors == []


def test_the_field_tells_how_many_entries_there_are(visit):
    """It shows eight of them."""
    page = look_up(visit, "migrasome")
    said = page.inner_text(".search-box [role=status]")
    count = page.evaluate("_lw.search('migrasome').then((found) => found.hits.length)")
    assert count > 8 and said.strip() == "%d entries." % count and page.locator("[role=option]").count() == 9
    page.fill(BOX, '"cell movement"')
    page.wait_for_function("document.querySelector('.search-options a:last-child').search.includes('movement')")
    assert page.inner_text(".search-box [role=status]").strip() == "%d entries." % (page.locator("[role=option]").count() - 1)


def test_more_results_pressed_twice_keeps_the_order(visit):
    page = visit("search.html")
    search(page, "migrasome")
    expected = page.evaluate("""async () => {
      const real = _lw.entry, found = await _lw.search("migrasome"), first = [];
      for (const hit of found.hits.slice(0, 30)) first.push((await real(hit))[1]);
      let asked = 0;
      _lw.entry = (number) => asked++ < 10 ? new Promise((done) => setTimeout(() => done(real(number)), 400)) : real(number);
      const more = document.querySelector(".more-results");
      more.click();
      more.click();
      return first;
    }""")
    page.wait_for_timeout(900)
    shown = page.evaluate(RESULTS)
    assert len(shown) >= 20 and shown == expected[: len(shown)]
    page.click(".more-results")
    page.wait_for_function("(n) => document.querySelectorAll('[data-result]').length > n", arg=len(shown))


@pytest.mark.parametrize("width", [320, 768, 1024, 1280])
@pytest.mark.parametrize("head", [
    {"title": "Wiki of the Laboratory of Extracellular Vesicles, Tsinghua University"}, {"links": 9}, {"size": "200%"}, {},
], ids=["long title", "many links", "large letters", "as it is"])
def test_the_list_of_the_field_leaves_the_field_in_sight(visit, width, head):
    page = visit("concepts/podocyte.html", width=width)
    page.evaluate("""({ title, links, size }) => {
      if (title) document.querySelector(".site-name").textContent = title;
      const list = document.querySelector(".masthead ul");
      while (list.children.length < (links ?? 0)) list.append(list.children[0].cloneNode(true));
      if (size) document.documentElement.style.fontSize = size;
    }""", head)
    page.keyboard.press("/")
    page.keyboard.type("tspan4")
    page.wait_for_selector("[role=option]")
    field, options = page.locator(BOX).bounding_box(), page.locator("[role=listbox]").bounding_box()
    below = options["y"] - field["y"] - field["height"]
    assert 0 <= below < 12 and options["x"] >= 0 and options["x"] + options["width"] <= width


def test_the_way_back_shows_as_many_results_as_stood_there(visit):
    page = visit("search.html")
    search(page, "migrasome")
    page.click(".more-results")
    page.wait_for_function("document.querySelectorAll('[data-result]').length === 20")
    assert page.title().startswith("migrasome | ")
    link = page.locator("[data-result] >> nth=13")
    address = link.get_attribute("href")
    link.click()
    page.wait_for_url("**/" + address + "*")
    page.go_back()
    page.wait_for_function("document.querySelectorAll('[data-result]').length === 20")
    assert page.is_visible(".more-results") and page.input_value(FIELD) == "migrasome"
    page.wait_for_timeout(300)
    assert page.evaluate("(() => { const box = document.querySelectorAll('[data-result]')[13].getBoundingClientRect(); return box.top > 0 && box.bottom < innerHeight; })()")
    search(page, "cell")
    assert page.locator("[data-result]").count() == 10


def test_other_ways_in_stand_below_results_too(visit):
    page = visit("search.html")
    search(page, "migrasome")
    assert page.is_visible(".search-help") and page.is_visible(".search-ways a[href='claims.html']")
    page.emulate_media(media="print")
    assert page.is_hidden(".search-ways")
    assert page.evaluate("getComputedStyle(document.querySelector('.search-status'), '::before').content") in ('"migrasome · "', '"migrasome" " · "')


def test_the_field_names_the_alias_that_was_found(visit):
    page = look_up(visit, "normal rat kidney")
    details = page.locator("[role=option] .detail").all_inner_texts()
    assert any("normal rat kidney" in detail.lower() for detail in details), details
    assert "·" not in look_up(visit, "tspan4").inner_text("[role=option] >> nth=0 >> .detail")
