# The work folder: in memory when there is room, so that the disk is not in the figures; removed at the end.
import contextlib
import os
import pathlib
import shutil
import tempfile

from failure import BenchFailure

GIB = 1 << 30
# Room that a folder takes, from above, per entry: one corpus with its output and cache, or, at the size where edits and
# Hugo are measured, two of ours with theirs and Hugo's. Small files take whole pages, hence more than their bytes.
GROWTH_BYTES_PER_ENTRY = 48 << 10
MAIN_BYTES_PER_ENTRY = 128 << 10
# Memory that the hungriest build takes per entry: Hugo's 140 KiB at 10,000 entries.
BUILD_MEMORY_PER_ENTRY = 160 << 10
RAM_FOLDER = pathlib.Path("/dev/shm")


def room_needed(entries, scales):
    return max([entries * MAIN_BYTES_PER_ENTRY] + [scale * GROWTH_BYTES_PER_ENTRY for scale in scales])


@contextlib.contextmanager
def workspace(asked, entries, scales, keep, say):
    """A new folder under `asked`, or under the best place there is. Yields (folder, whether it is in memory)."""
    need = room_needed(entries, scales)
    parent = _checked(asked, need) if asked else _best_place(need, entries, scales, say)
    folder = pathlib.Path(tempfile.mkdtemp(prefix="migrapedia-bench-", dir=parent))
    try:
        say("work folder %s (needs up to %.1f GiB, %.1f free)" % (folder, need / GIB, _free(parent) / GIB))
        yield folder, is_in_memory(folder)
    finally:
        if keep:
            say("kept %s" % folder)
        else:
            shutil.rmtree(folder, ignore_errors=True)


@contextlib.contextmanager
def removed_after(folder, keep):
    """Makes a folder and, unless `keep`, removes it at the end: the next one needs the room."""
    folder.mkdir()
    try:
        yield folder
    finally:
        if not keep:
            shutil.rmtree(folder, ignore_errors=True)


def is_in_memory(folder):
    """Whether the file system of a folder is a RAM disk; False where /proc/mounts does not say."""
    try:
        mounts = pathlib.Path("/proc/mounts").read_text().splitlines()
    except OSError:
        return False
    kinds = {fields[1]: fields[2] for fields in map(str.split, mounts)}
    resolved = folder.resolve()
    mount = next((str(place) for place in (resolved, *resolved.parents) if str(place) in kinds), None)
    return kinds.get(mount) in ("tmpfs", "ramfs")


def _best_place(need, entries, scales, say):
    memory = need + max([entries, *scales]) * BUILD_MEMORY_PER_ENTRY
    if not RAM_FOLDER.is_dir() or not os.access(RAM_FOLDER, os.W_OK):
        reason = "there is no writable %s" % RAM_FOLDER
    elif _free(RAM_FOLDER) < need:
        reason = "%s has %.1f GiB free of the %.1f needed" % (RAM_FOLDER, _free(RAM_FOLDER) / GIB, need / GIB)
    elif _available_memory() < memory:
        reason = "%.1f GiB of memory are free of the %.1f that files and builds need" % (
            _available_memory() / GIB, memory / GIB)
    else:
        return RAM_FOLDER
    say("not in memory: " + reason + "; the disk will be in the figures")
    return _checked(pathlib.Path(tempfile.gettempdir()), need)


def _checked(folder, need):
    if not folder.is_dir():
        raise BenchFailure("the work folder %s does not exist" % folder)
    if _free(folder) < need:
        raise BenchFailure(
            "%s has %.1f GiB free, and up to %.1f are needed; name another folder with --work, or smaller --entries "
            "and --scales" % (folder, _free(folder) / GIB, need / GIB))
    return folder.resolve()


def _free(folder):
    return shutil.disk_usage(folder).free


def _available_memory():
    for line in pathlib.Path("/proc/meminfo").read_text().splitlines():
        if line.startswith("MemAvailable:"):
            return int(line.split()[1]) << 10
    return 0
