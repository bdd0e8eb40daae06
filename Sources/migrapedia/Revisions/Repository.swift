// The git repository that a base stands in, asked through git itself.
#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// A base in a git repository. Paths are relative to the source folder, which may be a folder of the repository.
struct Repository: Sendable {
    private let root: String
    let isShallow: Bool

    /// A file of a commit.
    struct Blob: Sendable {
        var path: String
        var object: String
        var isLink: Bool
    }

    /// The folder with `.git` that holds a folder or is one above it, by its real path; `nil` outside a repository.
    static func folder(around root: String) -> String? {
        guard var folder = File.realPath(root) else { return nil }
        while true {
            if File.exists(folder + "/.git") { return folder }
            guard let slash = folder.lastIndex(of: "/"), slash != folder.startIndex else { return nil }
            folder = String(folder[..<slash])
        }
    }

    /// Throws when git is missing, or the folder is in no repository.
    init(root: String) throws(ToolError) {
        self.root = root
        guard let run = Git.run(in: root, ["rev-parse", "--is-shallow-repository", "--is-inside-work-tree"]) else { throw Repository.noGit }
        guard run.exitCode == 0, run.line.hasSuffix("true") else {
            let reason = run.errors.split(separator: "\n").first.map(String.init) ?? ""
            throw ToolError(
                reason.isEmpty || reason.contains("not a git repository")
                    ? "\(root == "." ? "this folder" : root) is not in a git repository, so there is no earlier revision to compare with"
                    : "git cannot read the repository: \(reason)")
        }
        isShallow = run.line.hasPrefix("true")
    }

    /// The commit that a name means.
    func commit(_ name: String) throws(ToolError) -> String {
        let run = try run(["rev-parse", "--verify", "--quiet", "--end-of-options", name + "^{commit}"])
        if run.exitCode == 0 { return run.line }
        let advice = name.contains("..") ? "; give one, or two to `migrapedia diff`" : "; give a branch, a tag or a commit"
        throw ToolError("there is no revision \"\(name)\"" + (isShallow ? shallowAdvice : advice))
    }

    /// The last commit that `HEAD` and another share: what a branch began from.
    func mergeBase(_ commit: String) throws(ToolError) -> String {
        let run = try run(["merge-base", commit, "HEAD"])
        if run.exitCode == 0 { return run.line }
        if isShallow { throw ToolError("this branch and \(commit.prefix(12)) have no commit in common" + shallowAdvice) }
        return commit
    }

    private var shallowAdvice: String {
        "; this is a shallow clone, whose history is cut off: run `git fetch --unshallow` (in a workflow, check out with fetch-depth: 0)"
    }

    private static let noGit = ToolError("\"git\" is needed to read an earlier revision; install it")

    /// What a base is made of.
    private static let folders = ["content", "site", "templates"]

    /// Paths of a base that a commit and the working tree do not have alike.
    func pathsDiffering(from commit: String) throws(ToolError) -> Set<String> {
        let tracked = try git(["diff", "--name-only", "-z", "--no-renames", "--no-ext-diff", "--relative", commit, "--"] + Repository.folders, of: commit)
        let untracked = try git(["ls-files", "-z", "--others", "--"] + Repository.folders, of: commit)
        return Set(Repository.split(tracked.output) + Repository.split(untracked.output))
    }

    /// Files of a commit that a base is made of.
    func files(of commit: String) throws(ToolError) -> [Blob] {
        Repository.split(try git(["ls-tree", "-r", "-z", commit, "--"] + Repository.folders, of: commit).output).compactMap { line in
            guard let tab = line.firstIndex(of: "\t") else { return nil }
            let words = line[..<tab].split(separator: " ")
            guard words.count == 3, words[1] == "blob" else { return nil }
            return Blob(path: String(line[tab...].dropFirst()), object: String(words[2]), isLink: words[0] == "120000")
        }
    }

    /// Contents of objects of a commit, in their order.
    func contents(of objects: [String], at commit: String) throws(ToolError) -> [[UInt8]] {
        if objects.isEmpty { return [] }
        let output = try git(["cat-file", "--batch"], of: commit, input: Array((objects.joined(separator: "\n") + "\n").utf8)).output
        var contents: [[UInt8]] = []
        var rest = output[...]
        while let end = rest.firstIndex(of: 0x0A) {
            let words = String(decoding: rest[..<end], as: UTF8.self).split(separator: " ")
            guard words.count == 3, let size = Int(words[2]), rest.endIndex - end - 1 >= size else { break }
            contents.append(Array(rest[(end + 1)..<(end + 1 + size)]))
            rest = rest[min(rest.endIndex, end + 2 + size)...]
        }
        guard contents.count == objects.count else { throw ToolError("git did not give all files of the revision") }
        return contents
    }

    /// Files below `content` that git takes for renamed between two commits, or a commit and the working tree.
    func renames(from old: String, to new: String?) throws(ToolError) -> [String: String] {
        let words = Repository.split(
            try git(
                ["diff", "-z", "-M", "--name-status", "--diff-filter=R", "--no-ext-diff", "--relative", old] + (new.map { [$0] } ?? [])
                    + ["--", "content"], of: old
            ).output)
        var renames: [String: String] = [:]
        for index in stride(from: 0, to: words.count - 2, by: 3) { renames[words[index + 1]] = words[index + 2] }
        return renames
    }

    /// Git's answer to a question about a commit; throws when it has none.
    private func git(_ arguments: [String], of commit: String, input: [UInt8] = []) throws(ToolError) -> SubprocessResult {
        let run = try run(arguments, input: input)
        guard run.exitCode == 0 else {
            if run.errors.contains("promisor remote") {
                let name = commit.prefix(12)
                throw ToolError(
                    "this is a partial clone, which lacks files of commit \(name), and no connection is opened here; `git diff \(name)` makes git fetch them")
            }
            throw ToolError("git \(arguments[0]) failed: \(run.errors.split(separator: "\n").first ?? "no reason given")")
        }
        return run
    }

    /// What git says, whether it succeeds or not.
    private func run(_ arguments: [String], input: [UInt8] = []) throws(ToolError) -> SubprocessResult {
        guard let run = Git.run(in: root, arguments, input: input) else { throw Repository.noGit }
        return run
    }

    private static func split(_ bytes: [UInt8]) -> [String] {
        bytes.split(separator: 0).map { String(decoding: $0, as: UTF8.self) }
    }
}
