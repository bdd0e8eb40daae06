# Options that the benchmarks share.
import argparse
import os
import pathlib

RELEASE = pathlib.Path(__file__).resolve().parent.parent.parent / ".build" / "release" / "migrapedia"


def parser(name, description, epilog):
    """A parser with `--binary`, `--work`, `--keep` and `--strict`."""
    made = argparse.ArgumentParser(
        prog="scripts/bench " + name, description=description, epilog=epilog, formatter_class=argparse.RawDescriptionHelpFormatter)
    made.add_argument("--binary", type=pathlib.Path, default=RELEASE, metavar="PATH",
                      help="the release build of migrapedia (.build/release/migrapedia)")
    made.add_argument("--work", type=pathlib.Path, metavar="DIR", help="where to make the work folder")
    made.add_argument("--keep", action="store_true", help="keep the work folder")
    made.add_argument("--strict", action="store_true", help="exit with 1 when a goal is missed")
    return made


def read(made, arguments):
    """The options, with `binary` as an absolute path to a program that is there."""
    options = made.parse_args(arguments)
    options.binary = options.binary.absolute()
    if not os.access(options.binary, os.X_OK):
        made.error("no program at %s: build it with `make site`, or name another with --binary" % options.binary)
    return options
