// The syntax of BibTeX files: entries, their fields, strings and comments, as raw TeX.
import WikiModel

/// Reads the entries of a BibTeX file (Patashnik, BibTeXing; biblatex manual, 2). Text between entries is a comment,
/// and so is a line that begins with `%` there (as for Biber). Braces count whatever stands before them, as in BibTeX.
///
/// A line that begins a new entry ends an entry, value or brace that is still open: one that is never closed costs no
/// more than itself, and reading stays linear.
struct BibTeXParser {
    /// Values made of macros may double with each definition; together they may grow to this many bytes.
    static let mostExpandedBytes = 8 << 20

    let input: LocatedBytes
    private(set) var entries: [BibTeXEntry] = []
    private(set) var problems: [BibliographyProblem] = []
    private var index: Int
    private var macros: [String: [UInt8]]
    private var expandedBytes = 0
    /// For each macro that is not defined: its first problem, and how often it stands in the file.
    private var undefinedMacros: [String: (problem: Int, count: Int)] = [:]

    private var bytes: [UInt8] { input.bytes }

    init(_ input: LocatedBytes) {
        self.input = input
        index = input.start
        macros = Dictionary(uniqueKeysWithValues: monthMacros.map { ($0, Array($0.utf8)) })
    }

    /// Reads all entries.
    mutating func parse() {
        while let at = nextEntry() {
            index = at + 1
            let type = String(decoding: takeName(), as: UTF8.self).loweredASCII
            skipSpace()
            guard index < bytes.count, bytes[index] == UInt8(ascii: "{") || bytes[index] == UInt8(ascii: "(") else {
                if type != "comment" { report(at, "\"@\(type)\" has no \"{\"") }
                continue
            }
            let open = index
            switch type {
            case "comment", "preamble":
                if balanced(from: open) == nil { report(open, "\"@\(type)\" is never closed") }
            case "string":
                index += 1
                string(at: at, closing: closing(bytes[open]))
            default:
                index += 1
                entry(type, at: at, closing: closing(bytes[open]))
            }
        }
        for (problem, count) in undefinedMacros.values where count > 1 { problems[problem].message += ", \(count) times in this file" }
    }

    private func closing(_ open: UInt8) -> UInt8 { open == UInt8(ascii: "{") ? UInt8(ascii: "}") : UInt8(ascii: ")") }

    private mutating func report(_ offset: Int, _ message: String) {
        problems.append(input.problem(at: offset, message))
    }

    // MARK: Entries

    /// The next `@` that may begin an entry: after a line's start, white space or a closing brace, before a letter.
    private mutating func nextEntry() -> Int? {
        while index < bytes.count {
            let byte = bytes[index]
            let isLineStart = index == input.start || bytes[index - 1] == 0x0A || bytes[index - 1] == 0x0D
            if byte == UInt8(ascii: "%"), isLineStart {
                while index < bytes.count, bytes[index] != 0x0A, bytes[index] != 0x0D { index += 1 }
            } else if byte == UInt8(ascii: "@"),
                isLineStart || bytes[index - 1].isWhitespace || bytes[index - 1] == UInt8(ascii: "}"),
                index + 1 < bytes.count, bytes[index + 1].isLetter
            {
                return index
            } else {
                index += 1
            }
        }
        return nil
    }

    private mutating func string(at: Int, closing: UInt8) {
        skipSpace()
        let name = String(decoding: takeName(), as: UTF8.self).loweredASCII
        guard !name.isEmpty, takeAfterSpace(UInt8(ascii: "=")), let value = value(closing: closing) else {
            report(at, "\"@string\" is not a name, \"=\" and a value")
            return
        }
        macros[name] = value
        if !takeAfterSpace(closing) { report(at, "\"@string\" is never closed") }
    }

    private mutating func entry(_ type: String, at: Int, closing: UInt8) {
        skipSpace()
        let keyStart = index
        while index < bytes.count, bytes[index] != UInt8(ascii: ","), bytes[index] != closing, bytes[index] != 0x0A,
            bytes[index] != 0x0D
        { index += 1 }
        let keyText = input.text(keyStart..<index).trimmed
        // `@article{title = {…}}`: the key is missing, and this is a field.
        let lacksKey = keyText.contains("=")
        if lacksKey { index = keyStart }
        if lacksKey || keyText.isEmpty { report(at, "\"@\(type)\" has no citation key") }
        var entry = BibTeXEntry(type: type, key: lacksKey ? "" : keyText, fields: [:], offset: at)
        skipSpace()
        if !lacksKey, !takeAfterSpace(UInt8(ascii: ",")), index < bytes.count, bytes[index] != closing {
            report(keyStart, "\",\" is missing after the citation key \(quoted(keyText))")
        }
        fields(of: &entry, closing: closing)
        entries.append(entry)
    }

    private mutating func fields(of entry: inout BibTeXEntry, closing: UInt8) {
        while true {
            skipSpace()
            if index >= bytes.count || beginsEntry(index) {
                return report(entry.offset, "entry \(quoted(entry.key)) is never closed")
            }
            if bytes[index] == closing {
                index += 1
                return
            }
            if bytes[index] == UInt8(ascii: ",") {
                index += 1
                continue
            }
            let start = index
            let name = String(decoding: takeName(), as: UTF8.self).loweredASCII
            guard !name.isEmpty, takeAfterSpace(UInt8(ascii: "=")) else {
                report(start, name.isEmpty ? "a field name is missing" : "field \(quoted(name)) has no \"=\"")
                skipToNextField(closing: closing)
                continue
            }
            skipSpace()
            let valueStart = index
            guard let value = value(closing: closing) else {
                skipToNextField(closing: closing)
                continue
            }
            if entry[name] == nil {
                entry.fields[name] = BibTeXField(name: name, value: value, offset: valueStart)
            } else {
                report(start, "field \(quoted(name)) stands twice; the first counts")
            }
            skipSpace()
            if index < bytes.count, bytes[index] != UInt8(ascii: ","), bytes[index] != closing, !beginsEntry(index) {
                report(index, "\",\" is missing after field \(quoted(name))")
            }
        }
    }

    /// Goes to the comma or closing brace that ends a field which cannot be read.
    private mutating func skipToNextField(closing: UInt8) {
        while index < bytes.count, bytes[index] != UInt8(ascii: ","), bytes[index] != closing, !beginsEntry(index) {
            if bytes[index] == UInt8(ascii: "{") {
                if balanced(from: index) == nil { return }
            } else {
                index += 1
            }
        }
    }

    // MARK: Values

    /// Parts joined with `#`: braces, quotes, a number or a macro. `nil` and a report when a part cannot be read.
    private mutating func value(closing: UInt8) -> [UInt8]? {
        var value: [UInt8] = []
        repeat {
            skipSpace()
            guard index < bytes.count else { return nil }
            let start = index
            switch bytes[start] {
            case UInt8(ascii: "{"):
                guard let content = balanced(from: start) else {
                    report(start, "\"{\" is never closed")
                    return nil
                }
                value += bytes[content]
            case UInt8(ascii: "\""):
                guard let content = quotedContent() else {
                    report(start, "a quote is never closed")
                    return nil
                }
                value += bytes[content]
            case UInt8(ascii: "0")...UInt8(ascii: "9"):
                while index < bytes.count, bytes[index].isAlphanumeric { index += 1 }
                value += bytes[start..<index]
            default:
                let name = takeName()
                if name.isEmpty {
                    report(start, "a value is missing")
                    return nil
                }
                value += expansion(of: String(decoding: name, as: UTF8.self), at: start)
            }
        } while takeAfterSpace(UInt8(ascii: "#"))
        return value
    }

    private mutating func expansion(of name: String, at offset: Int) -> [UInt8] {
        guard let text = macros[name.loweredASCII] else {
            let key = name.loweredASCII
            if undefinedMacros[key] == nil {
                undefinedMacros[key] = (problems.count, 0)
                // Looking for the nearest name is dear; a file with many wrong names has one cause.
                let clause =
                    undefinedMacros.count > 20 || macros.count > 500 ? "" : didYouMean(name, among: macros.keys.sorted()).clause
                report(offset, "macro \(quoted(name)) is not defined" + clause)
            }
            undefinedMacros[key]?.count += 1
            return Array(name.utf8)
        }
        expandedBytes += text.count
        if expandedBytes <= BibTeXParser.mostExpandedBytes { return text }
        if expandedBytes - text.count <= BibTeXParser.mostExpandedBytes {
            report(offset, "macros grow beyond 8 MiB; they are left out from here on")
        }
        return []
    }

    /// The content of the brace (or parenthesis) at `open`, and `index` after its end; `nil`, with `index` at the place
    /// where reading can go on, when it is never closed.
    private mutating func balanced(from open: Int) -> Range<Int>? {
        let opening = bytes[open]
        let closing = closing(opening)
        var depth = 0
        index = open
        while index < bytes.count {
            let byte = bytes[index]
            if byte == opening {
                depth += 1
            } else if byte == closing {
                depth -= 1
                if depth == 0 {
                    index += 1
                    return (open + 1)..<(index - 1)
                }
            } else if byte == UInt8(ascii: "@"), beginsEntry(index) {
                return nil
            }
            index += 1
        }
        return nil
    }

    /// The content of the quotes at `index`; a quote inside braces does not end it.
    private mutating func quotedContent() -> Range<Int>? {
        index += 1
        let start = index
        var depth = 0
        while index < bytes.count {
            let byte = bytes[index]
            if byte == UInt8(ascii: "{") {
                depth += 1
            } else if byte == UInt8(ascii: "}") {
                depth -= 1
                if depth < 0 { return nil }
            } else if byte == UInt8(ascii: "\""), depth == 0 {
                index += 1
                return start..<(index - 1)
            } else if byte == UInt8(ascii: "@"), beginsEntry(index) {
                return nil
            }
            index += 1
        }
        return nil
    }

    // MARK: Bytes

    /// Whether `@name{key,` stands at the start of a line: no value holds such a line.
    private func beginsEntry(_ offset: Int) -> Bool {
        guard bytes[offset] == UInt8(ascii: "@"),
            offset == input.start || bytes[offset - 1] == 0x0A || bytes[offset - 1] == 0x0D
        else { return false }
        var index = offset + 1
        while index < bytes.count, bytes[index].isLetter { index += 1 }
        return index > offset + 1 && index < bytes.count && bytes[index] == UInt8(ascii: "{")
    }

    private mutating func skipSpace() {
        while index < bytes.count, bytes[index].isWhitespace { index += 1 }
    }

    private mutating func takeAfterSpace(_ byte: UInt8) -> Bool {
        skipSpace()
        guard index < bytes.count, bytes[index] == byte else { return false }
        index += 1
        return true
    }

    /// A name of a type, field or macro: anything but white space and the characters BibTeX keeps for itself.
    private mutating func takeName() -> ArraySlice<UInt8> {
        let start = index
        while index < bytes.count, !bytes[index].isWhitespace, !"{}(),=\"#%'@".utf8.contains(bytes[index]) { index += 1 }
        return bytes[start..<index]
    }
}
