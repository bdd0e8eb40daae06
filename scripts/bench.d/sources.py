# Writes what the generators build: the corpus as a real site of ours, and the same as a Hugo site.
import json
import pathlib
import re
import shutil
import subprocess
import sys

import catalogue
from failure import BenchFailure, last_lines

HERE = pathlib.Path(__file__).resolve().parent
PROJECT = HERE.parent.parent
SITE_SETTINGS = """\
# The site that the benchmark builds.
title: Benchmark wiki
base_url: https://wiki.example.org/
language: en
"""


WITHOUT_SEARCH = """\
# `scripts/bench search` measures search.
search:
  enabled: false
"""


def without_search(source):
    """Switches search off in the settings of a corpus."""
    with open(source / "site" / "site.yml", "a") as settings:
        settings.write(WITHOUT_SEARCH)


def write(entries, ours, hugo, options=()):
    """Writes the source folder `ours` and, unless None, the Hugo site `hugo`, with more `options` of make_corpus.py.
    Returns the figures of the corpus."""
    command = [sys.executable, "-B", str(HERE / "make_corpus.py"), "--entries", str(entries), "--migrapedia", str(ours),
               *options]
    if hugo:
        command += ["--hugo", str(hugo)]
    made = subprocess.run(command, capture_output=True, text=True)
    if made.returncode:
        raise BenchFailure("the corpus could not be written:\n" + last_lines(made.stderr))
    add_project_parts(ours)
    if hugo:
        shutil.copytree(HERE / "hugo", hugo, dirs_exist_ok=True)
    return json.loads(made.stdout)


def add_project_parts(source):
    """The project's own vocabulary, assets and templates, so that what is built is a real site."""
    vocabulary = PROJECT / "site" / "vocabulary.yml"
    for part in (vocabulary, PROJECT / "site" / "assets", PROJECT / "templates"):
        if not part.exists():
            raise BenchFailure("the project has no %s, which the benchmark needs" % part.relative_to(PROJECT))
    known = set(re.findall(r"^ +([a-z_-]+):", vocabulary.read_text(), re.MULTILINE))
    used = {*catalogue.CONCEPT_CATEGORIES, catalogue.PAPER_CATEGORY, *catalogue.RELATIONS}
    if used - known:
        raise BenchFailure("site/vocabulary.yml no longer has %s, which the corpus of the benchmark uses: change "
                           "scripts/bench.d/catalogue.py" % ", ".join(sorted(used - known)))
    (source / "site").mkdir()
    (source / "site" / "site.yml").write_text(SITE_SETTINGS)
    shutil.copy(vocabulary, source / "site")
    shutil.copytree(PROJECT / "site" / "assets", source / "site" / "assets")
    shutil.copytree(PROJECT / "templates", source / "templates")
