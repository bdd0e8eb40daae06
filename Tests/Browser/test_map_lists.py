"""The lists below the map: what is far down is laid out when it comes near, and is focused, jumped to and printed all the same."""
MAP = "map.html"
LAST = "[...document.querySelectorAll('main .entry-list > li a')].at(-1)"
IS_LAID_OUT = LAST + ".checkVisibility({ contentVisibilityAuto: true })"


def test_what_is_far_down_waits_until_it_comes_near(visit):
    page = visit(MAP)
    assert not page.evaluate(IS_LAID_OUT)
    assert page.get_by_role("link").count() > 100
    page.evaluate(LAST + ".focus()")
    page.wait_for_function(IS_LAID_OUT)
    assert page.evaluate("(() => { const box = %s.getBoundingClientRect(); return box.top >= 0 && box.bottom <= innerHeight; })()" % LAST)
    page.emulate_media(media="print")
    page.evaluate("scrollTo(0, 0)")
    assert page.evaluate(IS_LAID_OUT)


def test_a_link_to_a_group_ends_at_it(visit, site):
    page = visit(MAP)
    group = page.evaluate("[...document.querySelectorAll('.groups > section')].at(-3).id")
    page.goto("%s#%s" % (site.path(MAP).as_uri(), group))
    page.wait_for_timeout(300)
    top, rest = page.evaluate("""(id) => [document.getElementById(id).getBoundingClientRect().top,
      document.documentElement.scrollHeight - scrollY - innerHeight]""", group)
    assert -2 <= top < 60 or rest < 2 and 0 <= top < 800
