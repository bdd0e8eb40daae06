// Dates that are clear but not written as the front matter wants them.
import WikiModel

/// The date that a text certainly means: year first with other marks or without zeros (`2019/8/1`), with a time
/// (`2019-08-12T10:00Z`), or with the month's English name (`12 August 2019`, `Aug 2019`). `nil` where more than one reading is
/// possible (`08/12/2019`).
func mendedDate(_ text: String) -> PartialDate? {
    let day = text.prefix { $0 != "T" }
    var words = dateWords(day.last?.isWholeNumber == true ? day : text[...])
    guard (2...3).contains(words.count) else { return nil }
    // The day and the month first, where only one of the two can be the month.
    if words.count == 3, words[2].utf8.count == 4, let first = Int(words[0]), let second = Int(words[1]), first > 12 || second > 12 || first == second {
        words = first > 12 ? [words[2], words[1], words[0]] : [words[2], words[0], words[1]]
    }
    let numbers = words.map { $0.utf8.allSatisfy(\.isDigit) ? Int($0) : nil }
    let date: PartialDate?
    if let name = numbers.firstIndex(of: nil), let month = monthNumber(words[name]) {
        let others = words.indices.filter { $0 != name }
        guard let yearIndex = others.first(where: { words[$0].utf8.count == 4 }), let year = numbers[yearIndex] else { return nil }
        let day = others.first { $0 != yearIndex }
        date = PartialDate(year: year, month: month, day: day.flatMap { numbers[$0] })
        if day != nil, date?.day == nil { return nil }
    } else {
        guard words[0].utf8.count == 4, let year = numbers[0], let month = numbers[1], words.dropFirst().allSatisfy({ $0.utf8.count <= 2 }),
            numbers.allSatisfy({ $0 != nil })
        else { return nil }
        date = PartialDate(year: year, month: month, day: words.count > 2 ? numbers[2] : nil)
    }
    guard let date, date.day != 0, date.exists else { return nil }
    return date
}

/// The two dates that numbers with the year at their end may mean (`08/12/2019`), the month before the day first.
func ambiguousDate(_ text: String) -> (PartialDate, PartialDate)? {
    let words = dateWords(text[...])
    guard words.count == 3, words[2].utf8.count == 4, words.dropLast().allSatisfy({ $0.utf8.count <= 2 }), let first = Int(words[0]),
        let second = Int(words[1]), let year = Int(words[2]), first != second
    else { return nil }
    let dates = (PartialDate(year: year, month: first, day: second), PartialDate(year: year, month: second, day: first))
    return first > 0 && second > 0 && dates.0.exists && dates.1.exists ? dates : nil
}

/// The numbers and words of a date.
private func dateWords(_ text: Substring) -> [Substring] {
    text.prefix(40).split { $0.isDash || $0 == "/" || $0 == "." || $0 == "," || $0 == " " }
}

/// What the calendar lacks, of a date in the right form: `February 2024 has 29 days`.
func missingDay(_ text: String) -> String? {
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
    guard parts.count == 2 || parts.count == 3, parts[0].utf8.count == 4,
        parts.dropFirst().allSatisfy({ $0.utf8.count == 2 }), parts.allSatisfy({ $0.utf8.allSatisfy(\.isDigit) }),
        let year = Int(parts[0]), let month = Int(parts[1])
    else { return nil }
    guard (1...12).contains(month) else { return "there is no month \(parts[1])" }
    let name = monthNames[month - 1]
    return "\(name.prefix(1).uppercased() + name.dropFirst()) \(year) has \(PartialDate(year: year).days(inMonth: month)) days"
}

extension PartialDate {
    /// Whether the calendar has such a day.
    var exists: Bool {
        guard let month else { return true }
        guard (1...12).contains(month) else { return false }
        guard let day else { return true }
        return (1...days(inMonth: month)).contains(day)
    }

    /// The length of a month of the date's year.
    fileprivate func days(inMonth month: Int) -> Int {
        let isLeap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0
        return [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1]
    }
}

extension Character {
    /// A hyphen or one of the dashes that stand for it in pasted dates (U+2010 to U+2015, and the minus sign).
    fileprivate var isDash: Bool {
        guard let scalar = unicodeScalars.first else { return false }
        return self == "-" || (0x2010...0x2015).contains(scalar.value) || scalar.value == 0x2212
    }
}

private let monthNames = [
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december",
]

private func monthNumber(_ word: Substring) -> Int? {
    let lower = word.lowercased()
    guard lower.utf8.count >= 3 else { return nil }
    return monthNames.firstIndex { $0.hasPrefix(lower) }.map { $0 + 1 }
}
