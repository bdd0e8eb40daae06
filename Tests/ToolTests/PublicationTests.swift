// Publications: files of others stay, killed ones are mended, and weak file systems get the same site.
import Foundation
import Testing

@testable import migrapedia

/// A folder of its own for a published site.
final class TargetFolder {
    let root = FileManager.default.temporaryDirectory.appendingPathComponent("migrapedia-publish-\(UUID().uuidString)")
    var target: String { root.appendingPathComponent("public").path }
    var work: String { root.appendingPathComponent(".public.migrapedia").path }

    init() throws { try FileManager.default.createDirectory(at: root, withIntermediateDirectories: true) }
    deinit { try? FileManager.default.removeItem(at: root) }

    /// Publishes files, each made from its own text.
    @discardableResult
    func publish(_ files: [String: String], _ abilities: FileSystemAbilities = FileSystemAbilities()) async throws -> Int {
        let publication = try Publication(PublishedPlace(target), abilities)
        try write(files, to: publication)
        return try await publication.commit(jobs: 2)
    }

    func write(_ files: [String: String], to publication: Publication) throws {
        for (path, text) in files.sorted(by: { $0.key < $1.key }) {
            let fingerprint = UInt64(bitPattern: Int64(text.hashValue))
            if try !publication.keep(path, fingerprint: fingerprint) {
                try publication.write(path, fingerprint: fingerprint, Array(text.utf8))
            }
        }
    }

    func put(_ path: String, _ text: String) throws {
        let url = root.appendingPathComponent(path)
        try FileManager.default.createDirectory(at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(text.utf8).write(to: url)
    }

    /// The text of every file below the target.
    func site() throws -> [String: String] {
        var files: [String: String] = [:]
        for path in try FileManager.default.subpathsOfDirectory(atPath: target) {
            var isFolder: ObjCBool = false
            _ = FileManager.default.fileExists(atPath: target + "/" + path, isDirectory: &isFolder)
            if !isFolder.boolValue { files[path] = try String(contentsOfFile: target + "/" + path, encoding: .utf8) }
        }
        return files
    }
}

@Suite struct PublicationTests {
    static let one = ["index.html": "home 1", "concepts/a.html": "a 1", "concepts/b.html": "b"]
    static let two = ["index.html": "home 2", "concepts/a.html": "a 2", "concepts/b.html": "b", "tags/x.html": "x"]
    static let three = ["index.html": "home 3", "tags/x.html": "x"]
    static let weak = [
        FileSystemAbilities(), FileSystemAbilities(canExchange: false), FileSystemAbilities(canLink: false),
        FileSystemAbilities(canExchange: false, canLink: false),
    ]

    @Test(arguments: weak.indices) func everyFileSystemGetsTheSameSite(_ index: Int) async throws {
        let folder = try TargetFolder()
        for files in [Self.one, Self.two, Self.three, Self.one, Self.one] {
            try await folder.publish(files, Self.weak[index])
            #expect(try folder.site() == files)
        }
        let again = try await folder.publish(Self.one, Self.weak[index])
        #expect(again == 0)
    }

    @Test(arguments: weak.indices) func filesOfOthersStay(_ index: Int) async throws {
        let folder = try TargetFolder()
        try await folder.publish(Self.one, Self.weak[index])
        let mine = ["CNAME": "example.org", ".git/HEAD": "ref", "concepts/notes/mine.txt": "mine", "concepts/z.txt": "z"]
        for (path, text) in mine { try folder.put("public/" + path, text) }
        try FileManager.default.createSymbolicLink(atPath: folder.target + "/.link", withDestinationPath: "CNAME")
        for files in [Self.two, Self.three, Self.one] {
            try await folder.publish(files, Self.weak[index])
            #expect(try folder.site() == files.merging(mine) { $1 }.merging([".link": "example.org"]) { $1 })
        }
    }

    @Test func aFileOfOthersInTheWayIsAnErrorAndStays() async throws {
        let folder = try TargetFolder()
        try await folder.publish(Self.one)
        try folder.put("public/tags/x.html", "mine")
        await #expect(throws: PublishError.self) { try await folder.publish(Self.two) }
        #expect(try folder.site() == Self.one.merging(["tags/x.html": "mine"]) { $1 })
        try FileManager.default.removeItem(atPath: folder.target + "/tags")
        try folder.put("public/tags", "a file where a folder must be")
        await #expect(throws: PublishError.self) { try await folder.publish(Self.two) }
        try FileManager.default.removeItem(atPath: folder.target + "/tags")
        try await folder.publish(Self.two)
        #expect(try folder.site() == Self.two)
    }

    @Test func aLinkedFolderIsNotWrittenThrough() async throws {
        let folder = try TargetFolder()
        try await folder.publish(Self.one)
        try folder.put("elsewhere/a.html", "theirs")
        try FileManager.default.removeItem(atPath: folder.target + "/concepts")
        try FileManager.default.createSymbolicLink(atPath: folder.target + "/concepts", withDestinationPath: "../elsewhere")
        await #expect(throws: PublishError.self) { try await folder.publish(Self.two) }
        #expect(try String(contentsOfFile: folder.root.path + "/elsewhere/a.html", encoding: .utf8) == "theirs")
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.root.path + "/elsewhere") == ["a.html"])
    }

    /// Branches of hosts are often checked out where the site goes.
    @Test func hiddenFilesDoNotMakeATargetForeign() async throws {
        let folder = try TargetFolder()
        try folder.put("public/.git", "gitdir: elsewhere")
        try await folder.publish(Self.one)
        #expect(try folder.site() == Self.one.merging([".git": "gitdir: elsewhere"]) { $1 })
    }

    @Test func aFileBecomesAFolderAndAFolderAFile() async throws {
        let folder = try TargetFolder()
        let file = ["index.html": "1", "media/x": "file"]
        let tree = ["index.html": "2", "media/x/y/z.svg": "deep", "media/x/w.svg": "w"]
        for files in [file, tree, file, tree] {
            try await folder.publish(files)
            #expect(try folder.site() == files)
        }
    }

    /// On most disks of macOS both names are those of one file, which must not go with the old name.
    @Test(arguments: weak.indices) func aNameMayChangeToCapitals(_ index: Int) async throws {
        let folder = try TargetFolder()
        for path in ["media/cell.png", "media/Cell.png", "media/cells.png", "media/Cells.PNG", "media/cell.png"] {
            let files = ["index.html": "home", path: "picture"]
            try await folder.publish(files, Self.weak[index])
            #expect(try folder.site() == files)
        }
    }

    @Test func aFileAndAFolderOfOneNameClash() async throws {
        let folder = try TargetFolder()
        try await folder.publish(Self.one)
        await #expect(throws: PublishError.self) { try await folder.publish(["index.html": "2", "x": "file", "x/y.html": "in it"]) }
        #expect(try folder.site() == Self.one)
        try await folder.publish(Self.two)
        #expect(try folder.site() == Self.two)
    }

    /// A project that was copied, and a site that came back from a cache of continuous integration.
    @Test func aCopyIsKnown() async throws {
        let (folder, copy) = (try TargetFolder(), try TargetFolder())
        try await folder.publish(Self.one)
        try FileManager.default.removeItem(at: copy.root)
        try FileManager.default.copyItem(at: folder.root, to: copy.root)
        try await copy.publish(Self.two)
        #expect(try copy.site() == Self.two)
        #expect(try folder.site() == Self.one)
    }

    @Test func aSiteWithoutItsManifestIsForeign() async throws {
        let folder = try TargetFolder()
        try await folder.publish(Self.one)
        try FileManager.default.removeItem(atPath: folder.work)
        await #expect(throws: PublishError.self) { try await folder.publish(Self.two) }
        #expect(try folder.site() == Self.one)
    }

    /// On a file system without exchange, a build killed between two renames leaves the old site beside the target.
    @Test func aSiteThatWasSetAsideComesBack() async throws {
        let folder = try TargetFolder()
        let noExchange = FileSystemAbilities(canExchange: false)
        try await folder.publish(Self.one, noExchange)
        try folder.put("public/CNAME", "example.org")
        try FileManager.default.moveItem(atPath: folder.target, toPath: folder.work + "/replaced")
        try folder.put(".public.migrapedia/dirty", "")
        try folder.put(".public.migrapedia/foreign", "CNAME")
        let publication = try Publication(PublishedPlace(folder.target), noExchange)
        #expect(try folder.site() == Self.one.merging(["CNAME": "example.org"]) { $1 })
        publication.abandon()
        try await folder.publish(Self.two, noExchange)
        #expect(try folder.site() == Self.two.merging(["CNAME": "example.org"]) { $1 })
    }

    /// Killed after the exchange, before the files of others were moved.
    @Test func filesOfOthersComeBackAfterAKill() async throws {
        let folder = try TargetFolder()
        try await folder.publish(Self.one)
        try folder.put(".public.migrapedia/staging/CNAME", "example.org")
        try folder.put(".public.migrapedia/dirty", "")
        try folder.put(".public.migrapedia/foreign", "CNAME")
        try await folder.publish(Self.two)
        #expect(try folder.site() == Self.two.merging(["CNAME": "example.org"]) { $1 })
    }

    @Test func anAbandonedPublicationChangesNothingAndGivesTheLockBack() async throws {
        let folder = try TargetFolder()
        try await folder.publish(Self.one)
        let publication = try Publication(PublishedPlace(folder.target))
        try folder.write(Self.two, to: publication)
        #expect(throws: PublishError.self) { try Publication(PublishedPlace(folder.target)) }
        publication.abandon()
        #expect(try folder.site() == Self.one)
        try await folder.publish(Self.three)
        #expect(try folder.site() == Self.three)
        withExtendedLifetime(publication) {}
    }

    @Test(arguments: ["../x", "/x", "a//b", "a/./b", "a/../../b", "", "a\0b"]) func noPathLeavesTheSite(_ path: String) throws {
        let folder = try TargetFolder()
        let publication = try Publication(PublishedPlace(folder.target))
        #expect(throws: PublishError.self) { try publication.write(path, fingerprint: 1, [1]) }
    }

    /// What a manifest names and the new site has not is deleted: a damaged one must not name files elsewhere.
    @Test(arguments: ["../../victim", "concepts/../../../victim", "concepts/./x", "/victim", ""])
    func aManifestThatLeavesTheSiteIsDamage(_ path: String) async throws {
        let folder = try TargetFolder()
        try await folder.publish(Self.one)
        try folder.put("victim", "somebody's")
        let manifest = try #require(Manifest.load(folder.work + "/manifest"))
        let entry = ManifestEntry(fingerprint: 1, sizeUTF8: 1, modifiedNanoseconds: 1)
        try manifest.changed(removing: [], writing: [path: entry], treeInode: manifest.treeInode).save(folder.work + "/manifest")
        await #expect(throws: PublishError.self) { try await folder.publish(Self.two) }
        #expect(FileManager.default.fileExists(atPath: folder.root.path + "/victim"))
        #expect(try folder.site() == Self.one)
    }

    /// A file that a damaged manifest does not name any more would be missing from the next site.
    @Test func aChangedManifestIsDamageWhateverChanged() async throws {
        let folder = try TargetFolder()
        try await folder.publish(Self.one)
        let path = URL(fileURLWithPath: folder.work + "/manifest")
        let whole = try Data(contentsOf: path)
        for place in whole.indices {
            var bytes = whole
            bytes[place] ^= 0x20
            try bytes.write(to: path)
            #expect(Manifest.load(path.path) == nil, "byte \(place)")
            try bytes.prefix(place).write(to: path)
            #expect(Manifest.load(path.path) == nil, "\(place) bytes")
        }
        try whole.write(to: path)
        try await folder.publish(Self.two)
        #expect(try folder.site() == Self.two)
    }

    /// A manifest without a hash, as earlier builds of the tool wrote it.
    @Test func aFormerManifestIsRead() async throws {
        let folder = try TargetFolder()
        try await folder.publish(Self.one)
        let path = URL(fileURLWithPath: folder.work + "/manifest")
        var bytes = try Data(contentsOf: path).dropLast(8)
        bytes[0] = 1
        try bytes.write(to: path)
        #expect(try await folder.publish(Self.one) == 0)
    }

    /// A list of files of others that was damaged moves none out of the folders it is about.
    @Test func aListOfOthersFilesMovesNothingElsewhere() async throws {
        let folder = try TargetFolder()
        try await folder.publish(Self.one)
        try folder.put("mine", "somebody's")
        try folder.put(".public.migrapedia/dirty", "")
        try folder.put(".public.migrapedia/foreign", "../../mine\0../mine")
        try await folder.publish(Self.two)
        #expect(try folder.site() == Self.two)
        #expect(FileManager.default.fileExists(atPath: folder.root.path + "/mine"))
    }
}
