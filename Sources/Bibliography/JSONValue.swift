// JSON text as values: strict, with the place of every value.
import WikiModel

/// A JSON value (RFC 8259). Numbers keep their text; members keep their order.
struct JSONValue: Sendable, Equatable {
    enum Kind: Sendable, Equatable {
        case null
        case bool(Bool)
        case number(String)
        case string(String)
        case array([JSONValue])
        case object([JSONMember])
    }

    var kind: Kind
    /// The byte at which the value begins.
    var offset: Int

    /// The last member of that name, as most readers take it; `nil` if this is no object or has none.
    subscript(_ name: String) -> JSONValue? {
        guard case .object(let members) = kind else { return nil }
        return members.last { $0.name == name }?.value
    }

    var array: [JSONValue]? {
        guard case .array(let elements) = kind else { return nil }
        return elements
    }

    /// The text of a string or number; that of the first element of an array, which Crossref puts around titles.
    var text: String? {
        switch kind {
        case .string(let text), .number(let text): text
        case .array(let elements): elements.first.flatMap { $0.array == nil ? $0.text : nil }
        default: nil
        }
    }
}

struct JSONMember: Sendable, Equatable {
    var name: String
    var value: JSONValue
}

/// Why and where a text is not JSON.
struct JSONFailure: Error, Equatable {
    var offset: Int
    /// A clause that begins with what was found or is missing.
    var message: String
}

/// Reads JSON values one after the other, so that a caller can go on after a broken one.
struct JSONParser {
    /// Deeper values are refused; the parser recurses.
    static let deepest = 64

    let bytes: [UInt8]
    var index: Int

    mutating func skipSpace() {
        while index < bytes.count, [0x20, 0x09, 0x0A, 0x0D].contains(bytes[index]) { index += 1 }
    }

    /// Takes a byte if it is next after white space.
    mutating func take(_ byte: Unicode.Scalar) -> Bool {
        skipSpace()
        guard index < bytes.count, UInt32(bytes[index]) == byte.value else { return false }
        index += 1
        return true
    }

    mutating func value(depth: Int = 0) throws(JSONFailure) -> JSONValue {
        skipSpace()
        let start = index
        guard start < bytes.count else {
            throw JSONFailure(offset: start, message: "the text ends where a value should be")
        }
        if depth > JSONParser.deepest {
            throw JSONFailure(offset: start, message: "nested deeper than \(JSONParser.deepest)")
        }
        switch bytes[start] {
        case UInt8(ascii: "{"): return JSONValue(kind: .object(try members(depth: depth)), offset: start)
        case UInt8(ascii: "["): return JSONValue(kind: .array(try elements(depth: depth)), offset: start)
        case UInt8(ascii: "\""): return JSONValue(kind: .string(try string()), offset: start)
        case UInt8(ascii: "-"), 0x30...0x39: return JSONValue(kind: .number(try number()), offset: start)
        default:
            for (word, kind) in [("true", JSONValue.Kind.bool(true)), ("false", .bool(false)), ("null", .null)]
            where bytes[start...].starts(with: word.utf8) {
                index += word.utf8.count
                return JSONValue(kind: kind, offset: start)
            }
            throw JSONFailure(offset: start, message: "\(quoted(decodedText(bytes[start...].prefix(12)))) is no value")
        }
    }

    private mutating func members(depth: Int) throws(JSONFailure) -> [JSONMember] {
        index += 1
        var members: [JSONMember] = []
        if take("}") { return members }
        repeat {
            skipSpace()
            guard index < bytes.count, bytes[index] == UInt8(ascii: "\"") else {
                throw JSONFailure(offset: index, message: "a name in double quotes is missing")
            }
            let name = try string()
            guard take(":") else { throw JSONFailure(offset: index, message: "\":\" is missing after \(quoted(name))") }
            members.append(JSONMember(name: name, value: try value(depth: depth + 1)))
        } while take(",")
        guard take("}") else { throw JSONFailure(offset: index, message: "\",\" or \"}\" is missing") }
        return members
    }

    private mutating func elements(depth: Int) throws(JSONFailure) -> [JSONValue] {
        index += 1
        var elements: [JSONValue] = []
        if take("]") { return elements }
        repeat { elements.append(try value(depth: depth + 1)) } while take(",")
        guard take("]") else { throw JSONFailure(offset: index, message: "\",\" or \"]\" is missing") }
        return elements
    }

    private mutating func number() throws(JSONFailure) -> String {
        let start = index
        if bytes[index] == UInt8(ascii: "-") { index += 1 }
        let whole = takeDigits()
        var isWellFormed = whole == 1 || (whole > 1 && bytes[index - whole] != UInt8(ascii: "0"))
        if index < bytes.count, bytes[index] == UInt8(ascii: ".") {
            index += 1
            isWellFormed = takeDigits() > 0 && isWellFormed
        }
        if index < bytes.count, bytes[index].lowercased == UInt8(ascii: "e") {
            index += 1
            if index < bytes.count, bytes[index] == UInt8(ascii: "+") || bytes[index] == UInt8(ascii: "-") {
                index += 1
            }
            isWellFormed = takeDigits() > 0 && isWellFormed
        }
        let text = String(decoding: bytes[start..<index], as: UTF8.self)
        if !isWellFormed { throw JSONFailure(offset: start, message: "\(quoted(text)) is no number") }
        return text
    }

    private mutating func takeDigits() -> Int {
        let start = index
        while index < bytes.count, bytes[index].isDigit { index += 1 }
        return index - start
    }

    private mutating func string() throws(JSONFailure) -> String {
        let start = index
        index += 1
        var text: [UInt8] = []
        while index < bytes.count {
            let byte = bytes[index]
            switch byte {
            case UInt8(ascii: "\""):
                index += 1
                return decodedText(text)
            case UInt8(ascii: "\\"):
                text += try escape()
            case 0..<0x20:
                throw JSONFailure(offset: index, message: "a line break or control character inside a text")
            default:
                text.append(byte)
                index += 1
            }
        }
        throw JSONFailure(offset: start, message: "a text is never closed")
    }

    /// The UTF-8 of an escape sequence. A surrogate without its partner becomes U+FFFD.
    private mutating func escape() throws(JSONFailure) -> [UInt8] {
        let start = index
        index += 1
        guard index < bytes.count else { throw JSONFailure(offset: start, message: "the text ends in an escape") }
        let byte = bytes[index]
        index += 1
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return [byte]
        case UInt8(ascii: "b"): return [0x08]
        case UInt8(ascii: "f"): return [0x0C]
        case UInt8(ascii: "n"): return [0x0A]
        case UInt8(ascii: "r"): return [0x0D]
        case UInt8(ascii: "t"): return [0x09]
        case UInt8(ascii: "u"): break
        default: throw JSONFailure(offset: start, message: "\"\\\(Character(Unicode.Scalar(byte)))\" is no escape")
        }
        var code = try codeUnit(from: start)
        if (0xD800...0xDBFF).contains(code), bytes[index...].starts(with: "\\u".utf8) {
            let beforeLow = index
            index += 2
            let low = try codeUnit(from: beforeLow)
            if (0xDC00...0xDFFF).contains(low) {
                code = 0x10000 + (code - 0xD800) << 10 + (low - 0xDC00)
            } else {
                index = beforeLow
            }
        }
        return Array(String(Character(Unicode.Scalar(code) ?? "\u{FFFD}")).utf8)
    }

    private mutating func codeUnit(from start: Int) throws(JSONFailure) -> UInt32 {
        var code: UInt32 = 0
        for _ in 0..<4 {
            guard index < bytes.count, let digit = bytes[index].hexValue else {
                throw JSONFailure(offset: start, message: "\"\\u\" needs four hexadecimal digits")
            }
            code = code << 4 | UInt32(digit)
            index += 1
        }
        return code
    }
}
