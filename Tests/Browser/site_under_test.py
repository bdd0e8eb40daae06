"""The built site that the tests look at, and one page of each kind."""
import re
from pathlib import Path

# One page of each kind of address, by path or as a pattern of which the first file is taken. Add a kind here and every
# test that walks the kinds covers it.
KINDS = {
    "home": "index.html",
    "concept": "concepts/migrasome.html",
    "concept-plain": "concepts/podocyte.html",
    "paper": "papers/ma2015.html",
    "page": "pages/glossary.html",
    "about": "pages/about.html",
    "concepts": "concepts.html",
    "categories": "categories.html",
    "papers": "papers.html",
    "kinds of papers": "paper-categories.html",
    "authors": "authors.html",
    "journals": "journals.html",
    "claims": "claims.html",
    "wanted": "wanted.html",
    "maintenance": "maintenance.html",
    "tags": "tags.html",
    "tag": "tags/*.html",
    "timeline": "timeline.html",
    "recent changes": "recent.html",
    "contributors": "contributors.html",
    "map": "map.html",
    "mentions": "mentions/*/*.html",
    "search": "search.html",
    "404": "404.html",
}
# Kinds that every site must have; the others are tested when the site has them.
REQUIRED = {"home", "concept", "paper", "page", "concepts", "papers", "claims", "404"}
ENTRY_KINDS = ("concept", "concept-plain", "paper", "page", "about")


class Site:
    """A folder of published files."""

    def __init__(self, root):
        self.root = Path(root).resolve()

    def path(self, address):
        return self.root / address

    def kinds(self):
        """Kind and address of one page of each kind the site has."""
        found = {}
        for kind, pattern in KINDS.items():
            files = sorted(self.root.glob(pattern))
            if files:
                found[kind] = files[0].relative_to(self.root).as_posix()
            elif kind in REQUIRED:
                raise FileNotFoundError("no page of the kind %s: %s is not in %s" % (kind, pattern, self.root))
        return found

    def pages(self):
        """The addresses of all pages, sorted."""
        return sorted(path.relative_to(self.root).as_posix() for path in self.root.rglob("*.html"))

    def text(self, address):
        return self.path(address).read_text(encoding="utf-8")

    def is_redirect(self, address):
        return re.search(r'<meta http-equiv="refresh"', self.text(address)) is not None
