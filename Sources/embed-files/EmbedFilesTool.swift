// Writes a Swift file that holds the bytes of other files: `embed-files OUTPUT NAME=FILE…`. Runs while the tool is built.
import Foundation

@main
enum EmbedFilesTool {
    static func main() throws {
        let arguments = CommandLine.arguments.dropFirst()
        guard let output = arguments.first else { return }
        var text = """
            // Files of the project, put here when the tool was built (`Plugins/EmbedFiles`).

            enum EmbeddedFiles {
                /// Each file by its name. Text stands as it is; other files as hexadecimal digits.
                static let files: [EmbeddedFile] = [

            """
        for argument in arguments.dropFirst() {
            let parts = argument.split(separator: "=", maxSplits: 1).map(String.init)
            let data = try Data(contentsOf: URL(fileURLWithPath: parts[1]))
            let form = String(data: data, encoding: .utf8).map { "text: " + literal($0) }
                ?? "hexadecimal: \"" + data.map { String(UInt16($0) + 256, radix: 16).dropFirst() }.joined() + "\""
            text += "        EmbeddedFile(path: \(literal(parts[0])), \(form)),\n"
        }
        try Data((text + "    ]\n}\n").utf8).write(to: URL(fileURLWithPath: output))
    }

    private static func literal(_ text: String) -> String {
        var output = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\\": output += "\\\\"
            case "\"": output += "\\\""
            case "\n": output += "\\n"
            case _ where scalar.value < 0x20 || scalar.value == 0x7F: output += "\\u{\(String(scalar.value, radix: 16))}"
            default: output.unicodeScalars.append(scalar)
            }
        }
        return output + "\""
    }
}
