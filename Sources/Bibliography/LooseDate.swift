// Dates as bibliography files write them: 2019-08-12, 2019/08, 2015 Jan 2, 12 August 2019, 2015 Jan-Feb.
import WikiModel

/// The number of a month by the first three letters of its English name, or `nil`.
func monthNumber(_ word: some StringProtocol) -> Int? {
    let months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
    let short = word.loweredASCII.prefix(3)
    guard word.utf8.count >= 3, let index = months.firstIndex(of: String(short)) else { return nil }
    let names = [
        "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
        "december",
    ]
    // "Spring" is no month; "Sept" is.
    return names[index].hasPrefix(word.loweredASCII) || word.loweredASCII == "sept" ? index + 1 : nil
}

/// Reads a date in any usual order, as precise as it is sure; `nil` when it holds no year of four digits.
///
/// Of a range the first date counts. A season gives the year alone. Two numbers beside a year are month and day in the
/// order year-month-day; in `12/08/2019` nobody knows which is which, so the year alone is kept.
public func looseDate(_ text: String) -> PartialDate? {
    var year: Int?
    var month: Int?
    var numbers: [Int] = []
    var isYearFirst = false
    let parts = text.prefix(200).split { !$0.isLetter && !$0.isNumber }
    for part in parts {
        // `c1986`, the year of a copyright.
        let part = part.first == "c" && part.utf8.count == 5 ? part.dropFirst() : part
        // `2019-08-12T00:00:00Z`: the time begins at the day.
        let piece = part.prefix { $0 != "T" || part.first?.isNumber != true }
        if piece.isDigits, let number = Int(piece) {
            if piece.utf8.count == 4, year == nil {
                year = number
                isYearFirst = numbers.isEmpty && month == nil
            } else if piece.utf8.count == 4 || numbers.count == 2 {
                break
            } else if piece.utf8.count <= 2 {
                numbers.append(number)
            }
        } else if let found = monthNumber(piece) {
            if month != nil { break }
            month = found
        }
        if piece.utf8.count < part.utf8.count { break }
    }
    guard let year else { return nil }
    if let month { return PartialDate(year: year, month: month, day: numbers.first).sound }
    guard isYearFirst else { return PartialDate(year: year).sound }
    return PartialDate(year: year, month: numbers.first, day: numbers.count > 1 ? numbers[1] : nil).sound
}
