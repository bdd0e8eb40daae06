# Pagefind beside our search: the same texts as plain pages, and its index of them.
import html
import os
import pathlib
import shutil
import subprocess

from failure import BenchFailure, last_lines

HINT = "`pip install pagefind-bin`, in a virtual environment, and name its binary in PAGEFIND"


def find():
    """(Pagefind's binary or None, one line that says which version it is or why there is none)."""
    binary = shutil.which(os.environ.get("PAGEFIND") or "pagefind")
    if not binary:
        return None, "Pagefind is left out: not found. To get it: %s" % HINT
    version = subprocess.run([binary, "--version"], capture_output=True, text=True)
    if version.returncode:
        return None, "Pagefind is left out: `%s --version` does not work" % binary
    return binary, "Pagefind " + version.stdout.split()[-1]


def build(binary, entries, folder):
    """Plain pages of the entries with Pagefind's index in `folder`. Returns its figures."""
    for number, entry in enumerate(entries):
        title, aliases, text = entry[0], entry[4], entry[6]
        paragraphs = "".join("<p>%s</p>" % html.escape(line) for line in [", ".join(aliases), *text.split("\n")] if line)
        path = folder / str(number // 1000) / ("%d.html" % number)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text('<!doctype html><html lang="en"><meta charset="utf-8"><title>%s</title><body><main data-pagefind-body>'
                        "<h1>%s</h1>%s</main></body></html>" % (html.escape(title), html.escape(title), paragraphs))
    (folder / "index.html").write_text("<!doctype html><title>Search</title>")
    made = subprocess.run([binary, "--site", str(folder)], capture_output=True, text=True)
    if made.returncode:
        raise BenchFailure("Pagefind failed:\n" + last_lines(made.stderr or made.stdout))
    return figures(folder / "pagefind")


def figures(folder):
    """Files in all, bytes in all, and bytes of what is needed to rank: Pagefind packs its own files with gzip already."""
    files = [path for path in folder.rglob("*") if path.is_file()]
    rank = [path for path in files if path.suffix in (".pf_index", ".pf_meta", ".pagefind", ".pf_filter")]
    return len(files), sum(path.stat().st_size for path in files), sum(path.stat().st_size for path in rank)
