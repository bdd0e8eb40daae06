// What a request may ask for: which hosts and pages may ask, and which file of the site an address means.
#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif
import WikiModel

/// Addresses that belong to the preview server itself. A site has no folder of this name: slugs hold no underscores.
enum PreviewAddress {
    static let script = "__migrapedia/preview.js"
    static let socket = "__migrapedia/socket"

    /// The path on the site that the path of a request means: decoded once, checked, and without the slash before it.
    /// `nil` when it is no path of any site.
    ///
    /// What comes out is looked up among the paths of the site and never given to the file system, so nothing outside
    /// can be reached; the checks keep odd spellings from meaning anything.
    static func sitePath(_ requested: String) -> String? {
        guard requested.utf8.first == UInt8(ascii: "/"), requested.utf8.count < 4096, let decoded = decode(requested) else { return nil }
        let path = decoded.dropFirst()
        if path.isEmpty { return "index.html" }
        // A slash at the end is that of a folder, which is no file of a site either, but a common slip.
        let parts = path.split(separator: "/", omittingEmptySubsequences: false)
        let isOdd = parts.contains { $0 == "." || $0 == ".." } || parts.dropLast().contains { $0.isEmpty }
        return isOdd || path.utf8.contains { $0 < 0x20 || $0 == UInt8(ascii: "\\") } ? nil : String(path)
    }

    /// A text with its percent-encoded bytes decoded; `nil` when that gives no UTF-8, or a `%` stands without its digits.
    private static func decode(_ text: String) -> String? {
        let isWhole = text.utf8.split(separator: UInt8(ascii: "%"), omittingEmptySubsequences: false).dropFirst().allSatisfy { part in
            part.prefix(2).count { $0.hexValue != nil } == 2
        }
        return isWhole ? PercentEncoding.decoded(text) : nil
    }

    /// Whether the host that a browser names is this server. Another name means that a foreign page made its own domain
    /// point here (DNS rebinding).
    static func isOwnHost(_ host: String?, port: UInt16) -> Bool {
        guard let host = host?.lowercased() else { return false }
        return ownHosts.contains { host == "\($0):\(port)" || (port == 80 && host == $0) }
    }

    /// Whether the page that asks, if a page does, is one of this server.
    static func isOwnOrigin(_ origin: String?, port: UInt16) -> Bool {
        guard let origin = origin?.lowercased() else { return true }
        return ownHosts.contains { origin == "http://\($0):\(port)" || (port == 80 && origin == "http://\($0)") }
    }

    private static let ownHosts = ["127.0.0.1", "localhost"]

    /// The media type of a file, by its name.
    static func contentType(of path: String) -> String {
        let name = path.split(separator: "/").last ?? ""
        guard let dot = name.lastIndex(of: ".") else { return "application/octet-stream" }
        return contentTypes[name[name.index(after: dot)...].lowercased()] ?? "application/octet-stream"
    }

    private static let contentTypes: [String: String] = [
        "html": "text/html; charset=utf-8", "css": "text/css; charset=utf-8", "js": "text/javascript; charset=utf-8",
        "json": "application/json", "jsonld": "application/ld+json", "geojson": "application/geo+json",
        "xml": "application/xml; charset=utf-8", "txt": "text/plain; charset=utf-8", "tsv": "text/tab-separated-values; charset=utf-8",
        "csv": "text/csv; charset=utf-8", "ttl": "text/turtle; charset=utf-8", "bib": "application/x-bibtex; charset=utf-8",
        "ris": "application/x-research-info-systems; charset=utf-8", "webmanifest": "application/manifest+json",
        "md": "text/markdown; charset=utf-8", "svg": "image/svg+xml", "png": "image/png", "jpg": "image/jpeg", "jpeg": "image/jpeg",
        "gif": "image/gif", "webp": "image/webp", "avif": "image/avif", "ico": "image/x-icon", "tif": "image/tiff", "tiff": "image/tiff",
        "mp4": "video/mp4", "webm": "video/webm", "mov": "video/quicktime", "mp3": "audio/mpeg", "ogg": "audio/ogg",
        "wav": "audio/wav", "woff2": "font/woff2", "woff": "font/woff", "ttf": "font/ttf", "otf": "font/otf",
        "pdf": "application/pdf", "zip": "application/zip", "gz": "application/gzip", "wasm": "application/wasm",
    ]

    /// The first port from `first` on that nobody listens on, or `nil`. With 0, the system chooses one.
    static func freePort(from first: UInt16, tries: Int) -> UInt16? {
        for offset in 0..<tries {
            guard let port = UInt16(exactly: Int(first) + offset) else { return nil }
            if let free = bound(port) { return free }
        }
        return nil
    }

    /// Takes a port for a moment; answers its number.
    private static func bound(_ port: UInt16) -> UInt16? {
        #if canImport(Glibc)
            let descriptor = Glibc.socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        #else
            let descriptor = Darwin.socket(AF_INET, SOCK_STREAM, 0)
        #endif
        guard descriptor >= 0 else { return nil }
        defer { close(descriptor) }
        // As the server does, so that a port is not taken for busy because of connections that have just ended.
        var isReused: Int32 = 1
        setsockopt(descriptor, SOL_SOCKET, SO_REUSEADDR, &isReused, socklen_t(MemoryLayout<Int32>.size))
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = port.bigEndian
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        return withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { generic in
                guard bind(descriptor, generic, length) == 0, listen(descriptor, 1) == 0, getsockname(descriptor, generic, &length) == 0
                else { return nil }
                return UInt16(bigEndian: pointer.pointee.sin_port)
            }
        }
    }
}
