// `migrapedia serve` as a process, and a small client that speaks HTTP and WebSocket to it.
import Foundation

/// An answer to a request.
struct HTTPAnswer {
    var status: Int
    var headers: [String: String]
    var body: Data
    var text: String { String(decoding: body, as: UTF8.self) }
}

/// A preview server on a temporary base. Stopped with the value's owner.
final class PreviewProcess {
    let port: UInt16
    /// Kept for as long as the server runs on it.
    private let base: TemporaryBase?
    private let process = Process()
    private let log: URL

    /// Starts the server on a free port and waits until it answers.
    convenience init(_ base: TemporaryBase, _ arguments: [String] = [], environment: [String: String] = [:]) throws {
        try self.init(source: base.root, arguments, environment: environment, keeping: base)
    }

    init(source: URL, _ arguments: [String] = [], environment: [String: String] = [:], keeping base: TemporaryBase? = nil) throws {
        self.base = base
        log = source.appendingPathComponent(".serve-log-\(UUID().uuidString)")
        _ = FileManager.default.createFile(atPath: log.path, contents: nil)
        process.executableURL = TemporaryBase.tool
        process.arguments = ["serve", "--port", "0", "--source", source.path] + arguments
        process.environment = ProcessInfo.processInfo.environment.merging(["SOURCE_DATE_EPOCH": "1748390400"]) { $1 }
            .merging(environment) { $1 }
        process.standardError = try FileHandle(forWritingTo: log)
        process.standardOutput = FileHandle.nullDevice
        process.standardInput = FileHandle.nullDevice
        try process.run()
        let log = log
        let running = process
        let address = PreviewProcess.wait { () -> UInt16? in
            guard running.isRunning, let text = try? String(contentsOf: log, encoding: .utf8),
                let start = text.range(of: "http://127.0.0.1:")
            else { return nil }
            return UInt16(text[start.upperBound...].prefix { $0.isNumber })
        }
        guard let address else { throw TestFailure("the server did not start: \((try? String(contentsOf: log, encoding: .utf8)) ?? "")") }
        port = address
    }

    deinit {
        if process.isRunning { process.terminate() }
        // A server that does not end would keep all tests from ending.
        if PreviewProcess.wait({ process.isRunning ? nil : true }) == nil { kill(process.processIdentifier, SIGKILL) }
        process.waitUntilExit()
    }

    /// What the server printed so far.
    var output: String { (try? String(contentsOf: log, encoding: .utf8)) ?? "" }

    /// Asks the server to end as Ctrl-C does, and answers its exit code.
    func interrupt() -> Int32 {
        process.interrupt()
        process.waitUntilExit()
        return process.terminationStatus
    }

    /// Waits up to ten seconds for a value.
    static func wait<Value>(_ value: () -> Value?) -> Value? {
        for _ in 0..<500 {
            if let value = value() { return value }
            usleep(20_000)
        }
        return nil
    }

    /// Sends a request as it is given: `path` is not made tidy.
    func request(_ path: String, method: String = "GET", headers: [String: String] = [:]) throws -> HTTPAnswer {
        let connection = try Connection(port: port)
        let all = ["Host": "127.0.0.1:\(port)", "Connection": "close"].merging(headers) { $1 }
        try connection.send(Data(("\(method) \(path) HTTP/1.1\r\n" + all.map { "\($0): \($1)\r\n" }.joined() + "\r\n").utf8))
        let head = try connection.head()
        var body = Data()
        while let more = try? connection.receive(), !more.isEmpty { body += more }
        return HTTPAnswer(status: head.status, headers: head.headers, body: connection.rest + body)
    }

    /// Opens the WebSocket that pages use.
    func socket(path: String = "/index.html", version: Int = 1, headers: [String: String] = [:]) throws -> PreviewSocket {
        try PreviewSocket(port: port, path: path, version: version, headers: headers)
    }
}

struct TestFailure: Error, CustomStringConvertible {
    var description: String
    init(_ description: String) { self.description = description }
}

/// A page's WebSocket (RFC 6455), as far as the server uses it: short text frames to the page.
final class PreviewSocket {
    private let connection: Connection
    let status: Int

    fileprivate init(port: UInt16, path: String, version: Int, headers: [String: String]) throws {
        connection = try Connection(port: port)
        var all = [
            "Host": "127.0.0.1:\(port)", "Origin": "http://127.0.0.1:\(port)", "Upgrade": "websocket", "Connection": "Upgrade",
            "Sec-WebSocket-Key": "dGhlIHNhbXBsZSBub25jZQ==", "Sec-WebSocket-Version": "13",
        ]
        all.merge(headers) { $1 }
        let request = "GET /__migrapedia/socket?path=\(path)&version=\(version) HTTP/1.1\r\n"
        try connection.send(Data((request + all.map { "\($0): \($1)\r\n" }.joined() + "\r\n").utf8))
        status = try connection.head().status
    }

    /// The next message, as a JSON object.
    func message() throws -> [String: Any] {
        var bytes = Data()
        while true {
            let start = try connection.take(2)
            var count = Int(start[1] & 0x7F)
            if count == 126 { count = try connection.take(2).reduce(0) { $0 << 8 | Int($1) } }
            if count == 127 { count = try connection.take(8).reduce(0) { $0 << 8 | Int($1) } }
            if start[0] & 0x0F == 8 { throw TestFailure("the server closed the socket") }
            bytes += try connection.take(count)
            if start[0] & 0x80 != 0 { break }
        }
        return try JSONSerialization.jsonObject(with: bytes) as? [String: Any] ?? [:]
    }
}

/// A connection to a port of this machine, with a time limit of ten seconds for each read.
private final class Connection {
    private let descriptor: Int32
    private(set) var rest = Data()

    init(port: UInt16) throws {
        #if canImport(Glibc)
            descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        #else
            descriptor = socket(AF_INET, SOCK_STREAM, 0)
        #endif
        var limit = timeval(tv_sec: 10, tv_usec: 0)
        setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = port.bigEndian
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        let result = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size)) }
        }
        guard result == 0 else { throw TestFailure("no connection to port \(port)") }
    }

    deinit { close(descriptor) }

    func send(_ data: Data) throws {
        let sent = data.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
        guard sent == data.count else { throw TestFailure("the request could not be sent") }
    }

    func receive() throws -> Data {
        var buffer = [UInt8](repeating: 0, count: 64 << 10)
        let count = read(descriptor, &buffer, buffer.count)
        guard count >= 0 else { throw TestFailure("nothing came within ten seconds") }
        return Data(buffer[..<count])
    }

    func take(_ count: Int) throws -> Data {
        while rest.count < count {
            let more = try receive()
            if more.isEmpty { throw TestFailure("the connection ended") }
            rest += more
        }
        defer { rest = Data(rest.dropFirst(count)) }
        return Data(rest.prefix(count))
    }

    func head() throws -> (status: Int, headers: [String: String]) {
        while rest.range(of: Data("\r\n\r\n".utf8)) == nil {
            let more = try receive()
            if more.isEmpty { throw TestFailure("the connection ended before the answer did") }
            rest += more
        }
        guard let end = rest.range(of: Data("\r\n\r\n".utf8)) else { throw TestFailure("no answer") }
        let lines = String(decoding: rest[..<end.lowerBound], as: UTF8.self).components(separatedBy: "\r\n")
        rest = Data(rest[end.upperBound...])
        var headers: [String: String] = [:]
        for line in lines.dropFirst() {
            let parts = line.split(separator: ":", maxSplits: 1).map { $0.trimmingCharacters(in: .whitespaces) }
            if parts.count == 2 { headers[parts[0].lowercased()] = parts[1] }
        }
        return (Int(lines[0].split(separator: " ")[1]) ?? 0, headers)
    }
}
