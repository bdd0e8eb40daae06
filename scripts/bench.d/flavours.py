# The two syntaxes of the benchmark corpus: our entries, and Hugo's content with the same words and links.
import entries
import words


def migrapedia(entry):
    """An entry as this project's generator reads it."""
    subject = entry.subject
    lines = ["---", "title: " + _quoted(subject.title), "summary: " + _quoted(entry.summary)]
    lines += _list("aliases", subject.aliases)
    lines += ["tags: [%s]" % ", ".join(entry.tags), "category: " + entry.category]
    if entry.doi:
        lines += ["type: article-journal", "author:"]
        lines += ["  - {family: %s, given: %s}" % author for author in subject.authors]
        lines += ["issued: %d" % subject.year, "container-title: " + subject.journal, "DOI: " + entry.doi]
    if entry.relations:
        lines.append("relations:")
    for relation in entry.relations:
        lines.append("  %s:" % relation.name)
        if relation.evidence:
            lines.append("    - target: " + _quoted(relation.target.title))
            lines.append("      evidence: [%s]" % relation.evidence.slug)
        else:
            lines.append("    - " + _quoted(relation.target.title))
    return _document(lines, entry.text(_wikilink))


def hugo(entry):
    """An entry as Hugo reads it. Links are Markdown links; keys that mean something to Hugo have other names:
    `aliases` would make a redirect page each, `type` would choose another layout."""
    subject = entry.subject
    lines = ["---", "title: " + _quoted(subject.title), "summary: " + _quoted(entry.summary)]
    lines += _list("alt_names", subject.aliases)
    lines += ["tags: [%s]" % ", ".join(entry.tags), "category: " + entry.category]
    if entry.doi:
        lines.append("paper_type: article-journal")
        lines += _list("authors", ["%s %s" % (author.given, author.family) for author in subject.authors])
        lines += ["year: %d" % subject.year, "journal: " + subject.journal, "doi: " + entry.doi]
    if entry.relations:
        lines.append("relations:")
    for relation in entry.relations:
        lines.append("  - relation: " + relation.name)
        lines.append("    title: " + _quoted(relation.target.title))
        lines.append("    url: " + _url(relation.target))
        if relation.evidence:
            lines.append("    evidence: [%s]" % _url(relation.evidence))
    return _document(lines, entry.text(_markdown_link))


def _wikilink(reference):
    if isinstance(reference, entries.Citation):
        return "[@%s]" % reference.paper.slug
    heading = "#" + reference.heading if reference.heading else ""
    label = "|" + reference.label if reference.label else ""
    return "[[%s%s%s]]" % (reference.name, heading, label)


def _markdown_link(reference):
    if isinstance(reference, entries.Citation):
        paper = reference.paper
        return "[%s %d](%s)" % (paper.authors[0].family, paper.year, _url(paper))
    fragment = "#" + words.slug(reference.heading) if reference.heading else ""
    return "[%s](%s%s)" % (reference.label or reference.name, _url(reference.target), fragment)


def _url(subject):
    return "/%s/%s/" % (subject.folder, subject.slug)


def _list(key, names):
    return [key + ":"] + ["  - " + _quoted(name) for name in names] if names else []


def _quoted(text):
    return '"%s"' % text  # the invented words hold neither quotes nor backslashes


def _document(front_matter, body):
    return "\n".join(front_matter) + "\n---\n\n" + body
