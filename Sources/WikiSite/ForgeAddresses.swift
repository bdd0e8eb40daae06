// Pages of the forge that holds the repository: to edit a file, see its history, report a problem, begin an entry.
import WikiModel

/// Addresses on GitHub, GitLab, or a forge of the Gitea family (Codeberg, Forgejo), told apart by the host's name.
struct ForgeAddresses: Sendable {
    private enum Kind {
        case github
        case gitlab
        case gitea
    }

    private let kind: Kind
    private let repository: String
    private let branch: String
    /// The folder of the base within the repository, with `/` at its end; empty when the two are one.
    private let folder: String
    private let categories: String
    private let wording: Wording

    /// - Parameter vocabulary: has the categories of concepts, for the front matter of new entries.
    /// - Returns: `nil` when the settings name no repository, or not by an address of the web.
    init?(_ settings: SiteSettings, _ vocabulary: Vocabulary) {
        let address = settings.repositoryURL
        guard WebAddress.isPlain(address) else { return nil }
        repository = address.hasSuffix(".git") ? String(address.dropLast(4)) : address
        branch = PercentEncoding.encoded(settings.repositoryBranch, keeping: .path)
        folder = settings.repositoryFolder.isEmpty ? "" : settings.repositoryFolder + "/"
        categories = vocabulary.terms(of: .concept).categories.map(\.id).joined(separator: ", ")
        wording = vocabulary.wording
        let host = address.drop { $0 != "/" }.dropFirst(2).prefix { $0 != "/" }.lowercased()
        kind = host.contains("gitlab") ? .gitlab : host.hasSuffix("github.com") || host.hasPrefix("github.") ? .github : .gitea
    }

    /// - Parameter path: of the source file, from the folder of the base; as below.
    func edit(_ path: String) -> String {
        let path = encoded(path)
        return switch kind {
        case .github: "\(repository)/edit/\(branch)/\(path)"
        case .gitlab: "\(repository)/-/edit/\(branch)/\(path)"
        case .gitea: "\(repository)/_edit/\(branch)/\(path)"
        }
    }

    func history(_ path: String) -> String {
        let path = encoded(path)
        return switch kind {
        case .github: "\(repository)/commits/\(branch)/\(path)"
        case .gitlab: "\(repository)/-/commits/\(branch)/\(path)"
        case .gitea: "\(repository)/commits/branch/\(branch)/\(path)"
        }
    }

    /// A path from the repository's root, as it stands in addresses.
    private func encoded(_ path: String) -> String { PercentEncoding.encoded(folder + path, keeping: .path) }

    /// A text as the value of a query.
    private func query(_ text: String) -> String { PercentEncoding.encoded(text, keeping: .unreserved) }

    /// - Parameter name: the full name of the commit.
    func commit(_ name: String) -> String {
        kind == .gitlab ? "\(repository)/-/commit/\(name)" : "\(repository)/commit/\(name)"
    }

    /// A new issue that names the entry.
    func report(title: String, path: String) -> String {
        let (title, body) = (query(wording.filled(.problemReport, title)), query(wording.filled(.problemPlace, "`\(folder)\(path)`") + "\n\n"))
        return switch kind {
        case .github, .gitea: "\(repository)/issues/new?title=\(title)&body=\(body)"
        case .gitlab: "\(repository)/-/issues/new?issue[title]=\(title)&issue[description]=\(body)"
        }
    }

    /// The page to write a concept that is wanted. GitHub and the Gitea family fill in its front matter. GitLab takes the file's
    /// name and puts `content` into the page, but its editor does not show it (gitlab-org/gitlab, issue 594214, open in 2026).
    func newConcept(titled name: String) -> String {
        let slug = Slug.suggestion(for: name)
        let file = query((slug.isEmpty ? "new-entry" : slug) + ".md")
        // A text of JSON is one of YAML.
        let title = JSONEscaping.quoted(name.prefix(1).uppercased() + name.dropFirst())
        let summary = JSONEscaping.quoted(wording[.newSummary])
        let place = encoded("content/concepts")
        let text = query(
            "---\ntitle: \(title)\nsummary: \(summary)\ncategory: # one of: \(categories)\nstatus: draft\n---\n\n")
        return switch kind {
        case .github: "\(repository)/new/\(branch)/\(place)?filename=\(file)&value=\(text)"
        case .gitlab: "\(repository)/-/new/\(branch)/\(place)?file_name=\(file)&content=\(text)"
        case .gitea: "\(repository)/_new/\(branch)/\(place)?filename=\(file)&value=\(text)"
        }
    }
}
