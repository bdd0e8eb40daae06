// The JSON Schemas of front matter say what the reader says.
import Foundation
import Testing
import WikiModel

@testable import WikiParsing

@MainActor @Suite struct FrontMatterSchemaTests {
    private func schema(_ kind: EntryKind) throws -> [String: Any] {
        let json = FrontMatterSchema(kind, vocabulary: Project.vocabulary).json
        return try #require(try JSONSerialization.jsonObject(with: Data(json.utf8)) as? [String: Any])
    }

    @Test func everyKeyOfTheReaderHasAForm() {
        #expect(EntryKind.allCases.flatMap(MetadataReader.keys).filter { FrontMatterSchema.form(of: $0) == nil } == [])
    }

    /// The reader knows each key of the schema, and no other word that is like one.
    @Test(arguments: EntryKind.allCases) func theReaderKnowsEveryKeyOfTheSchema(kind: EntryKind) throws {
        let properties = try #require(try schema(kind)["properties"] as? [String: Any])
        #expect(properties.count >= 15)
        for key in properties.keys {
            let head = Project.compile(Array("---\n\(key): x\n---\n".utf8), kind: kind).head
            #expect(!head.diagnostics.contains { $0.code == .keyUnknown }, "\(key)")
            let wrong = Project.compile(Array("---\n\(key)x: x\n---\n".utf8), kind: kind).head
            #expect(wrong.diagnostics.contains { $0.code == .keyUnknown }, "\(key)x")
        }
    }

    /// Known schemes alone, so that an editor completes them and marks others.
    @Test(arguments: EntryKind.allCases) func identifiersAreOfKnownSchemes(kind: EntryKind) throws {
        let properties = try #require(try schema(kind)["properties"] as? [String: [String: Any]])
        let identifiers = try #require(properties["identifiers"])
        #expect(identifiers["additionalProperties"] as? Bool == false)
        let names = Set((identifiers["properties"] as? [String: Any] ?? [:]).keys)
        #expect(names.isSuperset(of: ["UniProt", "FlyBase", "ISBN"]) && names.contains("DOI") == (kind != .paper))
    }

    /// Each word of a closed list is accepted by the reader.
    @Test(arguments: EntryKind.allCases) func theReaderAcceptsEveryWordOfTheSchema(kind: EntryKind) throws {
        let properties = try #require(try schema(kind)["properties"] as? [String: [String: Any]])
        var words = 0
        for (key, property) in properties {
            for word in (property["enum"] as? [Any] ?? []).compactMap({ $0 as? String }) {
                let head = Project.compile(Array("---\ntitle: T\n\(key): \(word)\n---\n".utf8), kind: kind).head
                #expect(!head.diagnostics.contains { $0.message.contains("\"\(word)\"") }, "\(key): \(word)")
                words += 1
            }
        }
        #expect(words >= 6)
    }
}
