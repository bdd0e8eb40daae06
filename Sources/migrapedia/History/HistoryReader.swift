// Who wrote each entry and when, asked of git: one walk over the commits that were not read before.
import WikiGraph
import WikiModel
import WikiSite

extension Workspace {
    /// What the history says of the entries of a graph; nothing when the settings do without it.
    func history(_ settings: SiteSettings, _ graph: KnowledgeGraph, progress: Progress) -> HistoryReader.Reading {
        guard settings.isHistoryEnabled else { return HistoryReader.Reading() }
        let reader = HistoryReader(root: root, cacheFolder: cacheFolder, toolHash: toolHash, bots: settings.bots, progress: progress)
        return reader.read(graph.entries.map(\.path))
    }
}

/// Reads the history of the repository that a base stands in.
struct HistoryReader {
    let root: String
    let cacheFolder: String
    let toolHash: UInt64
    /// Names and addresses of programs, whose commits count as nobody's.
    let bots: [String]
    let progress: Progress

    /// What was read; nothing outside a repository, without git, and before the first commit.
    struct Reading: Sendable {
        var history = SiteHistory()
        var diagnostics: [Diagnostic] = []
    }

    /// - Parameter paths: the files of the entries, relative to the source folder.
    func read(_ paths: [String]) -> Reading {
        guard let top = Repository.folder(around: root),
            let about = git(["rev-parse", "--is-shallow-repository", "--git-common-dir", "--show-prefix"])
        else { return Reading() }
        let lines = String(decoding: about.output, as: UTF8.self).split(separator: "\n", omittingEmptySubsequences: false)
        guard about.exitCode == 0, lines.count >= 3 else { return problem(.historyUnreadable, unreadable(about)) }
        // Before the first commit there is no history.
        guard let head = git(["rev-parse", "--verify", "--quiet", "HEAD"]), head.exitCode == 0 else { return Reading() }
        if lines[0] == "true" {
            return problem(
                .historyIncomplete,
                "this is a shallow clone, whose history is cut off: pages have no dates and contributors; run `git fetch --unshallow` (in a workflow, check out with fetch-depth: 0)"
            )
        }
        if isPartial(String(lines[1])) {
            return problem(
                .historyIncomplete,
                "this is a partial clone, which lacks earlier versions of files: pages have no dates and contributors; clone without --filter")
        }
        let log: Known
        do throws(Failure) {
            log = try self.log(head.line, top: top)
        } catch {
            return problem(.historyUnreadable, unreadable(error.run))
        }
        let names = log.names.map { isBot($0) ? "" : HistoryReader.parts(of: $0).name }
        return Reading(history: HistoryReplay(log.commits, names: names).history(of: paths, below: String(lines[2])))
    }

    private func problem(_ code: DiagnosticCode, _ message: String) -> Reading {
        Reading(diagnostics: [Diagnostic(code, file: BaseSettings.sitePath, message)])
    }

    private func unreadable(_ run: SubprocessResult) -> String {
        "git cannot read the repository: \(run.errors.split(separator: "\n").first ?? "no reason given"); pages have no dates and contributors"
    }

    /// A partial clone fetches what it lacks when it is asked for it, and no build uses the network.
    private func isPartial(_ gitFolder: String) -> Bool {
        let path = (gitFolder.hasPrefix("/") ? "" : root + "/") + gitFolder + "/config"
        return (try? File.read(path)).map { String(decoding: $0, as: UTF8.self).contains("promisor") } ?? false
    }

    private static let missing = SubprocessResult(exitCode: 127, output: [], errors: "git is gone")

    private func asked(_ arguments: [String], input: [UInt8] = []) throws(Failure) -> SubprocessResult {
        let run = git(arguments, input: input) ?? HistoryReader.missing
        guard run.exitCode == 0 else { throw Failure(run: run) }
        return run
    }

    private func git(_ arguments: [String], input: [UInt8] = []) -> SubprocessResult? {
        Git.run(in: root, arguments, input: input)
    }

    // MARK: People

    private func isBot(_ person: String) -> Bool {
        let (name, address) = HistoryReader.parts(of: person)
        if name.hasSuffix("[bot]") { return true }
        return bots.contains { bot in bot.lowercased() == name.lowercased() || bot.lowercased() == address.lowercased() }
    }

    private static func parts(of person: String) -> (name: String, address: String) {
        guard let start = person.lastIndex(of: "<") else { return (person, "") }
        return (String(person[..<start].dropLast()), String(person[start...].dropFirst().dropLast()))
    }

    /// People as `.mailmap` writes them, in the order given. A file that only this machine's settings of git name does not
    /// count, so that the site is the same everywhere.
    private func mapped(_ people: [String], hasMailmap: Bool) throws(Failure) -> [String] {
        guard hasMailmap, !people.isEmpty else { return people }
        let run = try asked(
            ["-c", "mailmap.file=", "-c", "mailmap.blob=", "check-mailmap", "--stdin"], input: Array((people.joined(separator: "\n") + "\n").utf8))
        let lines = String(decoding: run.output, as: UTF8.self).split(separator: "\n").map { String($0) }
        guard lines.count == people.count else { throw Failure(run: run) }
        return lines
    }

    // MARK: Commits

    private struct Known {
        var head = ""
        var mailmapHash: UInt64 = 0
        var commits = CommitLog()
        /// `commits.people`, as `.mailmap` writes them.
        var names: [String] = []
    }

    private var cachePath: String { cacheFolder + "/history" }

    /// Git did not answer.
    private struct Failure: Error {
        var run: SubprocessResult
    }

    /// The log up to `head`, from the cache and from git.
    private func log(_ head: String, top: String) throws(Failure) -> Known {
        let mailmap = try? File.read(top + "/.mailmap")
        let mailmapHash = mailmap.map { StableHash.of($0) } ?? 0
        var known = readCache() ?? Known()
        if known.head == head, known.mailmapHash == mailmapHash { return known }
        if known.head != head {
            known.commits = try commits(to: head, known)
        }
        let names = try mapped(known.commits.people, hasMailmap: mailmap != nil)
        known = Known(head: head, mailmapHash: mailmapHash, commits: known.commits, names: names)
        writeCache(known)
        return known
    }

    /// What is known, and what came since, in an order that depends on `head` alone: parents before children.
    private func commits(to head: String, _ known: Known) throws(Failure) -> CommitLog {
        var old = known.commits
        let new: CommitLog
        // Git may have thrown away the commit of the last build.
        if !known.head.isEmpty, let since = try? walk(head, without: known.head) {
            new = since
        } else {
            (old, new) = (CommitLog(), try walk(head, without: nil))
        }
        let order = try asked(["rev-list", "--topo-order", "--reverse", head])
        return old.joined(with: new, order: order.output.split(separator: 0x0A).map { String(decoding: $0, as: UTF8.self) })
    }

    /// Commits that lead to `head` and not to `without`.
    ///
    /// The whole repository is looked at, so that a base that moved as a folder keeps its history. Git is asked for all files,
    /// and the parser takes those of entries: with a pattern such as `**/*.md` git matches every name of every commit, which
    /// took six times as long (20,000 commits, 2,000 entries: 37 s against 6 s). The limit of renames is set, so that no
    /// setting of a machine changes what is found (`Git` sets the others); files that moved as they were are always found.
    private func walk(_ head: String, without: String?) throws(Failure) -> CommitLog {
        let range = [head] + (without.map { ["^" + $0] } ?? [])
        // Counting takes a moment, and only a person at a terminal sees the number.
        let total = progress.isShown ? git(["rev-list", "--count", "--no-merges"] + range).flatMap { Int($0.line) } ?? 0 : 0
        var parser = GitLogParser()
        let arguments =
            [
                "log", "-z", "--no-merges", "--no-mailmap", "--no-ext-diff", "--no-notes",
                "--no-color", "-M50%", "-l1000", "--name-status", "--format=" + GitLogParser.format,
            ] + range
        let run = Git.stream(in: root, arguments) {
            parser.take($0)
            progress.show("reading the history", parser.commitCount, of: max(total, parser.commitCount))
        }
        progress.clear()
        guard let run, run.exitCode == 0 else { throw Failure(run: run ?? HistoryReader.missing) }
        return parser.log
    }

    private func readCache() -> Known? {
        guard let bytes = CheckedFile.read(cachePath) else { return nil }
        var reader = BinaryReader(bytes)
        guard let tool = try? reader.number(UInt64.self), tool == toolHash, let mailmapHash = try? reader.number(UInt64.self),
            let head = try? reader.string(), let names = try? reader.strings(), let commits = CommitLog(from: &reader),
            names.count == commits.people.count
        else { return nil }
        return Known(head: head, mailmapHash: mailmapHash, commits: commits, names: names)
    }

    private func writeCache(_ known: Known) {
        var writer = BinaryWriter()
        writer.write(toolHash)
        writer.write(known.mailmapHash)
        writer.write(known.head)
        writer.write(known.names) { $0.write($1) }
        known.commits.encode(to: &writer)
        // Without the file the next build only does the work again.
        try? CheckedFile.replace(cachePath, with: writer.bytes)
    }
}
