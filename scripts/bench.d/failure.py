# What stops the benchmark, in words for the person who runs it.


class BenchFailure(Exception):
    pass


def last_lines(text, count=20):
    return "\n".join("    " + line for line in text.rstrip().splitlines()[-count:])
