// A small reader of the index, written from docs/search-index.md alone: what it decodes is compared with what went in.
import Foundation

@testable import SearchIndex

/// Reads files by their keys.
struct IndexReader {
    struct Root: Decodable {
        var v: Int
        var h: String
        var n: Int
        var nt: Int
        var `is`: [Int]
        var q: [[[Double]]]
        var t: String
        var n_: String
        var f: String
        var r: String
        var d: [Int]
        var stop: [String]
    }

    struct Term {
        var named: [(entry: Int, impact: Double)]
        /// Of a common term, only the best.
        var others: [(entry: Int, impact: Double)]
        /// How many entries have it.
        var count: Int
    }

    let root: Root
    var terms: [String: Term] = [:]
    var termOrder: [String] = []
    var names: [(name: String, entry: Int, isAlias: Bool)] = []
    var forwards: [(term: String, weight: Int)] = []
    var reversed: [(term: String, weight: Int)] = []
    var short: [String: [Int]] = [:]
    var entries: [[Any]] = []
    /// First strings of files of terms, and what they really begin with.
    var separators: [(separator: String, first: String)] = []

    init(_ files: [SearchFile]) throws {
        var payloads: [String: Data] = [:]
        for file in files {
            let text = String(decoding: file.bytes, as: UTF8.self)
            let head = "_lw(\"\(file.key)\","
            guard text.hasPrefix(head), text.hasSuffix(");\n") else { throw CocoaError(.fileReadCorruptFile) }
            payloads[file.key] = Data(text.utf8.dropFirst(head.utf8.count).dropLast(3))
        }
        func data(_ key: String) throws -> Data {
            guard let data = payloads[key] else { throw CocoaError(.fileNoSuchFile) }
            return data
        }
        func string(_ key: String) throws -> [UInt16] {
            Array(try JSONDecoder().decode(String.self, from: data(key)).utf16)
        }
        root = try JSONDecoder().decode(Root.self, from: data("root"))
        let firsts = IndexReader.strings(root.t)
        for (number, first) in firsts.enumerated() {
            var cursor = Cursor(try string("t/\(number)"))
            var isFirst = true
            while let term = cursor.nextString() {
                if isFirst { separators.append((first, term)) }
                isFirst = false
                let head = cursor.number()
                let named = head % 2 == 1 ? cursor.number() : 0
                let others = head / 4
                let isCommon = !term.hasPrefix(":") && others > 256 && (named + others) * 5 > root.n
                let first: [UInt16]
                let second: [UInt16]
                if head / 2 % 2 == 1 {
                    second = try string("b/\(cursor.number())")
                    first = cursor.cutItems(named, root.is[0])
                } else {
                    first = cursor.cutItems(named, root.is[0])
                    second = cursor.cutItems(isCommon ? 256 : others, root.is[1])
                }
                let decoded = Term(named: list(first, 0), others: list(second, 1), count: named + others)
                guard decoded.named.count == named, decoded.others.count == (isCommon ? 256 : others) else {
                    throw CocoaError(.fileReadCorruptFile)
                }
                terms[term] = decoded
                termOrder.append(term)
            }
        }
        for number in IndexReader.strings(root.n_).indices {
            var cursor = Cursor(try string("n/\(number)"))
            while let name = cursor.nextString() {
                let record = cursor.number()
                names.append((name, record / 2, record % 2 == 1))
            }
        }
        for number in IndexReader.strings(root.f).indices {
            var cursor = Cursor(try string("r/f\(number)"))
            while let term = cursor.nextString() { forwards.append((term, cursor.number())) }
        }
        for number in IndexReader.strings(root.r).indices {
            var cursor = Cursor(try string("r/r\(number)"))
            while let term = cursor.nextString() { reversed.append((term, cursor.number())) }
        }
        var cursor = Cursor(try string("short"))
        while cursor.hasMore {
            let length = cursor.number()
            let beginning = String(decoding: cursor.cut(length), as: UTF16.self)
            let count = cursor.number()
            short[beginning] = (0..<count).map { _ in cursor.number() }
        }
        var first = 0
        for (number, gap) in root.d.enumerated() {
            first += gap
            guard first == entries.count else { throw CocoaError(.fileReadCorruptFile) }
            entries += (try JSONSerialization.jsonObject(with: data("d/\(number)")) as? [[Any]]) ?? []
        }
    }

    private static func strings(_ text: String) -> [String] {
        var cursor = Cursor(Array(text.utf16))
        var strings: [String] = []
        while let string = cursor.nextString() { strings.append(string) }
        return strings
    }

    private func list(_ units: [UInt16], _ kind: Int) -> [(entry: Int, impact: Double)] {
        let size = root.is[kind]
        let books = root.q[kind]
        var cursor = Cursor(units)
        var list: [(Int, Double)] = []
        var entry = -1
        while cursor.hasMore {
            let number = cursor.number()
            var place = number % size
            if place == size - 1 { place += cursor.number() }
            entry += number / size + 1
            list.append((entry, books[entry * books.count / root.n][place]))
        }
        return list
    }

    /// Reads numbers and strings from UTF-16 units, as JavaScript does.
    struct Cursor {
        private let units: [UInt16]
        private var place = 0
        private var previous: [UInt16] = []

        init(_ units: [UInt16]) { self.units = units }

        var hasMore: Bool { place < units.count }

        private static let values: [UInt16: Int] = {
            let characters = (UInt16(32)...126).filter { $0 != 34 && $0 != 92 && $0 != 96 }
            return Dictionary(uniqueKeysWithValues: characters.enumerated().map { ($1, $0) })
        }()

        mutating func number() -> Int {
            var sum = 0
            while hasMore {
                let value = Cursor.values[units[place]] ?? 0
                place += 1
                if value < 64 { return sum * 64 + value }
                sum = sum * 28 + value - 63
            }
            return sum
        }

        mutating func cut(_ length: Int) -> [UInt16] {
            defer { place += length }
            return Array(units[place..<place + length])
        }

        mutating func cutItems(_ count: Int, _ size: Int) -> [UInt16] {
            let start = place
            for _ in 0..<count where number() % size == size - 1 { _ = number() }
            return Array(units[start..<place])
        }

        mutating func nextString() -> String? {
            guard hasMore else { return nil }
            let shared = number()
            let length = number()
            previous = previous.prefix(shared) + cut(length)
            return String(decoding: previous, as: UTF16.self)
        }
    }
}
