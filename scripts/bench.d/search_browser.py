"""Measures search in Chromium: each query in a page of its own in which nothing of search is loaded yet, from file://; then
letter by letter. Pagefind's pages are served: it does not work from file://."""
import contextlib
import functools
import http.server
import json
import threading
import time
import urllib.parse

import devtools
from search_index import gzipped

RUNS = 2
# Letters are typed for some of the queries, the same share of each kind.
EVERY_TYPED = 3
MOST_LETTERS = 20

# The code of search is loaded when the field gets the focus; a reader's first key comes no sooner after it.
FOCUS_MILLISECONDS = 300
FIELD = ".search-form input"
# Types a query and waits until its results stand there: milliseconds.
TYPE = """(query) => new Promise((resolve) => {
  const field = document.querySelector('.search-form input'), status = document.querySelector('.search-status');
  const start = performance.now();
  const watch = new MutationObserver(() => {
    if (status.dataset.query !== query) return;
    watch.disconnect();
    document.body.offsetHeight;
    resolve(performance.now() - start);
  });
  watch.observe(status, { attributes: true });
  field.value = query;
  field.dispatchEvent(new Event('input', { bubbles: true }));
})"""
PAGEFIND = """async (query) => {
  const start = performance.now();
  window.pagefind ??= await import('/pagefind/pagefind.js');
  const { results } = await pagefind.search(query);
  const shown = await Promise.all(results.slice(0, 10).map((result) => result.data()));
  return { time: performance.now() - start, titles: shown.map((entry) => entry.meta.title), count: results.length };
}"""
SHOWN = """() => ({ titles: Array.from(document.querySelectorAll('[data-result]'), (link) => link.textContent),
  status: document.querySelector('.search-status').textContent })"""


def ask(site, queries):
    """What was found and how long it took, of texts asked on the search page of `site`: `first` as `first_query` gives it, and
    `keystrokes`, milliseconds for each letter of some of the queries."""
    address = (site / "search.html").as_uri()
    with devtools.browser() as browser:
        return {
            "first": [first_query(browser, site, address, query, ours) for query in queries],
            "keystrokes": [taken for query in queries[::EVERY_TYPED] for taken in keystrokes(browser, address, query)],
        }


def ask_pagefind(site, queries):
    with devtools.browser() as browser, served(site) as (address, asked):
        return {"first": [first_query(browser, site, address, query, pagefind, asked) for query in queries], "keystrokes": []}


def first_query(browser, site, address, query, ask, asked=None):
    """The best time of some runs; and of one more, which is not timed, the files that were loaded, with their bytes gzipped,
    and what was shown. `asked` is the list in which the server writes what it is asked for: also by workers of the page."""
    times = []
    for _ in range(RUNS):
        with settled(browser, address) as page:
            times.append(ask(page, query)["time"])
    with settled(browser, address) as page:
        page.watch_requests()
        if asked:
            asked.clear()
        shown = ask(page, query)
        loaded = {urllib.parse.unquote(urllib.parse.urlparse(url).path) for url in asked or page.requests()}
    root = site.as_posix() if address.startswith("file:") else ""
    sizes = {path[len(root):]: gzipped((site / path[len(root):].lstrip("/")).read_bytes()) for path in loaded}
    return dict(shown, query=query, time=min(times), files=sizes)


@contextlib.contextmanager
def settled(browser, address):
    """A page that has nothing more to do: readers take longer than this to find the field."""
    with browser.page(address) as page:
        time.sleep(0.1)
        yield page


def ours(page, query):
    page.evaluate("document.querySelector(%s).focus()" % json.dumps(FIELD))
    time.sleep(FOCUS_MILLISECONDS / 1000)
    took = page.call(TYPE, query)
    return dict(page.call(SHOWN), time=took)


def pagefind(page, query):
    return page.call(PAGEFIND, query)


def keystrokes(browser, address, query):
    """The best time of each letter typed when all that it needs is loaded."""
    beginnings = [query[:length] for length in range(1, min(len(query), MOST_LETTERS) + 1)]
    with settled(browser, address) as page:
        rounds = [[page.call(TYPE, beginning) for beginning in beginnings] for _ in range(RUNS)]
    return [min(times) for times in zip(*rounds[1:])]


@contextlib.contextmanager
def served(folder):
    """The address of the folder, and the list of all that is asked for."""
    asked = []
    handler = functools.partial(QuietHandler, asked, directory=str(folder))
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield "http://127.0.0.1:%d/" % server.server_port, asked
    finally:
        server.shutdown()


class QuietHandler(http.server.SimpleHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def __init__(self, asked, *others, **named):
        self._asked = asked
        super().__init__(*others, **named)

    def do_GET(self):
        self._asked.append(self.path)
        super().do_GET()

    def end_headers(self):
        # Every query is asked as if it were the first.
        self.send_header("Cache-Control", "no-store")
        super().end_headers()

    def log_message(self, *_):
        pass
