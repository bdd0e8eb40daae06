"""The theme switch: three states by keyboard, kept for the next page, and set before the first paint."""
import pytest

PAGE_COLOUR = "getComputedStyle(document.body).backgroundColor"
# What the theme was when the body came into being: nothing is painted before.
AT_BODY = """new MutationObserver((changes, observer) => {
  if (document.body) { window.themeAtBody = document.documentElement.dataset.theme || "system"; observer.disconnect(); }
}).observe(document, {childList: true, subtree: true});"""


def test_three_states_by_keyboard(visit):
    page = visit("index.html", theme="light", init=AT_BODY)
    light = page.evaluate(PAGE_COLOUR)
    page.focus(".theme-button")
    names = []
    for _ in range(3):
        names.append(page.inner_text(".theme-button"))
        page.keyboard.press("Space")
    assert [name.split()[-1] for name in names] == ["System", "Light", "Dark"]
    assert page.evaluate(PAGE_COLOUR) == light
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    dark = page.evaluate(PAGE_COLOUR)
    assert dark != light
    # The next page is dark before anything is painted, though the system is light.
    page.goto(page.url.replace("index.html", "concepts.html"))
    assert page.evaluate("window.themeAtBody") == "dark"
    assert page.evaluate(PAGE_COLOUR) == dark
    page.focus(".theme-button")
    page.keyboard.press("Enter")
    assert page.evaluate(PAGE_COLOUR) == light


@pytest.mark.firefox
def test_the_choice_is_kept_for_the_page_in_firefox(firefox, site):
    firefox.open(site.path("index.html"))
    first = firefox.evaluate(PAGE_COLOUR)
    colours = []
    for theme in ("light", "dark"):
        firefox.click(**firefox.middle(".theme-button"))
        firefox.wait_for("document.documentElement.dataset.theme === '%s'" % theme)
        colours.append(firefox.evaluate(PAGE_COLOUR))
    # Firefox keeps the storage of each file apart: the choice holds for the page, and everywhere on a host.
    firefox.open(site.path("index.html"))
    assert firefox.evaluate(PAGE_COLOUR) == colours[-1]
    firefox.click(**firefox.middle(".theme-button"))
    firefox.wait_for("!document.documentElement.dataset.theme")
    assert firefox.evaluate(PAGE_COLOUR) == first
    assert len(set(colours)) == 2
