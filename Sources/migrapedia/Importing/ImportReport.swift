// What an import did and what it left, line by line.

/// The lines of the report, and the counts of its last line.
struct ImportReport: Sendable {
    private(set) var lines: [String] = []
    var recordCount = 0
    /// Records that the readers gave up.
    var refusedCount = 0
    private(set) var new = 0
    private(set) var updated = 0
    private(set) var unchanged = 0
    private(set) var leftOut = 0
    private(set) var differences = 0
    /// Files in which no record was seen.
    private(set) var emptyFiles = 0

    mutating func note(_ line: String) { lines.append(line) }

    mutating func addNew(_ place: String, _ path: String, _ label: String) {
        new += 1
        lines.append("\(place): new \(path) (\(label))")
    }

    mutating func addUpdated(_ place: String, _ path: String, _ fields: [String], by: String) {
        updated += 1
        lines.append("\(place): updates \(path): \(fields.joined(separator: ", ")) (matched by \(by))")
    }

    mutating func addUnchanged() { unchanged += 1 }

    mutating func leaveOut(_ place: String, _ reason: String) {
        leftOut += 1
        lines.append("\(place): left out: \(reason)")
    }

    mutating func addEmpty(_ file: String) {
        emptyFiles += 1
        lines.append("\(file): no record is seen in it; if it holds some, say their format with --from")
    }

    mutating func addDifference(_ line: String) {
        differences += 1
        lines.append(line)
    }

    /// `3 new, 1 updated, 2 unchanged, 1 left out of 8 records; 2 differences left`
    var summary: String {
        let records = counted(recordCount, "record", "records")
        let joined = recordCount - new - updated - unchanged - leftOut
        return "\(records) read\(refusedCount > 0 ? ", \(refusedCount) refused" : ""): \(new) new, \(updated) updated, \(unchanged) unchanged, \(leftOut) left out"
            + (joined > 0 ? ", \(joined) joined with another record of the same work" : "")
            + (differences > 0 ? "; \(counted(differences, "difference", "differences")) left as \(differences == 1 ? "the entry has" : "the entries have") it" : "")
    }
}
