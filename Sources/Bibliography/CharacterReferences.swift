// Character references of HTML and XML (`&amp;`, `&#39;`, `&eacute;`), which exports leave in titles and names.
import WikiModel

/// The text with its character references read, also where they were written twice (`&amp;lt;` is `<`). What is none stays.
func withoutCharacterReferences(_ text: String) -> String {
    var text = text
    // A reference of a reference of a reference is met in files; more is somebody's joke.
    for _ in 0..<3 {
        guard text.holds("&"), let read = readingCharacterReferences(text) else { break }
        text = read
    }
    return text
}

/// `nil` when the text holds none.
private func readingCharacterReferences(_ text: String) -> String? {
    var output = String.UnicodeScalarView()
    var rest = Substring(text).unicodeScalars
    var count = 0
    while let mark = rest.firstIndex(of: "&") {
        output.append(contentsOf: rest[..<mark])
        rest = rest[mark...]
        // The longest name that is known has eight letters.
        let name = rest.dropFirst().prefix(10).prefix { $0 != ";" }
        if name.endIndex < rest.endIndex, rest[name.endIndex] == ";", let scalar = namedScalar(String(name)) {
            output.append(scalar)
            rest = rest[rest.index(after: name.endIndex)...]
            count += 1
        } else {
            output.append("&")
            rest = rest.dropFirst()
        }
    }
    output.append(contentsOf: rest)
    return count == 0 ? nil : String(output)
}

private func namedScalar(_ name: String) -> Unicode.Scalar? {
    guard name.hasPrefix("#") else { return namedScalars[name] }
    let digits = name.dropFirst()
    let value = digits.hasPrefix("x") || digits.hasPrefix("X")
        ? digits.dropFirst().first == "+" ? nil : UInt32(digits.dropFirst(), radix: 16) : digits.isDigits ? UInt32(digits) : nil
    guard let value, let scalar = Unicode.Scalar(value), !scalar.isForbiddenInText,
        scalar.properties.generalCategory != .control || value == 9 || value == 10
    else { return nil }
    return scalar
}

/// The five of XML, Latin-1, Greek letters, and the marks that titles hold (HTML 4.01, section 24).
private let namedScalars: [String: Unicode.Scalar] = {
    var table: [String: Unicode.Scalar] = ["amp": "&", "lt": "<", "gt": ">", "quot": "\"", "apos": "'"]
    func add(_ names: String, from first: UInt32) {
        for (offset, name) in names.split(separator: " ").enumerated() where name != "-" {
            table[String(name)] = Unicode.Scalar(first + UInt32(offset))
        }
    }
    add(
        "nbsp iexcl cent pound curren yen brvbar sect uml copy ordf laquo not shy reg macr deg plusmn sup2 sup3 acute micro para middot "
            + "cedil sup1 ordm raquo frac14 frac12 frac34 iquest Agrave Aacute Acirc Atilde Auml Aring AElig Ccedil Egrave Eacute Ecirc "
            + "Euml Igrave Iacute Icirc Iuml ETH Ntilde Ograve Oacute Ocirc Otilde Ouml times Oslash Ugrave Uacute Ucirc Uuml Yacute "
            + "THORN szlig agrave aacute acirc atilde auml aring aelig ccedil egrave eacute ecirc euml igrave iacute icirc iuml eth "
            + "ntilde ograve oacute ocirc otilde ouml divide oslash ugrave uacute ucirc uuml yacute thorn yuml", from: 0xA0)
    add("Alpha Beta Gamma Delta Epsilon Zeta Eta Theta Iota Kappa Lambda Mu Nu Xi Omicron Pi Rho - Sigma Tau Upsilon Phi Chi Psi Omega", from: 0x391)
    add("alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu nu xi omicron pi rho sigmaf sigma tau upsilon phi chi psi omega", from: 0x3B1)
    add("ndash mdash - - - lsquo rsquo sbquo - ldquo rdquo bdquo", from: 0x2013)
    for (name, value) in [("hellip", 0x2026), ("prime", 0x2032), ("rarr", 0x2192), ("minus", 0x2212), ("le", 0x2264), ("ge", 0x2265)] as [(String, UInt32)] {
        table[name] = Unicode.Scalar(value)
    }
    return table
}()

extension BibliographyRecord {
    /// The record with the character references of its texts read, in its normal form; the record itself when it holds none.
    func withoutCharacterReferences() -> BibliographyRecord {
        let paths: [WritableKeyPath<BibliographyRecord, String>] = [
            \.title, \.paper.containerTitle, \.paper.publisher, \.paper.abstract, \.paper.doi, \.paper.url, \.paper.page, \.paper.volume,
            \.paper.issue, \.paper.number,
        ]
        var record = self
        for path in paths where self[keyPath: path].holds("&") {
            record[keyPath: path] = Bibliography.withoutCharacterReferences(self[keyPath: path])
        }
        for (index, name) in paper.authors.enumerated() {
            for path in [\PersonName.family, \.given, \.literal] where name[keyPath: path].holds("&") {
                record.paper.authors[index][keyPath: path] = Bibliography.withoutCharacterReferences(name[keyPath: path])
            }
        }
        for (index, keyword) in paper.keywords.enumerated() where keyword.holds("&") {
            record.paper.keywords[index] = Bibliography.withoutCharacterReferences(keyword)
        }
        return record == self ? self : record.normalised()
    }
}
