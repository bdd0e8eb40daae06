# One entry of the benchmark corpus: its metadata and its text, in which references still have no syntax.
import random
import re
import typing

import catalogue
import words

PAPER_LINK_SHARE = 0.12
MAX_SUMMARY_CHARACTERS = 300
# A reference stands in a text as its position in the entry's list between these two.
MARK_START, MARK_END = "\x01", "\x02"
MARK = re.compile(MARK_START + "([0-9]+)" + MARK_END)


class Link(typing.NamedTuple):
    target: typing.Union[catalogue.Concept, catalogue.Paper]
    name: str  # the title, or an alias
    label: typing.Optional[str]
    heading: typing.Optional[str]


class Citation(typing.NamedTuple):
    paper: catalogue.Paper


class Relation(typing.NamedTuple):
    name: str
    target: catalogue.Concept
    evidence: typing.Optional[catalogue.Paper]


class Entry(typing.NamedTuple):
    subject: typing.Union[catalogue.Concept, catalogue.Paper]
    category: str
    tags: typing.List[str]
    summary: str
    relations: typing.List[Relation]
    references: typing.List[typing.Union[Link, Citation]]
    body: str
    doi: typing.Optional[str]

    def text(self, write):
        """The body with every reference put in the syntax of `write(reference)`."""
        return MARK.sub(lambda mark: write(self.references[int(mark[1])]), self.body)


def concept(entries, position):
    generator = random.Random(entries.seed * 15485863 + position)
    subject = entries.concepts[position]
    author = _Author(entries, generator, subject)
    category = generator.choice(catalogue.CONCEPT_CATEGORIES)
    relations = _relations(author, position) if position and generator.random() < 1 / 3 else []
    return author.entry(category, relations, words.CONCEPT_HEADINGS, None)


def paper(entries, position):
    generator = random.Random(entries.seed * 32452843 + position)
    subject = entries.papers[position]
    author = _Author(entries, generator, subject)
    relations = []
    if generator.random() < 1 / 3:
        target = entries.concepts[entries.draw_concept(generator)]
        relations = [Relation("associated_with", target, None)]
    doi = "10.5555/%06d.%d" % (position, subject.year)
    return author.entry(catalogue.PAPER_CATEGORY, relations, words.PAPER_HEADINGS, doi)


def _relations(author, position):
    """One to three relations to different concepts. is_a and part_of point backwards, so they form no circle."""
    generator, entries = author.random, author.entries
    found = {}
    for name in generator.sample(catalogue.RELATIONS, generator.randint(1, 3)):
        if name == "associated_with":
            target = catalogue.draw_other(position, lambda: entries.draw_concept(generator))
        else:
            target = generator.randrange(position)
        evidence = entries.papers[entries.draw_paper(generator)] if generator.random() < 0.3 else None
        found.setdefault(target, Relation(name, entries.concepts[target], evidence))
    return list(found.values())


class _Author:
    """Writes one entry. A class, because its state changes with every sentence: references made so far, references that
    still wait for their place, footnotes called so far."""

    def __init__(self, entries, generator, subject):
        self.entries, self.random, self.subject = entries, generator, subject
        self.references, self.waiting = [], []
        self.said = []  # words so far, from which some are said again
        self.footnotes = 0
        self.due = 0.0  # references that the sentences so far should have held, and did not

    def entry(self, category, relations, headings, doi):
        tags = self.entries.draw_tags(self.random)
        summary = " ".join(self._capitalised(self._words(self.random.randint(9, 22)))) + "."
        if len(summary) > MAX_SUMMARY_CHARACTERS:
            summary = summary[:MAX_SUMMARY_CHARACTERS].rsplit(" ", 1)[0] + "."
        body = self._body(headings)
        return Entry(self.subject, category, tags, summary, relations, self.references, body, doi)

    def _body(self, headings):
        generator, style = self.random, self.entries.style
        word_count = generator.randint(*style.words)
        self.waiting = [self._link() for _ in range(generator.randint(*style.links))]
        self.waiting += [self._citation() for _ in range(generator.randint(*style.citations))]
        generator.shuffle(self.waiting)
        sentence_count = max(1, word_count // 17)
        self.per_sentence = len(self.waiting) / sentence_count
        self.has_footnotes = generator.random() < 0.35
        section_count = min(len(headings), words.CERTAIN_HEADINGS + word_count // 250)
        table_section, list_section = generator.randrange(section_count), generator.randrange(section_count)
        blocks = []
        for section in range(section_count):
            blocks.append("## " + headings[section])
            blocks += self._paragraphs(max(2, sentence_count // section_count))
            if section == list_section:
                blocks.append(self._list())
            if section == table_section and (style.tables == 1 or generator.random() < style.tables):
                blocks.append(self._table())
            if generator.random() < 0.06:
                blocks.append("### " + " ".join(self._words(3)).capitalize())
                blocks.append("> " + self._next_sentence())
        if self.waiting:
            blocks.append("## See also")
            blocks.append("\n".join("- " + mark for mark in self.waiting))
        blocks += ["[^%d]: %s" % (i + 1, self._sentence([])) for i in range(self.footnotes)]
        return "\n\n".join(blocks) + "\n"

    def _paragraphs(self, sentences_left):
        while sentences_left > 0:
            length = min(sentences_left, self.random.randint(3, 5))
            sentences_left -= length
            paragraph = " ".join(self._next_sentence() for _ in range(length))
            if self.has_footnotes and self.footnotes < 3 and self.random.random() < 0.3:
                self.footnotes += 1
                paragraph += "[^%d]" % self.footnotes
            yield paragraph

    def _list(self):
        is_numbered = self.random.random() < 0.3
        items = [self._next_sentence() for _ in range(self.random.randint(3, 6))]
        return "\n".join(("%d. " % (i + 1) if is_numbered else "- ") + item for i, item in enumerate(items))

    def _next_sentence(self):
        """A sentence with as many waiting references as keep them evenly spread."""
        self.due += self.per_sentence
        now, self.due = divmod(self.due, 1)
        return self._sentence([self.waiting.pop() for _ in range(min(int(now), len(self.waiting)))])

    def _sentence(self, marks):
        generator = self.random
        text = self._words(generator.randint(9, 22))
        at = generator.randrange(1, len(text))
        decoration = generator.random()
        if decoration < 0.14:
            text[at] = "*%s*" % text[at]
        elif decoration < 0.24:
            text[at] = "**%s**" % text[at]
        elif decoration < 0.34:
            text[at] = "`%s_%d`" % (text[at], generator.randrange(99))
        elif decoration < 0.36:
            text[at] = "~~%s~~" % text[at]
        elif decoration < 0.38:
            text[at] = "https://example.org/" + text[at]
        text = self._capitalised(text)
        for mark in marks:
            text.insert(generator.randint(1, len(text)), mark)
        return " ".join(text) + "."

    def _table(self):
        generator = self.random
        columns = generator.randint(3, 5)
        rows = [
            "| " + " | ".join(self._words(columns)) + " |",
            "|" + "|".join(generator.choice((" --- ", " :-- ", " --: ")) for _ in range(columns)) + "|",
        ]
        for _ in range(generator.randint(3, 7)):
            cells = self._words(1) + ["%.3f" % (generator.random() * 100) for _ in range(columns - 1)]
            rows.append("| " + " | ".join(cells) + " |")
        return "\n".join(rows)

    def _link(self):
        generator, entries = self.random, self.entries
        if generator.random() < PAPER_LINK_SHARE:
            target = self._other(lambda: entries.papers[entries.draw_paper(generator)])
            headings = words.PAPER_HEADINGS
        else:
            target = self._other(lambda: entries.concepts[entries.draw_concept(generator)])
            headings = words.CONCEPT_HEADINGS
        name, label, heading = target.title, None, None
        form = generator.random()
        if form < 0.30:
            label = name.lower() + " " + generator.choice(entries.vocabulary[40:900])
        elif form < 0.42:
            heading = headings[generator.randrange(words.CERTAIN_HEADINGS)]
        elif form < 0.50 and target.aliases:
            name = target.aliases[0]
        return self._mark(Link(target, name, label, heading))

    def _citation(self):
        return self._mark(Citation(self._other(lambda: self.entries.papers[self.entries.draw_paper(self.random)])))

    def _other(self, draw):
        return catalogue.draw_other(self.subject, draw)

    def _mark(self, reference):
        self.references.append(reference)
        return "%s%d%s" % (MARK_START, len(self.references) - 1, MARK_END)

    def _words(self, count):
        start = self.random.randrange(len(self.entries.ring) - count)
        text, style = self.entries.ring[start:start + count], self.entries.style
        if style.has_rare_words:
            rare = self.entries.rare_words
            text = [rare.draw(self.random) if self.random.random() < rare.SHARE else word for word in text]
        if style.repeats:
            text = [self.random.choice(self.said) if self.said and self.random.random() < style.repeats else word
                    for word in text]
            self.said += text
        return text

    @staticmethod
    def _capitalised(text):
        return [text[0][0].upper() + text[0][1:]] + text[1:]
