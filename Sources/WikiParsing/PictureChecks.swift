// What is wrong with the file of a picture: it is none, it is not what its name says, or it wants more than a picture may.
import WikiModel

/// Looks at the file of a picture.
///
/// - Parameters:
///   - path: relative to the source folder; its ending says what the file should be.
///   - bytes: the file, or so much of it as `PictureLimits.readBytes`.
///   - count: how many bytes the file has.
/// - Returns: what is wrong with it.
public func pictureDiagnostics(path: String, _ bytes: [UInt8], count: Int) -> [Diagnostic] {
    func problem(_ code: DiagnosticCode, _ message: String, _ range: SourceRange? = nil) -> Diagnostic {
        Diagnostic(code, file: path, range: range, message)
    }
    if bytes.isEmpty { return [problem(.pictureUnreadable, "is empty; put the picture there again")] }
    if bytes.starts(with: "version https://git-lfs".utf8) {
        let words = "is a pointer of Git LFS and not the picture; run `git lfs pull`, and in a workflow give `lfs: true` to actions/checkout"
        return [problem(.pictureUnreadable, words)]
    }
    guard let format = PictureFormat(header: bytes) else {
        return [problem(.pictureUnreadable, "is no picture, whatever its name says; save it as PNG, JPEG, WebP or SVG")]
    }
    guard let ending = format.endings.first else {
        let words = "is \(format.rawValue) by its content, which browsers do not show as a picture; save it as PNG, JPEG, WebP or SVG"
        return [problem(.pictureUnreadable, words)]
    }
    var problems: [Diagnostic] = []
    let named = PictureFormat.ending(of: path)
    if !format.endings.contains(named) {
        let stem = (path.split(separator: "/").last ?? "").dropLast(named.count + 1)
        let words = "is \(format.rawValue) by its content, and programs that read e-books go by the name; rename it to \"\(stem).\(ending)\", and the links to it"
        problems.append(problem(.pictureMisnamed, words))
    }
    if count > PictureLimits.mostBytes {
        let (found, most) = (PictureLimits.mebibytes(count), PictureLimits.mebibytes(PictureLimits.mostBytes))
        problems.append(problem(.pictureTooHeavy, "has \(found) MiB, which every reader of the page loads; save it smaller, at most \(most) MiB"))
    }
    if format == .svg {
        bytes.withUnsafeBufferPointer { source in
            for finding in DrawingScan.findings(in: source) { problems.append(problem(finding.code, finding.message, finding.range)) }
        }
    }
    return problems
}

/// How much of a picture is looked at, and how heavy it may be.
public enum PictureLimits {
    public static let mostBytes = 4 << 20
    /// Of a drawing so much is read; of other pictures less tells all.
    public static func readBytes(of path: String) -> Int { PictureFormat.ending(of: path) == "svg" ? mostBytes : PictureFormat.headerBytes }

    /// With one digit after the point.
    static func mebibytes(_ count: Int) -> String {
        let tenths = (count * 10 + (1 << 19)) >> 20
        return tenths % 10 == 0 ? String(tenths / 10) : "\(tenths / 10).\(tenths % 10)"
    }
}
