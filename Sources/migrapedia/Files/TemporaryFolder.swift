// A folder for files that go with the run.
#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// A folder of the system's own for temporary files.
struct TemporaryFolder {
    let path: String

    init() throws(ToolError) {
        let parent = getenv("TMPDIR").map { String(cString: $0) } ?? "/tmp"
        var template = Array((parent + "/migrapedia-XXXXXX").utf8CString)
        guard mkdtemp(&template) != nil else { throw ToolError(FileError(operation: "make a folder in", path: parent, code: errno)) }
        path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    func remove() { try? SiteTree.removeTree(path) }
}
