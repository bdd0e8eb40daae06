// Links the base as changes would make it, before anything is written.
import WikiGraph
import WikiModel

/// The base with changes made, linked: the changed files stand in a temporary folder, all others are today's.
func linkedTrial(_ changes: ChangeSet, today: Workspace.Linked, workspace: Workspace) async throws(ToolError) -> Workspace.Linked {
    let folder = try TemporaryFolder()
    defer { folder.remove() }
    do throws(FileError) {
        try File.makeFolder(folder.path + "/content")
        try File.makeFolder(folder.path + "/site")
        try File.replace(folder.path + "/" + BaseSettings.sitePath, with: today.settings.siteText)
        try File.replace(folder.path + "/" + BaseSettings.vocabularyPath, with: today.settings.vocabularyText)
        for change in changes.changes {
            guard let new = change.new else { continue }
            let path = folder.path + "/" + change.path
            try File.makeFolder(above: path)
            try File.replace(path, with: new)
        }
    } catch {
        throw ToolError(error)
    }
    let paths = Set(changes.changes.map(\.path))
    return try await Workspace(root: folder.path, jobs: workspace.jobs, assetsOf: workspace.root).link(progress: Progress()) {
        $0.adding(today, leavingOut: paths)
    }
}
