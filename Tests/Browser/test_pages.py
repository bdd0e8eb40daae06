"""Every kind of page opened from file://: no error, no request outside the folder, nothing that scrolls sideways."""
import pytest

SIDEWAYS = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no-scripts"])
def test_opens_in_chromium(visit, kind_page, scripts):
    page = visit(kind_page, scripts=scripts)
    page.wait_for_timeout(50)
    assert page.errors == []
    assert page.outside == []
    assert page.inner_text("h1")
    # Nothing that a reader needs is waiting for a script.
    assert len(page.inner_text("main")) > 40


@pytest.mark.firefox
def test_opens_in_firefox(firefox, site, kind_page):
    firefox.open(site.path(kind_page))
    assert firefox.errors == []
    assert firefox.evaluate("document.querySelector('h1').innerText")
    outside = firefox.evaluate(
        "performance.getEntriesByType('resource').map((entry) => entry.name).filter((name) => !name.startsWith(%r))"
        % (site.root.as_uri() + "/")
    )
    assert outside == []


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no-scripts"])
def test_nothing_scrolls_sideways_on_a_narrow_screen(visit, kind_page, scripts):
    page = visit(kind_page, width=320, height=640, scripts=scripts)
    assert page.evaluate(SIDEWAYS) == 0


@pytest.mark.firefox
def test_nothing_scrolls_sideways_in_firefox(firefox, site, kind_page):
    firefox.open(site.path(kind_page), width=320, height=640)
    assert firefox.evaluate(SIDEWAYS) == 0
