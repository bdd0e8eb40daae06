// Every piece of an entry's syntax, compiled and compared with what was reviewed. `UPDATE_GOLDEN=1` rewrites the files.
import Foundation
import Testing
import WikiModel

@Suite @MainActor struct CompileGoldenTests {
    private static let updates = ProcessInfo.processInfo.environment["UPDATE_GOLDEN"] == "1"

    @Test(arguments: CompileFixture.all)
    func fixture(_ fixture: CompileFixture) throws {
        let dump = fixture.compile().dump(Project.vocabulary)
        if CompileGoldenTests.updates {
            try Data(dump.utf8).write(to: fixture.golden)
            return
        }
        let golden = FileManager.default.contents(atPath: fixture.golden.path).map { String(decoding: $0, as: UTF8.self) }
        #expect(dump == golden)
    }

    /// A suite without cases would pass.
    @Test func thereAreFixtures() { #expect(CompileFixture.all.count >= 25) }
}
