# Writes the benchmark corpus: `make_corpus.py --entries N [--migrapedia DIR] [--hugo DIR]`; prints its figures as JSON.
#
# 70 % concepts and 30 % papers, 14 wikilinks and 5.5 citations an entry, 44.6 MB at 10,000 entries in the long style. Every
# byte follows from --entries, --seed and --style. All links resolve, no name is ambiguous, no relation is circular. A program of its
# own, so that its memory is given back before anything is measured.
import argparse
import collections
import hashlib
import json
import pathlib

import catalogue
import entries
import flavours


def main():
    arguments = argparse.ArgumentParser(description="Writes the benchmark corpus in one or both syntaxes.")
    arguments.add_argument("--entries", type=int, required=True)
    arguments.add_argument("--seed", type=int, default=20260101)
    arguments.add_argument("--migrapedia", type=pathlib.Path, help="folder whose content/ gets our entries")
    arguments.add_argument("--hugo", type=pathlib.Path, help="folder whose content/ gets Hugo's")
    arguments.add_argument("--style", choices=catalogue.STYLES, default="long",
                           help="long texts of few words (long), or shorter ones with many rare words (varied)")
    options = arguments.parse_args()
    outputs = [(getattr(options, write.__name__), write) for write in (flavours.migrapedia, flavours.hugo)]
    print(json.dumps(write_corpus(options.entries, options.seed, catalogue.STYLES[options.style], [(root, write) for root, write in outputs if root])))


def write_corpus(count, seed, style, outputs):
    everything = catalogue.Catalogue(count, seed, style)
    for root, _ in outputs:
        for kind in ("concepts", "papers"):
            (root / "content" / kind).mkdir(parents=True)
    figures = collections.Counter(concepts=len(everything.concepts), papers=len(everything.papers))
    digest = hashlib.sha256()
    for entry in all_entries(everything):
        for reference in entry.references:
            figures["citations" if isinstance(reference, entries.Citation) else "wikilinks"] += 1
        figures["relations"] += len(entry.relations)
        for root, write in outputs:
            data = write(entry).encode()
            figures[write.__name__ + "_bytes"] += len(data)
            if write is flavours.migrapedia:
                digest.update(data)
            folder = root / "content" / entry.subject.folder
            with open("%s/%s.md" % (folder, entry.subject.slug), "xb") as file:
                file.write(data)
    return dict(figures, digest=digest.hexdigest()[:16])


def all_entries(everything):
    for position in range(len(everything.concepts)):
        yield entries.concept(everything, position)
    for position in range(len(everything.papers)):
        yield entries.paper(everything, position)


if __name__ == "__main__":
    main()
