// What the identifiers of a scheme look like: the part of regular expressions that this takes, matched in bounded time.

/// A pattern such as `FB[a-z]{2}[0-9]{7}`, which an identifier matches as a whole.
///
/// Known are characters, `[A-Z0-9]`, `\d`, `\w`, `.`, the counts `?`, `*`, `+`, `{2}`, `{2,}` and `{2,4}`, and `|` between whole patterns. There are
/// no groups: with them a pattern can be written that takes years to match.
public struct IdentifierPattern: Sendable, Equatable {
    /// The pattern without `^` and `$` at its ends; also one of JSON Schema.
    public let text: String
    private let alternatives: [[Part]]

    /// What is wrong with a pattern, as a sentence of a message goes on.
    public struct Problem: Error {
        public var reason: String
    }

    /// Bytes of a set, and how many may follow each other.
    private struct Part {
        var bytes: [ClosedRange<UInt8>]
        var least = 1
        var most = 1

        func holds(_ byte: UInt8) -> Bool { bytes.contains { $0.contains(byte) } }
    }

    /// Longer patterns and longer values are none of identifiers.
    private static let longestUTF8 = 200

    public init(_ written: String) throws(Problem) {
        var body = written[...]
        if body.hasPrefix("^") { body.removeFirst() }
        if body.hasSuffix("$"), !body.hasSuffix("\\$") { body.removeLast() }
        text = String(body)
        guard !text.isEmpty, text.utf8.count <= IdentifierPattern.longestUTF8 else { throw Problem(reason: "is empty, or longer than 200 characters") }
        var reader = PatternReader(bytes: Array(text.utf8))
        alternatives = try reader.read().map { parts in parts.map { Part(bytes: $0.bytes, least: $0.least, most: $0.most) } }
    }

    public static func == (left: IdentifierPattern, right: IdentifierPattern) -> Bool { left.text == right.text }

    /// Whether a value is an identifier of this form. At most the length of the pattern times the square of that of the value.
    public func matches(_ value: some StringProtocol) -> Bool {
        let bytes = Array(value.utf8)
        guard bytes.count <= IdentifierPattern.longestUTF8 else { return false }
        return alternatives.contains { matches(bytes, $0) }
    }

    private func matches(_ bytes: [UInt8], _ parts: [Part]) -> Bool {
        // The places that what was looked at so far may end at.
        var ends = [Bool](repeating: false, count: bytes.count + 1)
        ends[0] = true
        for part in parts {
            var next = [Bool](repeating: false, count: bytes.count + 1)
            for start in ends.indices where ends[start] {
                var end = start
                while true {
                    if end - start >= part.least { next[end] = true }
                    guard end < bytes.count, end - start < part.most, part.holds(bytes[end]) else { break }
                    end += 1
                }
            }
            ends = next
        }
        return ends[bytes.count]
    }
}

/// Reads a pattern, from left to right.
private struct PatternReader {
    typealias Part = (bytes: [ClosedRange<UInt8>], least: Int, most: Int)

    let bytes: [UInt8]
    private var offset = 0

    init(bytes: [UInt8]) { self.bytes = bytes }

    private static let digits: [ClosedRange<UInt8>] = [0x30...0x39]
    private static let word: [ClosedRange<UInt8>] = [0x30...0x39, 0x41...0x5A, 0x5F...0x5F, 0x61...0x7A]

    private var next: UInt8? { offset < bytes.count ? bytes[offset] : nil }

    mutating func read() throws(IdentifierPattern.Problem) -> [[Part]] {
        var alternatives: [[Part]] = [[]]
        while let byte = next {
            offset += 1
            if byte == UInt8(ascii: "|") {
                alternatives.append([])
                continue
            }
            let set = try readSet(byte)
            let (least, most) = try readCount()
            alternatives[alternatives.count - 1].append((set, least, most))
        }
        guard alternatives.allSatisfy({ !$0.isEmpty }) else { throw .init(reason: "has nothing on one side of a \"|\"") }
        return alternatives
    }

    private mutating func readSet(_ byte: UInt8) throws(IdentifierPattern.Problem) -> [ClosedRange<UInt8>] {
        switch byte {
        case UInt8(ascii: "."): return [0x21...0x7E]
        case UInt8(ascii: "\\"): return try readEscape()
        case UInt8(ascii: "["): return try readClass()
        case UInt8(ascii: "("), UInt8(ascii: ")"): throw .init(reason: "has a group, \"( )\", which is not known here; write whole patterns with \"|\" between them")
        case UInt8(ascii: "?"), UInt8(ascii: "*"), UInt8(ascii: "+"), UInt8(ascii: "{"), UInt8(ascii: "^"), UInt8(ascii: "$"):
            throw .init(reason: "has a \"\(Character(UnicodeScalar(byte)))\" in the wrong place; write \"\\\(Character(UnicodeScalar(byte)))\" for the character")
        case 0x21...0x7E: return [byte...byte]
        default: throw .init(reason: "has a character that is not of ASCII, or a blank")
        }
    }

    private mutating func readEscape() throws(IdentifierPattern.Problem) -> [ClosedRange<UInt8>] {
        guard let byte = next else { throw .init(reason: "ends with a backslash") }
        offset += 1
        if byte == UInt8(ascii: "d") { return PatternReader.digits }
        if byte == UInt8(ascii: "w") { return PatternReader.word }
        guard (0x21...0x7E).contains(byte), !byte.isAlphanumeric else {
            throw .init(reason: "has \"\\\(Character(UnicodeScalar(byte)))\", which is not known here")
        }
        return [byte...byte]
    }

    /// What stands between `[` and `]`.
    private mutating func readClass() throws(IdentifierPattern.Problem) -> [ClosedRange<UInt8>] {
        var ranges: [ClosedRange<UInt8>] = []
        while let byte = next, byte != UInt8(ascii: "]") {
            offset += 1
            guard byte != UInt8(ascii: "^") || !ranges.isEmpty else { throw .init(reason: "has \"[^\", which is not known here") }
            if byte == UInt8(ascii: "\\") {
                ranges += try readEscape()
            } else if next == UInt8(ascii: "-"), offset + 1 < bytes.count, bytes[offset + 1] != UInt8(ascii: "]") {
                let last = bytes[offset + 1]
                guard byte <= last else { throw .init(reason: "has a range that runs backwards") }
                ranges.append(byte...last)
                offset += 2
            } else {
                ranges.append(byte...byte)
            }
        }
        guard next != nil, !ranges.isEmpty else { throw .init(reason: "has a \"[\" without its \"]\"") }
        offset += 1
        return ranges
    }

    private mutating func readCount() throws(IdentifierPattern.Problem) -> (Int, Int) {
        let count: (Int, Int)
        switch next {
        case UInt8(ascii: "?"): count = (0, 1)
        case UInt8(ascii: "*"): count = (0, .max)
        case UInt8(ascii: "+"): count = (1, .max)
        case UInt8(ascii: "{"):
            let inner = bytes[(offset + 1)...].prefix { $0 != UInt8(ascii: "}") }
            let numbers = inner.split(separator: UInt8(ascii: ","), maxSplits: 1, omittingEmptySubsequences: false)
                .map { Int(String(decoding: $0, as: UTF8.self)) }
            let isOpen = inner.last == UInt8(ascii: ",")
            guard let first = numbers.first, let least = first, numbers.count == 1 || isOpen || numbers[1] != nil,
                case let most = isOpen ? Int.max : numbers.count == 1 ? least : numbers[1] ?? 0, (0...most).contains(least)
            else { throw .init(reason: "has a \"{\" that is no count, as {7} or {2,4}") }
            offset += inner.count + 1
            count = (least, most)
        default: return (1, 1)
        }
        guard offset < bytes.count else { throw .init(reason: "has a \"{\" without its \"}\"") }
        offset += 1
        if let next, "?*+{".utf8.contains(next) { throw .init(reason: "has two counts for one character") }
        return count
    }
}
