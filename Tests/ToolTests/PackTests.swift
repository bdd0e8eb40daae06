// The site as one file: what goes in, where it is written, and what stops it. Other programs read it in scripts/tests.d/offline-copy.
import Foundation
import Testing

@testable import migrapedia

@Suite struct PackTests {
    /// The bytes that every zip file with members begins with.
    private static let beginning: [UInt8] = [0x50, 0x4B, 3, 4]
    /// Those of its last part, which has 22 where the archive has no comment.
    private static let end: [UInt8] = [0x50, 0x4B, 5, 6]

    @Test func theSiteIsPackedUnderItsTitle() throws {
        let base = try TemporaryBase()
        try base.build()
        let run = try base.run(["pack"])
        #expect(run.exitCode == 0)
        #expect(run.errors.hasPrefix("test-base.zip: ") && run.errors.hasSuffix("unpack it and open test-base/index.html\n"), "\(run.errors)")
        let archive = try base.archive("test-base.zip")
        #expect(Array(archive.prefix(4)) == PackTests.beginning && Array(archive.suffix(22).prefix(4)) == PackTests.end)
        #expect(run.errors.contains(" files, \(ArchiveFile.size(archive.count))"), "\(run.errors)")
        // In a folder that is named, under the same name; a name of its own changes nothing inside.
        try FileManager.default.createDirectory(at: base.root.appendingPathComponent("stick"), withIntermediateDirectories: true)
        #expect(try base.run(["pack", "stick"]).errors.hasPrefix("stick/test-base.zip: "))
        #expect(try base.run(["pack", "stick/other.zip"]).exitCode == 0)
        for other in ["stick/test-base.zip", "stick/other.zip"] { #expect(try base.archive(other) == base.archive("test-base.zip")) }
    }

    @Test func entriesThatChangedAfterTheBuildAreNamed() throws {
        let base = try TemporaryBase()
        try base.build()
        func touch(_ path: String) throws { try base.write(path, TemporaryBase.sample[path, default: ""]) }
        try touch("content/concepts/alpha.md")
        let note = "note: content/concepts/alpha.md changed after the last build; run `migrapedia build` and pack again to take that along\n"
        #expect(try base.run(["pack"]).errors.hasSuffix(note))
        try touch("content/pages/about.md")
        #expect(try base.run(["pack"]).errors.contains("alpha.md and 1 other entry changed after"))
        // A build that finds all as it was is one all the same.
        try base.build()
        #expect(try !base.run(["pack"]).errors.contains("note: "))
    }

    @Test func anArchiveAmongThePagesStaysAndIsNotPacked() throws {
        let base = try TemporaryBase()
        try base.build()
        #expect(try base.run(["pack", "public/copy.zip"]).exitCode == 0)
        let first = try base.archive("public/copy.zip")
        #expect(try base.run(["pack", "public/copy.zip"]).exitCode == 0)
        #expect(try base.archive("public/copy.zip") == first)
        try base.write("content/concepts/alpha.md", TemporaryBase.sample["content/concepts/alpha.md", default: ""] + "\nMore.\n")
        try base.build()
        #expect(try base.archive("public/copy.zip") == first)
        #expect(try base.run(["pack", "public/copy.zip"]).exitCode == 0)
        #expect(try base.archive("public/copy.zip") != first)
        // A link stays one, and leads to the new archive.
        try FileManager.default.createSymbolicLink(atPath: base.root.path + "/link.zip", withDestinationPath: "public/copy.zip")
        #expect(try base.run(["pack", "link.zip"]).errors.contains("/public/copy.zip: "))
        #expect(try base.run(["pack", "public/copy.zip"]).errors.hasPrefix("public/copy.zip: "))
    }

    @Test func whatStopsItIsSaidAndNothingIsLost() throws {
        let base = try TemporaryBase()
        let none = try base.run(["pack", "kept.zip"])
        #expect(none.exitCode == 2 && none.errors.contains("no site that migrapedia made stands in \(base.root.path)/public; make it with `migrapedia build`"), "\(none.errors)")
        try FileManager.default.createDirectory(at: base.root.appendingPathComponent("mine"), withIntermediateDirectories: true)
        try base.write("mine/index.html", "somebody's")
        #expect(try base.run(["pack", "--output", "mine"]).errors.contains("no site that migrapedia made stands in"))
        #expect(!base.exists(".mine.migrapedia"))
        try base.build()
        try base.write("kept.zip", "an older archive")
        try base.remove("public/index.html")
        let lost = try base.run(["pack", "kept.zip"])
        #expect(lost.exitCode == 2 && lost.errors.contains("public/index.html: No such file or directory; make the site again"), "\(lost.errors)")
        #expect(try base.read("kept.zip") == "an older archive")
        let names = try FileManager.default.contentsOfDirectory(atPath: base.root.path)
        #expect(names.filter { $0.hasSuffix(".new") } == [])
        try base.build()
        let descriptor = open(base.root.appendingPathComponent(".public.migrapedia/lock").path, O_RDWR)
        defer { close(descriptor) }
        #expect(flock(descriptor, LOCK_EX | LOCK_NB) == 0)
        #expect(try base.run(["pack", "kept.zip"]).errors.contains("another build is writing"))
    }

    @Test func whoMayReadAnArchiveStays() throws {
        let base = try TemporaryBase()
        try base.build()
        try base.write("kept.zip", "an older archive")
        let path = base.root.appendingPathComponent("kept.zip").path
        try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: path)
        #expect(try base.run(["pack", "kept.zip"]).exitCode == 0)
        #expect(try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int == 0o600)
    }

    @Test func everyPageOffersTheCopy() throws {
        let base = try TemporaryBase()
        try base.build()
        #expect(try !base.read("public/data.html").contains("Offline copy"))
        try base.write("site/site.yml", base.read("site/site.yml") + "offline_copy: https://example.org/base/copy.zip\n")
        try base.build()
        #expect(try base.read("public/data.html").contains("<h2>Offline copy</h2>"))
        for page in ["index.html", "concepts/alpha.html", "data.html"] {
            #expect(try base.read("public/" + page).contains("<li><a href=\"https://example.org/base/copy.zip\">Offline copy</a></li>"), "\(page)")
        }
    }

    @Test func whatDoesNotShrinkIsStoredAsItIs() throws {
        let text = try #require(ZipMember(path: "a.html", contents: Array(String(repeating: "migrasome ", count: 200).utf8)))
        #expect(text.isDeflated && text.bytes.count < 100 && text.sizeUTF8 == 2_000)
        for contents in [[], [1], Array(0...255)] as [[UInt8]] {
            let member = try #require(ZipMember(path: "a.png", contents: contents))
            #expect(!member.isDeflated && member.bytes == contents)
        }
        // The check value of CRC-32 in the catalogue of parametrised CRC algorithms.
        #expect(ZipMember(path: "a", contents: Array("123456789".utf8))?.checksum == 0xCBF4_3926)
    }

    /// From 65,535 files on their number stands in fields of 64 bits before the end (APPNOTE.TXT, 4.3.14 to 4.3.16).
    @Test(arguments: [(65_534, false), (65_535, true), (65_600, true)])
    func archivesOfManyFilesHaveALongEnd(_ count: Int, _ isLong: Bool) throws {
        var directory = ZipDirectory(date: "2026-11-29")
        let member = try #require(ZipMember(path: "a", contents: []))
        var offset = 0
        for _ in 0..<count { offset += directory.header(of: member).count }
        let end = directory.end()
        func number(_ place: Int, _ bytes: Int) -> Int { (0..<bytes).reversed().reduce(0) { $0 << 8 | Int(end[place + $1]) } }
        let last = end.count - 22
        #expect(number(last, 4) == 0x0605_4B50 && number(last + 10, 2) == min(count, 65_535))
        // The directory has 46 bytes and the name of each, and begins behind the members.
        #expect(number(last + 12, 4) == count * 47 && number(last + 16, 4) == offset)
        #expect((number(last - 20, 4) == 0x0706_4B50) == isLong)
        guard isLong else { return }
        // Where the long end stands in the archive, whose directory begins behind the members.
        let long = number(last - 12, 8) - offset
        #expect(long == last - 76 && number(long, 4) == 0x0606_4B50 && number(long + 4, 8) == 44)
        #expect(number(long + 24, 8) == count && number(long + 32, 8) == count && number(long + 40, 8) == long && number(long + 48, 8) == offset)
    }

    @Test(arguments: [(0, "0 kB"), (1, "1 kB"), (811_001, "812 kB"), (999_000, "999 kB"), (999_001, "1.0 MB"), (4_149_999, "4.1 MB"), (4_150_000, "4.2 MB")])
    func sizesAreSaidAsPeopleSayThem(_ bytes: Int, _ words: String) { #expect(ArchiveFile.size(bytes) == words) }

    @Test(arguments: [("2026-11-29", 46 << 9 | 11 << 5 | 29), ("1970-01-01", 1 << 5 | 1), ("2108-01-01", 1 << 5 | 1)])
    func datesOutsideTheFormatAreItsFirst(_ date: String, _ expected: Int) throws {
        var directory = ZipDirectory(date: date)
        let header = directory.header(of: try #require(ZipMember(path: "a", contents: [])))
        #expect(Int(header[12]) | Int(header[13]) << 8 == expected)
    }
}

extension TemporaryBase {
    fileprivate func archive(_ path: String) throws -> Data { try Data(contentsOf: root.appendingPathComponent(path)) }
}
