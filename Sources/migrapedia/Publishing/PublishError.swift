// What can stop a publication, in words.
#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Why a site could not be published. The published folder is as it was before.
enum PublishError: Error {
    /// Another build holds the lock; its process, if it is known.
    case locked(target: String, process: Int32?)
    /// The target holds files that no build made.
    case foreignTarget(String)
    case notAFolder(String)
    /// Nothing that a build made stands there.
    case noSite(String)
    /// A path that names no folder beside which the work folder could stand.
    case noPlace(String)
    /// The target lies in a folder that the site is made from.
    case amongSources(target: String, folder: String)
    /// The base stands in the target.
    case holdsSources(String)
    /// The target cannot change places with another folder.
    case mountPoint(String)
    /// Somebody's own file stands in the target where the site has one.
    case inTheWay(String)
    /// Somebody's own file or folder in the target cannot move to the new site.
    case unmovable(String, errno: Int32)
    /// The site has a file and a folder of the same name.
    case clash(String)
    /// A path that would leave the target.
    case badPath(String)
    case file(operation: String, path: String, errno: Int32)

    init(_ error: FileError) { self = .file(operation: error.operation, path: error.path, errno: error.code) }

    var message: String {
        switch self {
        case .locked(let target, let process):
            "another build is writing \(target)" + (process.map { " (process \($0))" } ?? "") + "; wait for it to end"
        case .foreignTarget(let target):
            "\(target) is not empty and was not made by migrapedia; choose another folder with --output, or empty it first"
        case .notAFolder(let target): "\(target) is not a folder; choose another with --output, or move it away"
        case .noPlace(let target): "a site cannot be written to \"\(target)\"; give a folder with --output"
        case .noSite(let target): "no site that migrapedia made stands in \(target); make it with `migrapedia build`, then pack it"
        case .amongSources(let target, let folder):
            "\(target) lies in \(folder)/, which the site is made from: the next build would publish this one; choose another folder with --output"
        case .holdsSources(let target): "\(target) holds the base itself; choose another folder with --output"
        case .mountPoint(let target):
            "\(target) is a mount point and cannot be replaced in one step; publish into a folder inside it with --output \(target)/site"
        case .inTheWay(let path):
            "\(path) was not made by migrapedia and stands where a file of the site must go; move it away, and build again"
        case .unmovable(let path, let code):
            "\(path) was not made by migrapedia and cannot be moved to the new site (\(String(cString: strerror(code)))); "
                + "give it to the user who builds, or publish into a folder beside it with --output"
        case .clash(let path): "the site has a file and a folder called \(path); rename one of them in content/media or site/assets"
        case .badPath(let path): "\"\(path)\" is not a path inside the site"
        case .file(let operation, let path, let code): FileError(operation: operation, path: path, code: code).message
        }
    }
}
