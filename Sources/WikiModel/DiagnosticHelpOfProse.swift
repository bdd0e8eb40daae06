// How bad each problem of prose is, and the help for it: links, embeds, citations, claims and Markdown.

extension DiagnosticCode {
    /// `nil` for a problem of another part.
    var entryOfProse: (severity: Severity, help: String)? {
        switch self {
        case .linkMissing:
            (.warning, """
                No entry has this name. The link is shown as a red link and the name is listed under wanted entries. \
                Mend the name, or write the entry. Of a link with an address, there is no such file below `content/`.
                """)
        case .linkAmbiguous:
            (.error, """
                Several entries answer to this name and none is nearer. Write the path, as in `[[concepts/name]]`.
                """)
        case .linkEmpty:
            (.error, """
                The link has no target. Write a name between the brackets. A link of Markdown has an address in its parentheses, \
                and words in its brackets.
                """)
        case .linkMalformed:
            (.warning, """
                What looks like a link or picture is none, and is shown as it is written: `[[…]]` stands on one line, holds \
                no other link and ends with two brackets; an address with blanks, as in `![text](<../media/a b.png>)`, \
                stands in angle brackets. A relation and its target have two colons between them, `[[part_of::Name]]`. \
                The name of an entry in one bracket, `[Migrasome]`, is none either. If no link is meant, write a backslash before the \
                first bracket.
                """)
        case .headingMissing:
            (.warning, """
                The entry has no such heading. The link goes to the top of the entry. Write the heading as it stands there: \
                `[[Entry#Words of the heading]]`.
                """)
        case .blockMissing:
            (.warning, """
                The entry has no block with this id, so the link goes to the top of the entry. A block id is `^name` at the end \
                of a paragraph or list item.
                """)
        case .blockDuplicate:
            (.error, """
                Two blocks of the entry have one id. Rename one of them.
                """)
        case .blockIDMalformed:
            (.warning, """
                What looks like a block id is none, and is shown as it is written, or stands alone and names nothing. An id is \
                a blank, `^`, and letters, digits and hyphens, at the end of the paragraph or of an item of a list.
                """)
        case .linkRefused:
            (.error, """
                Links may go to `http:`, `https:` and `mailto:` addresses and to files of the base; other schemes, \
                such as `javascript:` or `file:`, are not published, nor are addresses without a host or with a port \
                above 65535. Links of Zotero and Obsidian open these programs on one machine: cite the paper, `[@key]`, and link to the \
                entry, `[[Name]]`.
                """)
        case .linkAbsolute:
            (.error, """
                An address that begins with `/` does not work when the site is read from a disk. Link to an entry \
                with `[[Name]]`, or write a relative path.
                """)
        case .mediaMissing:
            (.error, """
                There is no such file below `content/`. Pictures stand in `content/media/`; those of the web are not shown, since \
                the site must work from a disk.
                """)
        case .imageWithoutText:
            (.warning, """
                The picture has no text alternative. Say in a few words what it shows: `![what it shows](file.svg)` \
                or `![[file.svg|what it shows]]`. What is a size to Obsidian, such as `300` or `300x200`, is no text; a page shows \
                pictures in their own size, as far as it is wide enough.
                """)
        case .pictureUnreadable:
            (.error, """
                The file has the name of a picture and is none that browsers show in a page: it is empty, has another form \
                (TIFF, PDF, HEIC, a saved web page), or is a pointer that Git LFS left in its place. Save the picture as PNG, \
                JPEG, WebP or SVG, or fetch it with `git lfs pull`.
                """)
        case .pictureMisnamed:
            (.warning, """
                The ending of the file's name says another form than the file has. Browsers look into the file, but \
                programs that read e-books, and some servers, go by the name. Rename the file, and the links to it.
                """)
        case .pictureActive:
            (.error, """
                The SVG holds a script. In a page it does not run, but a reader may open the picture by itself, where it runs as \
                if it were a part of the site. Delete the `<script>`, the attribute that begins with `on`, or the address.
                """)
        case .pictureIncomplete:
            (.warning, """
                The SVG refers to another file, a picture, style or font, by its address. Browsers load nothing for a picture in a \
                page, so that a part of it is missing. Embed it: in Inkscape with "Embed images", fonts as paths; other programs offer \
                the same when they save.
                """)
        case .pictureTooHeavy:
            (.warning, """
                A picture may weigh at most 4 MiB: every reader of the page loads it, also over a telephone, and whoever takes the site \
                along carries it. Pages are some 700 pixels wide; save the picture with 2,000 at most, photographs as JPEG or WebP.
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
                An embed stands on a line of its own, in a paragraph without other words. Beside words it is shown as a link. Put \
                a blank line before and after it, or write a link: `[[Name]]`. A section within a list, a callout or an element such as \
                `<details>` is a link as well, since it would end in the middle of that: embed its block, or the whole entry.
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
                The cited paper was retracted, or an expression of concern was published. Cite other evidence; or, where the \
                retraction is what you write about, say so. There is no warning where the sentence has the word "retracted", \
                "withdrawn" or "expression of concern", or the base's own word for one of them (`wording` in \
                `site/vocabulary.yml`), or where the bracket has a word that begins with "retract", "withdraw" or "concern" beside \
                the key: `[@ma2015, retracted]`, `[see the retracted @ma2015]`. "Retraction" in the sentence does not count: cells \
                retract, too. A citation with a stance, and the evidence of a relation, is a warning in any case.
                """)
        case .citationMalformed:
            (.error, """
                Each part of a citation between its brackets and semicolons holds one key: `[@ma2015; @wu2017]`, \
                `[see @ma2015, p. 30]`. The key follows its `@`, and its stance, without a blank: `[@supports:ma2015]`. \
                Anything else would lose a paper or a claim without a word.
                """)
        case .citationDuplicate:
            (.warning, """
                One citation names a paper twice, so that a reader sees it twice. Delete one, or write another key if another paper \
                is meant. Two places of a paper stand behind one key: `[@ma2015, pp. 3 and 5]`.
                """)
        case .citationInWords:
            (.warning, """
                A paper that is named by its authors and year, or by its DOI, leads nowhere and is missing from the list of references. \
                Cite it by its key: `[@ma2015]` shows "(Ma et al. 2015)", `@ma2015` in a sentence "Ma et al. (2015)". A paper that \
                the base does not have is added with `migrapedia import`. If no citation is meant, write a backslash before the \
                parenthesis: `\\(`. `(@ma2015)` is shown as "(Ma et al. (2015))": brackets make a citation, `[@ma2015]`.
                """)
        case .stanceUnknown:
            (.error, """
                The word before the citation key is not a stance of `site/vocabulary.yml`. Mend it, or leave it out with its colon.
                """)
        case .claimUnnamed:
            (.note, """
                A claim has no block id, so its address changes with its words. End the paragraph with \
                `^a-short-name`.
                """)
        case .htmlEscaped:
            (.warning, """
                Raw HTML is shown as text, but for `<sub> <sup> <br> <kbd> <mark> <small> <abbr> <details> \
                <summary>` without attributes. Use Markdown instead: `*…*` for `<i>`, `**…**` for `<b>`. Comments, `<!-- … -->`, are \
                left out; what follows one on its line is no Markdown.
                """)
        case .headingLevel:
            (.warning, """
                The page shows the title as its only first-level heading; the prose begins with `##`, and a first-level \
                heading is shown one level down. A heading is at most one level deeper than the one before it, so that \
                contents and screen readers do not meet a gap.
                """)
        case .sectionEmpty:
            (.note, """
                Nothing stands between a heading and the next one of its level or a higher one, or the end of the entry, so that readers see \
                a heading over nothing. Write something there, or delete it. References are listed on every page without a heading for \
                them. An entry with `status: stub` may keep its empty headings.
                """)
        case .headingMalformed:
            (.warning, """
                A heading needs a plain blank after its `##`, and words. Without the blank the line is shown as text, and so is \
                `== Heading ==` of MediaWiki. If it is text, write a backslash before it. Contents and links say a heading without its \
                citations: name authors in words, `## What Ma and Yu found`, and cite their paper in the text below. A line of hyphens \
                right below a paragraph makes a heading of the whole paragraph: put a blank line between them for a rule, and write \
                `##` for a heading. Front matter that was pasted into the prose looks the same.
                """)
        case .listMalformed:
            (.warning, """
                A list item begins with `- `, or with a number and a dot. The "•" or dash of a text processor is a letter like any \
                other, so that the items are shown as one paragraph. A term with `: ` and its definition below is no list either.
                """)
        case .tableMalformed:
            (.warning, """
                The second line of a table has a group of hyphens for each column, `|---|---|`, as many as the first line has \
                cells; without it the table is shown as text. A row with more cells than that loses those at its end. Write a \
                bar that is no border as `\\|`. Cells that were copied from a spreadsheet have tabs between them: write bars.
                """)
        case .codeUnclosed:
            (.warning, """
                A block of code that begins with three backticks ends with a line of as many. Without it everything below is \
                shown as code, in which nothing is a link or a citation.
                """)
        case .calloutMalformed:
            (.warning, """
                What looks like a callout is shown as a quote, or as text. It begins with `> [!NOTE]`: one word of letters and \
                hyphens, and no blank inside the brackets. A title stands behind them, and `> ` before each of its lines. \
                The lines `::: note` and `:::` of pandoc, `!!! note` and `=== "Tab"` of MkDocs mean nothing here.
                """)
        case .markupShown:
            (.warning, """
                Marks that another program may know are shown as they are written. Bold words have no blank inside their marks: \
                `**bold**`; deleted ones stand between two tildes, `~~deleted~~`; write `H<sub>2</sub>O`, `x<sup>2</sup>`, \
                `<mark>words</mark>`, `[@ma2015]`, and a formula without blanks inside its dollars, `$x^2$`. Attributes, `{#id}` \
                and `{.class}`, mean nothing here: delete them, and link to the words of a heading. So do commands, `{{< figure >}}`, \
                `{% include %}` and `{{ title }}`, and properties and blocks of Logseq. A comment ends in the paragraph it begins in, \
                `%% … %%`. Titles, summaries and the words of a wikilink are plain text. A line that begins with four blanks or a tab is \
                code, in which nothing is a link: a paragraph begins without. A star between digits opens italics: write \
                `5 × 10<sup>6</sup>`. If the marks are meant, write a backslash before the first.
                """)
        case .formulaInvalid:
            (.warning, """
                A formula cannot be read and is shown as it is written. It stands between dollars, `$E = mc^2$`, or between two \
                on each side when it takes lines of its own, and is written in the part of LaTeX that docs/entries.md lists. A \
                dollar that is no formula has a backslash before it: `\\$5`.
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
        default: nil
        }
    }
}
