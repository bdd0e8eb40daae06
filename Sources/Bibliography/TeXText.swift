// TeX as bibliographies use it, to Unicode text: accents, symbols, quotes and dashes, italics and small mathematics.

/// What decoding made of a TeX text.
struct DecodedTeX {
    /// With `<i>`, `<sub>` and `<sup>` when they were asked for; white space is single.
    var text: String
    /// Commands that are not known, in order, each once; their arguments are kept as text.
    var unknownCommands: [String]
}

/// Decodes the TeX of a field. `tags` says whether italics, sub- and superscripts become tags, as titles have them, or
/// plain text.
func decodedTeX(_ bytes: some RandomAccessCollection<UInt8>, tags: TeXTags = .dropped) -> DecodedTeX {
    var decoder = TeXDecoder(bytes: Array(decodedText(bytes).utf8), keepsTags: tags == .kept)
    decoder.decode()
    return DecodedTeX(
        text: String(decoding: decoder.output, as: UTF8.self).singleSpaced, unknownCommands: decoder.unknownCommands)
}

enum TeXTags {
    case kept
    case dropped
}

/// One walk over the bytes. Groups are kept on an explicit stack: a megabyte of open braces is only a long stack.
private struct TeXDecoder {
    let bytes: [UInt8]
    let keepsTags: Bool
    var output: [UInt8] = []
    var unknownCommands: [String] = []
    private var index = 0
    /// The tag that each open group closes with, if any.
    private var groups: [TitleTag?] = []
    /// The tag that the next group or character is to have, after `\textit`, `_` or `^`.
    private var pending: TitleTag?
    private var isMath = false

    init(bytes: [UInt8], keepsTags: Bool) {
        self.bytes = bytes
        self.keepsTags = keepsTags
    }

    mutating func decode() {
        while index < bytes.count {
            let byte = bytes[index]
            switch byte {
            case UInt8(ascii: "{"):
                index += 1
                groups.append(pending)
                if let tag = pending { put(tag, isOpening: true) }
                pending = nil
            case UInt8(ascii: "}"):
                index += 1
                if let tag = groups.popLast() ?? nil { put(tag, isOpening: false) }
            case UInt8(ascii: "\\"):
                index += 1
                command()
            case UInt8(ascii: "$"):
                index += 1
                isMath.toggle()
                pending = nil
            case UInt8(ascii: "~"):
                index += 1
                output.append(0x20)
            case UInt8(ascii: "_") where isMath, UInt8(ascii: "^") where isMath:
                index += 1
                pending = byte == UInt8(ascii: "_") ? .sub : .sup
            case UInt8(ascii: "-"), UInt8(ascii: "`"), UInt8(ascii: "'"):
                ligature(byte)
            default:
                plain()
            }
        }
        while let group = groups.popLast() { if let tag = group { put(tag, isOpening: false) } }
    }

    /// One character of text; a pending script covers just this one.
    private mutating func plain() {
        let length = max(1, utf8Length(bytes[index...]) ?? 1)
        if pending != nil, bytes[index].isWhitespace {
            index += 1
            return
        }
        let character = bytes[index..<(index + length)]
        index += length
        put(Array(character))
    }

    /// Text, inside the pending script or italics if there is one.
    private mutating func put(_ text: [UInt8]) {
        let tag = pending
        pending = nil
        // `^\circ` is the degree sign.
        if tag == .sup, text == Array("∘".utf8) {
            output += "°".utf8
            return
        }
        if let tag { put(tag, isOpening: true) }
        output += text
        if let tag { put(tag, isOpening: false) }
    }

    private mutating func put(_ tag: TitleTag, isOpening: Bool) {
        if keepsTags { output += "<\(isOpening ? "" : "/")\(tag.rawValue)>".utf8 }
    }

    /// `--`, `---`, ``` `` ``` and `''`.
    private mutating func ligature(_ byte: UInt8) {
        var count = 0
        while index < bytes.count, bytes[index] == byte, count < 3 {
            index += 1
            count += 1
        }
        if byte == UInt8(ascii: "-") {
            put(Array((count == 1 || isMath ? String(repeating: "-", count: count) : count == 2 ? "–" : "—").utf8))
        } else if count == 1 {
            put([byte])
        } else {
            if count == 3 { index -= 1 }
            put(Array((byte == UInt8(ascii: "`") ? "“" : "”").utf8))
        }
    }

    // MARK: Commands

    private mutating func command() {
        let name = takeCommandName()
        if name.isEmpty {
            output.append(UInt8(ascii: "\\"))
        } else if ["(", ")", "[", "]"].contains(name) {
            isMath = name == "(" || name == "["
            pending = nil
        } else if TeXAccent(command: name) != nil {
            put(accented(name, depth: 0))
        } else if let symbol = texSymbols[name] {
            put(Array(symbol.utf8))
        } else if let tag = texTagCommands[name] {
            pending = tag
        } else if name == "it" || name == "em" || name == "sl" || name == "itshape" {
            startItalicGroup()
        } else if texHidingCommands.contains(name) {
            skipArgument()
        } else if !texTransparentCommands.contains(name), !unknownCommands.contains(name), unknownCommands.count < 20 {
            unknownCommands.append(name)
        }
    }

    /// A word of letters, with the blanks after it, or one other character.
    private mutating func takeCommandName() -> String {
        let start = index
        while index < bytes.count, bytes[index].isLetter { index += 1 }
        if index > start {
            let name = String(decoding: bytes[start..<index], as: UTF8.self)
            while index < bytes.count, bytes[index].isWhitespace { index += 1 }
            return name
        }
        guard index < bytes.count else { return "" }
        let length = utf8Length(bytes[index...]) ?? 1
        index += length
        return String(decoding: bytes[start..<index], as: UTF8.self)
    }

    /// `{\it text}`: the rest of the group is italic. Outside a group it would never end, so there it does nothing.
    private mutating func startItalicGroup() {
        guard let group = groups.last, group == nil else { return }
        groups[groups.count - 1] = .italic
        put(.italic, isOpening: true)
    }

    private mutating func skipArgument() {
        guard index < bytes.count, bytes[index] == UInt8(ascii: "{") else { return }
        var depth = 0
        while index < bytes.count {
            if bytes[index] == UInt8(ascii: "{") { depth += 1 }
            if bytes[index] == UInt8(ascii: "}") { depth -= 1 }
            index += 1
            if depth == 0 { return }
        }
    }

    /// The argument of an accent, accented: `\"u`, `\"{u}`, `\" u`, `\'{\i}`, `\c c`, `\'{\^e}`. Accents on accents go
    /// 4 deep.
    private mutating func accented(_ name: String, depth: Int) -> [UInt8] {
        while index < bytes.count, bytes[index].isWhitespace { index += 1 }
        guard index < bytes.count, depth < 4, let accent = TeXAccent(command: name) else { return [] }
        let byte = bytes[index]
        if byte == UInt8(ascii: "{") {
            index += 1
            let inner = accented(name, depth: depth + 1)
            // `\"{ue}`: the accent is on the first letter, the rest follows. A group that ends at once is closed here.
            if index < bytes.count, bytes[index] == UInt8(ascii: "}") { index += 1 } else { groups.append(nil) }
            return inner
        }
        // `\"{}` is the accent on nothing.
        if byte == UInt8(ascii: "}") { return [] }
        if byte == UInt8(ascii: "\\") {
            index += 1
            let inner = takeCommandName()
            if TeXAccent(command: inner) != nil { return accent.applied(to: accented(inner, depth: depth + 1)) }
            let letter = inner == "i" ? "i" : inner == "j" ? "j" : texSymbols[inner] ?? ""
            return accent.applied(to: Array(letter.utf8))
        }
        let length = utf8Length(bytes[index...]) ?? 1
        let letter = Array(bytes[index..<(index + length)])
        index += length
        return accent.applied(to: letter)
    }
}
