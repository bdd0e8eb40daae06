// What the terminal can show: colours and progress only where a person is looking.
#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif
import WikiModel

/// Colours for a terminal, or none for a pipe, a file, or when `NO_COLOR` is set (no-color.org).
struct TerminalStyle: Sendable {
    var isColoured: Bool

    static func detect(_ descriptor: Int32) -> TerminalStyle {
        let isWanted = getenv("NO_COLOR").map { $0.pointee == 0 } ?? true
        let isDumb = getenv("TERM").map { String(cString: $0) == "dumb" } ?? false
        return TerminalStyle(isColoured: isWanted && !isDumb && isatty(descriptor) == 1)
    }

    private func wrap(_ text: String, _ code: String) -> String { isColoured ? "\u{1B}[\(code)m\(text)\u{1B}[0m" : text }
    func bold(_ text: String) -> String { wrap(text, "1") }
    func dim(_ text: String) -> String { wrap(text, "2") }
    func accent(_ text: String) -> String { wrap(text, "1;32") }
    func severity(_ severity: Severity) -> String {
        switch severity {
        case .error: wrap(severity.label, "1;31")
        case .warning: wrap(severity.label, "1;33")
        case .note: wrap(severity.label, "1;36")
        }
    }
}

/// One line on a terminal that says how far a long build is; silent for the first second and on anything else.
struct Progress: Sendable {
    /// Whether there is a terminal to show it on.
    let isShown: Bool
    private let startMilliseconds: Int
    /// Whether the end of each phase is printed with its time.
    private let showsPhases: Bool

    init(showsPhases: Bool = false) {
        isShown = isatty(STDERR_FILENO) == 1
        self.showsPhases = showsPhases
        startMilliseconds = Clock.milliseconds()
    }

    var elapsedMilliseconds: Int { Clock.milliseconds() - startMilliseconds }

    func show(_ what: String, _ done: Int, of count: Int) {
        guard isShown, elapsedMilliseconds > 1000 else { return }
        printError("\r\u{1B}[K\(what): \(done) of \(count)", terminator: "")
    }

    /// Says that a phase has ended: when, and how much of the processors this process, without its workers, had till then.
    func end(_ phase: String) {
        guard showsPhases else { return }
        printError("\(elapsedMilliseconds) ms, \(Clock.milliseconds(CLOCK_PROCESS_CPUTIME_ID)) ms of processor: \(phase)")
    }

    func clear() {
        guard isShown, elapsedMilliseconds > 1000 else { return }
        printError("\r\u{1B}[K", terminator: "")
    }
}

/// A number with its noun: `1 entry`, `2 entries`.
func counted(_ number: Int, _ one: String, _ many: String) -> String { "\(number) \(number == 1 ? one : many)" }

/// Prints to standard error.
func printError(_ text: String, terminator: String = "\n") {
    _ = File.writeAll(STDERR_FILENO, Array((text + terminator).utf8))
}

/// Prints to standard output; throws when it cannot be written, as on a full disk.
func printOut(_ text: String, terminator: String = "\n") throws(ToolError) { try printOut(Array((text + terminator).utf8)) }

func printOut(_ bytes: [UInt8]) throws(ToolError) {
    let failure = File.writeAll(STDOUT_FILENO, bytes)
    // A closed pipe is a reader who has seen enough, such as `head`.
    if failure != 0, failure != EPIPE { throw ToolError("cannot write to standard output: \(String(cString: strerror(failure)))") }
}
