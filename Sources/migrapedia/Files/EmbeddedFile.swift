// A file of the project that the tool carries with it.

/// A file by its name among those that were embedded when the tool was built: `templates/base.mustache`.
struct EmbeddedFile: Sendable {
    var path: String
    var bytes: [UInt8]

    init(path: String, text: String) {
        self.path = path
        bytes = Array(text.utf8)
    }

    init(path: String, hexadecimal digits: String) {
        self.path = path
        let values = digits.utf8.map { UInt8($0 < 0x40 ? $0 - 0x30 : $0 - 0x57) }
        bytes = stride(from: 0, to: values.count - 1, by: 2).map { values[$0] << 4 | values[$0 + 1] }
    }

    /// The bytes of a file; empty when there is none of this name, which a test excludes.
    static func bytes(of path: String) -> [UInt8] { EmbeddedFiles.files.first { $0.path == path }?.bytes ?? [] }
}
