// Reports for machines of a forge: annotations of GitHub's workflows, and SARIF.
import WikiModel

extension DiagnosticReport {
    /// Workflow commands of GitHub Actions: each problem becomes an annotation at its line.
    ///
    /// The form and its escapes: docs.github.com, "Workflow commands for GitHub Actions".
    func github(_ places: inout ForgePlaces) -> String {
        func escaped(_ text: String, _ marks: String.UnicodeScalarView = "%\r\n".unicodeScalars) -> String {
            text.unicodeScalars.map { marks.contains($0) ? "%" + UInt8(ascii: $0).hexadecimal : String($0) }.joined()
        }
        func escaped(property text: String) -> String { escaped(text, "%\r\n:,".unicodeScalars) }
        return diagnostics.map { diagnostic in
            let command = diagnostic.severity == .note ? "notice" : diagnostic.severity.label
            var properties = ["file=" + escaped(property: places.path(diagnostic.file))]
            if let range = places.range(of: diagnostic) {
                properties.append("line=\(range.start.line)")
                properties.append("col=\(range.start.columnUTF8)")
                if range.end.line == range.start.line, range.end > range.start { properties.append("endColumn=\(range.end.columnUTF8)") }
            }
            properties.append("title=" + escaped(property: diagnostic.code.rawValue))
            return "::\(command) \(properties.joined(separator: ","))::\(escaped(diagnostic.message))\n"
        }.joined()
    }

    /// SARIF 2.1.0 (OASIS), with columns in units of UTF-16, as its readers take them.
    func sarif(_ places: inout ForgePlaces) -> String {
        let used = DiagnosticCode.allCases.filter { code in diagnostics.contains { $0.code == code } }
        let rules = used.map { code in
            "{\"id\": \(JSONEscaping.quoted(code.rawValue)), \"shortDescription\": {\"text\": \(JSONEscaping.quoted(code.rawValue))}, "
                + "\"help\": {\"text\": \(JSONEscaping.quoted(code.help))}, "
                + "\"defaultConfiguration\": {\"level\": \(JSONEscaping.quoted(code.severity.label))}}"
        }
        let results = diagnostics.map { diagnostic -> String in
            let address = PercentEncoding.encoded(places.path(diagnostic.file), keeping: .path)
            var location = "\"artifactLocation\": {\"uri\": \(JSONEscaping.quoted(address))}"
            if let range = places.range(of: diagnostic) {
                var region = "\"startLine\": \(range.start.line), \"startColumn\": \(range.start.columnUTF8)"
                if range.end > range.start { region += ", \"endLine\": \(range.end.line), \"endColumn\": \(range.end.columnUTF8)" }
                location += ", \"region\": {\(region)}"
            }
            return "{\"ruleId\": \(JSONEscaping.quoted(diagnostic.code.rawValue)), \"level\": \(JSONEscaping.quoted(diagnostic.severity.label)), "
                + "\"message\": {\"text\": \(JSONEscaping.quoted(diagnostic.message))}, "
                + "\"locations\": [{\"physicalLocation\": {\(location)}}]}"
        }
        return """
            {
              "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
              "version": "2.1.0",
              "runs": [{
                "columnKind": "utf16CodeUnits",
                "tool": {"driver": {"name": "migrapedia", "version": "\(toolVersion)", "rules": [\(rules.joined(separator: ", "))]}},
                "results": [
                  \(results.joined(separator: ",\n      "))
                ]
              }]
            }

            """
    }
}
