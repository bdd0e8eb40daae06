// Answers for one and two letters: too many words begin with them to look any up.

/// For each beginning of one or two UTF-16 units, the best entries that have a word with it in their names.
struct ShortAnswers: Sendable {
    static let most = 10

    struct Answer: Sendable, Comparable {
        var isAlias: Int
        /// The place of the word in the name.
        var position = 0
        var titleLength: Int
        var mentions: Int
        var entry: Int

        static func < (left: Answer, right: Answer) -> Bool {
            (left.isAlias, left.position, left.titleLength, -left.mentions, left.entry)
                < (right.isAlias, right.position, right.titleLength, -right.mentions, right.entry)
        }
    }

    /// Kept with the part that they are of (`IndexPartCoding`).
    var answers: [[UInt8]: [Answer]] = [:]

    mutating func add(_ words: [[UInt8]], _ answer: Answer) {
        for (position, word) in words.enumerated() {
            var answer = answer
            answer.position = position
            let one = UTF16.prefix(word, 1)
            let two = UTF16.prefix(word, 2)
            if !one.isEmpty { insert(answer, one) }
            if two != one { insert(answer, two) }
        }
    }

    private mutating func insert(_ answer: Answer, _ beginning: [UInt8]) {
        var best = answers[beginning] ?? []
        if let known = best.firstIndex(where: { $0.entry == answer.entry }) {
            guard answer < best[known] else { return }
            best.remove(at: known)
        } else if best.count == ShortAnswers.most, let last = best.last, last < answer {
            return
        }
        best.insert(answer, at: best.firstIndex { answer < $0 } ?? best.count)
        answers[beginning] = Array(best.prefix(ShortAnswers.most))
    }

    /// Adds the answers of a part.
    /// - Parameter first: how many entries come before it.
    mutating func merge(_ other: ShortAnswers, first: Int) {
        for (beginning, best) in other.answers {
            for answer in best {
                var answer = answer
                answer.entry += first
                insert(answer, beginning)
            }
        }
    }

    /// The payload of the file.
    func encoded(_ numbers: [UInt32]) -> [UInt8] {
        var output: [UInt8] = []
        for beginning in answers.keys.sorted(by: UTF16.isBefore) {
            let best = answers[beginning] ?? []
            NumberCode.append(UTF16.count(beginning), to: &output)
            output += beginning
            NumberCode.append(best.count, to: &output)
            for answer in best { NumberCode.append(Int(numbers[answer.entry]), to: &output) }
        }
        return output
    }
}
