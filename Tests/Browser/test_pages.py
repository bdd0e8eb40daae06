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


def test_jumps_and_the_way_back_end_at_their_place(visit):
    """Lists below the text are laid out late; heights that are guessed until then would put every place after them elsewhere."""
    page = visit("concepts/migrasome.html", width=1280, height=900)
    page.click('.contents a[href="#s:linked-from"]')
    page.wait_for_timeout(300)
    assert 0 <= page.locator("[id='s:linked-from']").bounding_box()["y"] < 100
    page = visit("concepts/migrasome.html", width=1280, height=900)
    for _ in range(3):
        page.locator(".linked-from li a >> nth=3").scroll_into_view_if_needed()
        page.wait_for_timeout(200)
    place = page.evaluate("scrollY")
    page.click(".linked-from li a >> nth=3")
    page.wait_for_timeout(200)
    page.go_back()
    page.wait_for_timeout(300)
    assert abs(page.evaluate("scrollY") - place) < 2


def test_the_contents_lead_to_how_an_entry_is_cited(visit, entry_page):
    page = visit(entry_page, width=1280, height=900)
    page.click('.contents a[href="#s:cite"]')
    page.wait_for_timeout(300)
    assert 0 <= page.locator("[id='s:cite']").bounding_box()["y"] < 900


def test_what_was_typed_before_the_filter_came_is_filtered(visit):
    page = visit("papers.html", init="addEventListener('DOMContentLoaded', () => {}); "
                 "new MutationObserver((_, watch) => { const field = document.querySelector('.filter input'); if (field) { field.value = 'zebrafish'; watch.disconnect(); } })"
                 ".observe(document, { childList: true, subtree: true });")
    shown = page.locator(".entry-list > li:visible").count()
    assert page.input_value(".filter input") == "zebrafish" and 0 < shown < page.locator(".entry-list > li").count()
    assert page.inner_text(".filter [role=status]").startswith("%d of" % shown)


@pytest.mark.parametrize("address, typed, word", [
    ("authors-m.html", "Mikolajczyk", "Mikołajczyk"), ("concepts.html", "tspan-4", "TSPAN4"), ("concepts.html", "tspan-", "TSPAN4"),
    ("concepts.html", "TGFβ", "TGF-β"),
])
def test_a_filter_reads_letters_and_hyphens_as_search_does(visit, address, typed, word):
    page = visit(address)
    page.fill(".filter input", typed)
    page.wait_for_function("document.querySelector('.filter [role=status]').textContent !== ''")
    assert word in page.locator("main").inner_text()


def test_what_a_filter_does_not_find_is_searched_for_in_the_whole_base(visit):
    page = visit("papers.html")
    link = page.locator(".filter a")
    assert not link.is_visible()
    page.fill(".filter input", "α5 & yu")
    link.wait_for()
    link.click()
    page.wait_for_function("/entries|entry/.test(document.querySelector('main [role=status]').textContent)")
    assert page.input_value("main input[type=search]") == "α5 & yu"


def test_the_way_back_ends_at_the_list_as_it_was_filtered(visit):
    page = visit("papers.html", width=1280, height=800)
    page.fill(".filter input", "zhang")
    shown = ".entry-list li:visible"
    page.wait_for_function("/ of /.test(document.querySelector('.filter [role=status]').textContent)")
    count = page.locator(shown).count()
    assert 3 < count < 60
    page.locator(shown + " >> nth=3").scroll_into_view_if_needed()
    place = page.evaluate("scrollY")
    page.locator(shown + " >> nth=3").locator("a").first.click()
    page.wait_for_selector("article")
    page.go_back()
    page.wait_for_function("document.querySelector('.filter input').value === 'zhang'")
    assert page.locator(shown).count() == count
    page.wait_for_timeout(200)
    assert abs(page.evaluate("scrollY") - place) < 2
    page.keyboard.press("Escape")
    page.fill(".filter input", "")
    page.wait_for_function("document.querySelector('.filter [role=status]').textContent === ''")
    page.reload()
    assert page.input_value(".filter input") == "" and page.locator(shown).count() > count
    assert page.errors == []


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no-scripts"])
def test_letters_of_a_divided_list_stand_in_rows(visit, scripts):
    """There is nothing to filter among them: names stand on the pages they lead to."""
    page = visit("authors.html", width=360, height=780, scripts=scripts)
    assert page.locator(".filter").count() == 0 and page.locator(".jumps a").count() > 20
    assert page.locator(".jumps").bounding_box()["height"] < 200
    assert page.locator(".jumps a >> nth=-1").bounding_box()["y"] < 780
