// Names of authors as people write them in one text: "Ma, L.; Yu, L.", "Liang Ma and Li Yu", "Liang Ma, Li Yu".
import WikiModel

/// The people that a text names, and whether it says that there are more ("et al.").
///
/// Names are parted by semicolons, by "and" or "&", or by commas between names of several words. Where nothing tells, the text is one name:
/// `Ma, Liang`. A name without a comma ends in the family name.
public func looseNames(_ text: String) -> (names: [PersonName], isPartial: Bool) {
    var parts = text.split(separator: ";").map { $0.trimmed }
    if parts.count < 2 { parts = text.replacing(" & ", with: " and ").replacing(", and ", with: " and ").split(separator: " and ").map { String($0).trimmed } }
    parts = parts.flatMap(namesBetweenCommas).filter { !$0.isEmpty }
    var isPartial = false
    var names: [PersonName] = []
    for part in parts {
        var name = part
        for word in [" et al.", " et al"] where name.loweredASCII.hasSuffix(word) {
            name = String(name.dropLast(word.count)).trimmed
            isPartial = true
        }
        while name.last == "," { name.removeLast() }
        if PersonName.wordsForOthers.contains(name.loweredASCII) {
            isPartial = true
        } else {
            // Braces and commands of TeX are letters here.
            let plain = name.filter { !"{}\\\"$%#~^_".contains($0) }
            names += BibTeXNames(Array(plain.utf8)).names
        }
    }
    return (names, isPartial)
}

/// "Liang Ma, Li Yu" and "Ma, L., Yu, L." as two names; other texts as they are.
private func namesBetweenCommas(_ text: String) -> [String] {
    let parts = text.split(separator: ",").map(\.trimmed)
    guard parts.count > 1 else { return [text] }
    if parts.allSatisfy({ $0.contains(" ") }) { return parts }
    let isPairs = parts.count > 2 && parts.count % 2 == 0
        && stride(from: 1, to: parts.count, by: 2).allSatisfy { areInitials(parts[$0]) }
    return isPairs ? stride(from: 0, to: parts.count, by: 2).map { "\(parts[$0]), \(parts[$0 + 1])" } : [text]
}

private func areInitials(_ text: String) -> Bool {
    text.utf8.count <= 8 && text.allSatisfy { $0.isUppercase || ". -".contains($0) }
}
