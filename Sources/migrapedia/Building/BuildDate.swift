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

    /// The time of the last commit, by git; `nil` outside a repository or without git.
    ///
    /// Not from git's own files: a fresh clone's log holds the time of the clone.
    private static func lastCommit(_ root: String) -> Int? {
        guard isInRepository(root) else { return nil }
        var ends: [Int32] = [0, 0]
        guard pipe(&ends) == 0 else { return nil }
        defer { close(ends[0]) }
        #if canImport(Glibc)
            var actions = posix_spawn_file_actions_t()
        #else
            var actions: posix_spawn_file_actions_t?
        #endif
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_adddup2(&actions, ends[1], STDOUT_FILENO)
        posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0)
        var arguments: [UnsafeMutablePointer<CChar>?] = ["git", "-C", root, "log", "-1", "--format=%ct"].map { (word: String) in
            strdup(word)
        }
        arguments.append(nil)
        defer { for argument in arguments { free(argument) } }
        var process = pid_t()
        let failure = posix_spawnp(&process, "git", &actions, nil, &arguments, environ)
        close(ends[1])
        guard failure == 0 else { return nil }
        var text: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 64)
        while true {
            let count = read(ends[0], &buffer, buffer.count)
            if count <= 0 { break }
            text += buffer[..<count]
        }
        var status: Int32 = 0
        waitpid(process, &status, 0)
        return Int(String(decoding: text.prefix { $0 > 0x20 }, as: UTF8.self))
    }

    private static func isInRepository(_ root: String) -> Bool {
        guard var folder = File.realPath(root) else { return false }
        while true {
            if File.exists(folder + "/.git") { return true }
            guard let slash = folder.lastIndex(of: "/"), slash != folder.startIndex else { return false }
            folder = String(folder[..<slash])
        }
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
