# The goals for speed and memory, and what was measured for each.
import math
import statistics
import typing

MAX_RATIO = 2.5
MAX_KIB_PER_ENTRY = 30
MAX_GROWTH_EXPONENT = 1.05
MAX_EDIT_PERCENT = 5
OURS = "migrapedia"


class Goal(typing.NamedTuple):
    name: str
    measured: float
    limit: float

    @property
    def is_met(self):
        return self.measured <= self.limit


def all_goals(entries, full, growth, edits):
    """`full`: tool -> Series at `entries`; `growth`: scale -> the same; `edits`: kind -> EditSeries. What was not
    measured has no goal."""
    if OURS not in full:
        return []
    goals = [
        Goal("CPU / floor on 1 thread", statistics.median(cpu_ratios(full, OURS)), MAX_RATIO),
        Goal("wall / floor on 2 threads", statistics.median(wall_ratios(full, OURS)), MAX_RATIO),
    ]
    for scale in sorted({entries, *list(growth)[-1:]}):
        measured = full if scale == entries else growth[scale]
        kib = measured[OURS].peak_kib() / scale
        goals.append(Goal("peak KiB an entry at {:,}".format(scale), kib, MAX_KIB_PER_ENTRY))
    if len(growth) > 1:
        scales = list(growth)
        span = " exponent {:,} to {:,}".format(scales[0], scales[-1])
        for what in ("cpu", "wall"):
            steps = exponents(growth, OURS, what + "_seconds", [scales[0], scales[-1]])
            goals.append(Goal(what.replace("cpu", "CPU") + span, steps[0], MAX_GROWTH_EXPONENT))
    if edits:
        unlike = {line for series in edits.values() for line in series.differences}
        # The slowest kind of edit is the one that counts.
        cpu, wall = map(max, zip(*(edit_percents(full, series) for series in edits.values())))
        goals += [
            Goal("one-file edit, % of the full CPU", cpu, MAX_EDIT_PERCENT),
            Goal("one-file edit, % of the full wall", wall, MAX_EDIT_PERCENT),
            Goal("paths unlike a clean build's", len(unlike), 0),
        ]
    return goals


def cpu_ratios(full, tool):
    """CPU time over that of the floor on one thread in the same round, for each round."""
    return _paired(full[tool].cpu_seconds, full["floor-1t"].cpu_seconds)


def wall_ratios(full, tool):
    """Wall time over that of the floor on two threads in the same round, for each round."""
    return _paired(full[tool].wall_seconds, full["floor-2t"].wall_seconds)


def edit_percents(full, series):
    """(CPU, wall) of the median edit in per cent of the median full build."""
    return (
        100 * statistics.median(series.cpu_seconds) / statistics.median(full[OURS].cpu_seconds),
        100 * statistics.median(series.wall_seconds) / statistics.median(full[OURS].wall_seconds),
    )


def exponents(growth, tool, quantity, scales):
    """The slope of time over entries, both as logarithms, from each scale to the next."""
    medians = [statistics.median(getattr(growth[scale][tool], quantity)) for scale in scales]
    return [
        math.log(medians[i + 1] / medians[i]) / math.log(scales[i + 1] / scales[i]) for i in range(len(scales) - 1)
    ]


def _paired(values, floor):
    return [value / base for value, base in zip(values, floor)]
