// Reads what `git log -z --name-status` prints, piece by piece as it comes.
import WikiModel

/// Turns git's output into a log of the commits that touch Markdown files.
///
/// Fields of a commit are divided by control characters, which names and subjects do not hold; those that do are shown wrongly and do
/// no harm.
struct GitLogParser {
    /// How git must print commits: name, time, author, co-authors, subject.
    static let format = "%x01%H%x02%ct%x02%an <%ae>%x02%(trailers:key=Co-authored-by,valueonly,unfold,separator=%x03)%x02%s"

    /// Latest time that is taken as written: the end of the year 9999.
    private static let latest: Int64 = 253_402_300_799

    private var builder = CommitLogBuilder()
    /// The beginning of a field whose end has not come yet.
    private var open: [UInt8] = []
    private var status: CommitLog.Change.Kind?
    private var oldPath: String?
    private var isMove = false
    /// A commit that has not touched an entry yet.
    private var commit: ArraySlice<UInt8>?
    /// How many commits were met.
    private(set) var commitCount = 0

    var log: CommitLog { builder.log }

    mutating func take(_ bytes: ArraySlice<UInt8>) {
        var rest = bytes
        while let end = rest.firstIndex(of: 0) {
            if open.isEmpty {
                takeField(rest[..<end])
            } else {
                open += rest[..<end]
                let whole = open
                open.removeAll(keepingCapacity: true)
                takeField(whole[...])
            }
            rest = rest[(end + 1)...]
        }
        open += rest
    }

    private mutating func takeField(_ field: ArraySlice<UInt8>) {
        if let status {
            takePath(String(decoding: field, as: UTF8.self), status)
        } else if field.first == 1 {
            commit = ArraySlice(Array(field.dropFirst()))
            commitCount += 1
        } else {
            takeStatus(field.drop { $0 == 0x0A })
        }
    }

    private mutating func takePath(_ path: String, _ kind: CommitLog.Change.Kind) {
        if isMove, oldPath == nil {
            oldPath = path
            return
        }
        let (old, isEntry, wasEntry) = (oldPath, path.hasSuffix(".md"), oldPath?.hasSuffix(".md") ?? false)
        (status, oldPath, isMove) = (nil, nil, false)
        guard isEntry || wasEntry else { return }
        if let commit { takeCommit(commit) }
        commit = nil
        // What was, or becomes, another kind of file is no entry then.
        if !isEntry, let old { return builder.add(.removed, old, from: nil) }
        builder.add(old != nil && !wasEntry ? .added : kind, path, from: wasEntry ? old : nil)
    }

    private mutating func takeStatus(_ field: ArraySlice<UInt8>) {
        switch field.first {
        case UInt8(ascii: "A"): status = .added
        case UInt8(ascii: "D"): status = .removed
        case UInt8(ascii: "R"):
            status = field.elementsEqual("R100".utf8) ? .moved : .movedAndEdited
            isMove = true
        case .some: status = .edited
        case nil: break
        }
    }

    private mutating func takeCommit(_ field: ArraySlice<UInt8>) {
        let parts = field.split(separator: 2, maxSplits: 4, omittingEmptySubsequences: false).map { String(decoding: $0, as: UTF8.self) }
        guard parts.count == 5 else { return }
        let others = parts[3].split(separator: "\u{3}").map { String($0) }
        var people: [String] = []
        for person in [parts[2]] + others {
            guard let person = GitLogParser.person(person), !people.contains(person) else { continue }
            people.append(person)
        }
        builder.begin(
            parts[0], time: min(max(Int64(parts[1]) ?? 1, 1), GitLogParser.latest), subject: parts[4].onOneLine,
            people: people)
    }

    /// A person in git's form; `nil` for what has none, such as a co-author without an address.
    private static func person(_ text: String) -> String? {
        guard let start = text.lastIndex(of: "<"), let end = text[start...].firstIndex(of: ">") else { return nil }
        let address = text[text.index(after: start)..<end]
        let name = text[..<start].filter { $0 != "<" && $0 != ">" }
        return "\(name.onOneLine) <\(address.filter { $0 != "<" }.onOneLine)>"
    }
}

extension StringProtocol {
    /// Without control characters and others that are forbidden in text, and white space at both ends.
    fileprivate var onOneLine: String {
        if utf8.allSatisfy({ $0 >= 0x20 && $0 < 0x7F }), !hasPrefix(" "), !hasSuffix(" ") { return String(self) }
        var scalars = String.UnicodeScalarView()
        for scalar in unicodeScalars {
            scalars.append(scalar.properties.generalCategory == .control || scalar.isForbiddenInText ? " " : scalar)
        }
        return String(String(scalars).drop { $0.isWhitespace }.reversed().drop { $0.isWhitespace }.reversed())
    }
}
