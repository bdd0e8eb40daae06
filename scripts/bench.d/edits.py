# One-file edits: what an incremental build takes, and whether its output equals that of a clean build.
import dataclasses
import re
import shutil
import typing

import compare
import tools


@dataclasses.dataclass
class EditSeries:
    wall_seconds: typing.List[float]
    cpu_seconds: typing.List[float]
    differences: typing.List[str]  # between the output after the last edit and a clean build's


def measure_edits(binary, rounds, runs):
    """Every kind of edit `runs` times, each time to another concept of the corpus in the rounds' folder. Returns
    kind -> EditSeries.

    The clean builds to compare with are made from a copy of the source in another folder, so that they can share
    neither cache nor output with the incremental ones."""
    source, twin_work = rounds.work / "source", rounds.work / "twin"
    twin = twin_work / "source"
    shutil.copytree(source, twin, ignore=shutil.ignore_patterns(".migrapedia"))
    rounds.clean_build(tools.migrapedia(binary, source, rounds.work))
    incremental = tools.migrapedia(binary, source, rounds.work, incremental=True)
    clean = tools.migrapedia(binary, twin, twin_work)
    concepts = sorted(path.name for path in (source / "content" / "concepts").iterdir())
    series, done = {}, 0
    for kind, edit in KINDS.items():
        series[kind] = EditSeries([], [], [])
        for _ in range(runs):
            done += 1
            name = concepts[done * len(concepts) // (runs * len(KINDS) + 1)]
            path = source / "content" / "concepts" / name
            path.write_text(edit(path.read_text(), source / "content"))
            shutil.copy(path, twin / "content" / "concepts" / name)
            usage = rounds.build(incremental)
            series[kind].wall_seconds.append(usage.wall_seconds)
            series[kind].cpu_seconds.append(usage.cpu_seconds)
        rounds.say("edits, %s: done %d times; comparing with a clean build" % (kind, runs))
        rounds.clean_build(clean)
        series[kind].differences = compare.differences(incremental.output, clean.output)
    shutil.rmtree(twin_work)
    return series


def _add_links(text, content):
    """A sentence with a link and a citation that the entry does not have yet."""
    concept = _first_new(text, content / "concepts", lambda path: _title(path.read_text()))
    paper = _first_new(text, content / "papers", lambda path: path.stem)
    return text + "\nThis sentence was added later, with [[%s]] and a citation [@%s].\n" % (concept, paper)


def _add_sentence(text, _):
    return text + "\nThis sentence was added later, and holds no link.\n"


def _change_summary(text, _):
    summary = 'summary: "Another summary, under the same title."'
    return re.sub('^summary: ".*"$', summary, text, count=1, flags=re.MULTILINE)


KINDS = {
    "new link and citation": _add_links,
    "new sentence": _add_sentence,
    "new summary": _change_summary,
}


def _first_new(text, folder, name):
    return next(found for found in map(name, sorted(folder.iterdir())) if found not in text)


def _title(text):
    return re.search('^title: "(.*)"$', text, re.MULTILINE)[1]
