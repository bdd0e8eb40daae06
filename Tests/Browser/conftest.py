"""Fixtures of the browser tests: the site, Chromium, Firefox. `scripts/tests.d/browser` runs them all.

    .venv/bin/python -m pytest Tests/Browser --site public [-k NAME]
"""
import pytest

import chromium
import firefox as firefox_module
from site_under_test import ENTRY_KINDS, Site


def pytest_addoption(parser):
    parser.addoption("--site", default="public", help="the built site (default: public)")


def pytest_configure(config):
    config.site = Site(config.getoption("--site"))
    if not config.site.path("index.html").is_file():
        raise pytest.UsageError("%s holds no built site; run `make site`, or name one with --site" % config.site.root)


def pytest_generate_tests(metafunc):
    """`kind_page` runs a test for one page of each kind; `entry_page` for those that are entries."""
    kinds = metafunc.config.site.kinds()
    if "kind_page" in metafunc.fixturenames:
        metafunc.parametrize("kind_page", list(kinds.values()), ids=list(kinds))
    if "entry_page" in metafunc.fixturenames:
        entries = {kind: page for kind, page in kinds.items() if kind in ENTRY_KINDS}
        metafunc.parametrize("entry_page", list(entries.values()), ids=list(entries))


@pytest.fixture(scope="session")
def site(pytestconfig):
    """The built site: `site.path("concepts/migrasome.html")`."""
    return pytestconfig.site


@pytest.fixture(scope="session")
def chromium_browser():
    from playwright.sync_api import sync_playwright

    program = chromium.find()
    if not program:
        pytest.fail("no Chromium found; `scripts/bootstrap --tests` installs it, or name it in CHROMIUM", pytrace=False)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=chromium.ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def visitor(chromium_browser, site):
    return chromium.Visitor(chromium_browser, site)


@pytest.fixture
def visit(visitor):
    """Opens pages in Chromium: `page = visit("index.html", width=320, theme="dark", scripts=False)`; closed after the test."""
    yield visitor
    visitor.close_pages()


@pytest.fixture(scope="session")
def firefox():
    """The one Firefox of the session: `firefox.open(site.path("index.html"))`. Mark its tests `@pytest.mark.firefox`."""
    program = firefox_module.find()
    if not program:
        pytest.fail(
            'no Firefox found; `scripts/bootstrap --tests` installs it, name it in FIREFOX, or leave out with -m "not firefox"',
            pytrace=False,
        )
    browser = firefox_module.Firefox(program)
    yield browser
    browser.close()
