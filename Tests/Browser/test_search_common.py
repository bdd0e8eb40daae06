"""Words of very many entries, of which the index lists the best alone: an index made by hand after docs/search-index.md, since
the base is too small for such words."""
import json
import shutil

import pytest

from test_search import FIELD, RESULTS, SETTLED, search, status

ALPHABET = [chr(code) for code in range(0x20, 0x7F) if chr(code) not in '"\\`']
ENTRIES = 1300
OLD, SAID = [700, 701], range(600, 620)


def number(value):
    text = ALPHABET[value % 64]
    value //= 64
    while value > 0:
        value -= 1
        text = ALPHABET[64 + value % 28] + text
        value //= 28
    return text


def shared(strings):
    """A list of strings; each gives the beginning of its record, which its rest follows."""
    before, output = "", ""
    for string, rest in strings:
        same = next((i for i, (a, b) in enumerate(zip(before, string)) if a != b), min(len(before), len(string)))
        output += number(same) + number(len(string) - same) + string[same:] + rest
        before = string
    return output


def term(entries, count=None):
    """A record of a term that stands in no name: how many entries have it, and those that are listed."""
    before, output = -1, number((count or len(entries)) * 4)
    for entry in entries:
        output += number((entry - before - 1) * 4)
        before = entry
    return output


def text(entry):
    return "Here stands usual common." if entry in SAID else "Here stands common, and usual beside it."


@pytest.fixture(scope="module")
def common_site(site, tmp_path_factory):
    """1,300 papers: `common` and `usual` stand in all of their texts, and are listed for 256 of them."""
    folder = tmp_path_factory.mktemp("common")
    shutil.copytree(site.path("assets"), folder / "assets")
    shutil.copy(site.path("search.html"), folder)
    years = {":year:%d" % year: term([entry for entry in range(ENTRIES) if entry not in OLD and 1980 + entry % 40 == year]) for year in range(1980, 2020)}
    terms = {":type:paper": term(range(ENTRIES)), ":year:1971": term(OLD), "common": term(range(256), 1200), "rare": term([5, 900]), "usual": term(range(100, 356), 1100), **years}
    root = {"v": 3, "h": "x", "n": ENTRIES, "nt": len(terms), "is": [16, 4], "q": [[[1]], [[1]]], "stop": ["the"], "d": [0]}
    none = number(0) + number(0)
    files = {"t/0": shared(sorted(terms.items())), "n/0": shared([("zzz", number(0))]), "r/f0": "", "r/r0": "", "short": ""}
    entries = [["Entry %d" % entry, "e%d.html" % entry, "paper", 1971 if entry in OLD else 1980 + entry % 40, [], [], text(entry), "", [], ""] for entry in range(ENTRIES)]
    for key, payload in {"root": {**root, **{name: none for name in ("t", "n_", "f", "r")}}, "d/0": entries, **files}.items():
        path = folder / "search" / ("root.js" if key == "root" else "x/%s.js" % key)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("_lw(%s,%s);" % (json.dumps(key), json.dumps(payload, ensure_ascii=False)), encoding="utf-8")
    return folder / "search.html"


def test_a_common_word_leaves_the_choice_to_a_filter(visit, common_site):
    page = visit(common_site)
    assert sorted(search(page, "common year:1971 ")) == ["e700.html", "e701.html"]
    assert status(page) == "2 entries"
    assert page.inner_text(".search-notes") == "Only for the order, as very many entries have it: common."
    # A rarer word chooses still.
    assert search(page, "common rare year:1971 ") == [] and search(page, "common rare ") == ["e5.html", "e900.html"]
    assert search(page, "zzqqzz year:1971 ") == [] and page.errors == []


def test_a_phrase_of_common_words_is_looked_for_in_all_entries(visit, common_site):
    page = visit(common_site)
    found = search(page, '"usual common"')
    while page.is_visible(".more-results"):
        page.click(".more-results")
        page.wait_for_timeout(200)
        found = page.evaluate(RESULTS)
    assert sorted(found) == sorted("e%d.html" % entry for entry in SAID)
    assert status(page) == "20 entries" and page.inner_text(".search-notes") == ""
    # A word that no entry has is in no phrase.
    search(page, '"usual zzqqzz"')
    assert status(page) == "No entries found" and not page.is_visible(".more-results")


def test_a_list_that_is_cut_says_so(visit, common_site):
    page = visit(common_site)
    search(page, "common ")
    assert status(page) == "More than 256 entries" and page.inner_text(".search-notes") == ""
    search(page, "rare ")
    assert status(page) == "2 entries"


def test_a_filter_without_words_lists_the_newest_first(visit, common_site):
    page = visit(common_site)
    search(page, "type:paper")
    details = page.locator(".results .detail").all_inner_texts()
    assert len(details) == 10 and all(detail.endswith("2019") for detail in details)
    assert status(page) == "1300 entries" and page.inner_text(".search-notes") == ""
    page.fill(FIELD, "year:1970-1980")
    page.wait_for_function(SETTLED, arg="year:1970-1980")
    assert page.locator(".results .detail").all_inner_texts()[0].endswith("1980")
