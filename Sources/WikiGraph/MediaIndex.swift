// Media files by what they are named with.
import WikiModel

/// Media files by path and by file name.
package struct MediaIndex: Sendable {
    private var byPath: [String: Int] = [:]
    /// Files with a name that no other file has.
    private var byName: [String: Int] = [:]

    init(_ media: [String]) {
        var shared: Set<String> = []
        for (number, path) in media.enumerated() {
            byPath[path] = number
            let name = path.split(separator: "/").last.map(String.init) ?? path
            if byName.updateValue(number, forKey: name) != nil { shared.insert(name) }
        }
        for name in shared { byName[name] = nil }
    }

    func index(of path: String) -> Int? { byPath[path] }

    /// A path from `content/`, from the entry's own folder, or a bare file name.
    func resolve(_ name: String, from entry: String) -> Int? {
        byPath[name] ?? byPath[MediaIndex.joined(name, to: entry)] ?? byName[name]
    }

    /// `written`, relative to the folder of `entry` (a path that begins with `content/`), as a path below `content/`.
    static func joined(_ written: String, to entry: String) -> String {
        var parts = entry.split(separator: "/").dropFirst().dropLast().map(String.init)
        for part in (PercentEncoding.decoded(written) ?? written).split(separator: "/") {
            if part == ".." { _ = parts.popLast() } else if part != "." { parts.append(String(part)) }
        }
        return parts.joined(separator: "/")
    }

    /// A path below `content/` as it is written in `entry`.
    package static func relative(_ path: String, to entry: String) -> String {
        var (parts, folders) = (path.split(separator: "/")[...], entry.split(separator: "/").dropFirst().dropLast())
        while parts.count > 1, let folder = folders.first, folder == parts.first {
            parts.removeFirst()
            folders.removeFirst()
        }
        return String(repeating: "../", count: folders.count) + parts.joined(separator: "/")
    }
}
