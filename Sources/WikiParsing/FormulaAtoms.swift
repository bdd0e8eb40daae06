// The signs of a formula: letters, numbers and operators, and the elements that they become.
import WikiModel

extension FormulaReader {
    /// Reads the next sign, group or command, and writes one element for it.
    mutating func readAtom() throws(FormulaSlip) -> Base {
        let byte = tex[offset]
        switch byte {
        case UInt8(ascii: "{"): try readGroup()
        case UInt8(ascii: "\\"): return try readCommand()
        case UInt8(ascii: "^"), UInt8(ascii: "_"), UInt8(ascii: "'"): markup.append("<mrow></mrow>")
        case UInt8(ascii: "}"): throw slip(offset..<(offset + 1), "\"}\" closes nothing")
        case UInt8(ascii: "&"): throw slip(offset..<(offset + 1), "\"&\" stands in no table; write \\& for the sign")
        case UInt8(ascii: "%"), UInt8(ascii: "#"), UInt8(ascii: "$"):
            let sign = tex.text(offset..<(offset + 1))
            throw slip(offset..<(offset + 1), "\"\(sign)\" has a meaning of its own in TeX; write \\\(sign)", Suggestion(replacement: "\\\(sign)"))
        case _ where byte.isLetter: readLetters()
        case _ where byte.isDigit || (byte == UInt8(ascii: ".") && offset + 1 < tex.count && tex[offset + 1].isDigit): readNumber()
        case _ where byte >= 0x80: readScalar()
        default:
            offset += 1
            appendSign(byte)
        }
        return .plain
    }

    /// One letter; in an upright alphabet a whole word.
    private mutating func readLetters() {
        let start = offset
        offset += 1
        guard let alphabet else {
            append("mi", tex.text(start..<offset))
            return
        }
        if alphabet == .upright {
            while offset < tex.count, tex[offset].isLetter { offset += 1 }
        }
        var form = ""
        for byte in tex[start..<offset] { form.unicodeScalars.append(alphabet.form(of: byte)) }
        append("mi", form, attributes: offset == start + 1 ? " mathvariant=\"normal\"" : "")
    }

    private mutating func readNumber() {
        let start = offset
        while offset < tex.count, tex[offset].isDigit || (tex[offset] == UInt8(ascii: ".") && offset + 1 < tex.count && tex[offset + 1].isDigit) {
            offset += 1
        }
        appendNumber(start..<offset)
    }

    mutating func appendNumber(_ range: Range<Int>) {
        var form = ""
        for byte in tex[range] { form.unicodeScalars.append(alphabet?.form(of: byte) ?? Unicode.Scalar(byte)) }
        append("mn", form)
    }

    /// A character beyond ASCII, such as µ or ×.
    private mutating func readScalar() {
        let start = offset
        offset += 1
        while offset < tex.count, tex[offset] & 0xC0 == 0x80 { offset += 1 }
        let text = tex.text(start..<offset)
        if text.unicodeScalars.allSatisfy(\.properties.isAlphabetic) { append("mi", text) } else { appendOperator(text, spaced: true) }
    }

    private mutating func appendSign(_ byte: UInt8) {
        switch byte {
        case UInt8(ascii: "-"): appendOperator("−", spaced: true)
        case UInt8(ascii: "*"): appendOperator("∗", spaced: true)
        case UInt8(ascii: "~"): appendSpace("0.3333")
        case UInt8(ascii: "("), UInt8(ascii: ")"), UInt8(ascii: "["), UInt8(ascii: "]"), UInt8(ascii: "|"):
            append("mo", String(Unicode.Scalar(byte)), attributes: " stretchy=\"false\"")
        case UInt8(ascii: "+"), UInt8(ascii: "="), UInt8(ascii: "<"), UInt8(ascii: ">"): appendOperator(String(Unicode.Scalar(byte)), spaced: true)
        default: appendOperator(String(Unicode.Scalar(byte)), spaced: byte == UInt8(ascii: ",") ? nil : false)
        }
    }

    // MARK: Elements

    /// Appends an element of one text.
    mutating func append(_ element: StaticString, _ text: String, attributes: String = "") {
        markup += Array("<\(element)\(attributes)>".utf8)
        HTMLEscaping.appendText(text, to: &markup)
        markup += Array("</\(element)>".utf8)
        words += Array(text.utf8)
    }

    /// - Parameter spaced: whether the words have spaces around it, as between two terms; `nil`: one after it.
    mutating func appendOperator(_ text: String, spaced: Bool?, attributes: String = "") {
        // A sign before a number or a letter: "x^(−1)", "= −1".
        let isSign = "+−±∓".contains(text) && words.last.map { "( ;".utf8.contains($0) } ?? true
        let spaced = isSign ? false : spaced
        if spaced == true { words.append(.space) }
        append("mo", text, attributes: attributes)
        if spaced != false { words.append(.space) }
    }

    mutating func appendSpace(_ ems: String) {
        markup += Array("<mspace width=\"\(ems)em\"></mspace>".utf8)
        words.append(.space)
    }
}
