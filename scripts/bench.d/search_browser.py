"""Measures search in Chromium: `search_browser.py SITE QUERIES [--pagefind]`; prints JSON. Run by the Python that has Playwright.

From file://, each query in a page of its own in which nothing of search is loaded yet; then letter by letter. With
--pagefind, SITE is a folder of plain pages with Pagefind's index, which is served: it does not work from file://."""
import argparse
import contextlib
import functools
import http.server
import json
import pathlib
import sys
import threading
import urllib.parse

HERE = pathlib.Path(__file__).resolve().parent
sys.path += [str(HERE), str(HERE.parent.parent / "Tests" / "Browser")]

import chromium
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


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("site", type=pathlib.Path)
    parser.add_argument("queries", type=pathlib.Path)
    parser.add_argument("--pagefind", action="store_true")
    options = parser.parse_args()
    queries = json.loads(options.queries.read_text())
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        program = playwright.chromium.launch(executable_path=chromium.find(), args=chromium.ARGUMENTS)
        browser = program.new_context()
        if options.pagefind:
            with served(options.site) as address:
                found = [first_query(browser, options.site, address, query, pagefind) for query in queries]
            strokes = []
        else:
            address = (options.site / "search.html").as_uri()
            found = [first_query(browser, options.site, address, query, ours) for query in queries]
            strokes = [time for query in queries[::EVERY_TYPED] for time in keystrokes(browser, address, query)]
        program.close()
    print(json.dumps({"first": found, "keystrokes": strokes}))


def first_query(browser, site, address, query, ask):
    """The best time of some runs, the files that were loaded and their bytes, gzipped, and what was shown."""
    times, loaded = [], set()
    for _ in range(RUNS):
        page = browser.new_page()
        page.goto(address)
        page.wait_for_timeout(50)
        loaded.clear()
        page.on("request", lambda request: loaded.add(urllib.parse.unquote(urllib.parse.urlparse(request.url).path)))
        shown = ask(page, query)
        times.append(shown.pop("time"))
        page.close()
    root = site.as_posix() if address.startswith("file:") else ""
    sizes = {path[len(root):]: gzipped((site / path[len(root):].lstrip("/")).read_bytes()) for path in loaded}
    return dict(shown, query=query, time=min(times), files=sizes)


def ours(page, query):
    page.focus(FIELD)
    page.wait_for_timeout(FOCUS_MILLISECONDS)
    time = page.evaluate(TYPE, query)
    return dict(page.evaluate(SHOWN), time=time)


def pagefind(page, query):
    return page.evaluate(PAGEFIND, query)


def keystrokes(browser, address, query):
    """The best time of each letter typed when all that it needs is loaded."""
    page = browser.new_page()
    page.goto(address)
    beginnings = [query[:length] for length in range(1, min(len(query), MOST_LETTERS) + 1)]
    rounds = [[page.evaluate(TYPE, beginning) for beginning in beginnings] for _ in range(RUNS)]
    page.close()
    return [min(times) for times in zip(*rounds[1:])]


@contextlib.contextmanager
def served(folder):
    handler = functools.partial(QuietHandler, directory=str(folder))
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield "http://127.0.0.1:%d/" % server.server_port
    finally:
        server.shutdown()


class QuietHandler(http.server.SimpleHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *_):
        pass


if __name__ == "__main__":
    main()
