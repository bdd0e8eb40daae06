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
        if let subject = description.subject { append(subject) } else { bytes.add("[]") }
        bytes.add(" a ")
        append(description.type)
        for (predicate, object) in zip(description.predicates, description.objects) {
            bytes.add(" ;\n  ")
            append(predicate)
            bytes.append(UInt8(ascii: " "))
            switch object {
            case .address(let address): append(address)
            case .name(let name): append(name)
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
    private mutating func append(_ name: RDFName) {
        if name.isShort { bytes.addPlain(name.text) } else { append(RDFAddress(Array(name.text.utf8))) }
    }

    private mutating func append(_ address: RDFAddress) {
        bytes.append(UInt8(ascii: "<"))
        if address.isPlain { bytes.append(contentsOf: address.bytes) } else { address.bytes.withUnsafeBufferPointer { appendEncoded($0) } }
        bytes.append(UInt8(ascii: ">"))
    }

    /// What IRIREF does not allow is percent-encoded (Turtle, 6.5).
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
            bytes.add("\"@id\":")
            append(subject)
        }
        bytes.jsonName("@type")
        append(description.type)
        let (firsts, next) = JSONLDWriter.members(of: description.predicates)
        for first in firsts {
            bytes.append(UInt8(ascii: ","))
            append(description.predicates[first])
            bytes.add(":[")
            append(description.objects[first])
            var number = next[first]
            while let other = number {
                bytes.append(UInt8(ascii: ","))
                append(description.objects[other])
                number = next[other]
            }
            bytes.append(UInt8(ascii: "]"))
        }
        bytes.append(UInt8(ascii: "}"))
    }

    /// A property with several objects is one member, at the place of the first: which statements are first, and for each the next
    /// with its predicate.
    private static func members(of predicates: [RDFName]) -> (firsts: [Int], next: [Int?]) {
        var firsts: [Int] = []
        var next = [Int?](repeating: nil, count: predicates.count)
        // The last statement with each predicate. Mostly the next has the newest of them.
        var lasts: [Int] = []
        firsts.reserveCapacity(16)
        lasts.reserveCapacity(16)
        for (number, predicate) in predicates.enumerated() {
            if let place = lasts.lastIndex(where: { predicates[$0].text == predicate.text }) {
                next[lasts[place]] = number
                lasts[place] = number
            } else {
                firsts.append(number)
                lasts.append(number)
            }
        }
        return (firsts, next)
    }

    consuming func end() -> ByteBuffer {
        bytes.add("\n]}\n")
        return bytes
    }

    private mutating func append(_ object: RDFDescription.Object) {
        switch object {
        case .address(let address):
            bytes.add("{\"@id\":")
            append(address)
        case .name(let name):
            bytes.add("{\"@id\":")
            append(name)
        case .text(let text):
            bytes.add("{\"@value\":")
            bytes.jsonText(text)
        case .words(let text, let language):
            bytes.add("{\"@value\":")
            bytes.jsonText(text)
            bytes.jsonMember("@language", language)
        }
        bytes.append(UInt8(ascii: "}"))
    }

    private mutating func append(_ address: RDFAddress) {
        bytes.append(UInt8(ascii: "\""))
        if address.isPlain { bytes.append(contentsOf: address.bytes) }
        else { address.bytes.withUnsafeBufferPointer { JSONEscaping.append($0, to: &bytes) } }
        bytes.append(UInt8(ascii: "\""))
    }

    private mutating func append(_ name: RDFName) {
        bytes.append(UInt8(ascii: "\""))
        if name.isShort { bytes.addPlain(name.text) } else { JSONEscaping.append(name.text, to: &bytes) }
        bytes.append(UInt8(ascii: "\""))
    }
}
