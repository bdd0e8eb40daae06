// How bad each kind of problem is, and the help that `migrapedia explain` prints; that of prose is in `DiagnosticHelpOfProse`.

extension DiagnosticCode {
    var entry: (severity: Severity, help: String) {
        if let prose = entryOfProse { return prose }
        switch self {
        case .sourceUnreadable:
            return (.error, """
                The file or folder could not be read. Check its permissions and that it is still there. Folders nested more \
                than 32 deep are not entered: move what they hold up.
                """)
        case .sourceNotRegular:
            return (.error, """
                Only regular files are entries: a pipe, socket or device in the content folder is skipped. Remove \
                it.
                """)
        case .sourceLinkOutside:
            return (.error, """
                A symbolic link below `content/` points out of the source folder, or to nothing. It is not followed, \
                so that a build reads only what the project holds. Put the file itself there.
                """)
        case .sourceMisplaced:
            return (.warning, """
                Entries stand in `content/concepts/`, `content/papers/` or `content/pages/`: the folder gives the \
                kind of an entry. A Markdown file elsewhere is not published. Move it. In these folders, the name of an \
                entry's file ends in `.md`, in small letters: a text that begins with `---` is an entry whose name lacks it. \
                Templates stand in `templates/` and `templates/partials/`, and in no other folder.
                """)
        case .sourceTooLarge:
            return (.error, """
                An entry may hold at most 1 MiB. Split it into several entries.
                """)
        case .sourceNotUTF8:
            return (.error, """
                The file is not valid UTF-8. Save it as UTF-8: most editors offer it as an encoding when saving. Windows \
                calls UTF-16 "Unicode".
                """)
        case .sourceControlCharacter:
            return (.error, """
                The file holds a control character, such as NUL, or one of the noncharacters U+FFFE and U+FFFF, that text does not have. \
                Delete it; it often comes with text pasted from a PDF.
                """)
        case .mergeUnfinished:
            return (.error, """
                Git could not join two changes of these lines and left both, between lines that begin with `<<<<<<<`, `=======` \
                and `>>>>>>>`. Keep one version, or what is right of both, and delete the three lines.
                """)
        case .slugInvalid:
            return (.error, """
                The name of a file is its address, on every system: `a` to `z`, digits and hyphens, at most 80 bytes, no hyphen \
                at either end. Rename the file as suggested; the title may be in any script. Former names in `redirect_from` have the \
                same form.
                """)
        case .slugReserved:
            return (.error, """
                Windows keeps this name for a device, so a site with such a file cannot be copied there. Rename the \
                file, or take the name out of `redirect_from`.
                """)
        case .outputCollision:
            return (.error, """
                Two entries, or an entry and a file, would be written to one address. Rename one of the files, move other \
                files than entries to `content/media/`, or mend `redirect_from`.
                """)
        case .frontMatterMissing:
            return (.error, """
                An entry begins with a line `---`, YAML, and another line `---`. At least `title` must stand there. Nothing stands above \
                the first line, no blanks before the hyphens, and the entry is no block of code.
                """)
        case .frontMatterUnclosed:
            return (.error, """
                The front matter begins with `---` but no second line `---` ends it.
                """)
        case .frontMatterTooLarge:
            return (.error, """
                Front matter may hold at most 64 KiB. Move prose below it.
                """)
        case .frontMatterTooDeep:
            return (.error, """
                Front matter may be nested at most 32 deep.
                """)
        case .yamlInvalid:
            return (.error, """
                The front matter is not valid YAML. The message names the first thing that could not be read. Often \
                a value holds `: ` or begins with `[`, `{` or `@`: put it in double quotes. They are straight ones, `"`: \
                curly quotes are letters to YAML.
                """)
        case .yamlAnchor:
            return (.error, """
                Anchors (`&name`), aliases (`*name`) and merge keys (`<<`) are not allowed: write the value out. If \
                the value only begins with `&` or `*`, put it in double quotes.
                """)
        case .yamlTag:
            return (.error, """
                Explicit tags (`!tag`) are not allowed: values are typed by their key. If the value only begins with \
                `!`, put it in double quotes.
                """)
        case .yamlComment:
            return (.warning, """
                In YAML a `#` after a blank begins a comment, so the value ends before it and the rest is not published. If \
                the words belong to the value, put the whole value in double quotes. If they are a comment, put a blank \
                after the `#`.
                """)
        case .keyUnknown:
            return (.error, """
                This kind of entry has no such key. Keys are closed, so that a slip is found. `migrapedia schema paper` (or \
                `concept`, `page`) lists all keys; `docs/entries.md` in the repository of the tool explains them, and \
                `docs/settings.md` those of the two files in `site/`.
                """)
        case .keyDuplicate:
            return (.error, """
                The key stands twice. Keep one, or join the two lists.
                """)
        case .keyMissing:
            return (.error, """
                A required key is missing; the message names it. Every entry needs `title`; a concept or paper needs `summary` \
                unless it is a stub; a paper needs `type`, and a DOI, PMID, PMCID, URL or another identifier.
                """)
        case .valueType:
            return (.error, """
                The value has the wrong form: a list where a text is wanted, or the other way round. The message \
                says what is wanted. To YAML, brackets make a list: several names are written `[one, two]`, and a link \
                `"[[Name]]"`, with its quotes.
                """)
        case .valueEmpty:
            return (.error, """
                The key has no value. Give one, or delete the line. A list may be empty.
                """)
        case .valueUnknown:
            return (.error, """
                The value is not one of the words allowed here. They stand in the message, or in \
                `site/vocabulary.yml`.
                """)
        case .summaryTooLong:
            return (.error, """
                A summary is plain text of at most 300 characters: one sentence that defines the entry. Move the \
                rest into the prose.
                """)
        case .dateInvalid:
            return (.error, """
                Dates are written `2019`, `2019-08` or `2019-08-12`, and must exist.
                """)
        case .paperYearInvalid:
            return (.error, """
                The year of a paper is four digits. A letter O in place of a zero is the usual slip.
                """)
        case .tagInvalid:
            return (.error, """
                A tag is lower-case words joined by hyphens: `[a-z0-9-]`. Several are a list: `[cell-migration, biogenesis]`.
                """)
        case .identifierInvalid:
            return (.error, """
                The identifier does not have the form of its scheme, or its check digit is wrong. Copy it again from \
                the source. A URL begins with `https://` or `http://`. Where only the spelling differs, as in a DOI with its \
                address before it, or of its scheme, this is a warning, and `migrapedia check --fix` writes it as it should be. \
                The DOI, PMID and PMCID of a paper are keys of their own, not below `identifiers`. Schemes are \
                \(IdentifierScheme.allCases.map(\.name).joined(separator: ", ")); `identifiers` in `site/vocabulary.yml` adds others.
                """)
        case .duplicateDOI:
            return (.error, """
                Two entries have one DOI, PMID or PMCID. If they are one paper, merge them: keep one entry, with the \
                citation key of the other in its `redirect_from`; `migrapedia check --fix` then mends its citations. Else correct the identifier of one.
                """)
        case .nameRepeated:
            return (.note, """
                An entry has a tag or an alias twice, or its title among its aliases. One is enough; the other changes nothing.
                """)
        case .identifierShared:
            return (.warning, """
                Two concepts have one identifier of a database. If they are one thing, merge them: keep one entry, with the file name \
                of the other in its `redirect_from` and the title among its `aliases`. Else find the identifier of the narrower one, or leave it out. \
                An entry whose `status` is `deprecated` may keep it.
                """)
        case .nameTaken:
            return (.error, """
                A title or alias is also a title or alias of another entry, so a link by that name would be \
                ambiguous; or an alias differs from another entry's title in case or hyphens alone, and would take \
                links that are meant for that entry. Change or remove one of them; links by that name are not reported beside it. \
                Two papers may share a title: they are cited by key.
                """)
        case .reviewDateOrder:
            return (.warning, """
                A date comes before one that it must follow: `updated` and `reviewed` follow `created`.
                """)
        case .relationUnknown:
            return (.error, """
                The relation is not in `site/vocabulary.yml`. Use one that is, or propose a new one there.
                """)
        case .relationTargetMissing:
            return (.error, """
                The relation points to an entry that does not exist. Mend the name, or write that entry first.
                """)
        case .relationToSelf:
            return (.error, """
                The relation points to the entry itself. Name another target, or delete the line.
                """)
        case .relationDomain:
            return (.error, """
                The vocabulary does not let this relation start from an entry of this category. Use another relation, mend the \
                `category` of the entry, or change `domain` in `site/vocabulary.yml`.
                """)
        case .relationRange:
            return (.error, """
                The vocabulary does not let this relation point to an entry of this category. Use another relation, mend the \
                `category` of the target, or change `range` in `site/vocabulary.yml`.
                """)
        case .relationCycle:
            return (.error, """
                A transitive relation, such as `is_a` or `part_of`, cannot run in a circle: nothing is a part of its own part. \
                The message lists the circle; take out the relation that is wrong.
                """)
        case .relationDuplicate:
            return (.warning, """
                The same relation to the same entry is stated twice. Join the evidence of both.
                """)
        case .lineTooLong:
            return (.error, """
                A line may hold at most 64 KiB. Break the line, or move data out of the prose.
                """)
        case .nestingTooDeep:
            return (.error, """
                Quotes and lists may be nested at most 64 deep, and less deep where very many lines are nested. Divide the entry, or \
                write with fewer levels.
                """)
        case .tableTooLarge:
            return (.error, """
                A table may have at most 128 columns and 20,000 cells, and all tables of an entry 100,000 cells. Publish \
                larger tables as a file.
                """)
        case .delimiterRunTooLong:
            return (.error, """
                A run of one marker, such as `*`, `_`, `~` or a back-tick, may be at most 256 long.
                """)
        case .openersUnclosed:
            return (.error, """
                Too many markers are opened and never closed (brackets, `<`, `*` or `_`), which makes the text take \
                very long to read. Close or escape them.
                """)
        case .addressTailTooLong:
            return (.error, """
                One word holds more than 256 marks that may belong to an address (`@`, `)`, `:`, `www.`), which makes the text take \
                very long to read. Divide it by blanks, or cut it.
                """)
        case .referencesTooLarge:
            return (.error, """
                Link definitions (`[name]: address`) used many times would grow to more than 1 MiB, or too many stand in one block; or \
                the entry holds more than 100,000 links and citations. Write links out, put blank lines between definitions, or \
                divide the entry.
                """)
        case .compileTimeout:
            return (.error, """
                The entry took longer to read than is allowed and was given up. Something in it is built to be slow: \
                cut it in halves to find where.
                """)
        case .compileCrashed:
            return (.error, """
                Reading the entry ended the process that read it. The other entries are not touched. Please report \
                this with the file.
                """)
        case .entryOrphan:
            return (.note, """
                No other entry links to this one, cites it or has a relation to it. Link to it where a reader would look for it.
                """)
        case .mentionUnlinked:
            return (.note, """
                The words are the title or an alias of a concept that the entry nowhere links to. Link the first mention where a \
                reader may want to know more. Only `migrapedia mentions` reports it.
                """)
        case .deprecatedLinked:
            return (.warning, """
                The entry that is linked to is deprecated. Link to the one that replaced it.
                """)
        case .replacementMissing:
            return (.error, """
                `replaced_by` names no entry. Give the title or file name of the one that took its place.
                """)
        case .settingsInvalid:
            return (.error, """
                `site/site.yml` or `site/vocabulary.yml` holds something that is not understood, or names an entry, a page or a \
                file that is not there. The message says what is wanted. `migrapedia map` writes `site/map.tsv` anew.
                """)
        case .templateInvalid:
            return (.error, """
                A template in `templates/` cannot be read or used: an unclosed section, an unknown partial or name, \
                or a name that two templates have. The message gives the place and the nearest name.
                """)
        case .wordingUnused:
            return (.warning, """
                `wording` in `site/vocabulary.yml` has words for a phrase that neither the tool nor a template nor a script says: a slip, or \
                a phrase that has changed since. `migrapedia wording` prints all phrases as they are now.
                """)
        case .historyIncomplete:
            return (.warning, """
                The clone holds only a part of the repository's history, so that dates and contributors made from it would be \
                wrong: pages are made without them. Of a shallow clone, fetch the rest with `git fetch --unshallow`; in a \
                workflow, check out with `fetch-depth: 0`. A partial clone is made again without `--filter`. To do without, \
                write `history: {enabled: false}` in `site/site.yml`.
                """)
        case .historyUnreadable:
            return (.warning, """
                Git cannot read the repository that the base stands in, so pages have no dates and contributors. The \
                message has git's reason. When git does not trust a folder of another user, as in a container, run \
                `git config --global --add safe.directory FOLDER`.
                """)
        // A test holds that every code has its help.
        default: return (.error, "")
        }
    }
}
