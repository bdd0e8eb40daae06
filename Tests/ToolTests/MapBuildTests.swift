// The map of builds: places that a base keeps, files that an edit leaves alone, and the same bytes from nothing.
import Foundation
import Testing

@Suite struct MapBuildTests {
    private static func name(_ cluster: Int, _ number: Int) -> String { "c\(cluster)-n\(number % 12)" }

    /// Three clusters of twelve concepts in a ring with chords, joined by one link each.
    private static func concept(_ cluster: Int, _ number: Int, _ more: String = "") -> String {
        var links = [1, 2, 5].map { "It leads to [[\(name(cluster, number + $0))]] [@one2019]." }
        if number == 0 { links.append("Another cluster is near: [[\(name((cluster + 1) % 3, 3))]].") }
        return TemporaryBase.concept(name(cluster, number), body: links.joined(separator: " ") + more)
    }

    private static func base() throws -> TemporaryBase {
        var files = ["content/papers/one2019.md": TemporaryBase.paper("The paper", "10.1000/one", family: "One", year: 2019)]
        files["content/concepts/alpha.md"] = TemporaryBase.concept("Alpha", body: "Near [[c0-n1]].")
        for cluster in 0..<3 { for number in 0..<12 { files["content/concepts/\(name(cluster, number)).md"] = concept(cluster, number) } }
        return try TemporaryBase(files)
    }

    private static func places(_ base: TemporaryBase) throws -> [Substring: Substring] {
        let lines = try base.read("site/map.tsv").split(separator: "\n").filter { !$0.hasPrefix("#") }
        return Dictionary(uniqueKeysWithValues: lines.map { line in
            let end = line.firstIndex(of: "\t") ?? line.endIndex
            return (line[..<end], line[end...])
        })
    }

    private static func changed(_ old: [String: Data], _ new: [String: Data]) -> [String] {
        Set(old.keys).union(new.keys).filter { old[$0] != new[$0] && $0.hasPrefix("graph/") }.sorted()
    }

    @Test func tablesAreInTheOrderOfNames() throws {
        let base = try MapBuildTests.base()
        // Its file comes first, its title last.
        try base.write("content/concepts/alpha.md", TemporaryBase.concept("Zeta", body: "Near [[c0-n1]] and [[c0-n2]]."))
        try base.build()
        let table = try #require(try base.files("public").filter { $0.key.hasPrefix("graph/") && $0.key.hasSuffix(".html") }.values
            .map { String(decoding: $0, as: UTF8.self) }.first { $0.contains(">Zeta</a></th>") })
        let groups = table.components(separatedBy: "<tbody>\n").dropFirst()
        #expect(groups.count > 1 && groups.last?.hasPrefix("<tr><th scope=\"rowgroup\" rowspan=\"2\"><a href=\"../concepts/alpha.html\">Zeta</a></th>") == true)
        #expect(groups.last?.components(separatedBy: "links to</td>").count == 2)
    }

    @Test(arguments: [false, true]) func everyEditGivesTheSiteOfACleanBuild(_ isKept: Bool) throws {
        let base = try MapBuildTests.base()
        if isKept { #expect(try base.run(["map"]).exitCode == 0) }
        try base.build()
        let edits: [(TemporaryBase) throws -> Void] = [
            { try $0.write("content/concepts/c0-n4.md", MapBuildTests.concept(0, 4, " And to [[c2-n7]].")) },
            { try $0.write("content/concepts/c0-n4.md", MapBuildTests.concept(0, 4).replacingOccurrences(of: "About", with: "All about")) },
            { try $0.write("content/concepts/new.md", TemporaryBase.concept("New", body: "Near [[c1-n5]] and [[c1-n6]].")) },
            { try $0.write("content/concepts/c1-n2.md", MapBuildTests.concept(1, 2).replacingOccurrences(of: "title: c1-n2", with: "title: Renamed\naliases: [c1-n2]")) },
            { try $0.write("content/papers/one2019.md", TemporaryBase.paper("Its other title", "10.1000/one", family: "Two", year: 2018)) },
            { try $0.write("content/concepts/c2-n9.md", TemporaryBase.concept("c2-n9", "relations:\n  part_of:\n    - {target: c2-n1, evidence: [one2019], note: Said so}\n")) },
            { try $0.write("content/concepts/c2-n9.md", TemporaryBase.concept("c2-n9", "relations:\n  part_of:\n    - {target: c2-n1, note: Said otherwise}\n")) },
            // Only the words of an edge change.
            { try $0.write("content/concepts/c0-n6.md", MapBuildTests.concept(0, 6).replacingOccurrences(of: "[@one2019]", with: "[@supports:one2019]")) },
            { try $0.remove("content/concepts/alpha.md") },
            { _ = try $0.run(["map"]) },
        ]
        for (number, edit) in edits.enumerated() {
            try edit(base)
            try base.build()
            let (incremental, clean) = (try base.files("public"), try base.cleanSite())
            let differing = Set(incremental.keys).union(clean.keys).filter { incremental[$0] != clean[$0] }.sorted()
            #expect(differing == [], "edit \(number)")
        }
    }

    /// Another summary changes no connection; another link changes the files of one group.
    @Test func anEditLeavesTheFilesOfOtherGroupsAlone() throws {
        let base = try MapBuildTests.base()
        try base.run(["map"])
        try base.build()
        let first = try base.files("public")
        try base.write("content/concepts/c0-n4.md", MapBuildTests.concept(0, 4).replacingOccurrences(of: "About", with: "All about"))
        let written = try base.build().errors
        let second = try base.files("public")
        #expect(MapBuildTests.changed(first, second) == [], "\(written)")
        try base.write("content/concepts/c0-n4.md", MapBuildTests.concept(0, 4, " And to [[c0-n10]]."))
        try base.build()
        let third = MapBuildTests.changed(second, try base.files("public"))
        #expect(third.filter { $0.contains("text-") }.count == 1, "\(third)")
        #expect(third.contains("graph/edges.js"))
    }

    @Test func keptPlacesStay() throws {
        let base = try MapBuildTests.base()
        let run = try base.run(["map"])
        #expect(run.exitCode == 0 && run.errors.contains("38 places"))
        let before = try MapBuildTests.places(base)
        try base.write("content/concepts/new.md", TemporaryBase.concept("New", body: "Near [[c1-n5]] and [[c1-n6]]."))
        try base.write("content/concepts/c0-n4.md", MapBuildTests.concept(0, 4, " And to [[c2-n7]]."))
        try base.remove("content/concepts/alpha.md")
        try base.run(["map"])
        let after = try MapBuildTests.places(base)
        #expect(after["concepts/new"] != nil && after["concepts/alpha"] == nil)
        for (name, place) in before where name != "concepts/alpha" { #expect(after[name] == place, "\(name)") }
        // A renamed entry keeps the place of its old name.
        try base.run(["rename", "new", "newest"])
        try base.run(["map"])
        #expect(try MapBuildTests.places(base)["concepts/newest"] == after["concepts/new"])
        try base.run(["map", "--fresh"])
        #expect(try MapBuildTests.places(base) != after)
    }

    @Test func aDamagedFileIsReportedAndMended() throws {
        let base = try MapBuildTests.base()
        try base.run(["map"])
        let whole = try base.read("site/map.tsv")
        try base.write("site/map.tsv", whole + "<<<<<<< HEAD\n")
        for command in [["check"], ["build", "--output", base.root.appendingPathComponent("public").path]] {
            let run = try base.run(command)
            #expect(run.exitCode == 1)
            #expect((run.output + run.errors).contains("site/map.tsv:\(whole.split(separator: "\n").count + 1):1: error"))
        }
        #expect(try base.run(["map"]).exitCode == 0)
        #expect(try base.read("site/map.tsv") == whole)
    }
}
