// Parts as bytes: cutting text is three quarters of the work of an index, and is not done again where nothing changed.
import WikiModel

extension IndexPart {
    /// The part as bytes, for `init(decoding:)` of the same build of the tool.
    public var encoded: [UInt8] {
        var writer = BinaryWriter()
        writer.bytes.reserveCapacity(json.count + terms.pool.count + postings.count * MemoryLayout<Posting>.stride + names.count * 64)
        writer.write(plain: terms.ends)
        writer.write(plain: terms.pool)
        writer.write(plain: postings)
        writer.write(plain: postingEnds)
        writer.write(plain: lengths)
        writer.write(plain: json)
        writer.write(plain: jsonEnds)
        writer.write(names) { writer, name in
            writer.write(name.name)
            writer.write(UInt32(name.entry))
            writer.write(UInt8(name.isAlias))
            writer.write(UInt32(name.mentions))
        }
        // In a fixed order, so that equal parts are equal bytes.
        writer.write(beginnings.answers.sorted { UTF16.isBefore($0.key, $1.key) }) { writer, answers in
            writer.write(answers.key)
            writer.write(answers.value) { writer, answer in
                for number in [answer.isAlias, answer.position, answer.titleLength, answer.mentions, answer.entry] {
                    writer.write(UInt32(number))
                }
            }
        }
        return writer.bytes
    }

    /// The part that was encoded so; `nil` when the bytes are not one.
    public init?(decoding bytes: ArraySlice<UInt8>) {
        self.init()
        do throws(DecodingFailure) { try decode(bytes) } catch { return nil }
    }

    private mutating func decode(_ bytes: ArraySlice<UInt8>) throws(DecodingFailure) {
        var reader = BinaryReader(bytes)
        let ends: [Int32] = try reader.plain()
        guard let terms = ByteStrings(pool: try reader.plain(), ends: ends) else { throw DecodingFailure() }
        self.terms = terms
        postings = try reader.plain()
        postingEnds = try reader.plain()
        lengths = try reader.plain()
        json = try reader.plain()
        jsonEnds = try reader.plain()
        names = try reader.list { (reader) throws(DecodingFailure) in
            Name(
                name: Array(try reader.data()), entry: Int(try reader.number(UInt32.self)), isAlias: Int(try reader.byte()),
                mentions: Int(try reader.number(UInt32.self)))
        }
        let answers = try reader.list { (reader) throws(DecodingFailure) in
            let beginning = Array(try reader.data())
            return (
                beginning,
                try reader.list { (reader) throws(DecodingFailure) in
                    ShortAnswers.Answer(
                        isAlias: Int(try reader.number(UInt32.self)), position: Int(try reader.number(UInt32.self)),
                        titleLength: Int(try reader.number(UInt32.self)), mentions: Int(try reader.number(UInt32.self)),
                        entry: Int(try reader.number(UInt32.self)))
                }
            )
        }
        beginnings.answers = Dictionary(answers) { first, _ in first }
        guard reader.isAtEnd, isSound else { throw DecodingFailure() }
    }

    /// Whether all numbers point to something.
    private var isSound: Bool {
        postingEnds.areEnds(in: postings.count) && jsonEnds.areEnds(in: json.count) && postingEnds.count == count
            && lengths.count == count * SearchField.allCases.count && postings.allSatisfy { Int($0.term) < terms.count }
            && names.allSatisfy { $0.entry < count } && beginnings.answers.values.joined().allSatisfy { $0.entry < count }
    }
}
