# Clean builds: each of a tool alone, and rounds in which the tools alternate.
import dataclasses
import os
import re
import shutil
import statistics
import typing

import measure
from failure import BenchFailure, last_lines

PROBLEM = re.compile(r": (?:error|warning): .*")


@dataclasses.dataclass
class Series:
    """What the builds of one tool took. The lists are parallel, one value a timed run; memory has runs of its own."""

    wall_seconds: typing.List[float] = dataclasses.field(default_factory=list)
    cpu_seconds: typing.List[float] = dataclasses.field(default_factory=list)
    tree_peak_kib: typing.List[float] = dataclasses.field(default_factory=list)
    largest_process_kib: typing.List[float] = dataclasses.field(default_factory=list)
    files: int = 0
    bytes: int = 0
    notes: typing.List[str] = dataclasses.field(default_factory=list)  # what a reader must know of these figures

    def note(self, text):
        if text not in self.notes:
            self.notes.append(text)

    def peak_kib(self):
        """Of the tree, or of the largest process where the tree cannot be watched."""
        return statistics.median(self.tree_peak_kib or self.largest_process_kib)


class Rounds:
    """Runs clean builds in `work` of a corpus with `entries` entries."""

    def __init__(self, entries, work, in_memory, say):
        self.entries, self.work, self.in_memory, self.say = entries, work, in_memory, say

    def alternate(self, tools, runs, memory_runs):
        """Every tool once a round, in the given order: first the timed rounds, then those that watch memory."""
        series = {tool.name: Series() for tool in tools}
        for number in range(1, runs + memory_runs + 1):
            sampled = number > runs
            for tool in tools:
                usage = self.clean_build(tool, sampled)
                self._record(series[tool.name], tool, usage, sampled)
                what = "memory %d/%d" % (number - runs, memory_runs) if sampled else "run %d/%d" % (number, runs)
                self.say("%6d entries, %s: %-10s %7.2f s wall %7.2f s CPU" % (
                    self.entries, what, tool.name, usage.wall_seconds, usage.cpu_seconds))
        return series

    def clean_build(self, tool, sampled=False):
        for leftover in (tool.output.parent, *tool.leftovers):
            shutil.rmtree(leftover, ignore_errors=True)
        tool.output.parent.mkdir(parents=True)
        return self.build(tool, sampled)

    def build(self, tool, sampled=False):
        if not self.in_memory:
            os.sync()  # what earlier builds wrote must not be written during this one
        log = self._log(tool)
        usage = measure.run(tool.command, log, tool.environment, sampled)
        if usage.status:
            raise BenchFailure("%s failed with status %d: %s\n%s" % (
                tool.name, usage.status, " ".join(tool.command), last_lines(log.read_text(errors="replace"))))
        return usage

    def _record(self, series, tool, usage, sampled):
        if not series.files:
            self._check_first_build(series, tool)
        series.largest_process_kib.append(usage.largest_process_kib)
        if not sampled:
            series.wall_seconds.append(usage.wall_seconds)
            series.cpu_seconds.append(usage.cpu_seconds)
        elif usage.tree:
            series.tree_peak_kib.append(usage.tree.peak_kib)
            if usage.tree.cpu_seconds > 1.1 * usage.cpu_seconds + 0.1:
                series.note("%s does not wait for all its processes, so their CPU time is not counted" % tool.name)

    def _check_first_build(self, series, tool):
        series.files, series.bytes, pages = _inventory(tool.output)
        if pages < self.entries:
            raise BenchFailure("%s wrote %d pages for %d entries" % (tool.name, pages, self.entries))
        problems = PROBLEM.findall(self._log(tool).read_text(errors="replace"))
        if problems:
            series.note("%s reported %d problems in a corpus that should have none; the first%s" % (
                tool.name, len(problems), problems[0]))

    def _log(self, tool):
        return self.work / (tool.name + ".log")


def _inventory(folder):
    """(files, bytes, HTML pages of entries) of an output folder."""
    files = size = pages = 0
    for place, _, names in os.walk(folder):
        kind = os.path.relpath(place, folder).split(os.sep)[0]
        for name in names:
            files += 1
            size += os.lstat(os.path.join(place, name)).st_size
            pages += kind in ("concepts", "papers") and name.endswith(".html")
    return files, size, pages
