"""What scripts say stands in `phrase`, which the build puts into the words of a base: nothing of it is said otherwise."""
import re

import pytest

from test_search import search
from test_map import LISTENER, MAP, path_on, settled

# Everything that `phrase` gives stands between marks.
MARKED = """{
  let given;
  Object.defineProperty(window, "phrase", { set: (made) => { given = made; }, get: () => (words, values) => "«" + given(words, values) + "»" });
}"""


def unmarked(text):
    """The words of a text outside of marks, innermost marks first, and what stands between words."""
    while "«" in text:
        text, count = re.subn("«[^«»]*»", "", text, flags=re.S)
        assert count, text
    return re.findall(r"[^\W\d_]+|[.,:;“”]", text)


def test_the_theme_button(visit):
    page = visit("index.html", init=MARKED)
    names = []
    for _ in range(3):
        names.append(page.evaluate("document.querySelector('.theme-button').lastChild.data"))
        page.click(".theme-button")
    assert names == ["«System»", "«Light»", "«Dark»"]


def test_the_buttons_that_copy(visit):
    page = visit("papers/ma2015.html", init=MARKED)
    labels = page.eval_on_selector_all("button.copy", "(buttons) => buttons.map((button) => button.getAttribute('aria-label'))")
    assert labels and all(label.startswith("«Copy ") and unmarked(label) == [] for label in labels)
    page.click(".cite-this button.copy >> nth=0")
    page.wait_for_function("/«.+»/.test(document.querySelector('.cite-this [role=status]').textContent)")


def test_the_filter_of_a_list(visit):
    page = visit("concepts.html", init=MARKED)
    page.fill(".filter input", "integrin")
    page.wait_for_function("/^«\\d+ of \\d+»$/.test(document.querySelector('.filter [role=status]').textContent)")


def test_the_label_of_a_filter_stays_on_one_line(visit):
    """Words of Chinese and Japanese may be broken anywhere."""
    page = visit("concepts.html", width=360)
    assert page.evaluate("""() => {
      const words = document.querySelector(".filter label").firstChild, range = document.createRange();
      words.data = "絞り込み ";
      range.selectNodeContents(words);
      return new Set([...range.getClientRects()].map((box) => box.top)).size;
    }""") == 1


@pytest.mark.parametrize("query", [
    "", "migrasome", "migrasmoe", "zzqqzzq migrasome", "zzqqzzq", "what is a migrasome", "type:paper year:2015-2020 the", "migrasomes osmosis zebrafish kidney",
    "tag:biogenesis", "tsapn4 of cells", "integrin",
])
def test_the_search_page(visit, query):
    page = visit("search.html", init=MARKED)
    search(page, query)
    said = page.inner_text(".search-status") + page.inner_text(".search-notes")
    assert unmarked(said) == [] and (said or not query)
    for place in page.locator(".results .place").all_inner_texts():
        assert place.startswith("«In ")


def test_the_search_box(visit):
    page = visit("index.html", init=MARKED)
    for query, most in (("migrasmoe", 9), ("zzqqzzq", 1)):
        page.fill(".search-box input", query)
        page.wait_for_function("(query) => document.querySelector('.search-options a:last-child')?.search === '?q=' + query", arg=query)
        assert unmarked(page.inner_text(".search-options a:last-child")) == []
        assert unmarked(page.inner_text(".search-box [role=status]")) == []
        details = page.locator(".search-options a:not(:last-child) .detail").all_inner_texts()
        assert len(details) < most and all(re.match("«(concept|paper|page)»", detail, re.I) for detail in details)
    assert page.get_attribute(".search-options", "aria-label") == "«Entries»"


def test_the_map(visit):
    page = visit(MAP, init=MARKED + LISTENER)
    page.wait_for_selector("#map[data-ready]")
    settled(page)
    assert page.get_attribute("canvas", "aria-label") == "«Map of the base»"
    assert unmarked(path_on(page, "Chemotaxis", "ROCK1")) == []
    for step in page.locator(".map-chain li").all_inner_texts():
        assert "«Evidence:»" in step or "«(no paper is cited)»" in step
    page.click("[data-move=in]")
    page.wait_for_function("document.querySelector('#map [aria-live]').textContent")
    said = page.inner_text("#map [aria-live]")
    assert re.match("«[0-9]+ entr.*»«: ».*»$", said)
    page.fill("#map-from", "zzqqzzq")
    page.keyboard.press("Enter")
    page.wait_for_function("/has this name/.test(document.querySelector('#map [role=status]').textContent)")
    assert unmarked(page.inner_text("#map [role=status]")) == []
    page.select_option("#map-relation", index=1)
    assert unmarked(page.inner_text("#map [role=status]")) == []
