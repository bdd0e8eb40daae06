// Finds the tags of an HTML page, and what stands between them.
import WikiModel

/// A page that cannot become a document of a book, in words.
public struct HTMLError: Error, Equatable {
    /// Counted from 1, in the page as its template wrote it.
    public let line: Int
    public let message: String
}

/// Reads a page tag by tag. It knows the syntax of HTML that templates write: names in ASCII, attributes with or without quotes.
struct HTMLScanner {
    enum Token {
        case text(Range<Int>)
        /// `isClosed`: written as `<br/>`.
        case start(name: Range<Int>, attributes: [Attribute], isClosed: Bool)
        case end(name: Range<Int>)
        /// A comment or a declaration.
        case other
    }

    struct Attribute {
        let name: Range<Int>
        /// Between the quotes; `nil` for an attribute without one.
        let value: Range<Int>?
    }

    let bytes: [UInt8]
    private(set) var position = 0

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    mutating func next() throws(HTMLError) -> Token? {
        guard position < bytes.count else { return nil }
        guard isTag(at: position) else {
            let start = position
            repeat { position += 1 } while position < bytes.count && !isTag(at: position)
            return .text(start..<position)
        }
        switch bytes[position + 1] {
        case UInt8(ascii: "!"): return try skipDeclaration()
        case UInt8(ascii: "/"): return try readEnd()
        default: return try readStart()
        }
    }

    /// Skips what stands in an element whose text is no markup, up to its end tag.
    mutating func skip(toEndOf name: Range<Int>) throws(HTMLError) {
        let start = position
        while position < bytes.count {
            if isTag(at: position), bytes[position + 1] == UInt8(ascii: "/"), matches(name, at: position + 2) {
                _ = try readEnd()
                return
            }
            position += 1
        }
        throw HTMLError(line: line(of: start), message: "<\(text(name))> has no end")
    }

    func text(_ range: Range<Int>) -> String { String(decoding: bytes[range], as: UTF8.self) }

    func line(of offset: Int) -> Int { 1 + bytes[..<offset].count { $0 == UInt8(ascii: "\n") } }

    // MARK: Tags

    /// Any other `<` is text.
    private func isTag(at offset: Int) -> Bool {
        guard bytes[offset] == UInt8(ascii: "<"), offset + 1 < bytes.count else { return false }
        let next = bytes[offset + 1]
        return next.isLetter || next == UInt8(ascii: "/") || next == UInt8(ascii: "!")
    }

    private func matches(_ name: Range<Int>, at offset: Int) -> Bool {
        offset + name.count <= bytes.count && bytes[offset..<(offset + name.count)].elementsEqual(bytes[name])
    }

    private mutating func skipDeclaration() throws(HTMLError) -> Token {
        let isComment = bytes[position...].starts(with: "<!--".utf8)
        let start = position
        position += isComment ? 4 : 2
        while position < bytes.count {
            if bytes[position] == UInt8(ascii: ">"), !isComment || bytes[..<position].suffix(2).elementsEqual("--".utf8) {
                position += 1
                return .other
            }
            position += 1
        }
        throw HTMLError(line: line(of: start), message: isComment ? "a comment has no end" : "a declaration has no end")
    }

    private mutating func readEnd() throws(HTMLError) -> Token {
        let start = position
        position += 2
        let name = readName()
        skipSpace()
        guard position < bytes.count, bytes[position] == UInt8(ascii: ">") else { throw unfinished(start, name) }
        position += 1
        return .end(name: name)
    }

    private mutating func readStart() throws(HTMLError) -> Token {
        let start = position
        position += 1
        let name = readName()
        var attributes: [Attribute] = []
        while true {
            skipSpace()
            guard position < bytes.count else { throw unfinished(start, name) }
            switch bytes[position] {
            case UInt8(ascii: ">"):
                position += 1
                return .start(name: name, attributes: attributes, isClosed: false)
            case UInt8(ascii: "/"):
                position += 1
                guard position < bytes.count, bytes[position] == UInt8(ascii: ">") else { throw unfinished(start, name) }
                position += 1
                return .start(name: name, attributes: attributes, isClosed: true)
            default: attributes.append(try readAttribute(of: name, from: start))
            }
        }
    }

    private mutating func readAttribute(of element: Range<Int>, from start: Int) throws(HTMLError) -> Attribute {
        let name = readName()
        guard !name.isEmpty else { throw unfinished(start, element) }
        skipSpace()
        guard position < bytes.count, bytes[position] == UInt8(ascii: "=") else { return Attribute(name: name, value: nil) }
        position += 1
        skipSpace()
        guard position < bytes.count else { throw unfinished(start, element) }
        let quote = bytes[position]
        guard quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'") else {
            let first = position
            while position < bytes.count, !bytes[position].isWhitespace, bytes[position] != UInt8(ascii: ">") { position += 1 }
            return Attribute(name: name, value: first..<position)
        }
        guard let end = bytes[(position + 1)...].firstIndex(of: quote) else { throw unfinished(start, element) }
        defer { position = end + 1 }
        return Attribute(name: name, value: (position + 1)..<end)
    }

    private mutating func readName() -> Range<Int> {
        let start = position
        while position < bytes.count, bytes[position].isOfName { position += 1 }
        return start..<position
    }

    private mutating func skipSpace() {
        while position < bytes.count, bytes[position].isWhitespace { position += 1 }
    }

    private func unfinished(_ start: Int, _ name: Range<Int>) -> HTMLError {
        HTMLError(line: line(of: start), message: "the tag <\(text(start + 1..<max(start + 1, name.upperBound))) … is not finished")
    }
}

extension UInt8 {
    /// Whether the byte may stand in the name of an element or an attribute.
    fileprivate var isOfName: Bool {
        isAlphanumeric || self == UInt8(ascii: "-") || self == UInt8(ascii: ":") || self == UInt8(ascii: "_")
    }
}
