"""The contents of an entry mark what is read, also after a jump, and nothing where nothing is."""

CURRENT = "[...document.querySelectorAll('.contents [aria-current=location]')].map((link) => decodeURIComponent(link.hash.slice(1)))"


def test_the_contents_mark_what_is_read(visit):
    page = visit("concepts/migrasome.html", width=1280, height=800)
    page.wait_for_timeout(200)
    assert page.evaluate(CURRENT) == []
    ids = page.evaluate("[...document.querySelectorAll('.contents li a')].map((link) => decodeURIComponent(link.hash.slice(1)))")
    for place in (2, len(ids) - 3, 1):
        page.evaluate("(id) => document.getElementById(id).scrollIntoView()", ids[place])
        page.wait_for_function("(id) => document.querySelector('.contents [aria-current]')?.hash === '#' + encodeURI(id)", arg=ids[place])
        assert page.evaluate(CURRENT) == [ids[place]]
    assert page.evaluate("getComputedStyle(document.querySelector('.contents [aria-current]')).textDecorationLine") == "underline"
    page.evaluate("scrollTo(0, 0)")
    page.wait_for_function("!document.querySelector('.contents [aria-current]')")
    assert page.errors == []
