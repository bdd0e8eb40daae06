# Runs one command and says what it took: wall time, CPU time and memory of its whole process tree.
import os
import pathlib
import signal
import subprocess
import sys
import time
import typing

SAMPLE_SECONDS = 0.01
TICKS_PER_SECOND = os.sysconf("SC_CLK_TCK")
# Linux gives ru_maxrss in KiB, macOS in bytes.
MAXRSS_PER_KIB = 1024 if sys.platform == "darwin" else 1


class Usage(typing.NamedTuple):
    status: int
    wall_seconds: float
    cpu_seconds: float  # user and system, of the process and of all descendants that were waited for
    largest_process_kib: float  # ru_maxrss: of the largest process of the tree, from the size of this script upwards
    tree: typing.Optional["TreeSample"]


class TreeSample(typing.NamedTuple):
    peak_kib: float  # highest sum over the tree; memory that processes share counts once
    cpu_seconds: float  # as seen in the last sample of every process: a lower bound


def run(command, log, environment, sampled=False):
    """Runs to the end; output goes to the file `log`. Only with `sampled` the tree's memory is watched: that takes time
    from the build, some milliseconds a sample, so sampled runs are not timed ones."""
    with open(log, "wb") as output:
        start = time.monotonic()
        process = subprocess.Popen(
            command, stdin=subprocess.DEVNULL, stdout=output, stderr=subprocess.STDOUT,
            env=dict(os.environ, **environment), start_new_session=True)
        try:
            tree = _watch(process.pid) if sampled else None
            _, status, usage = os.wait4(process.pid, 0)
            wall = time.monotonic() - start
        except BaseException:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()
            raise
    process.returncode = os.waitstatus_to_exitcode(status)
    return Usage(
        process.returncode, wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / MAXRSS_PER_KIB, tree)


def _watch(pid):
    """Samples the tree until the process ends, without reaping it. None where the system has no /proc for it."""
    if not os.path.exists("/proc/self/smaps_rollup") or not _children_are_listed():
        return None
    peak, cpu = 0, {}
    while os.waitid(os.P_PID, pid, os.WEXITED | os.WNOHANG | os.WNOWAIT) is None:
        total = 0
        for member in _tree(pid):
            try:
                total += _proportional_kib(member)
                cpu[member] = _cpu_ticks(member)
            except (OSError, ValueError, IndexError):
                continue  # it has just ended
        peak = max(peak, total)
        time.sleep(SAMPLE_SECONDS)
    return TreeSample(peak, sum(cpu.values()) / TICKS_PER_SECOND)


def _children_are_listed():
    return os.path.exists("/proc/self/task/%d/children" % os.getpid())


def _tree(pid):
    members = [pid]
    for member in members:  # grows while it is walked
        try:
            for task in pathlib.Path("/proc/%d/task" % member).iterdir():
                members += map(int, (task / "children").read_text().split())
        except OSError:
            continue
    return members


def _proportional_kib(pid):
    """The proportional set size: a page that n processes share counts 1/n for each."""
    with open("/proc/%d/smaps_rollup" % pid) as rollup:
        for line in rollup:
            if line.startswith("Pss:"):
                return int(line.split()[1])
    return 0


def _cpu_ticks(pid):
    with open("/proc/%d/stat" % pid) as stat:
        fields = stat.read().rsplit(")", 1)[1].split()  # the name before may hold anything
    return int(fields[11]) + int(fields[12])
