// Dates that are clear but not written as the front matter wants them.
import WikiModel

/// The date that a text certainly means: year first with other marks or without zeros (`2019/8/1`), or with the month's
/// English name (`12 August 2019`, `Aug 2019`). `nil` where more than one reading is possible (`08/12/2019`).
func mendedDate(_ text: String) -> PartialDate? {
    let words = text.prefix(40).split { $0 == "-" || $0 == "/" || $0 == "." || $0 == "," || $0 == " " }
    guard (2...3).contains(words.count) else { return nil }
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

private func monthNumber(_ word: Substring) -> Int? {
    let names = [
        "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december",
    ]
    let lower = word.lowercased()
    guard lower.utf8.count >= 3 else { return nil }
    return names.firstIndex { $0.hasPrefix(lower) }.map { $0 + 1 }
}
