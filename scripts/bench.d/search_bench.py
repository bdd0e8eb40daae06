# `scripts/bench search`: size, first query, keystrokes and build time of the search index, beside Pagefind and others.
import dataclasses
import json
import pathlib
import statistics
import typing

import builds
import devtools
import documentation_tools
import options as shared
import pagefind
import report
import search_browser
import search_index
import sources
import tools
import workspace
from failure import BenchFailure
from goals import Goal

EPILOG = """\
The corpus has entries about as long as those of this project's own base, and many rare words. The text is what readers
see of it; the index is all of search/ but the texts for snippets. A first query is asked in a page that has loaded nothing
of search, from file://, and its bytes are those of all files that it loads, code and ten snippets included, gzipped.
The cold query is that query, from its first key to its ten results: the field has had the focus for 300 ms, in which the code
is loaded but nothing of the index but its root. Nothing watches the browser meanwhile: bytes are counted in another run, since a
tool that is told of every request doubles the time of small files. Keystrokes are timed when what they need is loaded. Times
are the best of two, then the median over all queries.

Exit status: 0 done, 1 a goal was missed (with --strict), 2 could not run.
"""
MAX_INDEX_PERCENT = 16
MAX_QUERY_KB = {10_000: 100, 100_000: 140}
MAX_COLD_MS = 100
MAX_KEYSTROKE_MS = 16
MAX_READER_KB = 8
MAX_FILES_SHARE = 1 / 7
MAX_BUILD_PERCENT = 60
# Times have bounds at this size, where the build is also timed with and without search.
MAIN_SCALE = 10_000
# Pagefind writes a file for each entry, so it is compared at sizes up to this.
MOST_FOR_PAGEFIND = 20_000
RANKING = ("root", "short", "t", "b", "n", "r")


@dataclasses.dataclass
class Measured:
    """All that was found at one size."""

    entries: int
    text_bytes: int
    kinds: typing.Dict[str, search_index.Kind]
    reader: typing.Tuple[int, int]
    build_cpu: typing.Dict[str, typing.List[float]]
    ours: typing.Optional[dict] = None
    pagefind: typing.Optional[dict] = None
    # Files, bytes, bytes to rank.
    pagefind_size: typing.Optional[typing.Tuple[int, int, int]] = None
    # Of indexes that are loaded whole.
    whole: typing.List[documentation_tools.Size] = dataclasses.field(default_factory=list)

    def index_bytes(self):
        return sum(self.kinds[kind].gzipped for kind in RANKING if kind in self.kinds)

    def files(self):
        return sum(kind.files for kind in self.kinds.values())


def main(arguments, say):
    options = read_options(arguments)
    found, notes = [], []
    try:
        has_browser = devtools.has_browser()
        if not has_browser:
            notes.append("queries were not timed: no Chromium; `scripts/bootstrap --tests` installs it")
        engine, note = pagefind.find()
        notes.append(note)
        whole, more_notes = documentation_tools.find()
        notes += more_notes
        for scale in options.scales:
            with workspace.workspace(options.work, scale, [scale], options.keep, say) as (work, in_memory):
                found.append(measure(options, scale, has_browser, engine, whole if scale == options.scales[0] else [], work, in_memory, say))
    except BenchFailure as failure:
        say("bench: %s" % failure)
        return 2
    all_goals = [goal for measured in found for goal in goals_of(measured)]
    print_report(found, notes, all_goals)
    if options.json:
        options.json.write_text(json.dumps([dataclasses.asdict(measured) for measured in found], indent=1) + "\n")
    return 1 if options.strict and not all(goal.is_met for goal in all_goals) else 0


def measure(options, scale, has_browser, engine, whole, work, in_memory, say):
    say("writing %d entries" % scale)
    source = work / "source"
    sources.write(scale, source, None, ["--style", "varied"])
    rounds = builds.Rounds(scale, work, in_memory, say)
    with_search = tools.migrapedia(options.binary, source, work)
    cpu = time_builds(with_search, source, rounds, options.runs if scale == MAIN_SCALE else 0, say)
    site = with_search.output
    kinds, entries = search_index.read(site)
    measured = Measured(
        scale, search_index.text_bytes(entries), kinds, search_index.reader_bytes(site), cpu)
    for tool in whole:
        say("building %s's index" % tool.name)
        measured.whole.append(documentation_tools.measure(tool, entries, work))
    if not has_browser:
        return measured
    queries = search_index.queries(entries)
    texts = [query.text for query in queries]
    say("asking %d queries" % len(texts))
    measured.ours = search_browser.ask(site, texts)
    check_titles(measured.ours, queries)
    if engine and scale <= MOST_FOR_PAGEFIND:
        say("building Pagefind's index")
        plain = work / "plain"
        measured.pagefind_size = pagefind.build(engine, entries, plain)
        measured.pagefind = search_browser.ask_pagefind(plain, texts)
    return measured


def time_builds(tool, source, rounds, runs, say):
    """CPU seconds of clean builds with and without search, in turn; the last build has it. One build when `runs` is 0."""
    seconds = {"without": [], "with": []}
    settings = source / "site" / "site.yml"
    plain = settings.read_text()
    for number in range(runs):
        for name, text in (("without", plain + "search:\n  enabled: false\n"), ("with", plain)):
            settings.write_text(text)
            seconds[name].append(rounds.clean_build(tool).cpu_seconds)
        say("build %d/%d: %.2f s CPU without search, %.2f with" % (
            number + 1, runs, seconds["without"][-1], seconds["with"][-1]))
    if not runs:
        rounds.clean_build(tool)
    return seconds


def check_titles(answers, queries):
    """A search that is quick and finds nothing is no search: who asks for a title gets its entry first."""
    for query, answer in zip(queries, answers["first"]):
        if query.title and answer["titles"][:1] != [query.title]:
            raise BenchFailure("`%s` found %s first" % (query.text, answer["titles"][:1]))
        if not answer["titles"]:
            raise BenchFailure("`%s` found nothing: %s" % (query.text, answer["status"]))


# Figures


def query_kb(answers):
    """Kilobytes, gzipped, that each first query loads."""
    return [sum(answer["files"].values()) / 1000 for answer in answers["first"]]


def times(answers):
    return [answer["time"] for answer in answers["first"]]


def build_percent(cpu):
    """What search adds to the build: least time with it over least time without, as other work only adds to both."""
    return 100 * (min(cpu["with"]) / min(cpu["without"]) - 1)


def goals_of(measured):
    entries = measured.entries
    at = " at {:,}".format(entries)
    made = [
        Goal("index, % of the text" + at, 100 * measured.index_bytes() / measured.text_bytes, MAX_INDEX_PERCENT),
        Goal("files of search" + at, measured.files(), int(entries * MAX_FILES_SHARE)),
    ]
    if measured.ours and entries in MAX_QUERY_KB:
        made.append(Goal("first query, kB" + at, statistics.median(query_kb(measured.ours)), MAX_QUERY_KB[entries]))
    if entries == MAIN_SCALE:
        made.append(Goal("reader, kB", measured.reader[0] / 1000, MAX_READER_KB))
        if measured.build_cpu["with"]:
            made.append(Goal("search adds to the build, % CPU" + at, build_percent(measured.build_cpu), MAX_BUILD_PERCENT))
        if measured.ours:
            made.append(Goal("cold query, ms" + at, statistics.median(times(measured.ours)), MAX_COLD_MS))
            made.append(Goal("keystroke, ms" + at, statistics.median(measured.ours["keystrokes"]), MAX_KEYSTROKE_MS))
    return made


# Report


def print_report(found, notes, all_goals):
    print("Machine    %s" % report.machine())
    for measured in found:
        print_size(measured)
        print_queries(measured)
    print("\n" + "\n".join("Note: " + note for note in notes))
    report.print_goals(all_goals)


def print_size(measured):
    print("\n{:,} entries, {:.1f} MB of text; reader {:.2f} kB gzipped, with page and field {:.2f}".format(
        measured.entries, measured.text_bytes / 1e6, *(size / 1000 for size in measured.reader)))
    rows = [["", "files", "kB", "kB gzipped", "% of text"]]
    names = {"t": "terms", "b": "long lists", "n": "names", "r": "slips", "d": "texts for snippets"}

    def row(name, files, size, packed):
        return [name, str(files), "%.0f" % (size / 1000), "%.0f" % (packed / 1000), "%.1f" % (100 * packed / measured.text_bytes)]

    rows += [row(names.get(kind, kind), *measured.kinds[kind]) for kind in (*RANKING, "d") if kind in measured.kinds]
    ranking = [measured.kinds[kind] for kind in RANKING if kind in measured.kinds]
    rows.append(row("index", *map(sum, zip(*ranking))))
    if measured.pagefind_size:
        files, size, rank = measured.pagefind_size
        rows.append(row("Pagefind, to rank", 0, rank, rank)[:1] + ["", ""] + row("", 0, rank, rank)[3:])
        rows.append(row("Pagefind, all", files, size, size))
    for size in measured.whole:
        rows.append([size.name, "1", "", "", "%.1f" % (100 * size.gzipped / size.text)])
    report.print_table(rows)


def print_queries(measured):
    rows = [["", "queries", "first query kB", "files", "cold ms", "keystroke ms"]]
    for name, answers in (("Migrapedia", measured.ours), ("Pagefind, served", measured.pagefind)):
        if not answers:
            continue
        files = statistics.median(len(answer["files"]) for answer in answers["first"])
        strokes = answers["keystrokes"]
        rows.append([
            name, str(len(answers["first"])), spread(query_kb(answers)), "%.0f" % files, spread(times(answers)),
            spread(strokes) if strokes else ""])
    if len(rows) > 1:
        print("\nMedian (most)")
        report.print_table(rows)


def spread(values):
    return "%.1f (%.1f)" % (statistics.median(values), max(values))


def read_options(arguments):
    parser = shared.parser("search", "Measures the search index and its reader in Chromium, beside Pagefind.", EPILOG)
    parser.add_argument("--scales", type=lambda text: [int(scale) for scale in text.split(",")], metavar="N,N,…",
                        default=[MAIN_SCALE, 100_000], help="sizes (10000,100000)")
    parser.add_argument("--runs", type=int, default=3, help="builds with and without search at 10,000 (3; 0: one build)")
    parser.add_argument("--json", type=pathlib.Path, metavar="FILE", help="also write all figures as JSON")
    options = shared.read(parser, arguments)
    if min(options.scales) < 100:
        parser.error("--scales must be at least 100")
    return options
