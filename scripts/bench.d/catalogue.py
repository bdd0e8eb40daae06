# The list of all entries of the benchmark corpus: who is called what, and how often each is linked to.
import dataclasses
import random
import typing

import words

CONCEPT_SHARE = 0.70
# Names that are devices on Windows, or that generators give a meaning of their own.
RESERVED_SLUGS = {"con", "prn", "aux", "nul", "index"}
CONCEPT_CATEGORIES = ["organelle", "structure", "process", "protein", "lipid", "pathway", "method", "disease"]
RELATIONS = ["is_a", "part_of", "associated_with"]
PAPER_CATEGORY = "research"


class Concept(typing.NamedTuple):
    title: str
    slug: str
    aliases: typing.List[str]

    @property
    def folder(self):
        return "concepts"


class Author(typing.NamedTuple):
    family: str
    given: str


class Paper(typing.NamedTuple):
    title: str
    slug: str  # the citation key
    authors: typing.List[Author]
    year: int
    journal: str
    aliases: typing.Sequence[str] = ()

    @property
    def folder(self):
        return "papers"


class Style(typing.NamedTuple):
    """What the texts of a corpus are like."""

    # Least and most of each in an entry.
    words: typing.Tuple[int, int]
    links: typing.Tuple[int, int]
    citations: typing.Tuple[int, int]
    has_rare_words: bool
    repeats: float  # share of words that are said again in an entry, beside those that chance repeats
    tables: float  # share of entries that have one


STYLES = {
    "long": Style((225, 703), (8, 20), (3, 8), has_rare_words=False, repeats=0, tables=1),
    # About 1,300 characters an entry, for which the bounds of search were set; as repetitive as this project's own base, where
    # an entry has 157 different words among 290.
    "varied": Style((10, 130), (3, 9), (1, 4), has_rare_words=True, repeats=0.35, tables=0.2),
}


@dataclasses.dataclass
class Catalogue:
    """Follows from (entries, seed, style) alone. No two names are equal, even with case, spaces and punctuation left out."""

    entries: int
    seed: int
    style: Style

    def __post_init__(self):
        generator = random.Random(self.seed)
        self.vocabulary = words.vocabulary(generator, 12_000)
        self.invented = self.vocabulary[len(words.COMMON):]
        # Text is runs cut from one long ring of words drawn by Zipf's law: quick, and with real word frequencies.
        frequencies = words.Zipf(len(self.vocabulary), 1.02, 2.0).cumulative
        self.ring = generator.choices(self.vocabulary, cum_weights=frequencies, k=1 << 19)
        self.rare_words = words.RareWords(len(self.vocabulary)) if self.style.has_rare_words else None
        self.tags = sorted({
            generator.choice(self.vocabulary[60:400]) + "-" + generator.choice(self.vocabulary[400:4000])
            for _ in range(max(24, min(400, self.entries // 25)))
        })
        self._taken = set(RESERVED_SLUGS)
        concept_count = round(self.entries * CONCEPT_SHARE)
        self.concepts = [self._concept(random.Random(self.seed * 7919 + i)) for i in range(concept_count)]
        self.papers = [
            self._paper(random.Random(self.seed * 104729 + i)) for i in range(self.entries - concept_count)]
        # Popular entries are spread over the whole list by a shuffle.
        self._concept_ranks = list(range(len(self.concepts)))
        self._paper_ranks = list(range(len(self.papers)))
        generator.shuffle(self._concept_ranks)
        generator.shuffle(self._paper_ranks)
        self._concept_popularity = words.Zipf(len(self.concepts), 0.8, 10.0)
        self._paper_popularity = words.Zipf(len(self.papers), 0.8, 10.0)
        self._tag_popularity = words.Zipf(len(self.tags), 0.9, 2.0)

    def draw_concept(self, generator):
        return self._concept_ranks[self._concept_popularity.draw(generator)]

    def draw_paper(self, generator):
        return self._paper_ranks[self._paper_popularity.draw(generator)]

    def draw_tags(self, generator):
        return sorted({self.tags[self._tag_popularity.draw(generator)] for _ in range(generator.randint(2, 5))})

    def _concept(self, generator):
        parts = [generator.choice(self.invented) for _ in range(generator.choice((1, 2, 2, 3)))]
        title = self._claim(parts, lambda: " " + generator.choice(self.invented)).capitalize()
        aliases = []
        for _ in range(generator.choice((0, 0, 1, 1, 2))):
            alias = (parts[0] + " " + generator.choice(self.invented)).capitalize()
            if self._is_free(alias):
                self._taken.add(folded(alias))
                aliases.append(alias)
        return Concept(title, words.slug(title), aliases)

    def _paper(self, generator):
        # A set would lose the order of the authors, a list could name one twice.
        authors = list(dict.fromkeys(
            Author(generator.choice(words.FAMILY_NAMES), generator.choice(words.GIVEN_NAMES))
            for _ in range(generator.choice((1, 2, 3, 3, 4, 6)))))
        year = 1965 + int(60 * generator.random() ** 0.4)
        title_words = [generator.choice(self.vocabulary) for _ in range(generator.randint(6, 12))]
        title = self._claim(title_words, lambda: " " + generator.choice(self.invented)).capitalize()
        key = authors[0].family.lower().replace("ö", "o") + str(year) + generator.choice(self.invented)
        key = self._claim([key], lambda: generator.choice("abcdefghijk"))
        return Paper(title, key, authors, year, generator.choice(words.JOURNALS))

    def _claim(self, parts, more):
        """The parts joined by spaces, lengthened by `more` until nothing else has that name."""
        name = " ".join(parts)
        while not self._is_free(name):
            name += more()
        self._taken.add(folded(name))
        return name

    def _is_free(self, name):
        return folded(name) not in self._taken


def folded(name):
    """What is left of a name for a resolver that ignores case, spaces and punctuation."""
    return "".join(filter(str.isalnum, name.lower()))


def draw_other(position, draw):
    """The first drawn position that is not `position`: an entry does not link to itself."""
    while True:
        drawn = draw()
        if drawn != position:
            return drawn
