# Compares the output of an incremental build with that of a clean one, byte for byte.
import os


def differences(incremental, clean):
    """One line for each path that is not the same in both folders; empty when they are equal."""
    one, other = _contents(incremental), _contents(clean)
    lines = [path + ": only in the incremental build" for path in sorted(one - other)]
    lines += [path + ": only in the clean build" for path in sorted(other - one)]
    lines += [path + ": differs" for path in sorted(one & other) if not _equal(incremental / path, clean / path)]
    return lines


def _contents(root):
    return {
        os.path.relpath(os.path.join(place, name), root)
        for place, folders, files in os.walk(root)
        for name in folders + files
    }


def _equal(one, other):
    kinds = {(path.is_symlink(), path.is_dir()) for path in (one, other)}
    if len(kinds) > 1:
        return False
    if one.is_symlink():
        return os.readlink(one) == os.readlink(other)
    return one.is_dir() or one.read_bytes() == other.read_bytes()
