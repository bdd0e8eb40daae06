// A source file as lines that can be replaced one by one, each with the line end it had.

/// The raw lines of a file. Their numbers are those of diagnostics: CR LF, LF and lone CR end a line.
public struct SourceLines: Sendable {
    /// A line without its end, and its end.
    public struct Line: Sendable {
        public var text: [UInt8]
        public var end: [UInt8]
    }

    /// The byte-order mark, if the file has one.
    public let mark: [UInt8]
    public var lines: [Line] = []
    /// The line end that most lines have.
    public let usualEnd: [UInt8]

    public init(_ raw: [UInt8]) {
        mark = raw.starts(with: [0xEF, 0xBB, 0xBF]) ? Array(raw.prefix(3)) : []
        var index = mark.count
        var start = index
        var windowsEnds = 0
        while index < raw.count {
            let byte = raw[index]
            index += 1
            guard byte == 0x0A || byte == 0x0D else { continue }
            let textEnd = index - 1
            if byte == 0x0D, index < raw.count, raw[index] == 0x0A {
                index += 1
                windowsEnds += 1
            }
            lines.append(Line(text: Array(raw[start..<textEnd]), end: Array(raw[textEnd..<index])))
            start = index
        }
        if start < raw.count { lines.append(Line(text: Array(raw[start...]), end: [])) }
        usualEnd = windowsEnds * 2 > lines.count ? [0x0D, 0x0A] : [0x0A]
    }

    public var bytes: [UInt8] { mark + lines.flatMap { $0.text + $0.end } }

    /// The text of a line, counted from 1; `nil` when there is no such line.
    public func text(ofLine number: Int) -> String? {
        lines.indices.contains(number - 1) ? String(decoding: lines[number - 1].text, as: UTF8.self) : nil
    }

    /// A line of text with the usual end.
    public func line(_ text: String) -> Line { Line(text: Array(text.utf8), end: usualEnd) }
}
