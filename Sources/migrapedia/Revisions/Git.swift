// Runs git on the repository that a folder stands in.

/// Git, asked about a folder and not about the repository that the environment names: a hook of git sets the variables of its own
/// repository, by paths that hold in the hook's folder alone.
enum Git {
    /// What `git rev-parse --local-env-vars` lists, but for the variables that hold settings, such as `safe.directory`.
    private static let placeVariables: Set<String> = [
        "GIT_ALTERNATE_OBJECT_DIRECTORIES", "GIT_COMMON_DIR", "GIT_DIR", "GIT_GRAFT_FILE", "GIT_IMPLICIT_WORK_TREE", "GIT_INDEX_FILE",
        "GIT_INTERNAL_SUPER_PREFIX", "GIT_OBJECT_DIRECTORY", "GIT_PREFIX", "GIT_SHALLOW_FILE", "GIT_WORK_TREE",
    ]

    /// So that no setting of a machine changes what is read, and a partial clone does not fetch what it lacks: nothing here opens a connection.
    private static let settings = [
        "protocol.allow=never", "log.showSignature=false", "log.showRoot=true", "diff.relative=false", "trailer.separators=:", "i18n.logOutputEncoding=UTF-8",
    ].flatMap { ["-c", $0] }

    /// `nil` when there is no git.
    static func run(in folder: String, _ arguments: [String], input: [UInt8] = []) -> SubprocessResult? {
        Subprocess.run("git", ["-C", folder] + settings + arguments, input: input, without: placeVariables)
    }

    /// The same for long outputs: `receive` gets the output piece by piece, and the result has none.
    static func stream(in folder: String, _ arguments: [String], receive: (ArraySlice<UInt8>) -> Void) -> SubprocessResult? {
        Subprocess.stream("git", ["-C", folder] + settings + arguments, without: placeVariables, receive: receive)
    }
}
