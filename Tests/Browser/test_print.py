"""Pages on paper: light whatever the theme, without what can only be pressed, and every fold open."""
import re


def test_prints(visit, kind_page):
    page = visit(kind_page, theme="dark")
    page.emulate_media(media="print", color_scheme="dark")
    hidden = "['.masthead', '.skip-link', '.contents', '.jumps', '.theme-button'].filter((s) => [...document.querySelectorAll(s)].some((e) => e.checkVisibility()))"
    assert page.evaluate(hidden) == []
    colour = page.evaluate("getComputedStyle(document.querySelector('h1')).color")
    assert max(int(part) for part in re.findall(r"\d+", colour)[:3]) < 90, "the text is not dark on paper: " + colour
    folded = """[...document.querySelectorAll('main details')].filter((e) => e.checkVisibility())
      .filter((e) => ![...e.children].filter((c) => c.localName !== 'summary').every((c) => c.getBoundingClientRect().height > 0))
      .map((e) => e.outerHTML.slice(0, 100))"""
    assert page.evaluate(folded) == []
    pdf = page.pdf(format="A4", prefer_css_page_size=True)
    assert pdf.startswith(b"%PDF") and len(re.findall(rb"/Type\s*/Page\b", pdf)) >= 1
