// The date a site shows: given, or that of the last commit, so that equal sources give equal bytes.
#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif
import WikiModel

enum BuildDate {
    /// The last second of the year 9999: pages and data write years with four digits.
    private static let latest = 253_402_300_799

    /// `SOURCE_DATE_EPOCH` (reproducible-builds.org), else the date of the last commit of the source folder's repository,
    /// else today; as `2025-05-28`, in UTC.
    static func find(root: String) throws(ToolError) -> String {
        let given = getenv("SOURCE_DATE_EPOCH").map { String(cString: $0) } ?? ""
        if !given.isEmpty {
            guard let seconds = Int(given), (0...latest).contains(seconds) else {
                throw ToolError("SOURCE_DATE_EPOCH is \"\(given)\", which is not seconds since 1970 of a date up to the year 9999")
            }
            return iso(seconds)
        }
        if let seconds = lastCommit(root) { return iso(seconds) }
        return iso(Int(time(nil)))
    }

    /// The time of the last commit, by git; `nil` outside a repository or without git.
    ///
    /// Not from git's own files: a fresh clone's log holds the time of the clone.
    private static func lastCommit(_ root: String) -> Int? {
        guard Repository.folder(around: root) != nil, let run = Git.run(in: root, ["log", "-1", "--format=%ct"]) else { return nil }
        return run.exitCode == 0 ? Int(run.line) : nil
    }

    private static func iso(_ seconds: Int) -> String { PartialDate(secondsSince1970: seconds).description }
}
