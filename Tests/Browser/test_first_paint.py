"""Nothing moves after the first paint, and what is done before the scripts arrive counts.

A fast machine runs the deferred scripts before it paints, and then reports no layout shift. So these tests compare layouts: that
of a page whose deferred scripts never come, which is what is painted first, and that of the page as it is.
"""
import re

import pytest

WIDTHS = (360, 768, 1280)
DEFERRED = re.compile(r"<script[^>]*\sdefer></script>\n?")
# What waits for the end of parsing comes after a first paint as well.
NOTHING_LATE = """document.addEventListener = ((add) => function (name, ...rest) {
  if (name !== "DOMContentLoaded") add.call(this, name, ...rest);
})(document.addEventListener);"""
# What stands in the masthead, and what stands below all that scripts fill in. Laid out in full, as on the way back.
PLACES = """() => {
  document.documentElement.classList.add("returned");
  const names = [".masthead", ".masthead > *", "main", "main > *", ".map-chain", ".cite-this > *", ".record", ".page-footer"];
  return names.flatMap((name) => [...document.querySelectorAll(name)].filter((element) => element.checkVisibility()).map((element) => {
    const box = element.getBoundingClientRect();
    return [name, element.className, ...[box.left, box.top + scrollY, box.width].map(Math.round)].join(" ");
  }));
}"""
# A choice that is stored, for this page alone.
STORED = "Storage.prototype.getItem = (key) => key === 'theme' ? '%s' : null;"
BUTTON = "document.querySelector('.theme-button').textContent"


@pytest.fixture
def before_scripts(site, tmp_path):
    """A copy of a page as it is before its deferred scripts have come; `change` is what else is done to its HTML."""

    def copy(address, change=lambda text: text):
        path = tmp_path / address
        path.parent.mkdir(parents=True, exist_ok=True)
        for folder in ("assets", "media", "search"):
            if site.path(folder).is_dir() and not (tmp_path / folder).exists():
                (tmp_path / folder).symlink_to(site.path(folder))
        text, count = DEFERRED.subn("", site.text(address))
        assert count
        path.write_text(change(text), encoding="utf-8")
        return path

    return copy


@pytest.mark.parametrize("theme", ["system", "dark"])
def test_scripts_move_nothing(visit, kind_page, before_scripts, theme):
    first = visit(before_scripts(kind_page), init=NOTHING_LATE + STORED % theme)
    page = visit(kind_page, init=STORED % theme)
    if page.locator("#map").count():
        page.wait_for_selector("#map[data-ready]")
    for width in WIDTHS:
        places = []
        for each in (first, page):
            each.set_viewport_size({"width": width, "height": 800})
            places.append(each.evaluate(PLACES))
        assert places[0] == places[1], "%d px" % width
    assert first.evaluate(BUTTON) == page.evaluate(BUTTON) == "Theme: " + theme.capitalize()


@pytest.mark.firefox
def test_scripts_move_nothing_in_firefox(firefox, site, before_scripts):
    for address in ("concepts/migrasome.html", "papers/ma2015.html", "search.html"):
        for width in WIDTHS:
            firefox.open(before_scripts(address), width=width)
            first = firefox.evaluate("(%s)()" % PLACES)
            firefox.open(site.path(address), width=width)
            assert firefox.evaluate("(%s)()" % PLACES) == first, "%s at %d px" % (address, width)


def test_the_theme_does_not_change_the_width_of_its_button(visit):
    page = visit("index.html")
    widths = set()
    for _ in range(3):
        widths.add(page.locator(".theme-button").bounding_box()["width"])
        page.click(".theme-button")
    assert len(widths) == 1


def test_without_scripts_the_masthead_has_a_link(visit, kind_page):
    page = visit(kind_page, scripts=False)
    assert page.is_visible(".search-link")
    assert not page.is_visible(".search-box") and not page.is_visible(".theme-button")
    page = visit(kind_page)
    assert page.is_visible(".theme-button")
    assert page.is_visible(".search-link") != page.is_visible(".search-box")
    assert page.locator("input[name=q]").count() == 1


ARRIVE = """() => {
  const script = document.createElement("script");
  script.src = "../assets/search.js";
  script.dataset.root = "../";
  document.head.append(script);
}"""


def test_what_was_typed_before_the_scripts_came_is_answered(visit, before_scripts):
    path = before_scripts("concepts/podocyte.html")
    page = visit(path)
    page.click(".search-box input")
    page.keyboard.type("retraction")
    page.evaluate(ARRIVE)
    page.wait_for_selector("[role=option] >> nth=1")
    assert page.input_value(".search-box input") == "retraction"
    # A field that waits for words has what the first ones need.
    page = visit(path)
    page.click(".search-box input")
    page.evaluate(ARRIVE)
    page.wait_for_function("Boolean(window._lw && _lw.search)")
    # Enter does not wait for scripts at all.
    before_scripts("search.html")
    page = visit(path)
    page.fill(".search-box input", "two words")
    page.press(".search-box input", "Enter")
    page.wait_for_url("**/search.html?q=two+words")


def test_a_masthead_that_has_only_the_link_keeps_it(visit, before_scripts):
    """Templates from before the field, and bases without search."""
    address = "concepts/podocyte.html"
    path = before_scripts(address, lambda text: re.sub(r"<form class=\"search-box.*?</form>|<button class=\"theme-button.*?</button>", "", text, flags=re.S))
    page = visit(path, init=STORED % "dark")
    assert page.evaluate("document.documentElement.dataset.theme") == "dark"
    page.goto(page.url + "?hl=podocyte")
    page.evaluate(ARRIVE)
    page.wait_for_function("CSS.highlights.size === 1")
    page.keyboard.press("/")
    assert page.is_visible(".search-link") and page.errors == []


def test_results_that_the_address_asks_for_push_nothing_aside(visit, site, before_scripts):
    waiting = "<style>.search-ways { animation-play-state: paused !important; }</style></head>"
    page = visit(before_scripts("search.html", lambda text: text.replace("</head>", waiting)))
    assert page.is_visible(".search-ways")
    page.goto(page.url + "?q=migrasome")
    assert not page.is_visible(".search-ways") and page.locator(".page-footer").bounding_box()["y"] > 800
    # Where no results come, the other ways do.
    before_scripts("search.html")
    page.reload()
    page.wait_for_selector(".search-ways", state="visible")
    page.goto(site.path("search.html").as_uri() + "?q=qqqqqqqqqqqq")
    page.wait_for_function("document.querySelector('.search-status').textContent === 'No entries found'")
    assert page.is_visible(".search-ways")


@pytest.mark.parametrize("fragment, is_whole", [("s:references", True), ("ref:ma2015", True), ("structure", False), ("", False)])
def test_a_place_below_the_text_has_all_before_it_laid_out_at_once(visit, site, fragment, is_whole):
    page = visit("404.html")
    page.add_init_script("""new MutationObserver((changes, observer) => {
      if (!document.body) return;
      window.atBody = document.documentElement.classList.contains("returned");
      observer.disconnect();
    }).observe(document, {childList: true, subtree: true});""")
    page.goto(site.path("concepts/migrasome.html").as_uri() + "#" + fragment)
    assert page.evaluate("window.atBody") == is_whole
