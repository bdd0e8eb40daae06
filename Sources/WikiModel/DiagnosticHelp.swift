// How bad each kind of problem is, and the help that `migrapedia explain` prints: one table for all codes.

extension DiagnosticCode {
    var entry: (severity: Severity, help: String) {
        switch self {
        case .sourceUnreadable:
            (.error, """
                The file or folder could not be read. Check its permissions and that it is still there. Folders nested more \
                than 32 deep are not entered: move what they hold up.
                """)
        case .sourceNotRegular:
            (.error, """
                Only regular files are entries: a pipe, socket or device in the content folder is skipped. Remove \
                it.
                """)
        case .sourceLinkOutside:
            (.error, """
                A symbolic link below `content/` points out of the source folder, or to nothing. It is not followed, \
                so that a build reads only what the project holds. Put the file itself there.
                """)
        case .sourceMisplaced:
            (.warning, """
                Entries stand in `content/concepts/`, `content/papers/` or `content/pages/`: the folder gives the \
                kind of an entry. A Markdown file elsewhere is not published. Move it. In these folders, the name of an \
                entry's file ends in `.md`, in small letters.
                """)
        case .sourceTooLarge:
            (.error, """
                An entry may hold at most 1 MiB. Split it into several entries.
                """)
        case .sourceNotUTF8:
            (.error, """
                The file is not valid UTF-8. Save it as UTF-8: most editors offer it as an encoding when saving. Windows \
                calls UTF-16 "Unicode".
                """)
        case .sourceControlCharacter:
            (.error, """
                The file holds a control character, such as NUL, that text does not have. Delete it; it often comes \
                with text pasted from a PDF.
                """)
        case .slugInvalid:
            (.error, """
                The name of a file is its address, on every system: `a` to `z`, digits and single hyphens, at most \
                80 bytes, not at an end. Rename the file as suggested. Former names in `redirect_from` have the same form.
                """)
        case .slugReserved:
            (.error, """
                Windows keeps this name for a device, so a site with such a file cannot be copied there. Rename the \
                file, or take the name out of `redirect_from`.
                """)
        case .outputCollision:
            (.error, """
                Two entries, or an entry and a file, would be written to one address. Rename one of the files, move other \
                files than entries to `content/media/`, or mend `redirect_from`.
                """)
        case .frontMatterMissing:
            (.error, """
                An entry begins with a line `---`, YAML, and another line `---`. At least `title` must stand there.
                """)
        case .frontMatterUnclosed:
            (.error, """
                The front matter begins with `---` but no second line `---` ends it.
                """)
        case .frontMatterTooLarge:
            (.error, """
                Front matter may hold at most 64 KiB. Move prose below it.
                """)
        case .frontMatterTooDeep:
            (.error, """
                Front matter may be nested at most 32 deep.
                """)
        case .yamlInvalid:
            (.error, """
                The front matter is not valid YAML. The message names the first thing that could not be read. Often \
                a value holds `: ` or begins with `[`, `@` or `*`: put it in double quotes.
                """)
        case .yamlAnchor:
            (.error, """
                Anchors (`&name`), aliases (`*name`) and merge keys (`<<`) are not allowed: write the value out. If \
                the value only begins with `&` or `*`, put it in double quotes.
                """)
        case .yamlTag:
            (.error, """
                Explicit tags (`!tag`) are not allowed: values are typed by their key. If the value only begins with \
                `!`, put it in double quotes.
                """)
        case .yamlComment:
            (.warning, """
                In YAML a `#` after a blank begins a comment, so the value ends before it and the rest is not published. If \
                the words belong to the value, put the whole value in double quotes. If they are a comment, put a blank \
                after the `#`.
                """)
        case .keyUnknown:
            (.error, """
                This kind of entry has no such key. Keys are closed, so that a slip is found. See `docs/entries.md` \
                for all keys.
                """)
        case .keyDuplicate:
            (.error, """
                The key stands twice. Keep one, or join the two lists.
                """)
        case .keyMissing:
            (.error, """
                A required key is missing. Every entry needs `title`, and `summary` unless it is a stub; a paper \
                needs `type`, and a DOI, PMID, PMCID or URL.
                """)
        case .valueType:
            (.error, """
                The value has the wrong form: a list where a text is wanted, or the other way round. The message \
                says what is wanted.
                """)
        case .valueEmpty:
            (.error, """
                The key has no value. Give one, or delete the line.
                """)
        case .valueUnknown:
            (.error, """
                The value is not one of the words allowed here. They stand in the message, or in \
                `site/vocabulary.yml`.
                """)
        case .summaryTooLong:
            (.error, """
                A summary is plain text of at most 300 characters: one sentence that defines the entry. Move the \
                rest into the prose.
                """)
        case .dateInvalid:
            (.error, """
                Dates are written `2019`, `2019-08` or `2019-08-12`, and must exist.
                """)
        case .paperYearInvalid:
            (.error, """
                The year of a paper is four digits. A letter O in place of a zero is the usual slip.
                """)
        case .tagInvalid:
            (.error, """
                A tag is lower-case words joined by hyphens: `[a-z0-9-]`. Several are a list: `[cell-migration, biogenesis]`.
                """)
        case .identifierInvalid:
            (.error, """
                The identifier does not have the form of its scheme, or its check digit is wrong. Copy it again from \
                the source. A URL begins with `https://` or `http://`.
                """)
        case .duplicateDOI:
            (.error, """
                Two entries have one DOI, PMID or PMCID. If they are one paper, merge them and keep one citation key; \
                else correct the identifier of one.
                """)
        case .nameTaken:
            (.error, """
                A title or alias is also a title or alias of another entry, so a link by that name would be \
                ambiguous; or an alias differs from another entry's title in case or hyphens alone, and would take \
                links that are meant for that entry. Change or remove one of them. \
                Two papers may share a title: they are cited by key.
                """)
        case .reviewDateOrder:
            (.warning, """
                A date comes before one that it must follow: `updated` and `reviewed` follow `created`.
                """)
        case .relationUnknown:
            (.error, """
                The relation is not in `site/vocabulary.yml`. Use one that is, or propose a new one there.
                """)
        case .relationTargetMissing:
            (.error, """
                The relation points to an entry that does not exist. Mend the name, or write that entry first.
                """)
        case .relationToSelf:
            (.error, """
                The relation points to the entry itself.
                """)
        case .relationDomain:
            (.error, """
                The vocabulary does not let this relation start from an entry of this category.
                """)
        case .relationRange:
            (.error, """
                The vocabulary does not let this relation point to an entry of this category.
                """)
        case .relationCycle:
            (.error, """
                `is_a` and `part_of` cannot run in a circle: nothing is a part of its own part. The message lists \
                the circle.
                """)
        case .relationDuplicate:
            (.warning, """
                The same relation to the same entry is stated twice. Join the evidence of both.
                """)
        case .linkMissing:
            (.warning, """
                No entry has this name. The link is shown as a red link and the name is listed under wanted entries. \
                Mend the name, or write the entry.
                """)
        case .linkAmbiguous:
            (.error, """
                Several entries answer to this name and none is nearer. Write the path, as in `[[concepts/name]]`.
                """)
        case .linkEmpty:
            (.error, """
                The link has no target. Write a name between the brackets.
                """)
        case .linkMalformed:
            (.warning, """
                What looks like a link or picture is none, and is shown as it is written: `[[…]]` stands on one line, holds \
                no other link and ends with two brackets; an address with blanks, as in `![text](<../media/a b.png>)`, \
                stands in angle brackets. If no link is meant, write a backslash before the first bracket.
                """)
        case .headingMissing:
            (.warning, """
                The entry has no such heading. The link goes to the top of the entry.
                """)
        case .blockMissing:
            (.warning, """
                The entry has no block with this id. A block id is `^name` at the end of a paragraph or list item.
                """)
        case .blockDuplicate:
            (.error, """
                Two blocks of the entry have one id. Rename one of them.
                """)
        case .blockIDMalformed:
            (.warning, """
                What looks like a block id is none, and is shown as it is written. An id is a blank, `^`, and letters, \
                digits and hyphens, at the end of the paragraph.
                """)
        case .linkRefused:
            (.error, """
                Links may go to `http:`, `https:` and `mailto:` addresses and to files of the base; other schemes, \
                such as `javascript:` or `file:`, are not published, nor are addresses without a host or with a port \
                above 65535.
                """)
        case .linkAbsolute:
            (.error, """
                An address that begins with `/` does not work when the site is read from a disk. Link to an entry \
                with `[[Name]]`, or write a relative path.
                """)
        case .mediaMissing:
            (.error, """
                There is no such file below `content/`. Pictures stand in `content/media/`.
                """)
        case .imageWithoutText:
            (.warning, """
                The picture has no text alternative. Say in a few words what it shows: `![what it shows](file.svg)` \
                or `![[file.svg|what it shows]]`.
                """)
        case .embedCycle:
            (.error, """
                Entries embed each other in a circle. The message lists the chain. Link to one of them instead.
                """)
        case .embedTooDeep:
            (.error, """
                Embeds may be nested at most 8 deep. Link to the innermost ones instead.
                """)
        case .embedTooLarge:
            (.error, """
                The embeds of an entry, with those that stand in what they show, may bring at most 4 MiB to its page. Link to \
                the largest instead, or embed a section or block of it: `![[Entry#Section]]`.
                """)
        case .embedInline:
            (.warning, """
                An embed stands on a line of its own. Inside a sentence it is shown as a link.
                """)
        case .citationUnknown:
            (.error, """
                No paper of the base has this citation key or identifier. Mend it, or add the paper as \
                `content/papers/<key>.md`. If `@` is not meant as a citation, write `\\@`.
                """)
        case .citationNotPaper:
            (.error, """
                The entry with this name is not a paper. Cite a paper, or link to the entry with `[[Name]]`.
                """)
        case .citationRetracted:
            (.warning, """
                The cited paper was retracted, or an expression of concern was published. Say so in the sentence, or \
                cite other evidence.
                """)
        case .citationMalformed:
            (.error, """
                Each part of a citation between its brackets and semicolons holds one key: `[@ma2015; @wu2017]`, \
                `[see @ma2015, p. 30]`. The key follows its `@`, and its stance, without a blank. Anything else would lose \
                a paper without a word.
                """)
        case .stanceUnknown:
            (.error, """
                The word before the citation key is not a stance of `site/vocabulary.yml`.
                """)
        case .claimUnnamed:
            (.note, """
                A claim has no block id, so its address changes with its words. End the paragraph with \
                `^a-short-name`.
                """)
        case .htmlEscaped:
            (.warning, """
                Raw HTML is shown as text, but for `<sub> <sup> <br> <kbd> <mark> <small> <abbr> <details> \
                <summary>` without attributes. Use Markdown instead: `*…*` for `<i>`, `**…**` for `<b>`, `%% … %%` for a comment.
                """)
        case .headingLevel:
            (.warning, """
                The page shows the title as its only first-level heading; the prose begins with `##`, and a first-level \
                heading is shown one level down. A heading is at most one level deeper than the one before it, so that \
                contents and screen readers do not meet a gap.
                """)
        case .headingMalformed:
            (.warning, """
                A heading needs a plain blank after its `##`. Without it the line is shown as text.
                """)
        case .commentUnclosed:
            (.error, """
                A comment that begins with `%%` on a line of its own has no closing `%%`, so everything after it \
                would vanish. Close it.
                """)
        case .footnoteUndefined:
            (.warning, """
                The footnote has no definition `[^name]: …` in this entry, so it is shown as it is written.
                """)
        case .footnoteDuplicate:
            (.warning, """
                Two footnotes of the entry have one name, and only the first is published. Give the second another name.
                """)
        case .footnoteUnused:
            (.warning, """
                Nothing in the text calls the footnote, so it is not published, nor are its citations. Write its `[^name]` \
                where it belongs, or delete it.
                """)
        case .lineTooLong:
            (.error, """
                A line may hold at most 64 KiB. Break the line, or move data out of the prose.
                """)
        case .nestingTooDeep:
            (.error, """
                Quotes and lists may be nested at most 64 deep.
                """)
        case .tableTooLarge:
            (.error, """
                A table may have at most 128 columns and 20,000 cells, and all tables of an entry 100,000 cells. Publish \
                larger tables as a file.
                """)
        case .delimiterRunTooLong:
            (.error, """
                A run of one marker, such as `*`, `_`, `~` or a back-tick, may be at most 256 long.
                """)
        case .openersUnclosed:
            (.error, """
                Too many markers are opened and never closed (brackets, `<`, `*` or `_`), which makes the text take \
                very long to read. Close or escape them.
                """)
        case .addressTailTooLong:
            (.error, """
                A bare web address ends in a long run of punctuation. Put it in angle brackets, or cut the tail.
                """)
        case .referencesTooLarge:
            (.error, """
                Link definitions used many times would grow to more than 1 MiB. Write the links out, or use shorter \
                ones.
                """)
        case .compileTimeout:
            (.error, """
                The entry took longer to read than is allowed and was given up. Something in it is built to be slow: \
                cut it in halves to find where.
                """)
        case .compileCrashed:
            (.error, """
                Reading the entry ended the process that read it. The other entries are not touched. Please report \
                this with the file.
                """)
        case .entryOrphan:
            (.note, """
                No other entry links to this one. Link to it where a reader would look for it.
                """)
        case .deprecatedLinked:
            (.warning, """
                The entry is deprecated. Link to the one that replaced it.
                """)
        case .replacementMissing:
            (.error, """
                `replaced_by` names no entry. Give the title or file name of the one that took its place.
                """)
        case .settingsInvalid:
            (.error, """
                `site/site.yml` or `site/vocabulary.yml` holds something that is not understood. The message says \
                what is wanted.
                """)
        case .templateInvalid:
            (.error, """
                A template in `templates/` cannot be read or used: an unclosed section, an unknown partial or name, \
                or a name that two templates have. The message gives the place and the nearest name.
                """)
        case .historyIncomplete:
            (.warning, """
                The clone holds only the newest part of the repository's history, so that dates and contributors made \
                from it would be wrong: pages are made without them. Fetch the rest with `git fetch --unshallow`; in a \
                workflow, check out with `fetch-depth: 0`. To do without, write `history: {enabled: false}` in \
                `site/site.yml`.
                """)
        case .historyUnreadable:
            (.warning, """
                Git cannot read the repository that the base stands in, so pages have no dates and contributors. The \
                message has git's reason. When git does not trust a folder of another user, as in a container, run \
                `git config --global --add safe.directory FOLDER`.
                """)
        }
    }
}
