// Where words of an entry's plain text stand in its source.
import WikiModel

/// The source of an entry, in which words of its plain text are looked for.
public struct MentionSource: Sendable {
    private let text: SourceText
    /// The first line after the front matter.
    private let body: (start: Int, line: Int)

    public init(_ raw: [UInt8]) {
        text = SourceText(raw)
        body = text.bytes.withUnsafeBufferPointer { source in
            do throws(FrontMatter.Absence) {
                let frontMatter = try FrontMatter.locate(in: source)
                return (frontMatter.bodyStart, frontMatter.bodyLine)
            } catch .missing {
                return (0, 1)
            } catch {
                return (source.count, 1)
            }
        }
    }

    /// Where words stand first outside of headings, links, code and formulas, up to the end of their first line; `nil` where they nowhere do, or
    /// hold markup.
    public func range(of words: [UInt8]) -> SourceRange? {
        text.bytes.withUnsafeBufferPointer { source in
            var (start, line) = body
            while start < source.count {
                let end = source.lineEnd(from: start)
                if source[start] != UInt8(ascii: "#"), let found = MentionSource.place(of: words, in: start..<end, of: source) {
                    return SourceRange(
                        line: line, columnUTF8: found.lowerBound - start + 1, lengthUTF8: min(found.upperBound, end) - found.lowerBound)
                }
                (start, line) = (end + 1, line + 1)
            }
            return nil
        }
    }

    /// Words that begin in a line, as words of their own and in plain text.
    private static func place(of words: [UInt8], in line: Range<Int>, of source: SourceBytes) -> Range<Int>? {
        var brackets = 0
        var ticks = 0
        // A price takes the rest of its line for a formula, which at worst leaves a mention unsaid.
        var dollars = 0
        for start in line {
            switch source[start] {
            case UInt8(ascii: "["): brackets += 1
            case UInt8(ascii: "]"): brackets -= 1
            case UInt8(ascii: "`"): ticks += 1
            case UInt8(ascii: "$"): dollars += 1
            case words[0] where brackets == 0 && ticks % 2 == 0 && dollars % 2 == 0 && !isJoined(source, at: start - 1):
                if let end = end(of: words, at: start, of: source), !isJoined(source, at: end) { return start..<end }
            default: break
            }
        }
        return nil
    }

    /// The end of words that begin at `start`. A blank may be a line break with the mark of a quote.
    private static func end(of words: [UInt8], at start: Int, of source: SourceBytes) -> Int? {
        var index = start
        for byte in words {
            if byte == .space, index < source.count, source[index] == .newline {
                while index < source.count, source[index].isWhitespace || source[index] == UInt8(ascii: ">") { index += 1 }
            } else {
                guard index < source.count, source[index] == byte else { return nil }
                index += 1
            }
        }
        return index
    }

    /// Whether a byte makes one word with what stands beside it.
    private static func isJoined(_ source: SourceBytes, at index: Int) -> Bool {
        source.indices.contains(index) && (source[index].isWord || source[index] == UInt8(ascii: "-"))
    }
}
