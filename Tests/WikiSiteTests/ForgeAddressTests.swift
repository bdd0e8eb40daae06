// Links to the forge: each family writes its addresses in its own way.
import Foundation
import Testing
import WikiModel

@testable import WikiSite

@Suite struct ForgeAddressTests {
    private func forge(_ url: String, branch: String = "main", folder: String = "") -> ForgeAddresses? {
        var settings = SiteSettings()
        settings.repositoryFolder = folder
        settings.repositoryURL = url
        settings.repositoryBranch = branch
        let categories = ["structure", "process"].map { (id: $0, label: $0) }
        return ForgeAddresses(
            settings, Vocabulary(kinds: [.concept: KindTerms(label: "Concept", plural: "Concepts", categories: categories)]))
    }

    @Test(
        "Edit and history",
        arguments: [
            (
                "https://github.com/lab/base", "https://github.com/lab/base/edit/main/content/concepts/a.md",
                "https://github.com/lab/base/commits/main/content/concepts/a.md"
            ),
            (
                "https://gitlab.example.org/lab/sub/base.git",
                "https://gitlab.example.org/lab/sub/base/-/edit/main/content/concepts/a.md",
                "https://gitlab.example.org/lab/sub/base/-/commits/main/content/concepts/a.md"
            ),
            (
                "https://codeberg.org/lab/base", "https://codeberg.org/lab/base/_edit/main/content/concepts/a.md",
                "https://codeberg.org/lab/base/commits/branch/main/content/concepts/a.md"
            ),
        ])
    func addresses(url: String, edit: String, history: String) {
        #expect(forge(url)?.edit("content/concepts/a.md") == edit)
        #expect(forge(url)?.history("content/concepts/a.md") == history)
    }

    @Test func aBaseMayStandInAFolderOfItsRepository() {
        let forge = forge("https://github.com/lab/site", folder: "docs/wiki")
        #expect(forge?.edit("content/concepts/a.md") == "https://github.com/lab/site/edit/main/docs/wiki/content/concepts/a.md")
        #expect(forge?.history("content/concepts/a.md") == "https://github.com/lab/site/commits/main/docs/wiki/content/concepts/a.md")
        #expect(forge?.report(title: "A", path: "content/concepts/a.md").contains("In%20%60docs%2Fwiki%2Fcontent%2Fconcepts%2Fa.md%60") == true)
        #expect(forge?.newConcept(titled: "tip").hasPrefix("https://github.com/lab/site/new/main/docs/wiki/content/concepts?filename=tip.md") == true)
    }

    @Test(arguments: [
        ("https://github.com/lab/base", "https://github.com/lab/base/commit/0a1b"), ("https://gitlab.com/lab/base", "https://gitlab.com/lab/base/-/commit/0a1b"),
        ("https://codeberg.org/lab/base", "https://codeberg.org/lab/base/commit/0a1b"),
    ])
    func commitsHaveAddresses(_ url: String, _ commit: String) { #expect(forge(url)?.commit("0a1b") == commit) }

    @Test func reportsNameTheEntry() {
        #expect(
            forge("https://github.com/lab/base")?.report(title: "Ca²⁺ & more", path: "content/concepts/a.md")
                == "https://github.com/lab/base/issues/new?title=Problem%3A%20Ca%C2%B2%E2%81%BA%20%26%20more"
                + "&body=In%20%60content%2Fconcepts%2Fa.md%60%3A%0A%0A")
        #expect(
            forge("https://gitlab.com/lab/base")?.report(title: "A", path: "a.md").hasPrefix(
                "https://gitlab.com/lab/base/-/issues/new?issue[title]=Problem%3A%20A") == true)
    }

    @Test func wantedEntriesBeginWithTheirFrontMatter() {
        let address = forge("https://github.com/lab/base", branch: "work/next")?.newConcept(titled: "the \"tip\" α") ?? ""
        #expect(address.hasPrefix("https://github.com/lab/base/new/work/next/content/concepts?filename=the-tip-alpha.md&value="))
        #expect(
            address.removingPercentEncoding?.hasSuffix(
                "---\ntitle: \"The \\\"tip\\\" α\"\nsummary: \"One sentence that says what it is.\"\n"
                    + "category: # one of: structure, process\nstatus: draft\n---\n\n") == true)
        #expect(
            forge("https://gitlab.com/lab/base")?.newConcept(titled: "tip").hasPrefix(
                "https://gitlab.com/lab/base/-/new/main/content/concepts?file_name=tip.md&content=---%0Atitle") == true)
    }

    @Test(arguments: ["", "git@github.com:lab/base.git", "javascript:alert(1)"])
    func whatIsNoAddressOfTheWebGivesNoLinks(url: String) { #expect(forge(url) == nil) }
}
