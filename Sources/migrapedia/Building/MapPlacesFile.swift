// `site/map.tsv`, the places of the map that a base keeps.
import WikiGraph
import WikiModel

extension Workspace {
    static let mapPlacesPath = "site/map.tsv"

    /// The places that the base keeps; none when it has no such file.
    func readMapPlaces(_ diagnostics: inout [Diagnostic]) throws(FileError) -> MapPlaces {
        guard File.exists(root + "/" + Workspace.mapPlacesPath) else { return MapPlaces() }
        return MapPlaces(try read(Workspace.mapPlacesPath), path: Workspace.mapPlacesPath, diagnostics: &diagnostics)
    }
}
