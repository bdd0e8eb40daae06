// The formats of bibliography files, and the front door to read and write them.

/// A format of bibliography files.
public enum BibliographyFormat: Sendable, CaseIterable {
    /// BibTeX and BibLaTeX, read alike; written as BibTeX.
    case bibtex
    case biblatex
    case ris
    case cslJSON
    /// PubMed's `.nbib`. Read only: no other tool wants it from us.
    case medline

    /// The format of a file by its name's ending, without the dot; `nil` when none is known.
    public init?(fileExtension: String) {
        switch fileExtension.loweredASCII {
        case "bib", "bibtex": self = .bibtex
        case "biblatex": self = .biblatex
        case "ris": self = .ris
        case "json": self = .cslJSON
        case "nbib", "medline": self = .medline
        default: return nil
        }
    }

    /// The format that bytes seem to be in, by their first mark; `nil` when none is seen.
    public init?(guessedFrom bytes: [UInt8]) {
        let text = LocatedBytes(bytes)
        var index = text.start
        while index < bytes.count, bytes[index].isWhitespace { index += 1 }
        let head = String(decoding: bytes[index...].prefix(6), as: UTF8.self)
        if head.hasPrefix("TY  -") || head.hasPrefix("TY -") {
            self = .ris
        } else if medlineLine(bytes[index...].prefix(6)) != nil {
            self = .medline
        } else if head.hasPrefix("[") || head.hasPrefix("{") {
            self = .cslJSON
        } else if bytes[index...].contains(UInt8(ascii: "@")) {
            self = .bibtex
        } else {
            return nil
        }
    }
}

/// Reads a bibliography file. It never fails: what cannot be read is a problem, and the other records stand.
public func readBibliography(_ bytes: [UInt8], format: BibliographyFormat) -> BibliographyReading {
    let input = LocatedBytes(bytes)
    if input.isUTF16 {
        return BibliographyReading(problems: [
            BibliographyProblem(line: 1, column: 1, message: "the file is UTF-16; save it as UTF-8")
        ])
    }
    var reading =
        switch format {
        case .bibtex, .biblatex: readBibTeX(input)
        case .ris: readRIS(input)
        case .cslJSON: readCSLJSON(input)
        case .medline: readMEDLINE(input)
        }
    reading.problems += input.encodingProblems()
    reading.problems.sort { ($0.line, $0.column, $0.message) < ($1.line, $1.column, $1.message) }
    return reading
}

/// The file that `writeBibliography` makes of several records, from the files it makes of each alone; BibTeX and RIS only.
public func joinBibliographies(_ files: some Sequence<[UInt8]>, format: BibliographyFormat) -> [UInt8] {
    var output: [UInt8] = []
    for file in files {
        if !output.isEmpty, format != .ris { output.append(UInt8(ascii: "\n")) }
        output += file
    }
    return output
}

/// Writes records in the order given. Equal records give equal bytes; `nil` for a format that is only read.
public func writeBibliography(_ records: [BibliographyRecord], format: BibliographyFormat) -> [UInt8]? {
    switch format {
    case .bibtex: writeBibTeX(records, dialect: .bibtex)
    case .biblatex: writeBibTeX(records, dialect: .biblatex)
    case .ris: writeRIS(records)
    case .cslJSON: writeCSLJSON(records)
    case .medline: nil
    }
}
