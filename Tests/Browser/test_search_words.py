"""The words of search: the reader in the browser cuts text as the generator does (docs/search-words.md)."""
import json
from pathlib import Path

import pytest

CASES = json.loads((Path(__file__).parent.parent / "Fixtures/search/tokens.json").read_text(encoding="utf-8"))

LOAD = """new Promise((resolve, reject) => {
  const script = document.createElement("script");
  script.src = "assets/search-words.js";
  script.onload = () => resolve(true);
  script.onerror = reject;
  document.head.append(script);
})"""

# For each case: the name, all words, and what is left of a query.
CUT = """(cases) => cases.map(({ text, query }) => {
  const units = _lw.words.units(text);
  return [units.flatMap((unit) => unit.names).join(" ").slice(0, 80), units.flatMap((unit) => unit.terms), _lw.words.withoutPrefix(query ?? text)];
})"""

STOPWORDS = set(
    "a about an and are as at be been but by can could did do doe for from had has have how in into is it its of on or our "
    "should than that the their there these they this to was we were what when where which who whose why with would".split()
)


def wrong(results):
    """The cases that were cut otherwise."""
    assert len(results) == len(CASES)
    found = []
    for case, (name, words, query) in zip(CASES, results):
        body = [word for word in words if word not in STOPWORDS]
        if (name, body, query) != (case["name"], case["body"], case["text"]):
            found.append({"case": case, "name": name, "body": body, "query": query})
    return found


def test_there_are_enough_cases():
    assert len(CASES) >= 200


def test_words_in_chromium(visit):
    page = visit("index.html")
    assert page.evaluate(LOAD)
    assert wrong(page.evaluate(CUT, CASES)) == []


@pytest.mark.firefox
def test_words_in_firefox(firefox, site):
    firefox.open(site.path("index.html"))
    assert firefox.evaluate(LOAD)
    assert wrong(firefox.evaluate("(%s)(%s)" % (CUT, json.dumps(CASES)))) == []
