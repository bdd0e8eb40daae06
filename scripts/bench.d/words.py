# The invented language of the benchmark corpus: words, names, journals, headings, and Zipf's law.
import bisect
import itertools
import re

SYLLABLES = (
    "ba be bi bo ca ce ci co da de di do el en er fa fe fi ga ge gi go ha he in ka la le li lo ma me mi mo "
    "na ne ni no or pa pe pi po ra re ri ro sa se si so ta te ti to tra tri u va ve vi xy ze zo"
).split()
ENDINGS = ["", "n", "r", "s", "l", "m", "t", "x", "tion", "sis", "ics", "gen", "oid"] + (
    "ase ory ment ity al ic ous ed ing".split())
COMMON = (
    "the of and to in a is that for as with by on are be this from or an which at it can not has between "
    "these where such its used under both over than more"
).split()
FAMILY_NAMES = [
    root + ending
    for root in ("Ander Berg Carl Dav Eriks Fisch Gran Hof Ivan Jans Kim Lind Mart Nov Okaf Pet Quin Ross "
                 "Sant Tan").split()
    for ending in "son er ez ova ström i o mann ssen ski".split()
]
GIVEN_NAMES = (
    "Ada Bo Chen Dina Emil Fatou Goran Hana Igor Júlia Kofi Lena Mei Nils Olga Priya Quentin Rosa Søren Tomás "
    "Uma Vera Wei Yusuf Zoë"
).split()
JOURNALS = [
    "Journal of Synthetic " + field
    for field in "Biology Physics Chemistry Ecology Computation Geology Medicine Statistics".split()
] + ["Annals of Applied " + field for field in "Optics Genetics Acoustics Logic".split()]

CONCEPT_HEADINGS = [
    "Definition", "Background", "Properties", "Examples", "Applications", "History", "Open questions"]
PAPER_HEADINGS = ["Summary", "Methods", "Results", "Discussion", "Limitations", "Data"]
# Every entry has at least the first three headings of its kind, so links may point to those.
CERTAIN_HEADINGS = 3


class Zipf:
    """Draws a rank below `count` with weight (rank + shift) ** -exponent."""

    def __init__(self, count, exponent, shift):
        self.cumulative = list(itertools.accumulate((rank + shift) ** -exponent for rank in range(1, count + 1)))

    def draw(self, random):
        rank = bisect.bisect_right(self.cumulative, random.random() * self.cumulative[-1])
        return min(rank, len(self.cumulative) - 1)


def vocabulary(random, size):
    """`size` different words: the common ones of English first, then invented ones."""
    words, seen = list(COMMON), set(COMMON)
    while len(words) < size:
        syllables = random.choice((1, 2, 2, 3, 3))
        word = "".join(random.choice(SYLLABLES) for _ in range(syllables)) + random.choice(ENDINGS)
        if len(word) > 2 and word not in seen:
            seen.add(word)
            words.append(word)
    return words


class RareWords:
    """Words beyond the vocabulary: ranks from `first` upwards, whose weight falls with the square of the rank, so that the
    number of different words grows with the root of the text, as it does in real collections (Heaps' law)."""

    # Their share of a text. With it, 4.6 million words hold 84,000 different ones and 46 million hold 240,000; Reuters
    # RCV1 would have 81,000 and 250,000 (44 · n ** 0.49: Manning, Raghavan and Schütze 2008, section 5.1.1).
    SHARE = 0.03
    LETTERS = len(SYLLABLES) ** 3 * len(ENDINGS)
    # Has no divisor in common with LETTERS, so that different ranks make different words.
    STRIDE = 1_000_003

    def __init__(self, first):
        self.first = first

    def draw(self, random):
        return self.word(int(self.first / (1 - random.random())))

    def word(self, rank):
        number = rank * self.STRIDE % self.LETTERS
        number, ending = divmod(number, len(ENDINGS))
        number, last = divmod(number, len(SYLLABLES))
        first, middle = divmod(number, len(SYLLABLES))
        return SYLLABLES[first] + SYLLABLES[middle] + SYLLABLES[last] + ENDINGS[ending]


def slug(name):
    """The address form of a name: lower-case ASCII letters and digits, joined by hyphens."""
    return "-".join(re.findall("[a-z0-9]+", name.lower()))
