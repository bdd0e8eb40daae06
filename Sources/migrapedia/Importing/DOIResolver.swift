// Asks a resolver of DOIs for a record, through curl: the only place where the tool may use the network.
import Bibliography
import WikiModel
#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Where records of DOIs are asked for.
///
/// Through `curl` rather than a library: it knows the proxies and certificates of the machine, and the tool stays
/// without network code of its own.
struct DOIResolver: Sendable {
    /// Ends in `/`; the DOI follows.
    let address: String

    /// `option`, else `MIGRAPEDIA_RESOLVER`, else doi.org.
    init(option: String?) throws(ToolError) {
        let text = option ?? getenv("MIGRAPEDIA_RESOLVER").map { String(cString: $0) } ?? "https://doi.org/"
        guard text.hasPrefix("https://") || text.hasPrefix("http://") else {
            throw ToolError("the resolver \"\(text)\" is not an address that begins with https:// or http://")
        }
        address = text.hasSuffix("/") ? text : text + "/"
    }

    /// The record of a DOI as CSL-JSON, and the address it came from.
    func record(of written: String) throws(ToolError) -> (bytes: [UInt8], address: String) {
        guard let doi = IdentifierScheme.doi.check(written).normalised else {
            throw ToolError("\"\(written)\" is not a DOI; one looks like 10.1038/cr.2014.135")
        }
        let url = address + PercentEncoding.encoded(doi, keeping: .path)
        let arguments = [
            "--silent", "--show-error", "--fail", "--location", "--max-redirs", "8", "--max-time", "30", "--max-filesize",
            "8000000", "--proto", "=http,https", "--proto-redir", "=http,https", "--header",
            "Accept: application/vnd.citationstyles.csl+json", "--user-agent", "migrapedia/\(toolVersion)", "--url", url,
        ]
        guard let run = Subprocess.run("curl", arguments) else {
            throw ToolError("\"curl\" is needed to ask \(address) for a DOI; install it, or import a file instead")
        }
        guard run.exitCode == 0 else { throw ToolError(DOIResolver.reason(run, doi, url)) }
        return (run.output, url)
    }

    /// Exit codes of curl(1).
    private static func reason(_ run: SubprocessResult, _ doi: String, _ url: String) -> String {
        switch run.exitCode {
        case 5, 6, 7:
            return "\(url) cannot be reached: there seems to be no network here. Download the paper's .bib, .ris or .nbib file "
                + "elsewhere and import that, or name another address with --resolver"
        case 22 where run.errors.contains("404"): return "\(url): no record of \(doi) there (404); check the DOI"
        case 22: return "\(url) refused: \(lastLine(run.errors))"
        case 28: return "\(url) did not answer within 30 seconds; try again later, or import a file instead"
        default: return "\(url) cannot be read: \(lastLine(run.errors)) (curl ended with \(run.exitCode))"
        }
    }

    private static func lastLine(_ text: String) -> String {
        text.split(separator: "\n").last.map { $0.hasPrefix("curl: ") ? String($0.dropFirst(6)) : String($0) } ?? "no reason given"
    }
}
