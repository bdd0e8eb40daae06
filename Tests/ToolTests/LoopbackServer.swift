// A web server on this machine for one test: answers each request with what a closure says.
import Foundation

/// Listens on a free port of the loopback interface until it is released.
final class LoopbackServer {
    private let socketDescriptor: Int32
    let address: String

    /// `answer` gets the head of a request and gives a status such as `200 OK`, and a body.
    init(answer: @escaping @Sendable (String) -> (status: String, body: String)) throws {
        #if canImport(Glibc)
            let stream = Int32(SOCK_STREAM.rawValue)
        #else
            let stream = SOCK_STREAM
        #endif
        let descriptor = socket(AF_INET, stream, 0)
        var name = sockaddr_in()
        name.sin_family = sa_family_t(AF_INET)
        name.sin_addr.s_addr = inet_addr("127.0.0.1")
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let isBound = withUnsafeMutablePointer(to: &name) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
                bind(descriptor, address, length) == 0 && listen(descriptor, 8) == 0 && getsockname(descriptor, address, &length) == 0
            }
        }
        guard isBound else { throw POSIXError(.EADDRNOTAVAIL) }
        socketDescriptor = descriptor
        address = "http://127.0.0.1:\(UInt16(bigEndian: name.sin_port))/"
        Thread.detachNewThread {
            while true {
                let client = accept(descriptor, nil, nil)
                guard client >= 0 else { return }
                var buffer = [UInt8](repeating: 0, count: 8192)
                let count = max(0, recv(client, &buffer, buffer.count, 0))
                let (status, body) = answer(String(decoding: buffer[..<count], as: UTF8.self))
                let text = "HTTP/1.1 \(status)\r\nContent-Type: application/json\r\nContent-Length: \(body.utf8.count)\r\nConnection: close\r\n\r\n\(body)"
                _ = Array(text.utf8).withUnsafeBytes { send(client, $0.baseAddress, $0.count, 0) }
                close(client)
            }
        }
    }

    /// The address after the server has stopped.
    func closedAddress() -> String {
        shutdown(socketDescriptor, Int32(SHUT_RDWR))
        close(socketDescriptor)
        return address
    }
}
