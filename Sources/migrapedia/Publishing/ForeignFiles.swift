// Files in a published folder that no build made, such as `.git` or `CNAME`: they stay where somebody put them.
#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// What stands in a published folder beside the site.
///
/// The folder itself changes places at a publication, so these are moved from the old one to the new one afterwards.
/// Their names are on disk before the exchange: a build that is killed in between leaves them to the next one.
struct ForeignFiles {
    /// Files, symbolic links and whole folders, relative to the published folder.
    private(set) var paths: [String] = []

    /// Looks through a published folder.
    ///
    /// - Parameters:
    ///   - old: the files of the site that stands there.
    ///   - new: the files of the site that takes its place. One of them where somebody's own file stands is an error:
    ///     nothing of theirs is lost.
    init(in target: String, old: PathTable, new: PathTable) throws(PublishError) {
        let newFolders = new.folders()
        if let clash = newFolders.first(where: { new.number(of: $0) != nil }) { throw .clash(clash) }
        let folders = newFolders.union(old.folders())
        var open = [""]
        while let folder = open.popLast() {
            for item in try ForeignFiles.strangers(in: folder, of: target, old) {
                let path = folder.isEmpty ? item.name : folder + "/" + item.name
                if item.isFolder, folders.contains(path) {
                    open.append(path)
                } else {
                    if new.number(of: path) != nil || folders.contains(path) || new.number(of: folder) != nil {
                        throw .inTheWay(target + "/" + path)
                    }
                    paths.append(path)
                }
            }
        }
    }

    /// What a folder holds but the files of the site. The many that are known are passed over by their bytes.
    private static func strangers(in folder: String, of target: String, _ known: PathTable) throws(PublishError) -> [SiteTree.Item] {
        var path = folder.isEmpty ? [] : Array((folder + "/").utf8)
        let folderCount = path.count
        return try SiteTree.items(folder.isEmpty ? target : target + "/" + folder) { name, isFolder in
            if isFolder { return true }
            path.removeSubrange(folderCount...)
            path.append(contentsOf: name)
            return path.withUnsafeBytes { known.number(of: $0) } == nil
        }
    }

    /// Writes the names down, if there are any.
    func save(_ list: String) throws(FileError) {
        if paths.isEmpty { return }
        try File.replace(list, with: Array(paths.joined(separator: "\0").utf8))
    }

    /// Moves what the list names from the old folder to the published one, and removes the list.
    ///
    /// Where one of them cannot be moved, such as a folder of the administrator's, the old site takes its place again with all of them.
    static func bringBack(to place: PublishedPlace, _ abilities: FileSystemAbilities) throws(PublishError) {
        guard File.exists(place.foreignList) else { return }
        let list: [UInt8]
        do throws(FileError) { list = try File.read(place.foreignList) } catch { throw PublishError(error) }
        let paths = list.split(separator: 0).filter { $0.withUnsafeBytes(SiteTree.isInside) }.map { String(decoding: $0, as: UTF8.self) }
        do throws(PublishError) {
            try move(paths, to: place)
        } catch {
            try place.exchange(abilities)
            try move(paths, to: place)
            unlink(place.foreignList)
            throw error
        }
        unlink(place.foreignList)
    }

    private static func move(_ paths: [String], to place: PublishedPlace) throws(PublishError) {
        for path in paths {
            for former in [place.staging, place.replaced] { try move(path, from: former, to: place.target) }
        }
    }

    private static func move(_ path: String, from former: String, to target: String) throws(PublishError) {
        var status = stat()
        guard lstat(former + "/" + path, &status) == 0, lstat(target + "/" + path, &status) != 0 else { return }
        try SiteTree.makeFolders(above: path, in: target)
        guard rename(former + "/" + path, target + "/" + path) == 0 else {
            throw .unmovable(target + "/" + path, errno: errno)
        }
    }
}
