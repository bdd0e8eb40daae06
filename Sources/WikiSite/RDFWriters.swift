// Descriptions as Turtle and as JSON-LD.
import Bytes
import WikiModel

/// RDF 1.1 Turtle: prefixes, then a block for each description.
struct TurtleWriter: ~Copyable {
    private var bytes: ByteBuffer

    init(capacity: Int = 0) {
        bytes = ByteBuffer(minimumCapacity: capacity)
        for (name, address) in RDFVocabulary.prefixes { bytes.addPlain("@prefix \(name): <\(address)> .\n") }
    }

    consuming func end() -> ByteBuffer { bytes }

    mutating func write(_ description: RDFDescription) {
        bytes.add("\n")
        if let subject = description.subject { append(address: subject) } else { bytes.add("[]") }
        bytes.add(" a ")
        append(name: description.type)
        for (predicate, object) in description.statements {
            bytes.add(" ;\n  ")
            append(name: predicate)
            bytes.add(" ")
            switch object {
            case .address(let address): append(address: address)
            case .name(let name): append(name: name)
            case .text(let text): append(text: text)
            case .words(let text, let language):
                append(text: text)
                bytes.add("@")
                bytes.addPlain(language)
            }
        }
        bytes.add(" .\n")
    }

    /// A name with a prefix stands as it is; what is a full or relative address already stands in brackets.
    private mutating func append(name: String) {
        if RDFVocabulary.isKnown(name) { bytes.addPlain(name) } else { append(address: Array(name.utf8)) }
    }

    /// What IRIREF does not allow is percent-encoded (Turtle, 6.5).
    private mutating func append(address: [UInt8]) {
        bytes.add("<")
        address.withUnsafeBufferPointer { appendEncoded($0) }
        bytes.add(">")
    }

    private mutating func appendEncoded(_ address: UnsafeBufferPointer<UInt8>) {
        var clean = 0
        for index in address.indices {
            let byte = address[index]
            switch byte {
            case 0...0x20, UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "\""), UInt8(ascii: "{"), UInt8(ascii: "}"),
                UInt8(ascii: "|"), UInt8(ascii: "^"), UInt8(ascii: "`"), UInt8(ascii: "\\"), 0x7F:
                bytes.append(contentsOf: UnsafeBufferPointer(rebasing: address[clean..<index]))
                PercentEncoding.append(String(UnicodeScalar(byte)), to: &bytes)
                clean = index + 1
            default: continue
            }
        }
        bytes.append(contentsOf: UnsafeBufferPointer(rebasing: address[clean...]))
    }

    private mutating func append(text: String) {
        bytes.add("\"")
        var text = text
        text.withUTF8 { appendEscaped($0) }
        bytes.add("\"")
    }

    /// By runs of what needs no escape.
    private mutating func appendEscaped(_ text: UnsafeBufferPointer<UInt8>) {
        var clean = 0
        for index in text.indices {
            let escape: StaticString
            switch text[index] {
            case UInt8(ascii: "\n"): escape = "\\n"
            case UInt8(ascii: "\r"): escape = "\\r"
            case UInt8(ascii: "\""): escape = "\\\""
            case UInt8(ascii: "\\"): escape = "\\\\"
            default: continue
            }
            bytes.append(contentsOf: UnsafeBufferPointer(rebasing: text[clean..<index]))
            bytes.add(escape)
            clean = index + 1
        }
        bytes.append(contentsOf: UnsafeBufferPointer(rebasing: text[clean...]))
    }
}

/// JSON-LD 1.1: a context of prefixes, and a graph with an object for each description.
struct JSONLDWriter: ~Copyable {
    private var bytes: ByteBuffer
    private var isFirst = true

    init(capacity: Int = 0) {
        bytes = ByteBuffer(minimumCapacity: capacity)
        bytes.add("{\"@context\":{\"@version\":1.1")
        for (name, address) in RDFVocabulary.prefixes {
            bytes.addPlain(",\"\(name)\":{\"@id\":\"\(address)\",\"@prefix\":true}")
        }
        bytes.add("},\"@graph\":[\n")
    }

    mutating func write(_ description: RDFDescription) {
        if !isFirst { bytes.add(",\n") }
        isFirst = false
        bytes.add("{")
        if let subject = description.subject {
            bytes.jsonName("@id")
            append(address: subject)
        }
        bytes.jsonMember("@type", description.type)
        // A property with several objects is one member, at the place of the first.
        let firsts = JSONLDWriter.firsts(description.statements)
        for (first, statement) in description.statements.enumerated() where firsts[first] == first {
            bytes.jsonText(statement.predicate)
            bytes.add(":[")
            for (number, other) in description.statements.enumerated() where firsts[number] == first {
                bytes.jsonSeparate()
                append(other.object)
            }
            bytes.add("]")
        }
        bytes.add("}")
    }

    /// The first statement with the predicate of each. Mostly it is that of the one before.
    private static func firsts(_ statements: [(predicate: String, object: RDFDescription.Object)]) -> [Int] {
        var firsts: [Int] = []
        firsts.reserveCapacity(statements.count)
        for (number, statement) in statements.enumerated() {
            if number > 0, statements[number - 1].predicate == statement.predicate { firsts.append(firsts[number - 1]) }
            else { firsts.append(statements.firstIndex { $0.predicate == statement.predicate } ?? number) }
        }
        return firsts
    }

    consuming func end() -> ByteBuffer {
        bytes.add("\n]}\n")
        return bytes
    }

    private mutating func append(_ object: RDFDescription.Object) {
        bytes.add("{")
        switch object {
        case .address(let address):
            bytes.jsonName("@id")
            append(address: address)
        case .name(let name): bytes.jsonMember("@id", name)
        case .text(let text):
            bytes.jsonName("@value")
            bytes.jsonText(text)
        case .words(let text, let language):
            bytes.jsonName("@value")
            bytes.jsonText(text)
            bytes.jsonMember("@language", language)
        }
        bytes.add("}")
    }

    private mutating func append(address: [UInt8]) { bytes.jsonText(address) }
}
