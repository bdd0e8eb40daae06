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
            if !publication.keep(path, fingerprint: fingerprint) {
                try publication.write(path, fingerprint: fingerprint, Array(text.utf8))
            }
        }
    }

    func put(_ path: String, _ text: String) throws {
        let url = root.appendingPathComponent(path)
        try FileManager.default.createDirectory(at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(text.utf8).write(to: url)
    }

    /// Leaves the marks of a build that was killed before it moved the files of others, which `foreign` names.
    func leaveAsKilled(foreign: String) throws {
        try put(".public.migrapedia/dirty", "")
        try put(".public.migrapedia/foreign", foreign)
    }

    /// The text of every file below the target, or another folder.
    func site(_ name: String = "public") throws -> [String: String] {
        let folder = root.path + "/" + name
        var files: [String: String] = [:]
        for path in try FileManager.default.subpathsOfDirectory(atPath: folder) {
            var isFolder: ObjCBool = false
            _ = FileManager.default.fileExists(atPath: folder + "/" + path, isDirectory: &isFolder)
            if !isFolder.boolValue { files[path] = try String(contentsOfFile: folder + "/" + path, encoding: .utf8) }
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
            // Nothing is left of what a publication under way writes down.
            #expect(try FileManager.default.contentsOfDirectory(atPath: folder.work).sorted() == ["lock", "manifest", "staging"])
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
        // Git takes a folder for a repository only while it has this one.
        let refs = folder.target + "/.git/refs"
        try FileManager.default.createDirectory(atPath: refs, withIntermediateDirectories: true)
        for files in [Self.two, Self.three, Self.one] {
            try await folder.publish(files, Self.weak[index])
            #expect(try folder.site() == files.merging(mine) { $1 }.merging([".link": "example.org"]) { $1 })
            #expect(FileManager.default.fileExists(atPath: refs))
            #expect(try FileManager.default.contentsOfDirectory(atPath: folder.work).sorted() == ["lock", "manifest", "staging"])
        }
    }

    /// A change shows in the size of the file or in its time.
    @Test(arguments: [(text: "a 1, and more", secondsLater: 0.0), ("a 9", 1)])
    func aPageThatSomebodyChangedIsWrittenAgain(_ text: String, _ secondsLater: Double) async throws {
        let folder = try TargetFolder()
        let page = folder.target + "/concepts/a.html"
        let date = Date(timeIntervalSince1970: 1_700_000_000)
        try await folder.publish(Self.one)
        try folder.put("public/concepts/a.html", "a 1")
        // Known by the manifest with this time, as a site is that came back from an archive.
        try FileManager.default.setAttributes([.modificationDate: date], ofItemAtPath: page)
        let manifest = try #require(Manifest.load(folder.work + "/manifest"))
        var entry = manifest.entries[try #require(manifest.paths.number(of: "concepts/a.html"))]
        entry.modifiedNanoseconds = 1_700_000_000_000_000_000
        try manifest.changed(removing: [], writing: ["concepts/a.html": entry], treeInode: manifest.treeInode).save(folder.work + "/manifest")
        #expect(try await folder.publish(Self.one) == 0)
        try folder.put("public/concepts/a.html", text)
        try FileManager.default.setAttributes([.modificationDate: date + secondsLater], ofItemAtPath: page)
        #expect(try await folder.publish(Self.one) == 1)
        #expect(try folder.site() == Self.one)
    }

    @Test func aFileOfOthersInTheWayIsAnErrorAndStays() async throws {
        let folder = try TargetFolder()
        try await folder.publish(Self.one)
        try folder.put("public/tags/x.html", "mine")
        let error = await #expect(throws: PublishError.self) { try await folder.publish(Self.two) }
        #expect(error?.message.hasPrefix("\(try PublishedPlace(folder.target).target)/tags/x.html was not made by migrapedia") == true)
        #expect(try folder.site() == Self.one.merging(["tags/x.html": "mine"]) { $1 })
        try FileManager.default.removeItem(atPath: folder.target + "/tags")
        try folder.put("public/tags", "a file where a folder must be")
        await #expect(throws: PublishError.self) { try await folder.publish(Self.two) }
        try FileManager.default.removeItem(atPath: folder.target + "/tags")
        try await folder.publish(Self.two)
        #expect(try folder.site() == Self.two)
    }

    /// A folder of somebody's that has the name of a file of the site, and a file in a folder that becomes a file of the site.
    @Test func aFolderOfOthersInTheWayIsAnErrorAndStays() async throws {
        let folder = try TargetFolder()
        try await folder.publish(Self.one)
        try FileManager.default.removeItem(atPath: folder.target + "/concepts/b.html")
        try folder.put("public/concepts/b.html/mine.txt", "mine")
        try folder.put("public/concepts/notes.txt", "mine")
        let before = try folder.site()
        for files in [Self.two, ["index.html": "home 2", "concepts": "a file where a folder was"]] {
            let error = await #expect(throws: PublishError.self) { try await folder.publish(files) }
            #expect(error?.message.contains("was not made by migrapedia") == true)
            #expect(try folder.site() == before)
        }
        try FileManager.default.removeItem(atPath: folder.target + "/concepts/b.html")
        try await folder.publish(Self.two)
        #expect(try folder.site() == Self.two.merging(["concepts/notes.txt": "mine"]) { $1 })
    }

    @Test func aTargetThatIsALinkStaysOne() async throws {
        let folder = try TargetFolder()
        try folder.put("elsewhere/site/.keep", "")
        try FileManager.default.createSymbolicLink(atPath: folder.target, withDestinationPath: "elsewhere/site")
        for files in [Self.one, Self.two] {
            try await folder.publish(files)
            #expect(try FileManager.default.destinationOfSymbolicLink(atPath: folder.target) == "elsewhere/site")
            #expect(try folder.site("elsewhere/site") == files.merging([".keep": ""]) { $1 })
        }
    }

    /// A shell completes the name of a folder with a slash.
    @Test func slashesAtTheEndOfATargetMeanNothing() throws {
        let folder = try TargetFolder()
        #expect(try PublishedPlace(folder.target + "//").target == PublishedPlace(folder.target).target)
        #expect(!FileManager.default.fileExists(atPath: folder.target))
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

    /// Whether it was copied as a whole is not known.
    @Test func theTwinOfACopyIsMadeAgain() async throws {
        let folder = try TargetFolder()
        try await folder.publish(Self.one)
        // A folder with the same files, their times included.
        let files = FileManager.default
        try files.moveItem(atPath: folder.target, toPath: folder.root.path + "/before")
        try files.createDirectory(atPath: folder.target, withIntermediateDirectories: false)
        for name in try files.contentsOfDirectory(atPath: folder.root.path + "/before") {
            try files.moveItem(atPath: folder.root.path + "/before/" + name, toPath: folder.target + "/" + name)
        }
        try files.removeItem(atPath: folder.work + "/staging/concepts/b.html")
        try await folder.publish(Self.two)
        #expect(try folder.site() == Self.two)
    }

    /// Most files must stand there as the manifest has them: half of them in other sizes are those of another site.
    @Test func aFolderWithTheNamesOfASiteIsForeign() async throws {
        let folder = try TargetFolder()
        try await folder.publish(Self.two)
        try FileManager.default.moveItem(atPath: folder.target, toPath: folder.root.path + "/moved")
        let other = Self.two.merging(["index.html": "another home", "concepts/b.html": "another b"]) { $1 }
        for (path, text) in other { try folder.put("public/" + path, text) }
        let error = await #expect(throws: PublishError.self) { try await folder.publish(Self.one) }
        #expect(error?.message.contains("is not empty and was not made by migrapedia") == true)
        #expect(try folder.site() == other)
    }

    /// The work folder may come back from a copy without what is in it.
    @Test func aTwinThatIsMissingIsMadeAgain() async throws {
        let folder = try TargetFolder()
        try await folder.publish(Self.one)
        try FileManager.default.removeItem(atPath: folder.work + "/staging")
        try await folder.publish(Self.two)
        #expect(try folder.site() == Self.two)
    }

    @Test func aFolderOfDocumentsIsNotPublishedInto() async throws {
        let folder = try TargetFolder()
        try folder.put("public/thesis.txt", "mine")
        let error = await #expect(throws: PublishError.self) { try await folder.publish(Self.one) }
        #expect(error?.message.contains("is not empty and was not made by migrapedia") == true)
        #expect(try folder.site() == ["thesis.txt": "mine"])
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
        try folder.leaveAsKilled(foreign: "CNAME")
        let publication = try Publication(PublishedPlace(folder.target), noExchange)
        #expect(try folder.site() == Self.one.merging(["CNAME": "example.org"]) { $1 })
        publication.abandon()
        try await folder.publish(Self.two, noExchange)
        #expect(try folder.site() == Self.two.merging(["CNAME": "example.org"]) { $1 })
    }

    /// There as well, killed when the new site stood in its place and the old one was still set aside.
    @Test func aSiteThatWasReplacedIsNoObstacle() async throws {
        let folder = try TargetFolder()
        let noExchange = FileSystemAbilities(canExchange: false)
        try await folder.publish(Self.one, noExchange)
        try FileManager.default.moveItem(atPath: folder.target, toPath: folder.work + "/replaced")
        try FileManager.default.moveItem(atPath: folder.work + "/staging", toPath: folder.target)
        let next = try #require(Manifest.load(folder.work + "/manifest")).changed(removing: [], writing: [:], treeInode: SiteTree.inode(folder.target))
        try next.save(folder.work + "/manifest.next")
        try folder.put(".public.migrapedia/replaced/CNAME", "example.org")
        try folder.leaveAsKilled(foreign: "CNAME")
        try await folder.publish(Self.two, noExchange)
        #expect(try folder.site() == Self.two.merging(["CNAME": "example.org"]) { $1 })
    }

    /// Killed after the exchange: what stands in the target is what the next manifest says, not the one before.
    @Test func aPageOfAKilledBuildGoesWhenItsEntryDoes() async throws {
        let folder = try TargetFolder()
        try await folder.publish(Self.one)
        try FileManager.default.copyItem(atPath: folder.work + "/manifest", toPath: folder.work + "/manifest.before")
        try await folder.publish(Self.two)
        try FileManager.default.moveItem(atPath: folder.work + "/manifest", toPath: folder.work + "/manifest.next")
        try FileManager.default.moveItem(atPath: folder.work + "/manifest.before", toPath: folder.work + "/manifest")
        try folder.put(".public.migrapedia/dirty", "")
        try await folder.publish(Self.one)
        #expect(try folder.site() == Self.one)
    }

    @Test func whatAKilledFirstBuildWroteIsNotPublished() async throws {
        let folder = try TargetFolder()
        let publication = try Publication(PublishedPlace(folder.target))
        try folder.write(Self.two, to: publication)
        publication.abandon()
        try await folder.publish(Self.one)
        #expect(try folder.site() == Self.one)
    }

    /// Killed after the exchange, before the files of others were moved. One of them was deleted since.
    @Test func filesOfOthersComeBackAfterAKill() async throws {
        let folder = try TargetFolder()
        try await folder.publish(Self.one)
        try folder.put(".public.migrapedia/staging/CNAME", "example.org")
        try folder.leaveAsKilled(foreign: "CNAME\0notes/deleted.txt")
        try await folder.publish(Self.two)
        #expect(try folder.site() == Self.two.merging(["CNAME": "example.org"]) { $1 })
    }

    /// Somebody has put a newer one there since.
    @Test func aFileThatComesBackReplacesNone() async throws {
        let folder = try TargetFolder()
        try await folder.publish(Self.one)
        try folder.put(".public.migrapedia/staging/CNAME", "example.org")
        try folder.leaveAsKilled(foreign: "CNAME")
        try folder.put("public/CNAME", "example.com")
        try await folder.publish(Self.two)
        #expect(try folder.site() == Self.two.merging(["CNAME": "example.com"]) { $1 })
    }

    @Test func anAbandonedPublicationChangesNothingAndGivesTheLockBack() async throws {
        let folder = try TargetFolder()
        try await folder.publish(Self.one)
        let publication = try Publication(PublishedPlace(folder.target))
        try folder.write(Self.two, to: publication)
        let error = #expect(throws: PublishError.self) { try Publication(PublishedPlace(folder.target)) }
        #expect(error?.message.contains("(process \(getpid()))") == true)
        publication.abandon()
        #expect(try folder.site() == Self.one)
        // Nor does what it wrote get into the next site, which keeps most of the old one.
        let next = Self.one.merging(["tags/y.html": "y"]) { $1 }
        try await folder.publish(next)
        #expect(try folder.site() == next)
        withExtendedLifetime(publication) {}
    }

    /// What a killed build wrote is in the twin alone, be it only a page at the top of the site.
    @Test func whatAKilledBuildWroteIsNotPublished() async throws {
        let folder = try TargetFolder()
        try await folder.publish(Self.one)
        let publication = try Publication(PublishedPlace(folder.target))
        try folder.write(["index.html": "home 2"], to: publication)
        publication.abandon()
        let next = Self.one.merging(["tags/y.html": "y"]) { $1 }
        try await folder.publish(next)
        #expect(try folder.site() == next)
    }

    /// Of several pages at one address the first stands there, whether the last site had one or not.
    @Test(arguments: ["concepts/a.html", "concepts/new.html"]) func theFirstOfTwoPagesAtOneAddressIsWritten(_ path: String) async throws {
        let folder = try TargetFolder()
        try await folder.publish(Self.one)
        let publication = try Publication(PublishedPlace(folder.target))
        #expect(!publication.keep(path, fingerprint: 1))
        #expect(publication.keep(path, fingerprint: 2))
        withExtendedLifetime(publication) {}
    }

    @Test func filesAreKeptTogetherWhileAllStand() async throws {
        let folder = try TargetFolder()
        let first = try Publication(PublishedPlace(folder.target))
        for path in ["search/a.js", "search/b.js", "site.css"] { try first.write(path, fingerprint: 7, [1]) }
        #expect(try await first.commit(jobs: 1) == 3)
        let second = try Publication(PublishedPlace(folder.target))
        #expect(second.keepAll(below: "search/", fingerprint: 7) == 2)
        #expect(second.keepAll(below: "search/", fingerprint: nil) == 2)
        #expect(second.keepAll(below: "search/", fingerprint: 8) == nil)
        #expect(second.keepAll(below: "map/", fingerprint: 7) == nil)
        try FileManager.default.removeItem(atPath: folder.target + "/search/b.js")
        for fingerprint in [7, nil] as [UInt64?] { #expect(second.keepAll(below: "search/", fingerprint: fingerprint) == nil) }
        // What was kept stays, and what was not goes.
        #expect(try await second.commit(jobs: 1) == 0)
        #expect(try folder.site().keys.sorted() == ["search/a.js", "search/b.js"])
    }

    /// What it removed from the twin before it failed stands in the next site.
    @Test func aPublicationThatFailedLosesNothing() async throws {
        let folder = try TargetFolder()
        try await folder.publish(Self.one)
        try folder.put(".public.migrapedia/manifest.next/in-the-way", "")
        await #expect(throws: PublishError.self) { try await folder.publish(["index.html": "home 1"]) }
        #expect(try folder.site() == Self.one)
        try FileManager.default.removeItem(atPath: folder.work + "/manifest.next")
        let next = Self.one.merging(["tags/y.html": "y"]) { $1 }
        try await folder.publish(next)
        #expect(try folder.site() == next)
    }

    @Test(arguments: ["../x", "/x", "a//b", "a/./b", "a/../../b", "a/..", "", "a\0b"]) func noPathLeavesTheSite(_ path: String) throws {
        let folder = try TargetFolder()
        let publication = try Publication(PublishedPlace(folder.target))
        let error = #expect(throws: PublishError.self) { try publication.write(path, fingerprint: 1, [1]) }
        #expect(error?.message == "\"\(path)\" is not a path inside the site")
    }

    @Test func namesMayHoldFullStops() async throws {
        let folder = try TargetFolder()
        let files = ["...": "1", "..a": "2", "a./b": "3", ".a/.../c": "4"]
        try await folder.publish(files)
        #expect(try folder.site() == files)
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

    /// Such as the folder for certificates, which the administrator makes in the published folder.
    @Test func whatCannotBeMovedKeepsTheOldSiteInItsPlace() async throws {
        let folder = try TargetFolder()
        try await folder.publish(Self.one)
        try folder.put("public/CNAME", "example.org")
        try folder.put("public/well-known/fixed", "somebody's")
        let fixed = folder.target + "/well-known"
        // The administrator may move what only an owner may write.
        func hold(_ isHeld: Bool) -> Bool {
            if geteuid() != 0 { return chmod(fixed, isHeld ? 0o555 : 0o755) == 0 }
            let change = Process()
            change.executableURL = URL(fileURLWithPath: "/usr/bin/chattr")
            change.arguments = [isHeld ? "+i" : "-i", fixed]
            change.standardError = FileHandle.nullDevice
            return (try? change.run()).map { change.waitUntilExit() } != nil && change.terminationStatus == 0
        }
        // Not on every file system.
        guard hold(true) else { return }
        defer { _ = hold(false) }
        let others = ["CNAME": "example.org", "well-known/fixed": "somebody's"]
        for _ in 0..<2 {
            let error = await #expect(throws: PublishError.self) { try await folder.publish(Self.two) }
            #expect(error?.message.contains("/well-known was not made by migrapedia and cannot be moved to the new site") == true)
            #expect(try folder.site() == Self.one.merging(others) { $1 })
        }
        #expect(hold(false))
        try await folder.publish(Self.two)
        #expect(try folder.site() == Self.two.merging(others) { $1 })
    }

    /// A site that only some may read stays so.
    @Test func thePublishedFolderKeepsItsMode() async throws {
        let folder = try TargetFolder()
        try await folder.publish(Self.one)
        #expect(chmod(folder.target, 0o2750) == 0)
        for files in [Self.two, Self.three, Self.one] {
            try await folder.publish(files)
            var status = stat()
            #expect(stat(folder.target, &status) == 0 && status.st_mode & 0o7777 == 0o2750)
        }
        // Builds write there again, whatever it says.
        #expect(chmod(folder.target, 0o555) == 0)
        for files in [Self.two, Self.three] { try await folder.publish(files) }
        #expect(try folder.site() == Self.three)
    }

    @Test func aManifestOfAnotherFormIsNone() async throws {
        let folder = try TargetFolder()
        try await folder.publish(Self.one)
        let path = URL(fileURLWithPath: folder.work + "/manifest")
        let bytes = try Data(contentsOf: path)
        for other in [bytes + [0], Data([1]) + bytes.dropFirst(), Data([3]) + bytes.dropFirst()] {
            try other.write(to: path)
            #expect(Manifest.load(path.path) == nil)
        }
    }

    /// A list of files of others that was damaged moves none out of the folders it is about.
    @Test func aListOfOthersFilesMovesNothingElsewhere() async throws {
        let folder = try TargetFolder()
        try await folder.publish(Self.one)
        try folder.put("mine", "somebody's")
        try folder.leaveAsKilled(foreign: "../../mine\0../mine")
        try await folder.publish(Self.two)
        #expect(try folder.site() == Self.two)
        #expect(FileManager.default.fileExists(atPath: folder.root.path + "/mine"))
    }
}
