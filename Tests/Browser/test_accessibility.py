"""Every kind of page for readers with a keyboard, a screen reader or little sight: axe, targets, focus, in both themes."""
import pytest

import audits

WIDTHS = (320, 768, 1280)
# Lists of hundreds are judged by their beginning: axe takes a minute for a page of thousands of equal items.
SHORTEN = """document.querySelectorAll('.groups > section:nth-child(n+20), li:nth-child(n+25)').forEach((e) => e.remove())"""


def test_axe_finds_nothing(visit, kind_page):
    page = visit(kind_page)
    page.evaluate(SHORTEN)
    found = []
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        page.emulate_media(color_scheme="light")
        found += ["%d px: %s" % (width, line) for line in audits.axe(page)]
        page.emulate_media(color_scheme="dark")
        found += ["%d px, dark: %s" % (width, line) for line in audits.axe(page, audits.COLOUR_RULES)]
    assert found == []


@pytest.mark.parametrize("width", [320, 1280])
def test_targets_can_be_hit_and_focus_seen(visit, kind_page, width):
    page = visit(kind_page, width=width)
    assert audits.small_targets(page) == []
    assert audits.hidden_focus(page) == []


def test_the_audits_find_what_they_look_for(visit, tmp_path):
    """An audit that cannot fail proves nothing."""
    (tmp_path / "bad.html").write_text(
        """<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>Bad</title><style>
        a { display: inline-block; font: 10px/10px serif; outline: none !important; color: #ccc; background: #fff }
        #over { position: fixed; inset: 0 0 auto 0; height: 4rem; background: #fff }</style></head>
        <body><div id="over"></div><a href="#a">a</a><br><a href="#b">b</a><p style="margin-top: 5rem; color: #ccc">Pale</p></body></html>"""
    )
    page = visit(tmp_path / "bad.html")
    assert any("color-contrast" in line for line in audits.axe(page))
    assert len(audits.small_targets(page)) == 2
    found = audits.hidden_focus(page)
    assert any(line.startswith("hidden") for line in found) and any(line.startswith("no ring") for line in found)


# Safari takes a list for none when its items have no marks, but in a menu; an empty mark is one.
UNMARKED = """[...document.querySelectorAll("main :is(ul, ol)")]
  .filter((e) => !e.closest("nav") && getComputedStyle(e).listStyleType === "none").map((e) => e.outerHTML.slice(0, 80))"""


def test_lists_are_announced_as_lists(visit, kind_page):
    assert visit(kind_page).evaluate(UNMARKED) == []


def test_the_fields_of_the_map_are_named(visit):
    page = visit("map.html")
    for name in ("Papers from", "Papers to"):
        assert page.get_by_role("spinbutton", name=name).count() == 1


FOCUSED = "document.activeElement.innerText || document.activeElement.name"


def test_a_keyboard_walks_the_menu(visit, site):
    page = visit("concepts/migrasome.html")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.matches('.skip-link')")
    box = page.evaluate("document.activeElement.getBoundingClientRect().toJSON()")
    assert box["width"] > 24 and box["height"] > 24 and box["x"] >= 0 and box["y"] >= 0
    expected = page.evaluate("[...document.querySelectorAll('.masthead :is(a, button, input)')].filter((e) => e.checkVisibility()).map((e) => e.innerText || e.name)")
    assert len(expected) >= 5
    walked = []
    for _ in expected:
        page.keyboard.press("Tab")
        walked.append(page.evaluate(FOCUSED))
    assert walked == expected


def test_the_skip_link_leads_to_the_text(visit):
    page = visit("concepts/migrasome.html")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.querySelector('main').contains(document.activeElement)")


@pytest.mark.firefox
def test_a_keyboard_walks_the_menu_in_firefox(firefox, site):
    firefox.open(site.path("concepts/migrasome.html"))
    firefox.press("Tab")
    assert firefox.evaluate("document.activeElement.matches('.skip-link')")
    firefox.press("Enter")
    firefox.wait_for("location.hash === '#main'")
    names = firefox.evaluate("[...document.querySelectorAll('.masthead nav a')].map((e) => e.innerText)")
    firefox.press("Tab")
    walked = []
    for _ in names:
        firefox.press("Tab")
        walked.append(firefox.evaluate("document.activeElement.innerText"))
    assert walked == names


def test_no_list_and_no_landmark_is_empty(visit, kind_page):
    page = visit(kind_page)
    assert page.evaluate("[...document.querySelectorAll('nav, ul')].filter((e) => e.checkVisibility() && !e.textContent.trim()).map((e) => e.outerHTML)") == []
