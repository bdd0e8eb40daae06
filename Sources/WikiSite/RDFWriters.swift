// Descriptions as Turtle and as JSON-LD.
import Bytes
import WikiGraph
import WikiModel

/// RDF 1.1 Turtle: base and prefixes, then a block for each description.
struct TurtleWriter: ~Copyable {
    private var bytes: ByteBuffer
    private let site: RDFSite

    init(_ site: RDFSite, capacity: Int = 0) {
        self.site = site
        bytes = ByteBuffer(minimumCapacity: capacity)
        if !site.base.isEmpty {
            bytes.add("@base ")
            append(Array(site.base.utf8))
            bytes.add(" .\n")
        }
        for (name, address) in OntologyTerm.prefixes { bytes.addPlain("@prefix \(name): <\(address)> .\n") }
    }

    consuming func end() -> ByteBuffer { bytes }

    mutating func write(_ description: RDFDescription) {
        bytes.add("\n")
        switch description.subject {
        case .entry(let entry): append(entry)
        case .address(let address): append(address)
        case .unnamed: bytes.add("[]")
        }
        bytes.add(" a ")
        append(description.type)
        var last: String?
        for (predicate, object) in zip(description.predicates, description.objects) {
            if predicate.text == last { bytes.add(",\n    ") }
            else {
                bytes.add(" ;\n  ")
                append(predicate)
                bytes.append(UInt8(ascii: " "))
                last = predicate.text
            }
            append(object)
        }
        bytes.add(" .\n")
    }

    private mutating func append(_ object: RDFDescription.Object) {
        switch object {
        case .entry(let entry): append(entry)
        case .address(let address): append(address)
        case .name(let name): append(name)
        case .text(let text): append(text: text)
        case .words(let text):
            append(text: text)
            bytes.add("@")
            bytes.addPlain(site.language)
        }
    }

    private mutating func append(_ entry: EntryID) {
        bytes.append(UInt8(ascii: "<"))
        site.append(entry, to: &bytes, encode: TurtleWriter.appendEncoded)
        bytes.append(UInt8(ascii: ">"))
    }

    /// A name with a prefix stands as it is; what is a full or relative address already stands in brackets.
    private mutating func append(_ name: RDFName) {
        if name.isShort { bytes.addPlain(name.text) } else { append(Array(name.text.utf8)) }
    }

    private mutating func append(_ address: [UInt8]) {
        bytes.append(UInt8(ascii: "<"))
        address.withUnsafeBufferPointer { TurtleWriter.appendEncoded($0, to: &bytes) }
        bytes.append(UInt8(ascii: ">"))
    }

    /// What IRIREF does not allow is percent-encoded (Turtle, 6.5).
    private static func appendEncoded(_ address: UnsafeBufferPointer<UInt8>, to bytes: inout ByteBuffer) {
        PercentEncoding.append(address, keeping: plainBytes, to: &bytes)
    }
    private static let plainBytes = AddressBytes(allBut: "<>\"{}|^`\\")

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

/// JSON-LD 1.1: a context of base and prefixes, and a graph with an object for each description.
struct JSONLDWriter: ~Copyable {
    private var bytes: ByteBuffer
    private let site: RDFSite
    private var isFirst = true

    init(_ site: RDFSite, capacity: Int = 0) {
        self.site = site
        bytes = ByteBuffer(minimumCapacity: capacity)
        bytes.add("{\"@context\":{\"@version\":1.1")
        if !site.base.isEmpty { bytes.jsonMember("@base", site.base) }
        for (name, address) in OntologyTerm.prefixes {
            bytes.addPlain(",\"\(name)\":{\"@id\":\"\(address)\",\"@prefix\":true}")
        }
        bytes.add("},\"@graph\":[\n")
    }

    mutating func write(_ description: RDFDescription) {
        if !isFirst { bytes.add(",\n") }
        isFirst = false
        bytes.add("{")
        switch description.subject {
        case .entry(let entry):
            bytes.add("\"@id\":")
            append(entry)
        case .address(let address):
            bytes.add("\"@id\":")
            append(address)
        case .unnamed: break
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
        case .entry(let entry):
            bytes.add("{\"@id\":")
            append(entry)
        case .address(let address):
            bytes.add("{\"@id\":")
            append(address)
        case .name(let name):
            bytes.add("{\"@id\":")
            append(name)
        case .text(let text):
            bytes.add("{\"@value\":")
            bytes.jsonText(text)
        case .words(let text):
            bytes.add("{\"@value\":")
            bytes.jsonText(text)
            bytes.jsonMember("@language", site.language)
        }
        bytes.append(UInt8(ascii: "}"))
    }

    private mutating func append(_ entry: EntryID) {
        bytes.append(UInt8(ascii: "\""))
        site.append(entry, to: &bytes) { JSONEscaping.append($0, to: &$1) }
        bytes.append(UInt8(ascii: "\""))
    }

    private mutating func append(_ address: [UInt8]) {
        bytes.append(UInt8(ascii: "\""))
        address.withUnsafeBufferPointer { JSONEscaping.append($0, to: &bytes) }
        bytes.append(UInt8(ascii: "\""))
    }

    private mutating func append(_ name: RDFName) {
        bytes.append(UInt8(ascii: "\""))
        if name.isShort { bytes.addPlain(name.text) } else { JSONEscaping.append(name.text, to: &bytes) }
        bytes.append(UInt8(ascii: "\""))
    }
}
