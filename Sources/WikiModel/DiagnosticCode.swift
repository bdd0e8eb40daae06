// Every kind of problem the tool reports, by its word.

/// The stable word of a kind of problem, as printed in brackets after its message.
public enum DiagnosticCode: String, Sendable, CaseIterable {
    // Source files
    case sourceUnreadable = "source-unreadable"
    case sourceNotRegular = "source-not-regular"
    case sourceLinkOutside = "source-link-outside"
    case sourceMisplaced = "source-misplaced"
    case sourceTooLarge = "source-too-large"
    case sourceNotUTF8 = "source-not-utf8"
    case sourceControlCharacter = "source-control-character"
    case mergeUnfinished = "merge-unfinished"
    case slugInvalid = "slug-invalid"
    case slugReserved = "slug-reserved"
    case outputCollision = "output-collision"
    // Front matter
    case frontMatterMissing = "front-matter-missing"
    case frontMatterUnclosed = "front-matter-unclosed"
    case frontMatterTooLarge = "front-matter-too-large"
    case frontMatterTooDeep = "front-matter-too-deep"
    case yamlInvalid = "yaml-invalid"
    case yamlAnchor = "yaml-anchor"
    case yamlTag = "yaml-tag"
    case yamlComment = "yaml-comment"
    case keyUnknown = "key-unknown"
    case keyDuplicate = "key-duplicate"
    case keyMissing = "key-missing"
    case valueType = "value-type"
    case valueEmpty = "value-empty"
    case valueUnknown = "value-unknown"
    case summaryTooLong = "summary-too-long"
    case dateInvalid = "date-invalid"
    case paperYearInvalid = "paper-year-invalid"
    case tagInvalid = "tag-invalid"
    case identifierInvalid = "identifier-invalid"
    case duplicateDOI = "duplicate-doi"
    case identifierShared = "identifier-shared"
    case nameRepeated = "name-repeated"
    case nameTaken = "name-taken"
    case reviewDateOrder = "review-date-order"
    // Relations
    case relationUnknown = "relation-unknown"
    case relationTargetMissing = "relation-target-missing"
    case relationToSelf = "relation-to-self"
    case relationDomain = "relation-domain"
    case relationRange = "relation-range"
    case relationCycle = "relation-cycle"
    case relationDuplicate = "relation-duplicate"
    // Links and embeds
    case linkMissing = "link-missing"
    case linkAmbiguous = "link-ambiguous"
    case linkEmpty = "link-empty"
    case linkMalformed = "link-malformed"
    case headingMissing = "heading-missing"
    case blockMissing = "block-missing"
    case blockDuplicate = "block-duplicate"
    case blockIDMalformed = "block-id-malformed"
    case linkRefused = "link-refused"
    case linkAbsolute = "link-absolute"
    case mediaMissing = "media-missing"
    case imageWithoutText = "image-without-text"
    case pictureUnreadable = "picture-unreadable"
    case pictureMisnamed = "picture-misnamed"
    case pictureActive = "picture-active"
    case pictureIncomplete = "picture-incomplete"
    case pictureTooHeavy = "picture-too-heavy"
    case embedCycle = "embed-cycle"
    case embedTooDeep = "embed-too-deep"
    case embedTooLarge = "embed-too-large"
    case embedInline = "embed-inline"
    // Citations and claims
    case citationUnknown = "citation-unknown"
    case citationNotPaper = "citation-not-paper"
    case citationRetracted = "citation-retracted"
    case citationMalformed = "citation-malformed"
    case citationDuplicate = "citation-duplicate"
    case citationInWords = "citation-in-words"
    case stanceUnknown = "stance-unknown"
    case claimUnnamed = "claim-unnamed"
    // Markdown
    case htmlEscaped = "html-escaped"
    case headingLevel = "heading-level"
    case headingMalformed = "heading-malformed"
    case sectionEmpty = "section-empty"
    case listMalformed = "list-malformed"
    case tableMalformed = "table-malformed"
    case codeUnclosed = "code-unclosed"
    case calloutMalformed = "callout-malformed"
    case markupShown = "markup-shown"
    case formulaInvalid = "formula-invalid"
    case commentUnclosed = "comment-unclosed"
    case footnoteUndefined = "footnote-undefined"
    case footnoteDuplicate = "footnote-duplicate"
    case footnoteUnused = "footnote-unused"
    // Limits on hostile or damaged input
    case lineTooLong = "line-too-long"
    case nestingTooDeep = "nesting-too-deep"
    case tableTooLarge = "table-too-large"
    case delimiterRunTooLong = "delimiter-run-too-long"
    case openersUnclosed = "openers-unclosed"
    case addressTailTooLong = "address-tail-too-long"
    case referencesTooLarge = "references-too-large"
    case compileTimeout = "compile-timeout"
    case compileCrashed = "compile-crashed"
    // The base and the site
    case entryOrphan = "entry-orphan"
    case mentionUnlinked = "mention-unlinked"
    case deprecatedLinked = "deprecated-linked"
    case replacementMissing = "replacement-missing"
    case settingsInvalid = "settings-invalid"
    case templateInvalid = "template-invalid"
    case wordingUnused = "wording-unused"
    case historyIncomplete = "history-incomplete"
    case historyUnreadable = "history-unreadable"

    /// How bad the problem is, unless a setting says otherwise.
    public var severity: Severity { entry.severity }

    /// Whether the problem leaves an entry without front matter, or without a field that its author wrote.
    public var losesMetadata: Bool {
        switch self {
        case .sourceUnreadable, .sourceTooLarge, .sourceNotUTF8, .frontMatterMissing, .frontMatterUnclosed, .frontMatterTooLarge,
            .frontMatterTooDeep, .yamlInvalid, .yamlAnchor, .yamlTag, .keyUnknown, .keyDuplicate, .valueType, .valueEmpty, .valueUnknown,
            .compileTimeout, .compileCrashed:
            true
        default: false
        }
    }

    /// Whether it is told of the file of a picture.
    public var isOfPicture: Bool {
        [.pictureUnreadable, .pictureMisnamed, .pictureActive, .pictureIncomplete, .pictureTooHeavy].contains(self)
    }

    /// What the problem is and how to mend it, in a few sentences of Markdown.
    public var help: String { entry.help }
}
