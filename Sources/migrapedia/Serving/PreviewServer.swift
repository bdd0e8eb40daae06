// The preview server: answers requests of a browser on this machine, from a `Preview`.
import FlyingFox
import WikiModel

/// Answers the requests for a preview on one port of the loopback interface.
struct PreviewHandler: HTTPHandler {
    let preview: Preview
    let port: UInt16

    func handleRequest(_ request: HTTPRequest) async throws -> HTTPResponse {
        guard PreviewAddress.isOwnHost(request.headers[.host], port: port) else {
            return refusal(.misdirectedRequest, "This server answers to 127.0.0.1:\(port) and localhost:\(port) only.\n")
        }
        guard PreviewAddress.isOwnOrigin(request.headers[HTTPHeader("Origin")], port: port) else {
            return refusal(.forbidden, "Pages of other sites may not ask this server.\n")
        }
        guard request.method == .GET || request.method == .HEAD else {
            var response = refusal(.methodNotAllowed, "Only GET and HEAD are answered.\n")
            response.headers[HTTPHeader("Allow")] = "GET, HEAD"
            return response
        }
        guard let path = PreviewAddress.sitePath(request.target.path(percentEncoded: true)) else {
            return refusal(.badRequest, "This is no address of a site.\n")
        }
        switch path {
        case PreviewAddress.script:
            return answer(.ok, "text/javascript; charset=utf-8", EmbeddedFile.bytes(of: "preview/preview.js"), to: request)
        case PreviewAddress.socket: return try await conversation(request)
        default: return await file(at: path, request)
        }
    }

    private func file(at path: String, _ request: HTTPRequest) async -> HTTPResponse {
        let (base, version) = await preview.state()
        let file = base.file(at: path)
        let isPage = file.contentType.hasPrefix("text/html")
        let bytes = isPage ? PreviewHandler.withScript(file.bytes, version: version, isMissing: file.status == .missing) : file.bytes
        let status: HTTPStatusCode =
            switch file.status {
            case .found: .ok
            case .missing: .notFound
            case .broken: .internalServerError
            }
        return answer(status, file.contentType, bytes, to: request)
    }

    /// A copy of a page with the preview's script at its end. The "not found" page may be shown at any depth, so its
    /// relative links are told that they begin at the root.
    static func withScript(_ page: [UInt8], version: Int, isMissing: Bool) -> [UInt8] {
        let script = Array("<script src=\"/\(PreviewAddress.script)\" data-version=\"\(version)\"></script>\n".utf8)
        var page = page
        let end = Array("</body>".utf8)
        let place = stride(from: page.count - end.count, through: 0, by: -1).first { page[$0...].starts(with: end) }
        page.insert(contentsOf: script, at: place ?? page.count)
        let head = Array("<head>".utf8)
        if isMissing, let start = page.indices.first(where: { page[$0...].starts(with: head) }) {
            page.insert(contentsOf: Array("\n<base href=\"/\">".utf8), at: start + head.count)
        }
        return page
    }

    /// A WebSocket over which the page hears of edits.
    private func conversation(_ request: HTTPRequest) async throws -> HTTPResponse {
        func value(_ name: String) -> String? { request.query.first { $0.name == name }?.value }
        let viewer = PreviewViewer(
            preview: preview, path: value("path").flatMap(PreviewAddress.sitePath) ?? "", version: value("version").flatMap(Int.init))
        return try await WebSocketHTTPHandler(handler: MessageFrameWSHandler(handler: viewer)).handleRequest(request)
    }

    // MARK: Answers

    private func answer(_ status: HTTPStatusCode, _ type: String, _ bytes: [UInt8], to request: HTTPRequest) -> HTTPResponse {
        var response = HTTPResponse(statusCode: status, body: .init(data: .init(request.method == .HEAD ? [] : bytes), suggestedBufferSize: 1 << 16))
        response.headers = PreviewHandler.headers(type)
        response.headers[.contentLength] = String(bytes.count)
        return response
    }

    private func refusal(_ status: HTTPStatusCode, _ text: String) -> HTTPResponse {
        var response = HTTPResponse(statusCode: status, body: .init(text.utf8))
        response.headers = PreviewHandler.headers("text/plain; charset=utf-8")
        return response
    }

    /// Nothing is kept by the browser, guessed by it, or shown in pages of other sites.
    private static func headers(_ type: String) -> HTTPHeaders {
        [
            .contentType: type, HTTPHeader("Cache-Control"): "no-store", HTTPHeader("X-Content-Type-Options"): "nosniff",
            HTTPHeader("Cross-Origin-Resource-Policy"): "same-origin",
        ]
    }
}

/// One page that is open in a browser.
private struct PreviewViewer: WSMessageHandler {
    let preview: Preview
    let path: String
    let version: Int?

    func makeMessages(for client: AsyncStream<WSMessage>) async throws -> AsyncStream<WSMessage> {
        let texts = await preview.messages(for: path, version: version)
        return AsyncStream { continuation in
            let sending = Task {
                for await text in texts { continuation.yield(.text(text)) }
                continuation.yield(.close(.goingAway))
                continuation.finish()
            }
            // What a page says is of no interest, but it must be read to notice that it is gone.
            let listening = Task {
                for await _ in client {}
                continuation.finish()
            }
            continuation.onTermination = { _ in
                sending.cancel()
                listening.cancel()
            }
        }
    }
}
