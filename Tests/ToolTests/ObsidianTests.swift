// A vault as Obsidian leaves it, copied into `content/`: it builds, and what does not fit is reported at its place.
import Foundation
import Testing

@Suite(.serialized) struct ObsidianTests {
    private static let note = """
        ---
        title: Lab note
        tags:
          - Imaging
          - "2024"
        cssclasses:
          - wide
        aliases: ["LN"]
        created: 2024-03-01
        ---
        # Lab note

        See [[Folder Note|the other]] and [[Folder Note#A heading]], [[#A block|below]], [[Lab note#^here]] and ![[Folder Note]].

        ![[Picture One.gif|300]]
        ![[Picture One.gif|Cells|300x200]]
        ![Old way](Picture%20One.gif)
        ![[Paper.pdf#page=3]]
        ![[Board.canvas]]

        An inline #tag and #nested/tag, ==highlighted==, $x^2$ and %%a comment%%. ^here

        ```dataview
        TABLE file.mtime FROM "Folder" WHERE contains(tags, "x")
        ```

        Inline `= this.title` and status:: open

        > [!faq]- Folded
        > Inside [[Nowhere at all]].

        - [ ] task
        - [x] done [[LN]]

        <iframe src="https://example.org"></iframe>

        | a | b |
        | - | - |
        | [[Folder Note\\|x]] | ![[Picture One.gif\\|100]] |

        """

    /// Writes the vault below a folder of `content/`.
    private func vault(in folder: String) throws -> TemporaryBase {
        let base = try TemporaryBase()
        for path in [".obsidian/plugins", "Folder/Deep er", "Attachments"] {
            try FileManager.default.createDirectory(
                at: base.root.appendingPathComponent(folder + "/" + path), withIntermediateDirectories: true)
        }
        try base.write(folder + "/Lab note.md", ObsidianTests.note)
        try base.write(folder + "/Folder/Folder Note.md", "No front matter.\n\n## A heading\n\nWords. #tag\n")
        try base.write(folder + "/Folder/Deep er/Über uns 2024.md", "---\n---\n\n[[Lab note]]\n")
        try base.write(folder + "/Untitled.md", "")
        try base.write(folder + "/Templater.md", "---\ntitle: <% tp.file.title %>\ndate: {{date}}\n---\n<%* await x %>\n")
        try base.write(folder + "/Broken.md", "---\ntitle: [unclosed\n---\ntext\n")
        try base.write(folder + "/Board.canvas", "{\"nodes\":[]}")
        try base.write(folder + "/.obsidian/app.json", "{}")
        try base.write(folder + "/.obsidian/hidden.md", "secret")
        try base.write(folder + "/Attachments/Picture One.gif", "GIF89a")
        try base.write(folder + "/Attachments/Paper.pdf", "%PDF-1.4")
        return base
    }

    @Test(arguments: ["content/concepts", "content", "content/My Vault"])
    func aVaultBuildsWithLocatedMessages(folder: String) throws {
        let base = try vault(in: folder)
        let run = try base.build("public", ["--force", "--format", "json"])
        // Outside the folders of entries, notes are left out with a warning; inside, a damaged one is an error.
        #expect(run.exitCode == (folder == "content/concepts" ? 1 : 0))
        let report = try #require(try JSONSerialization.jsonObject(with: Data(run.output.utf8)) as? [String: Any])
        let diagnostics = try #require(report["diagnostics"] as? [[String: Any]])
        #expect(diagnostics.count > 5)
        for diagnostic in diagnostics {
            let file = try #require(diagnostic["file"] as? String)
            #expect(base.exists(file), "\(diagnostic)")
            #expect(!(diagnostic["code"] as? String ?? "").hasPrefix("compile-"), "\(diagnostic)")
            #expect(!file.contains(".obsidian"))
        }
        // The rest of the base is as it was.
        #expect(base.exists("public/concepts/alpha.html"))
        for (path, bytes) in try base.files("public") where path.hasSuffix(".html") {
            let page = String(decoding: bytes, as: UTF8.self)
            #expect(!page.contains("secret") && !page.contains("<iframe") && !page.contains("a comment"), "\(path)")
        }
    }

    @Test func aNoteOfAVaultIsReadAsObsidianShowsIt() throws {
        let base = try vault(in: "content/concepts")
        try base.build("public", ["--force"])
        let page = try base.read("public/concepts/lab-note.html")
        #expect(page.contains(">the other</a>"))
        #expect(page.contains("Picture%20One.gif"))
        #expect(page.contains("TABLE file.mtime"))
        #expect(page.contains("type=\"checkbox\""))
        #expect(page.contains("folder-note.html#a-heading"))
    }
}
