"""Pages on paper: light whatever the theme, without what can only be pressed, and every fold open."""
import re


def test_prints(visit, kind_page):
    page = visit(kind_page, theme="dark")
    page.emulate_media(media="print", color_scheme="dark")
    hidden = "['.masthead', '.skip-link', '.contents', '.jumps:not(.jumps-only)', '.theme-button', '.cite-this .more', '.on-map'].filter((s) => [...document.querySelectorAll(s)].some((e) => e.checkVisibility()))"
    assert page.evaluate(hidden) == []
    colour = page.evaluate("getComputedStyle(document.querySelector('h1')).color")
    assert max(int(part) for part in re.findall(r"\d+", colour)[:3]) < 90, "the text is not dark on paper: " + colour
    folded = """[...document.querySelectorAll('main details')].filter((e) => e.checkVisibility())
      .filter((e) => ![...e.children].filter((c) => c.localName !== 'summary').every((c) => c.getBoundingClientRect().height > 0))
      .map((e) => e.outerHTML.slice(0, 100))"""
    assert page.evaluate(folded) == []
    pdf = page.pdf(format="A4", prefer_css_page_size=True)
    assert pdf.startswith(b"%PDF") and len(re.findall(rb"/Type\s*/Page\b", pdf)) >= 1


def test_a_list_of_names_alone_is_printed(visit):
    page = visit("tags.html")
    page.emulate_media(media="print")
    assert page.locator(".jumps a:visible").count() > 10


def test_a_filtered_list_says_so_on_paper(visit):
    page = visit("papers.html")
    page.emulate_media(media="print")
    assert page.is_hidden(".filter")
    page.emulate_media(media="screen")
    page.fill(".filter input", "zebrafish")
    page.wait_for_selector(".filter a")
    page.emulate_media(media="print")
    assert page.is_visible(".filter input") and " of " in page.inner_text(".filter [role=status]") and page.is_hidden(".filter a")
    page = visit("search.html")
    page.fill(".search-form input", "migrasome")
    page.wait_for_selector(".more-results")
    page.emulate_media(media="print")
    assert page.is_hidden(".more-results") and page.is_visible("[data-result] >> nth=0")


# A sheet of A4 between its margins.
SHEET = 643
SHEET_HEIGHT = 971
CUT = """(width) => [...document.querySelectorAll("main *")].filter((e) => e.checkVisibility() && !e.closest("svg *, .visually-hidden"))
  .filter((e) => { const box = e.getBoundingClientRect(); return box.width && (box.left < -0.5 || box.right > width + 0.5); })
  .map((e) => e.outerHTML.slice(0, 100))"""


def test_nothing_is_cut_off_on_paper(visit, kind_page):
    page = visit(kind_page, width=SHEET)
    page.emulate_media(media="print")
    found = page.evaluate(CUT, SHEET)
    # The chart and what it holds begin where the text does.
    assert [line for line in found if "timeline-chart" not in line] == []
    chart = page.locator(".timeline-chart svg")
    assert chart.count() == 0 or chart.bounding_box()["x"] >= 0


def test_the_timeline_stands_below_its_title_on_one_sheet(visit):
    page = visit("timeline.html", width=SHEET, height=SHEET_HEIGHT)
    page.emulate_media(media="print")
    box = page.locator(".timeline-chart").bounding_box()
    assert box["y"] + box["height"] < SHEET_HEIGHT
