# What a built site has for search: its index as files and bytes, the entries in it, and queries that people might type.
import collections
import json
import pathlib
import random
import re
import typing
import zlib

HEAD = re.compile(rb'_lw\("([a-z]+)[^"]*",')
READER = ("search-words", "search-reader")
WORD = re.compile(r"[a-z]{4,}")
# Entries that are read to find out how common a word is.
SAMPLE = 2_000


class Kind(typing.NamedTuple):
    """The files of one kind: terms, lists, names, slips, entries, and what is read first."""

    files: int
    bytes: int
    gzipped: int


class Query(typing.NamedTuple):
    kind: str
    text: str
    title: typing.Optional[str] = None  # of the entry that must stand first


def gzipped(data):
    """The size of bytes as servers send them."""
    packer = zlib.compressobj(6, zlib.DEFLATED, 31)
    return len(packer.compress(data)) + len(packer.flush())


def read(site):
    """({kind: Kind}, [entry as its JSON]) of the index of a site."""
    sizes, entries = collections.defaultdict(lambda: (0, 0, 0)), []
    for path in sorted((site / "search").rglob("*.js")):
        data = path.read_bytes()
        kind = HEAD.match(data)[1].decode()
        files, size, packed = sizes[kind]
        sizes[kind] = (files + 1, size + len(data), packed + gzipped(data))
        if kind == "d":
            entries += json.loads(data[data.index(b",") + 1:data.rindex(b")")])
    return {kind: Kind(*figures) for kind, figures in sizes.items()}, entries


def text_bytes(entries):
    """The words of the entries that readers see and the index knows: titles, aliases, summaries, tags, and texts with
    their headings."""
    return sum(len("".join([entry[0], *entry[4], entry[6], entry[7], *entry[8]]).encode()) for entry in entries)


def reader_bytes(site):
    """The reader (words, index, ranking) and, separately, all scripts of search, both gzipped."""
    scripts = {path.stem: path.read_bytes() for path in sorted((site / "assets").glob("search*.js"))}
    return gzipped(b"".join(scripts[name] for name in READER)), gzipped(b"".join(scripts.values()))


def queries(entries, seed=20260301):
    """Thirty: names, words of one entry, slips and beginnings of words."""
    chance = random.Random(seed)
    frequency = collections.Counter()
    for entry in chance.sample(entries, min(SAMPLE, len(entries))):
        frequency.update(set(WORD.findall(entry[6].lower())))
    # Words that people search for: neither in nearly every entry nor in one alone.
    telling = {word for word, count in frequency.items() if 2 <= count <= SAMPLE // 20}

    def words_of_one(count):
        while True:
            found = [word for word in dict.fromkeys(WORD.findall(chance.choice(entries)[6].lower())) if word in telling]
            if len(found) >= count:
                return " ".join(chance.sample(found, count))

    concepts = [entry for entry in entries if entry[2] == "concept"]
    papers = [entry for entry in entries if entry[2] == "paper"]
    made = [Query("title", entry[0], entry[0]) for entry in chance.sample(concepts, 6)]
    made += [Query("words of a title", " ".join(entry[0].split()[:4])) for entry in chance.sample(papers, 4)]
    made += [Query("one word", words_of_one(1)) for _ in range(6)]
    made += [Query("two words", words_of_one(2)) for _ in range(6)]
    made += [Query("three words", words_of_one(3)) for _ in range(3)]
    made += [Query("slip", _slip(chance, entry[0])) for entry in _with_long_names(chance, concepts, 3)]
    made += [Query("beginning", entry[0].lower()[:5]) for entry in _with_long_names(chance, concepts, 2)]
    return made


def _with_long_names(chance, entries, count):
    return chance.sample([entry for entry in entries if WORD.fullmatch(entry[0].lower()) and len(entry[0]) > 7], count)


def _slip(chance, title):
    """Two letters that follow one another change places."""
    word = title.lower()
    places = [place for place in range(1, len(word) - 1) if word[place] != word[place + 1]]
    place = chance.choice(places)
    return word[:place] + word[place + 1] + word[place] + word[place + 2:]
