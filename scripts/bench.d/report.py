# Prints what was measured as compact tables, and gives the same as one JSON value.
import dataclasses
import os
import platform
import statistics

import goals

# The floor on two threads, alone on two cores, keeps at least so many of them busy.
QUIET_CORES = 1.7


def print_report(results):
    entries, full = results.entries, results.full
    corpus = results.corpus
    print("Corpus     {:,} entries ({:,} concepts, {:,} papers), {:.1f} MB, {:,} wikilinks, {:,} citations".format(
        entries, corpus["concepts"], corpus["papers"], corpus["migrapedia_bytes"] / 1e6, corpus["wikilinks"],
        corpus["citations"]))
    print("Machine    %s; work folder %s" % (machine(), "in memory" if results.in_memory else "on disk"))
    _print_full(entries, full)
    if results.edits:
        _print_edits(full, results.edits)
    if results.growth:
        _print_growth(results.growth)
    notes = all_notes(results)
    if notes:
        print("\n" + "\n".join("Note: " + note for note in notes))
    print_goals(results.goals)


def print_goals(all_goals):
    if all_goals:
        print()
    for goal in all_goals:
        print("%s  %-38s %8.3f   (goal: at most %g)" % (
            "PASS" if goal.is_met else "FAIL", goal.name, goal.measured, goal.limit))


def as_json(results):
    def plain(series):
        return {name: dataclasses.asdict(value) for name, value in series.items()}

    return {
        "entries": results.entries,
        "corpus": results.corpus,
        "machine": machine(),
        "work_in_memory": results.in_memory,
        "full": plain(results.full),
        "ratios": {
            tool: {"cpu_to_floor_1t": goals.cpu_ratios(results.full, tool),
                   "wall_to_floor_2t": goals.wall_ratios(results.full, tool)}
            for tool in results.full
        },
        "growth": {str(scale): plain(series) for scale, series in results.growth.items()},
        "edits": plain(results.edits),
        "goals": [dict(goal._asdict(), met=goal.is_met) for goal in results.goals],
        "notes": all_notes(results),
    }


def machine():
    return "%d cores, %s %s %s, Python %s" % (
        cores(), platform.system(), platform.release(), platform.machine(), platform.python_version())


def cores():
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()


def all_notes(results):
    """What a reader must know of the figures, each line once."""
    rounds = [results.full, *results.growth.values()]
    found = [note for series in rounds for tool in series.values() for note in tool.notes]
    if any(not tool.tree_peak_kib for series in rounds for tool in series.values()):
        found.append("where a process tree's memory could not be seen, that of its largest process is given")
    if len({full.bytes for tool, full in results.full.items() if tool.startswith("floor")}) > 1:
        found.append("the floor's threads disturbed each other: its output depends on how many there are")
    busy = _busy_cores(results.full["floor-2t"])
    if busy < QUIET_CORES:
        found.append("floor-2t had only %.1f cores to itself, so wall times are too long and uneven; CPU times less "
                     "touched" % busy)
    return list(dict.fromkeys(results.notes + found))


def _busy_cores(series):
    return statistics.median(cpu / wall for cpu, wall in zip(series.cpu_seconds, series.wall_seconds))


def _print_full(entries, full):
    runs = len(next(iter(full.values())).wall_seconds)
    print("\nFull builds of {:,} entries: median (least–most) of {} alternating runs".format(entries, runs))
    rows = [["", "wall s", "CPU s", "CPU µs/entry", "peak MiB", "KiB/entry", "largest process", "files", "MB out"]]
    for tool, series in full.items():
        rows.append([
            tool, _spread(series.wall_seconds), _spread(series.cpu_seconds),
            "%.1f" % (1e6 * statistics.median(series.cpu_seconds) / entries), "%.0f" % (series.peak_kib() / 1024),
            "%.1f" % (series.peak_kib() / entries), "%.0f MiB" % (max(series.largest_process_kib) / 1024),
            "%d" % series.files, "%.1f" % (series.bytes / 1e6)])
    print_table(rows)
    compared = [tool for tool in full if not tool.startswith("floor")]
    if compared:
        print("\nRatios, paired within a round: median (least–most)")
        rows = [["", "CPU / floor-1t", "wall / floor-2t"]]
        for tool in compared:
            rows.append([tool, _spread(goals.cpu_ratios(full, tool)), _spread(goals.wall_ratios(full, tool))])
        print_table(rows)


def _print_edits(full, edits):
    runs = len(next(iter(edits.values())).wall_seconds)
    print("\nOne-file edits: median (least–most) of %d, and per cent of the full build" % runs)
    rows = [["", "wall s", "CPU s", "wall %", "CPU %", "against a clean build"]]
    for kind, series in edits.items():
        cpu, wall = goals.edit_percents(full, series)
        same = "%d paths differ" % len(series.differences) if series.differences else "identical"
        rows.append([
            kind, _spread(series.wall_seconds), _spread(series.cpu_seconds), "%.1f" % wall, "%.1f" % cpu, same])
    print_table(rows)
    for kind, series in edits.items():
        for line in series.differences[:5]:
            print("    after %s: %s" % (kind, line))


def _print_growth(growth):
    print("\nGrowth: medians, and the exponent from the scale before")
    rows = [["", "entries", "wall s", "CPU s", "exponent wall", "exponent CPU", "KiB/entry"]]
    scales = list(growth)
    for tool in growth[scales[0]]:
        wall = ["", *map("{:.3f}".format, goals.exponents(growth, tool, "wall_seconds", scales))]
        cpu = ["", *map("{:.3f}".format, goals.exponents(growth, tool, "cpu_seconds", scales))]
        for i, scale in enumerate(scales):
            series = growth[scale][tool]
            rows.append([
                tool if i == 0 else "", "{:,}".format(scale), "%.3f" % statistics.median(series.wall_seconds),
                "%.3f" % statistics.median(series.cpu_seconds), wall[i], cpu[i], "%.1f" % (series.peak_kib() / scale)])
    print_table(rows)


def print_table(rows):
    """First column to the left, the others to the right, each as wide as its widest cell."""
    widths = [max(map(len, column)) for column in zip(*rows)]
    for first, *others in rows:
        cells = [first.ljust(widths[0])] + [cell.rjust(width) for cell, width in zip(others, widths[1:])]
        print("  ".join(cells).rstrip())


def _spread(values):
    return "%.2f (%.2f–%.2f)" % (statistics.median(values), min(values), max(values))
