// `migrapedia map`: keeps the places of the map in the base, so that it does not jump.
import ArgumentParser
import WikiGraph
import WikiModel

struct MapCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "map",
        abstract: "Keep the places of the map, so that it does not jump when entries change.",
        discussion: """
            Writes site/map.tsv. Commit it: builds leave its entries where they are and place new ones among them. Run it \
            again after many changes: entries of the file keep their places, new ones get theirs, and what is gone is left \
            out. Without the file, every change of a link lays the map out afresh.
            """
    )

    @OptionGroup var options: SharedOptions

    @Flag(help: "Lay the map out afresh, as if no places were kept.")
    var fresh = false

    func run() async throws {
        try await running { () async throws(ToolError) in
            let workspace = try Workspace(source: options.source, jobs: options.jobs)
            let linked = try await workspace.link(progress: Progress())
            // Lines of the file that are no places are mended by writing it.
            let problems = linked.diagnostics.filter { $0.file != Workspace.mapPlacesPath }
            let report = DiagnosticReport(problems, strict: options.strict)
            if report.hasErrors {
                try options.printReport(report, workspace)
                printError("\(Workspace.mapPlacesPath) was left as it was: mend the errors first")
                return ExitCode(1)
            }
            let layout = await MapCache.layout(
                linked.graph, edges: linked.graph.mapEdges(), places: fresh ? MapPlaces() : linked.settings.mapPlaces,
                folder: workspace.cacheFolder, toolHash: workspace.toolHash, jobs: workspace.jobs)
            do throws(FileError) {
                try File.deliver(MapPlaces.text(layout, linked.graph), to: workspace.root + "/" + Workspace.mapPlacesPath)
            } catch {
                throw ToolError(error)
            }
            printError("\(Workspace.mapPlacesPath): \(layout.entries.count) places in \(layout.groups.count) groups")
            return .success
        }
    }
}
