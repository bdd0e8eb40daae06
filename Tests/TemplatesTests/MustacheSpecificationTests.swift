// The Mustache specification as a suite: every module that is not optional, and inheritance.
import Bytes
import Foundation
import Testing

@testable import Templates

/// One case of the specification.
struct MustacheCase: Sendable, CustomTestStringConvertible {
    var module: String
    var name: String
    var template: String
    var partials: [String: String]
    var data: TemplateValue
    var expected: String

    var testDescription: String { "\(module): \(name)" }
}

enum MustacheSpecification {
    /// Dynamic names are optional and not part of this engine.
    static let modules = ["comments", "delimiters", "interpolation", "inverted", "partials", "sections", "~inheritance"]

    static let path: String = {
        let folder =
            ProcessInfo.processInfo.environment["MIGRAPEDIA_SPEC_DIR"]
            ?? URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("../../../shared/spec").path
        return folder + "/mustache-spec.json"
    }()

    static var isPresent: Bool { FileManager.default.fileExists(atPath: path) }

    static let cases: [MustacheCase] = {
        guard let bytes = FileManager.default.contents(atPath: path),
            let all = try? JSONSerialization.jsonObject(with: bytes) as? [String: [[String: Any]]]
        else { return [] }
        return modules.flatMap { module in
            (all[module] ?? []).map { entry in
                MustacheCase(
                    module: module, name: entry["name"] as? String ?? "", template: entry["template"] as? String ?? "",
                    partials: entry["partials"] as? [String: String] ?? [:], data: value(entry["data"] ?? NSNull()),
                    expected: entry["expected"] as? String ?? "")
            }
        }
    }()

    /// JSON as a template value.
    static func value(_ json: Any) -> TemplateValue {
        switch json {
        case let number as NSNumber: String(cString: number.objCType) == "c" ? .flag(number.boolValue) : .text("\(number)")
        case let text as String: .text(text)
        case let list as [Any]: .list(list.map(value))
        case let object as [String: Any]:
            .object(TemplateObject(TemplateShape(object.keys.sorted()), object.keys.sorted().map { value(object[$0] ?? NSNull()) }))
        default: .absent
        }
    }
}

@Suite(.enabled(if: MustacheSpecification.isPresent, "the specification's cases are not on this machine"))
struct MustacheSpecificationTests {
    @Test(arguments: MustacheSpecification.cases)
    func specificationCase(_ test: MustacheCase) throws {
        var sources = [TemplateSource(name: "\u{1}main", file: "main", bytes: Array(test.template.utf8))]
        for (name, text) in test.partials.sorted(by: { $0.key < $1.key }) {
            sources.append(TemplateSource(name: name, file: name, bytes: Array(text.utf8)))
        }
        let library = TemplateLibrary(sources, unknownNames: .empty)
        #expect(library.errors.isEmpty)
        var output = ByteBuffer()
        try library.render("\u{1}main", [test.data], into: &output)
        #expect(String(decoding: [UInt8](output), as: UTF8.self) == test.expected)
    }

    /// A suite without cases would pass, so their number is checked.
    @Test func everyModuleIsThere() {
        let counts = Dictionary(grouping: MustacheSpecification.cases, by: \.module).mapValues(\.count)
        #expect(
            counts == [
                "comments": 12, "delimiters": 14, "interpolation": 42, "inverted": 22, "partials": 12, "sections": 34,
                "~inheritance": 27,
            ])
    }
}
