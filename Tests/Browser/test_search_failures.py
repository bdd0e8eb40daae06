"""Search with hostile queries and titles, and with files of the index that are missing, damaged or of another format."""
import json
import shutil

import pytest

FIELD = ".search-form input"

SETTLED = "(query) => document.querySelector('.search-status').dataset.query === query"


@pytest.fixture
def copy(site, tmp_path):
    """A copy of what search needs, to be damaged."""
    shutil.copy(site.path("search.html"), tmp_path)
    for folder in ["assets", "search"]:
        shutil.copytree(site.path(folder), tmp_path / folder)
    return tmp_path


def search(visit, folder, query):
    page = visit(folder / "search.html")
    page.fill(FIELD, query)
    page.wait_for_function(SETTLED, arg=query)
    return page


def remove(folder, pattern):
    found = list(folder.glob(pattern))
    assert found, pattern
    for path in found:
        path.unlink()


@pytest.mark.parametrize(
    "pattern, query",
    [("search/root.js", "migrasome"), ("search/*/short.js", "mi"), ("search/*/t/*.js", "migrasome"), ("search/*/n/*.js", "migrasome"),
     ("search/*/r/*.js", "migrsaome")],
)
def test_a_missing_file_is_said(visit, copy, pattern, query):
    remove(copy, pattern)
    page = search(visit, copy, query)
    assert "Search does not work here" in page.inner_text(".search-status")
    assert "is missing or damaged" in page.inner_text(".search-notes")
    assert page.is_visible(".search-ways")


def test_a_missing_entry_is_said_in_its_place(visit, copy):
    remove(copy, "search/*/d/0.js")
    page = search(visit, copy, "type:concept")
    assert "d/0.js is missing or damaged" in page.inner_text(".results li:first-child")
    assert page.locator("[data-result]").count() > 0


def test_a_damaged_file_is_said(visit, copy):
    for path in copy.glob("search/*/t/*.js"):
        path.write_text(path.read_text(encoding="utf-8")[:200], encoding="utf-8")
    page = search(visit, copy, "migrasome")
    assert "is missing or damaged" in page.inner_text(".search-notes")


def test_another_format_is_said(visit, copy):
    root = copy / "search/root.js"
    root.write_text(root.read_text(encoding="utf-8").replace('"v":3', '"v":99'), encoding="utf-8")
    page = search(visit, copy, "migrasome")
    assert "data is of another version" in page.inner_text(".search-notes")


def test_an_older_search_that_fails_leaves_the_options_of_a_newer_one(visit):
    page = visit("concepts/migrasome.html")
    page.keyboard.press("/")
    page.wait_for_function("window._lw.search && document.querySelector('[role=combobox]')")
    page.evaluate(
        """() => { const real = _lw.search;
        _lw.search = (query) => query === "older" ? new Promise((_, fail) => { window.fail = () => fail(Error("late")); }) : real(query); }""")
    page.keyboard.type("older")
    page.wait_for_function("Boolean(window.fail)")
    page.fill("[role=combobox]", "retraction fiber")
    page.wait_for_selector("[role=option] >> nth=1")
    options = page.inner_text("[role=listbox]")
    page.evaluate("fail()")
    page.wait_for_timeout(100)
    assert page.inner_text("[role=listbox]") == options and options.startswith("Retraction fiber")
    # A search that fails after the field was emptied opens nothing.
    page.fill("[role=combobox]", "older")
    page.fill("[role=combobox]", "")
    page.evaluate("fail()")
    page.wait_for_timeout(100)
    assert not page.is_visible("[role=listbox]")


LATE = """() => { const real = _lw.search;
    _lw.search = (query) => new Promise((answer) => { window.answer = () => { window.answer = null; answer(real(query)); }; }); }"""


@pytest.mark.parametrize("key", ["Tab", "Escape"])
def test_an_answer_that_comes_after_the_field_was_left_opens_nothing(visit, key):
    page = visit("concepts/migrasome.html")
    page.keyboard.press("/")
    page.wait_for_function("window._lw.search && document.querySelector('[role=combobox]')")
    page.evaluate(LATE)
    page.keyboard.type("retraction")
    page.keyboard.press(key)
    page.evaluate("answer()")
    page.wait_for_timeout(300)
    assert not page.is_visible("[role=listbox]") and page.get_attribute("[role=combobox]", "aria-expanded") == "false"
    # Whoever comes back gets the answer.
    page.fill("[role=combobox]", "")
    page.fill("[role=combobox]", "retraction fiber")
    page.evaluate("answer()")
    page.wait_for_selector("[role=option] >> nth=1")
    assert page.errors == []


def test_a_field_that_was_left_before_its_script_came_opens_nothing(visit):
    page = visit("concepts/migrasome.html")
    page.evaluate(
        """() => { const field = document.querySelector("[type=search]");
        field.focus(); field.value = "retraction fiber"; field.blur(); }""")
    page.wait_for_function("window._lw.search && document.querySelector('[role=combobox]')")
    page.wait_for_timeout(300)
    assert not page.is_visible("[role=listbox]")
    page.focus("[role=combobox]")
    page.wait_for_selector("[role=option] >> nth=1")


def test_an_older_search_of_the_page_that_fails_leaves_the_results_of_a_newer_one(visit):
    page = search(visit, visit.site.root, "migrasome")
    page.evaluate(
        """() => { const real = _lw.search;
        _lw.search = (query) => query === "older" ? new Promise((_, fail) => { window.fail = () => fail(Error("late")); }) : real(query); }""")
    page.fill(FIELD, "older")
    page.fill(FIELD, "retraction fiber")
    page.wait_for_function(SETTLED, arg="retraction fiber")
    results = page.inner_text(".results")
    page.evaluate("fail()")
    page.wait_for_timeout(100)
    assert page.inner_text(".results") == results and "does not work" not in page.inner_text(".search-status")


HOSTILE = '<img src=x onerror="window.hacked=1">"\'&amp;</script><script>window.hacked=1</script>'


def test_hostile_titles_and_texts_are_shown_as_they_are(visit, copy):
    for path in copy.glob("search/*/d/*.js"):
        text = path.read_text(encoding="utf-8")
        start, end = text.index(",") + 1, text.rindex(")")
        entries = json.loads(text[start:end])
        for entry in entries:
            entry[0], entry[4], entry[6], entry[7] = HOSTILE, [HOSTILE], entry[6] + HOSTILE + " migrasome " + HOSTILE, HOSTILE
            for heading in entry[5]:
                heading[0] = HOSTILE
        path.write_text(text[:start] + json.dumps(entries) + text[end:], encoding="utf-8")
    page = search(visit, copy, "migrasome")
    page.wait_for_timeout(200)
    assert page.inner_text("[data-result] >> nth=0") == HOSTILE
    assert page.locator(".results img, .results script").count() == 0
    assert page.evaluate("window.hacked") is None


@pytest.mark.parametrize(
    "query",
    [HOSTILE, '"' + HOSTILE, "constructor", "__proto__ toString hasOwnProperty", "(((((", "\\", "a" * 5000, "migrasome " * 300,
     "\ud800x", "type:", 'tag:"', "year:2019-", 'type:"paper', "%00 %2e%2e/", "../../root", "\u202emigrasome", "迁移体", "🧬", "  "],
    ids=range(19),
)
def test_hostile_queries_run_no_script_and_break_nothing(visit, query):
    page = visit("search.html")
    page.focus(FIELD)
    page.evaluate(
        "(query) => { const field = document.querySelector('.search-form input'); field.value = query; "
        "field.dispatchEvent(new Event('input', { bubbles: true })); }",
        query,
    )
    page.wait_for_function("document.querySelector('.search-status').dataset.query === document.querySelector('.search-form input').value")
    assert page.evaluate("window.hacked") is None
    assert "does not work" not in page.inner_text(".search-status")
    assert page.locator(".results img, .search-notes img").count() == 0
    assert page.errors == [] and page.outside == []
