// The words of a template between `{{#_}}` and `{{/_}}`, which a base may say in others.

/// A phrase as translators see it. A value is `{name}` in it. A tag of HTML is its name alone, `<a>`; a second one of the name
/// that has attributes is `<a2>`. So words in another order still get the address of each link.
public struct TemplatePhrase: Sendable, Equatable {
    public let text: String
    /// What stands in the template for each `{name}`, `<a>` and `</a>`.
    private let marks: [String: String]

    /// - Parameter source: what stands between the tags.
    init(_ source: String, open: String, close: String) throws(Slip) {
        var reading = Reading(open: open, close: close)
        try reading.read(source)
        text = reading.text
        marks = reading.marks
    }

    /// Why something is no phrase.
    struct Slip: Error { var message: String }

    /// The template that says other words for the phrase. What is HTML in them and not in the phrase is shown as it is written.
    func source(saying words: String) -> String {
        TemplatePhrase.pieces(of: words).map { piece in
            piece.isMark ? marks[String(piece.text)] ?? TemplatePhrase.escaped(piece.text) : TemplatePhrase.escaped(piece.text)
        }.joined()
    }

    /// What is wrong with other words for the phrase; `nil` when they have the same values and tags.
    public func problem(in words: String) -> String? {
        let wanted = TemplatePhrase.marks(in: text)
        if TemplatePhrase.marks(in: words).sorted() == wanted.sorted(), TemplatePhrase.isNested(words) { return nil }
        if wanted.isEmpty { return "\"\(text)\" has no value and no tag; write it without" }
        return "\"\(text)\" has \(wanted.joined(separator: " ")) in it; write each as often, tags around the same words"
    }

    // MARK: Marks

    /// A text cut before and after what has the form of a mark: `{name}`, `<name>`, `</name>`.
    private static func pieces(of text: String) -> [(text: Substring, isMark: Bool)] {
        var pieces: [(Substring, Bool)] = []
        var rest = text[...]
        var words = rest.startIndex
        while let start = rest.utf8.firstIndex(where: { $0 == UInt8(ascii: "{") || $0 == UInt8(ascii: "<") }) {
            let ending = rest.utf8[start] == UInt8(ascii: "{") ? UInt8(ascii: "}") : UInt8(ascii: ">")
            let inner = rest.utf8[rest.utf8.index(after: start)...].prefix { isName($0) || $0 == UInt8(ascii: "/") }
            rest = text[inner.endIndex...]
            guard !inner.isEmpty, rest.utf8.first == ending else { continue }
            rest = rest.dropFirst()
            if words < start { pieces.append((text[words..<start], false)) }
            pieces.append((text[start..<rest.startIndex], true))
            words = rest.startIndex
        }
        if words < text.endIndex { pieces.append((text[words...], false)) }
        return pieces
    }

    private static func isName(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "0")...UInt8(ascii: "9"),
            UInt8(ascii: "_"), UInt8(ascii: "."):
            true
        default: false
        }
    }

    private static func marks(in text: String) -> [String] { pieces(of: text).filter(\.isMark).map { String($0.text) } }

    /// Whether each end of a tag follows its beginning, innermost first.
    private static func isNested(_ text: String) -> Bool {
        var open: [Substring] = []
        for mark in marks(in: text) where mark.hasPrefix("<") {
            if !mark.hasPrefix("</") { open.append(mark.dropFirst().dropLast()) }
            else if open.popLast() != mark.dropFirst(2).dropLast() { return false }
        }
        return open.isEmpty
    }

    /// Text as HTML, also within an attribute. An entity stays one.
    private static func escaped(_ text: Substring) -> String {
        var output = ""
        for index in text.unicodeScalars.indices {
            switch text.unicodeScalars[index] {
            case "<": output += "&lt;"
            case ">": output += "&gt;"
            case "\"": output += "&quot;"
            case "&" where !text[index...].starts(with: /&(?:[A-Za-z][A-Za-z0-9]*|#[0-9]+|#x[0-9A-Fa-f]+);/): output += "&amp;"
            // The beginning of a tag of the template.
            case "{": output += "&#123;"
            case let scalar: output.unicodeScalars.append(scalar)
            }
        }
        return output
    }
}

extension TemplatePhrase {
    /// Reads what stands in a template.
    private struct Reading {
        let open: String
        let close: String
        var text = ""
        var marks: [String: String] = [:]
        /// The marks of tags whose end has not come.
        private var openTags: [String] = []
        private var withAttributes: [Substring: Int] = [:]

        init(open: String, close: String) {
            self.open = open
            self.close = close
        }

        mutating func read(_ source: String) throws(Slip) {
            var rest = source[...]
            while let start = rest.firstIndex(where: { $0 == "<" || open.hasPrefix(String($0)) }) {
                text += rest[..<start]
                rest = rest[start...]
                if rest.hasPrefix(open) { try readValue(&rest) }
                else if try !readTag(&rest) { text.append(rest.removeFirst()) }
            }
            text += rest
            if let tag = openTags.last { throw Slip(message: "\(tag) has no end in this phrase; the words of one phrase stand between its tags") }
            if text.allSatisfy(\.isWhitespace) { throw Slip(message: "the phrase has no words") }
            if text.utf8.contains(UInt8(ascii: "\n")) { throw Slip(message: "a phrase stands on one line") }
        }

        private mutating func readValue(_ rest: inout Substring) throws(Slip) {
            guard let end = rest.firstRange(of: close) else { throw Slip(message: "a tag of the phrase is never closed") }
            let name = rest[..<end.lowerBound].dropFirst(open.count).trimmingPrefix(while: \.isWhitespace)
            let label = String(name.prefix { $0.isLetter || $0.isNumber || $0 == "_" || $0 == "." })
            guard !label.isEmpty, name.dropFirst(label.count).allSatisfy(\.isWhitespace) else {
                throw Slip(message: "a phrase holds words, HTML and values such as {{title}}; put sections and partials around it")
            }
            add("{\(label)}", String(rest[..<end.upperBound]))
            rest = rest[end.upperBound...]
        }

        /// Whether the rest begins with a tag, which is read then.
        private mutating func readTag(_ rest: inout Substring) throws(Slip) -> Bool {
            guard let end = rest.firstIndex(of: ">") else { return false }
            let source = String(rest[...end])
            var inner = rest[..<end].dropFirst()
            let isEnd = inner.first == "/"
            if isEnd { inner.removeFirst() }
            let name = inner.prefix { $0.isASCII && ($0.isLetter || $0.isNumber) }
            guard name.first?.isLetter == true else { return false }
            rest = rest[end...].dropFirst()
            if isEnd {
                let opened = openTags.popLast()
                guard let opened, opened.dropFirst().prefix(name.count) == name else { throw Slip(message: "\(source) ends nothing in this phrase") }
                add("</" + opened.dropFirst(), source)
                return true
            }
            var mark = "<\(name)>"
            if name.endIndex < inner.endIndex {
                let count = withAttributes[name, default: 0] + 1
                withAttributes[name] = count
                if count > 1 { mark = "<\(name)\(count)>" }
            }
            openTags.append(mark)
            add(mark, source)
            return true
        }

        private mutating func add(_ mark: String, _ source: String) {
            text += mark
            marks[mark] = source
        }
    }
}
