// Slips in site.yml are named once, with the form that was meant.
import Testing
import WikiModel
import WikiParsing

@Suite struct SettingsSlipTests {
    @Test(arguments: [
        ("license: CC BY", "1:10 error: license must be written {name: CC BY 4.0, url: https://…}"),
        ("repository: github.com/me/x", "1:13 error: repository must be written {url: https://…, branch: main}"),
        ("search: no", "1:9 error: search must be written {enabled: false}"), ("home: about", "1:7 error: home must be written {start_here: [name, …]}"),
        ("history: [a]", "1:10 error: history must be written {enabled: false}"),
        ("card: card.png", "1:7 error: card must be written {file: assets/card.png, alt: …}"),
        ("navigation: [about]", "1:14 error: a navigation item must be written {label: …, page: …}"),
        ("navigation: [{lable: C, page: papers}]", "1:15 error: \"lable\" is not a key of a navigation item; did you mean \"label\"?"),
        (
            "navigation: [{label: C}]",
            "1:14 error: a navigation item is written {label: …, page: …}, {label: …, entry: …} or {label: …, url: …}"
        ),
    ])
    func aSettingOfAnotherFormIsToldItsOwn(_ text: String, _ problem: String) {
        let problems = readSiteSettings(Array((text + "\n").utf8), path: "").diagnostics
        #expect(problems.map { "\($0.range?.start.line ?? 0):\($0.range?.start.columnUTF8 ?? 0) \($0.severity.label): \($0.message)" } == [problem])
    }
}
