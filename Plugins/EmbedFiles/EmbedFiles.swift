// Puts files of the project into the tool when it is built, so that the tool works wherever its file is copied to.
import Foundation
import PackagePlugin

/// Runs `embed-files` on the templates, the site's assets, the starter of new bases, translations and the preview's browser code.
@main
struct EmbedFiles: BuildToolPlugin {
    func createBuildCommands(context: PluginContext, target: any Target) throws -> [Command] {
        let root = context.package.directoryURL
        let folders = [
            ("templates", "templates"), ("site/assets", "site/assets"), ("starter", "Sources/migrapedia/Starter"),
            ("translations", "Sources/migrapedia/Translations"), ("preview", "Sources/migrapedia/Serving/Browser"),
        ]
        var inputs: [URL] = []
        var arguments: [String] = []
        for (name, folder) in folders {
            for path in try FileManager.default.subpathsOfDirectory(atPath: root.appending(path: folder).path).sorted() {
                let file = root.appending(path: folder).appending(path: path)
                var isFolder: ObjCBool = false
                guard FileManager.default.fileExists(atPath: file.path, isDirectory: &isFolder), !isFolder.boolValue,
                    file.lastPathComponent != ".DS_Store"
                else { continue }
                inputs.append(file)
                arguments.append("\(name)/\(path)=\(file.path)")
            }
        }
        let output = context.pluginWorkDirectoryURL.appending(path: "EmbeddedFiles.swift")
        return [
            .buildCommand(
                displayName: "Embedding templates and starter files", executable: try context.tool(named: "embed-files").url,
                arguments: [output.path] + arguments, inputFiles: inputs, outputFiles: [output])
        ]
    }
}
