// Names of persons and groups in front matter and settings.
import WikiModel

extension YAMLValues {
    private static let personKeys = ["family", "given", "literal", "orcid"]

    /// `{family: Porter, given: Keith R, orcid: …}` or `{literal: The Consortium}`, and where its ORCID iD stands; `nil`, with a report,
    /// for what names nobody.
    mutating func person(_ node: YAMLNode) -> (name: PersonName, orcidRange: SourceRange?)? {
        guard node.isMapping else {
            let names = YAMLValues.names(in: node.string ?? "")
            let form = names.count > 1 ? "authors are written [\(names.joined(separator: ", "))]" : names.first.map { "an author is written \($0)" }
            report(
                .valueType, node.range,
                node.string.flatMap(YAMLValues.adviceOnOthers)
                    ?? form ?? "an author is written {family: Porter, given: Keith R} or {literal: The Consortium}")
            return nil
        }
        var name = PersonName()
        var orcidRange: SourceRange?
        var isReported = false
        for (key, value) in pairs(node, what: "author") {
            guard YAMLValues.personKeys.contains(key.string) else {
                reportUnknown(key, of: "an author", among: YAMLValues.personKeys)
                isReported = true
                continue
            }
            guard let text = text(value, key.string) else {
                isReported = true
                continue
            }
            switch key.string {
            case "family": name.family = text.string
            case "given": name.given = text.string
            case "literal": name.literal = text.string
            default: (name.orcid, orcidRange) = (text.string, text.range)
            }
        }
        if !name.family.isEmpty || !name.literal.isEmpty {
            if let problem = YAMLValues.problem(of: name) { report(.valueType, node.range, problem) }
            return (name, orcidRange)
        }
        if !isReported { report(.keyMissing, node.range, "an author needs \"family\" or \"literal\"") }
        return nil
    }

    // MARK: Slips

    /// What is wrong with a name that would be shown and exported as it is written.
    private static func problem(of name: PersonName) -> String? {
        if let advice = adviceOnOthers(name.literal.isEmpty ? name.family : name.literal) { return advice }
        for part in [name.family, name.given] {
            let words = withoutMarks(part)
            if words != part { return "\"\(part)\" has a mark that leads to an address or a note; write \"\(words)\"" }
        }
        let parts = name.family.split(separator: ",", maxSplits: 1).map { String($0).trimmingWhitespace() }
        guard name.given.isEmpty, name.literal.isEmpty, parts.count == 2, !parts[1].isEmpty else { return nil }
        return "\"\(name.family)\" is a whole name; write {family: \(parts[0]), given: \(parts[1])}"
    }

    /// What to write for `et al.`, where it stands as an author.
    private static func adviceOnOthers(_ text: String) -> String? {
        // A base has thousands of authors, and hardly one is called so.
        guard text.utf8.count <= 10, (PersonName.wordsForOthers + ["…", "..."]).contains(text.lowercased()) else { return nil }
        return "\"\(text)\" is no author; delete it, and write a line \"author_status: partial\""
    }

    /// A name without the stars, daggers and numbers of the title page of a paper. "3rd" is of a name.
    private static func withoutMarks(_ name: String) -> String {
        // Of UTF-8: all marks that are no ASCII begin with one of the two last.
        guard name.utf8.contains(where: { $0.isDigit || $0 == UInt8(ascii: "*") || $0 == UInt8(ascii: "#") || $0 == 0xC2 || $0 == 0xE2 })
        else { return name }
        func isMark(_ index: String.Index) -> Bool {
            if "*†‡§¶#¹²³⁴⁵⁶⁷⁸⁹⁰".contains(name[index]) { return true }
            let next = name.index(after: index)
            return "0123456789".contains(name[index]) && !(next < name.endIndex && name[next].isLetter)
        }
        guard name.indices.contains(where: isMark) else { return name }
        var words = String(name.indices.filter { !isMark($0) }.map { name[$0] })
        while let last = words.last, last == "," || last == " " { words.removeLast() }
        return words
    }

    /// The authors that one text names, as front matter has them; none where it is not certain who they are.
    static func names(in text: String) -> [String] {
        let separated = text.replacing(" and ", with: ", ").replacing(" & ", with: ", ").replacing(",,", with: ",")
        let separator: Character = separated.contains(";") ? ";" : ","
        let parts = separated.split(separator: separator).map { String($0).trimmingWhitespace() }.filter { !$0.isEmpty }
        guard !parts.isEmpty, parts.count <= 40 else { return [] }
        let places = parts.indices.filter { !$0.isMultiple(of: 2) }
        let areInitials = parts.count.isMultiple(of: 2) && places.allSatisfy { isInitials(parts[$0]) }
        let isOneName = parts.count == 2 && parts.allSatisfy { !$0.contains(" ") }
        // A comma may stand between names, or between the parts of each.
        let arePairs = separator == "," && (areInitials || isOneName)
        let names = arePairs ? places.map { form(family: parts[$0 - 1], given: parts[$0]) } : parts.compactMap(name(in:))
        guard arePairs || names.count == parts.count else { return [] }
        return names.count > 6 ? names.prefix(3) + ["…"] : names
    }

    private static func form(family: String, given: String) -> String { "{family: \(family), given: \(given)}" }

    /// `Jones A`, `Jones, Ann`, `Ann van Jones` or `The Jones Consortium`.
    private static func name(in text: String) -> String? {
        let halves = text.split(separator: ",", maxSplits: 1).map { String($0).trimmingWhitespace() }
        if halves.count == 2 { return form(family: halves[0], given: halves[1]) }
        let words = text.split(separator: " ").map(String.init)
        guard words.count > 1 else { return nil }
        if ["Consortium", "Group", "Collaboration", "Network", "Project", "Team", "Committee"].contains(words[words.count - 1]) {
            return "{literal: \(text)}"
        }
        if isInitials(words[words.count - 1]) { return form(family: words.dropLast().joined(separator: " "), given: words[words.count - 1]) }
        let family = words.dropFirst().firstIndex { $0.first?.isLowercase == true } ?? words.count - 1
        return form(family: words[family...].joined(separator: " "), given: words[..<family].joined(separator: " "))
    }

    /// `K`, `KR`, `K. R.`, `J.-P.`
    private static func isInitials(_ text: String) -> Bool {
        let letters = text.filter(\.isLetter)
        return (1...4).contains(letters.count) && letters.allSatisfy(\.isUppercase) && text.allSatisfy { $0.isLetter || ". -".contains($0) }
    }
}
