// `migrapedia init`: begins a knowledge base of its own, for another lab and another subject.
import ArgumentParser

struct InitCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "init",
        abstract: "Begin a knowledge base in a new or empty folder.",
        discussion: """
            Writes settings, a vocabulary to change, templates, styles, a first page, and workflows that check pull requests \
            and publish the site. The base builds as it is.
            """
    )

    @Argument(help: ArgumentHelp("The folder; it is made if it is not there.", valueName: "folder"))
    var folder: String

    @Option(help: "The title of the site (default: made from the folder's name).")
    var title: String?

    @Option(help: "The language of the pages, as a tag: \((["en"] + Translation.languages).joined(separator: ", ")).")
    var language = "en"

    func run() async throws {
        try await running { () async throws(ToolError) in
            try checkIsEmpty()
            let title = title ?? InitCommand.title(from: folder)
            guard title.contains(where: { !$0.isWhitespace }), !title.utf8.contains(where: { $0 < 0x20 }) else {
                throw ToolError("give the site a title in one line, with --title")
            }
            guard language.utf8.allSatisfy({ $0.isAlphanumeric || $0 == UInt8(ascii: "-") }) else {
                throw ToolError("\"\(language)\" is not a language tag, such as en or zh-CN")
            }
            let translation = language == "en" || language.hasPrefix("en-") ? nil : try Translation(language)
            var files: [String: [UInt8]] = [:]
            for file in EmbeddedFiles.files where ["templates/", "site/assets/"].contains(where: { file.path.hasPrefix($0) }) {
                files[file.path] = file.bytes
            }
            // What the starter has of its own comes after, and so takes the place of the project's.
            for file in EmbeddedFiles.files where file.path.hasPrefix("starter/") {
                files[String(file.path.dropFirst("starter/".count))] = filled(file, title, translation?.starterWords ?? [:])
            }
            if let translation { files[BaseSettings.vocabularyPath]? += Array("\n".utf8) + translation.text }
            do throws(FileError) {
                for (path, bytes) in files.sorted(by: { $0.key < $1.key }) {
                    try File.makeFolder(above: folder + "/" + path)
                    try File.replace(folder + "/" + path, with: bytes)
                }
            } catch {
                throw ToolError(error)
            }
            try printOut("\(folder): \(files.count) files. See it with: migrapedia serve --source \(InitCommand.quoted(folder))")
            return .success
        }
    }

    /// A folder with files of its owner is left alone; an empty repository is as good as empty.
    private func checkIsEmpty() throws(ToolError) {
        let items: [SiteTree.Item]
        do throws(PublishError) { items = try SiteTree.items(folder) } catch {
            throw ToolError("\(folder) is not a folder that can be read; give another")
        }
        if let item = items.first(where: { $0.name != ".git" }) {
            throw ToolError("\(folder) is not empty (it holds \"\(item.name)\"); give a new folder, or an empty one")
        }
    }

    /// `my-new_base` as `My new base`.
    static func title(from folder: String) -> String {
        let absolute = File.realPath(folder) ?? folder
        let name = absolute.split(separator: "/").last.map(String.init) ?? ""
        let words = name.split { $0 == "-" || $0 == "_" || $0 == "." || $0 == " " }.joined(separator: " ")
        return words.prefix(1).uppercased() + words.dropFirst()
    }

    /// A starter file with title and language in their place; in YAML, where the title stands in quotes, with what quotes need. Words
    /// that are written `_(Concepts)` are said in the language of the base.
    private func filled(_ file: EmbeddedFile, _ title: String, _ words: [String: String]) -> [UInt8] {
        let isYAML = file.path.hasSuffix(".yml")
        guard isYAML || file.path.hasSuffix(".md") else { return file.bytes }
        let written = isYAML ? String(YAMLText.quoted(title).dropFirst().dropLast()) : title
        let text = String(decoding: file.bytes, as: UTF8.self).replacing(/_\(([^)]*)\)/) { words[String($0.1)] ?? String($0.1) }
        return Array(text.replacing("LANGUAGE", with: language).replacing("TITLE", with: written).utf8)
    }

    /// A path as a shell takes it.
    private static func quoted(_ path: String) -> String {
        let isPlain = path.utf8.allSatisfy { byte in
            byte.isWord || "/._-~+@%".utf8.contains(byte)
        }
        return isPlain ? path : "'" + path.replacing("'", with: "'\\''") + "'"
    }
}
