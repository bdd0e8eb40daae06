# `scripts/bench map`: how long the map's layout takes, what its first data weighs, and the frames of its canvas.
import gzip
import json
import pathlib
import random
import re
import subprocess
import sys

import options as shared
import report
import sources
import workspace
from failure import BenchFailure, last_lines
from goals import Goal

HERE = pathlib.Path(__file__).resolve().parent
PROJECT = HERE.parent.parent
LAYOUT_GOAL_MILLISECONDS = 3000
FRAME_GOAL_MILLISECONDS = 16
FIRST_KILOBYTES_GOAL = 155
EPILOG = """\
Two bases of 10,000 entries are built: one of 100 clusters with 40,000 connections, and the corpus of the benchmark, whose
links lead anywhere, with about 140,000. Layout is the phase "map laid out" of a build without a cache: time on the clock,
and time that processors spent on it, which what else runs on the machine disturbs less. The canvas of the first is moved and
zoomed in headless Chromium without a GPU and without a limit of its frame rate, so that the time between two frames is what a
frame takes, with painting. Of several rounds the best counts.
"""


def main(arguments, say):
    parser = shared.parser("map", "Measures the map: layout, first data, frames.", EPILOG)
    parser.add_argument("--entries", type=int, default=10_000, metavar="N", help="size of both bases (10000)")
    parser.add_argument("--runs", type=int, default=3, metavar="N", help="layouts and rounds of frames (3)")
    options = shared.read(parser, arguments)
    try:
        with workspace.workspace(options.work, options.entries, [], options.keep, say) as (work, _):
            goals = measure(options, work, say)
    except BenchFailure as failure:
        print("bench: %s" % failure, file=sys.stderr)
        return 2
    report.print_goals(goals)
    return 1 if options.strict and not all(goal.is_met for goal in goals) else 0


def measure(options, work, say):
    say("writing %d entries in clusters" % options.entries)
    clustered, corpus = work / "clustered", work / "corpus"
    write_clusters(clustered, options.entries)
    goals = layouts(options, say, "40,000 connections" if options.entries == 10_000 else "clusters", clustered)
    first = (clustered / "public" / "graph" / "nodes.js").read_bytes()
    say("nodes.js: %d bytes, %d gzipped" % (len(first), len(gzip.compress(first, 9))))
    # A small base has a name for each entry among those that are shown first.
    if options.entries >= 10_000:
        goals.append(Goal("nodes.js, loaded first, kB", len(first) / 1000, FIRST_KILOBYTES_GOAL * options.entries / 10_000))
    goals += frames(options, say, clustered / "public" / "map.html")
    say("writing the corpus of the benchmark")
    sources.write(options.entries, corpus, None)
    return goals + layouts(options, say, "corpus of the benchmark", corpus)


def write_clusters(folder, count, size=100):
    """Concepts in clusters: four links each, nine of ten within the cluster."""
    chance = random.Random(20260101)
    (folder / "content" / "concepts").mkdir(parents=True)
    sources.add_project_parts(folder)
    for number in range(count):
        cluster = number // size
        others = {cluster * size + chance.randrange(size) if chance.random() < 0.9 else chance.randrange(count) for _ in range(4)} - {number}
        links = " ".join("It leads to [[entry-%d]]." % (other % count) for other in sorted(others))
        (folder / "content" / "concepts" / ("entry-%d.md" % number)).write_text(
            "---\ntitle: Entry number %d\nsummary: One of %d.\ncategory: structure\n---\n\n%s\n" % (number, count, links))


def layouts(options, say, name, source):
    """The best of several layouts: on the clock, and of processors."""
    clock, processor = [], []
    for run in range(options.runs):
        # Entries are compiled once; the layout is made every time.
        (source / ".migrapedia" / "cache" / "map").unlink(missing_ok=True)
        made = subprocess.run(
            [options.binary, "build", "--source", source, "--output", source / "public", "--timings", "--defer-search"], capture_output=True, text=True)
        if made.returncode:
            raise BenchFailure("the build failed:\n" + last_lines(made.stderr))
        phases = [(int(a), int(b), what) for a, b, what in re.findall(r"(\d+) ms, (\d+) ms of processor: (.+)", made.stderr)]
        place = next(place for place, phase in enumerate(phases) if phase[2] == "map laid out")
        clock.append(phases[place][0] - phases[place - 1][0])
        processor.append(phases[place][1] - phases[place - 1][1])
        say("layout, %s: %d ms, %d ms of processor" % (name, clock[-1], processor[-1]))
    return [Goal("layout, %s, ms" % name, min(clock), LAYOUT_GOAL_MILLISECONDS)]


def frames(options, say, page):
    """Medians of the best round of moving and of zooming."""
    python = PROJECT / ".venv" / "bin" / "python"
    if not python.exists():
        say("frames are left out: Tests/Browser has no .venv; run scripts/bootstrap --tests")
        return []
    made = subprocess.run([python, HERE / "map_frames.py", page, str(options.runs)], capture_output=True, text=True)
    if made.returncode:
        raise BenchFailure("the frames could not be measured:\n" + last_lines(made.stderr))
    goals = []
    for name, rounds in json.loads(made.stdout).items():
        best = min(rounds, key=lambda found: found["median"])
        say("%s: %s ms (95 %% under)" % (name, ", ".join("%.1f (%.1f)" % (found["median"], found["p95"]) for found in rounds)))
        goals.append(Goal("frame while %s, median ms" % name, best["median"], FRAME_GOAL_MILLISECONDS))
    return goals

