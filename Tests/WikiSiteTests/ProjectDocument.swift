// A document of the project, cut into what tests compare with the program: sections, tables, code spans and code blocks.
import Foundation

struct ProjectDocument {
    /// A table: the cells of its first row, and those of all others, with `\|` as `|`.
    struct Table {
        var head: [String]
        var rows: [[String]]

        /// The cells of the column with this head; none where the table has no such column.
        func column(_ name: String) -> [String] {
            guard let index = head.firstIndex(of: name) else { return [] }
            return rows.compactMap { $0.indices.contains(index) ? $0[index] : nil }
        }
    }

    /// A fenced block of code, without the indentation of its fence.
    struct Block {
        var language: String
        var text: String
    }

    let lines: [String]

    init(_ path: String) { lines = String(decoding: Project.bytes(path), as: UTF8.self).components(separatedBy: "\n") }
    private init(lines: [String]) { self.lines = lines }

    var text: String { lines.joined(separator: "\n") }

    /// What stands below a heading, such as `## Limits`, up to the next of its level or a higher one.
    func section(_ heading: String) -> ProjectDocument {
        let level = heading.prefix { $0 == "#" }.count
        var (found, inside, inCode): ([String], Bool, Bool) = ([], false, false)
        for line in lines {
            if line.drop(while: { $0 == " " }).hasPrefix("```") { inCode.toggle() }
            if !inCode, line.wholeMatch(of: /#+ .*/) != nil, line.prefix(while: { $0 == "#" }).count <= level { inside = line == heading }
            else if inside { found.append(line) }
        }
        return ProjectDocument(lines: found)
    }

    var tables: [Table] {
        var (tables, last): ([Table], Table?) = ([], nil)
        for line in lines + [""] {
            guard line.hasPrefix("|") else {
                if let table = last { tables.append(table) }
                last = nil
                continue
            }
            let cells = line.dropFirst().replacingOccurrences(of: "\\|", with: "\u{1}").split(separator: "|", omittingEmptySubsequences: false)
                .dropLast().map { $0.trimmingCharacters(in: .whitespaces).replacingOccurrences(of: "\u{1}", with: "|") }
            if last == nil { last = Table(head: cells, rows: []) }
            else if cells.contains(where: { $0.wholeMatch(of: /:?-+:?/) == nil }) { last?.rows.append(cells) }
        }
        return tables
    }

    var blocks: [Block] {
        var (blocks, open): ([Block], (indent: Int, block: Block)?) = ([], nil)
        for line in lines {
            let content = line.drop { $0 == " " }
            if let (indent, block) = open {
                if content.hasPrefix("```") {
                    blocks.append(block)
                    open = nil
                } else {
                    open?.block.text += line.dropFirst(min(indent, line.count - content.count)) + "\n"
                }
            } else if content.hasPrefix("```") {
                open = (line.count - content.count, Block(language: String(content.dropFirst(3)), text: ""))
            }
        }
        return blocks
    }

    /// The code spans of a text.
    static func code(_ text: String) -> [String] {
        text.matches(of: /(`+)(.+?)\1/).map { String($0.2).trimmingCharacters(in: .whitespaces) }
    }
}
