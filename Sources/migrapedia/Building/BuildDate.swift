// The date a site shows: given, or that of the last commit, so that equal sources give equal bytes.
#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

enum BuildDate {
    /// `SOURCE_DATE_EPOCH` (reproducible-builds.org), else the date of the last commit of the source folder's repository,
    /// else today; as `2025-05-28`, in UTC.
    static func find(root: String) -> String {
        if let text = getenv("SOURCE_DATE_EPOCH"), let seconds = Int(String(cString: text)) { return iso(seconds) }
        if let seconds = lastCommit(root) { return iso(seconds) }
        return iso(Int(time(nil)))
    }

    /// The time of the last commit, from git's own files: the reflog of HEAD, which every clone and commit writes.
    private static func lastCommit(_ root: String) -> Int? {
        guard var folder = File.realPath(root) else { return nil }
        while !folder.isEmpty {
            if let log = try? File.read(folder + "/.git/logs/HEAD") { return lastTime(log) }
            guard let slash = folder.lastIndex(of: "/") else { return nil }
            folder = String(folder[..<slash])
        }
        return nil
    }

    /// `… name <mail> 1748390400 +0200\tcommit: …`
    private static func lastTime(_ log: [UInt8]) -> Int? {
        guard let line = log.split(separator: UInt8(ascii: "\n")).last, let mail = line.lastIndex(of: UInt8(ascii: ">")) else { return nil }
        let words = line[line.index(after: mail)...].split(separator: UInt8(ascii: " "))
        return words.first.flatMap { Int(String(decoding: $0, as: UTF8.self)) }
    }

    /// A count of seconds since 1970 as a date. Days to civil date as in Howard Hinnant's "chrono-compatible date
    /// algorithms".
    static func iso(_ seconds: Int) -> String {
        let days = Int((Double(seconds) / 86_400).rounded(.down)) + 719_468
        let era = (days >= 0 ? days : days - 146_096) / 146_097
        let dayOfEra = days - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let monthIndex = (5 * dayOfYear + 2) / 153
        let day = dayOfYear - (153 * monthIndex + 2) / 5 + 1
        let month = monthIndex < 10 ? monthIndex + 3 : monthIndex - 9
        let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
        func two(_ number: Int) -> String { number < 10 ? "0\(number)" : String(number) }
        return "\(year)-\(two(month))-\(two(day))"
    }
}
