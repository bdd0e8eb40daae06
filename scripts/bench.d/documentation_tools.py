# MkDocs Material's and Zensical's search index beside ours: one file that is loaded whole before the first result.
import os
import pathlib
import shutil
import subprocess
import typing

import search_index
from failure import BenchFailure, last_lines

# They take a tenth of a second for an entry, and the index grows with the text: some entries say how much.
SAMPLE = 500
SETTINGS = "site_name: Benchmark wiki\ntheme:\n  name: material\nplugins:\n  - search\n"


class Tool(typing.NamedTuple):
    name: str
    binary: str
    index: str  # in the built site


class Size(typing.NamedTuple):
    """Of one tool's index: bytes of the text that it is of, its own, and gzipped."""

    name: str
    text: int
    bytes: int
    gzipped: int


def find():
    """(the tools that are installed, one line for each that is not)"""
    found, notes = [], []
    for name, command, package, index in (("MkDocs Material", "mkdocs", "mkdocs-material", "search/search_index.json"),
                                          ("Zensical", "zensical", "zensical", "search.json")):
        binary = shutil.which(os.environ.get(command.upper()) or command)
        if binary:
            found.append(Tool(name, binary, index))
        else:
            notes.append("%s is left out: not found. To get it: `pip install %s`, in a virtual environment, and name its command "
                         "in %s" % (name, package, command.upper()))
    return found, notes


def measure(tool, entries, work):
    """The size of a tool's index of some of the entries, evenly taken."""
    sample = entries[::max(1, len(entries) // SAMPLE)][:SAMPLE]
    folder = work / pathlib.Path(tool.binary).name
    (folder / "docs").mkdir(parents=True)
    for number, entry in enumerate(sample):
        (folder / "docs" / ("%d.md" % number)).write_text(_markdown(entry))
    (folder / "docs" / "index.md").write_text("# Benchmark wiki\n")
    (folder / "mkdocs.yml").write_text(SETTINGS)
    made = subprocess.run([tool.binary, "build"], cwd=folder, capture_output=True, text=True)
    if made.returncode:
        raise BenchFailure("%s failed:\n%s" % (tool.name, last_lines(made.stderr or made.stdout)))
    index = (folder / "site" / tool.index).read_bytes()
    return Size(tool.name, search_index.text_bytes(sample), len(index), search_index.gzipped(index))


def _markdown(entry):
    title, aliases, headings, text = entry[0], entry[4], {heading[0] for heading in entry[5]}, entry[6]
    lines = ["## " + line if line in headings else line for line in text.split("\n")]
    return "# %s\n\n%s\n\n%s\n" % (title, ", ".join(aliases), "\n\n".join(lines))
