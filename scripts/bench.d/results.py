# Everything that one run of the benchmark has found.
import dataclasses
import typing

from builds import Series
from edits import EditSeries
from goals import Goal


@dataclasses.dataclass
class Results:
    entries: int
    in_memory: bool
    notes: typing.List[str]
    corpus: typing.Dict[str, typing.Any] = dataclasses.field(default_factory=dict)
    full: typing.Dict[str, Series] = dataclasses.field(default_factory=dict)  # by tool
    edits: typing.Dict[str, EditSeries] = dataclasses.field(default_factory=dict)  # by kind of edit
    growth: typing.Dict[int, typing.Dict[str, Series]] = dataclasses.field(default_factory=dict)  # by size, then tool
    goals: typing.List[Goal] = dataclasses.field(default_factory=list)
