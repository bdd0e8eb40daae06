"""The harness itself: the browsers keep the rules of file://, and errors and requests outside the folder are noticed."""
import pytest

NEIGHBOUR_FETCH = """fetch("concepts.html").then(() => "read", () => "refused")"""
NEIGHBOUR_REQUEST = """new Promise((resolve) => {
  const request = new XMLHttpRequest();
  request.onload = () => resolve("read");
  request.onerror = () => resolve("refused");
  try { request.open("GET", "concepts.html"); request.send(); } catch (error) { resolve("refused"); }
})"""


@pytest.mark.firefox
def test_firefox_keeps_neighbour_files_apart(firefox, site):
    firefox.open(site.path("index.html"))
    assert firefox.evaluate(NEIGHBOUR_FETCH) == "refused"
    assert firefox.evaluate(NEIGHBOUR_REQUEST) == "refused"


def test_chromium_keeps_neighbour_files_apart(visit):
    page = visit("index.html")
    assert page.evaluate(NEIGHBOUR_FETCH) == "refused"
    assert page.evaluate(NEIGHBOUR_REQUEST) == "refused"


BAD_PAGE = """<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>Bad</title></head><body>
<img src="https://outside.invalid/picture.png" alt=""><script>throw new Error("deliberate");</script></body></html>"""


def test_chromium_tells_of_errors_and_outside_requests(visit, tmp_path):
    (tmp_path / "bad.html").write_text(BAD_PAGE)
    page = visit(tmp_path / "bad.html")
    page.wait_for_timeout(100)
    assert any("deliberate" in error for error in page.errors)
    assert "https://outside.invalid/picture.png" in page.outside


@pytest.mark.firefox
def test_firefox_tells_of_errors(firefox, tmp_path):
    (tmp_path / "bad.html").write_text(BAD_PAGE)
    firefox.open(tmp_path / "bad.html")
    assert any("deliberate" in error for error in firefox.errors)


def test_scripts_can_be_switched_off(visit):
    assert visit("index.html").is_visible(".theme-button")
    assert not visit("index.html", scripts=False).is_visible(".theme-button")


def test_themes_differ(visit):
    colour = "getComputedStyle(document.body).backgroundColor"
    assert visit("index.html", theme="light").evaluate(colour) != visit("index.html", theme="dark").evaluate(colour)


@pytest.mark.firefox
def test_firefox_takes_keys_pointer_and_widths(firefox, site):
    firefox.open(site.path("index.html"), width=360)
    assert firefox.evaluate("innerWidth") == 360
    firefox.press("Tab")
    assert firefox.evaluate("document.activeElement.className") == "skip-link"
    firefox.hover(".site-name")
    assert firefox.evaluate("document.querySelector('.site-name').matches(':hover')")
