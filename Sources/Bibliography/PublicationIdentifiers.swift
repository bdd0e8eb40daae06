// Checks of the identifiers of publications: DOI, PMID, PMCID, arXiv, ISBN, ISSN.
import WikiModel

/// Where a DOI is resolved, with and without its scheme: what people paste in front of a DOI.
private let doiAddresses = [
    "https://doi.org/", "http://doi.org/", "https://dx.doi.org/", "http://dx.doi.org/", "https://www.doi.org/",
    "http://www.doi.org/", "doi.org/", "dx.doi.org/",
]

/// DOI: `10.`, 4 to 9 digits, parts of `.` and digits, `/`, and anything but white space (DOI Handbook 2.2; Crossref's
/// pattern, without its limits on the suffix: old Wiley DOIs hold `<>;()`). Compared in lower case.
func checkDOI(_ value: String) -> IdentifierCheck {
    if isPlainDOI(value) { return .valid(normalised: value.loweredASCII) }
    var text = value
    var reason: String?
    if let rest = text.dropping(anyOf: doiAddresses) {
        text = rest
        reason = "is written with its address"
    } else if let rest = text.dropping(anyOf: ["doi:", "doi "]) {
        text = rest.trimmed
        reason = "is written with \"doi\" before it"
    }
    if let decoded = PercentEncoding.decoded(text), decoded != text, problemOfDOI(decoded) == nil {
        text = decoded
        reason = reason ?? "is percent-encoded"
    }
    if let joined = withoutBlanksAtBrackets(text) {
        text = joined
        reason = reason ?? "holds blanks beside a bracket"
    }
    if text.unicodeScalars.contains(where: { isDash($0) && $0 != "-" }) {
        text = String(String.UnicodeScalarView(text.unicodeScalars.map { isDash($0) ? "-" : $0 }))
        reason = reason ?? "holds a dash where DOIs have a hyphen"
    }
    if let last = text.utf8.last, endsSentence(last) {
        while let last = text.utf8.last, endsSentence(last) { text.removeLast() }
        reason = reason ?? "ends in the punctuation of the sentence it was copied from"
    }
    if let problem = problemOfDOI(text) { return .invalid(reason: problem) }
    return accepted(text.loweredASCII, reason: reason)
}

/// Marks that end a DOI only where it was copied with the text around it.
private func endsSentence(_ byte: UInt8) -> Bool { byte == UInt8(ascii: ".") || byte == UInt8(ascii: ",") || byte == UInt8(ascii: ";") }

/// Whether a DOI is written as it should be, with a prefix of one part and nothing in its suffix that might be encoded: most
/// are, and they are looked at for every link to a paper.
private func isPlainDOI(_ value: String) -> Bool {
    value.withBytes { bytes in
        guard bytes.count > 3, bytes[0] == UInt8(ascii: "1"), bytes[1] == UInt8(ascii: "0"), bytes[2] == UInt8(ascii: "."),
            let slash = bytes.firstIndex(of: UInt8(ascii: "/")), (4...9).contains(slash - 3)
        else { return false }
        return bytes[3..<slash].allSatisfy(\.isDigit) && slash + 1 < bytes.count
            && bytes[(slash + 1)...].allSatisfy { $0.isMark && $0 != UInt8(ascii: "%") } && !endsSentence(bytes[bytes.count - 1])
    }
}

/// The DOI of `10.1641/0006-3568(2004)054 [ 0050:TPOWPP]2.0.CO;2`, as Web of Science breaks DOIs that hold a SICI; `nil` for
/// other texts.
private func withoutBlanksAtBrackets(_ text: String) -> String? {
    guard text.holds("["), text.contains(" ["), text.hasPrefix("10.") else { return nil }
    var output = ""
    for character in text {
        if character == "[", output.last == " " { output.removeLast() }
        if character == " ", output.last == "[" { continue }
        output.append(character)
    }
    return problemOfDOI(output) == nil ? output : nil
}

/// Whether the value is a short DOI, `10/` and letters (shortdoi.org): it resolves, but cannot be compared offline.
func isShortDOI(_ value: String) -> Bool {
    guard let rest = value.dropping(anyOf: ["10/"]) else { return false }
    return !rest.isEmpty && rest.utf8.allSatisfy(\.isAlphanumeric)
}

private func problemOfDOI(_ text: String) -> String? {
    if isShortDOI(text) { return "is a short DOI; write the DOI that it leads to" }
    guard let afterTen = text.dropping(anyOf: ["10."]) else {
        if text.dropping(anyOf: ["PMC"])?.isDigits == true { return "is a PMCID, not a DOI" }
        if text.isDigits { return "is a bare number, as a PMID is; a DOI begins with \"10.\"" }
        return "does not begin with \"10.\", as a DOI does"
    }
    guard let slash = afterTen.utf8.firstIndex(of: UInt8(ascii: "/")) else { return "has no \"/\" after its prefix" }
    let parts = afterTen[..<slash].split(separator: ".", omittingEmptySubsequences: false)
    guard let registrant = parts.first, (4...9).contains(registrant.utf8.count), parts.allSatisfy({ $0.isDigits })
    else {
        return "has the prefix \"10.\(afterTen[..<slash])\"; a prefix is \"10.\" and 4 to 9 digits"
    }
    let suffix = afterTen[slash...].dropFirst()
    if suffix.isEmpty { return "ends after its prefix" }
    if suffix.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F }) { return nil }
    if suffix.unicodeScalars.contains(where: { $0.properties.isWhitespace }) { return "holds a blank" }
    if suffix.unicodeScalars.contains(where: { $0.properties.generalCategory == .control }) {
        return "holds a control character"
    }
    return nil
}

/// PMID: a number of 1 to 8 digits that does not begin with 0 (NLM, MEDLINE/PubMed data element PMID).
func checkPMID(_ value: String) -> IdentifierCheck {
    var text = value
    var reason: String?
    let addresses = [
        "https://pubmed.ncbi.nlm.nih.gov/", "http://pubmed.ncbi.nlm.nih.gov/", "https://www.ncbi.nlm.nih.gov/pubmed/",
        "http://www.ncbi.nlm.nih.gov/pubmed/", "pubmed.ncbi.nlm.nih.gov/",
    ]
    if let rest = text.dropping(anyOf: addresses) {
        text = rest.hasSuffix("/") ? String(rest.dropLast()) : rest
        reason = "is written with its address"
    } else if let rest = text.dropping(anyOf: ["PMID:", "PMID ", "pubmed:"]) {
        text = rest.trimmed
        reason = "is written with \"PMID\" before it"
    }
    if text.dropping(anyOf: ["PMC"])?.isDigits == true { return .invalid(reason: "is a PMCID, not a PMID") }
    if text.hasPrefix("10.") { return .invalid(reason: "is a DOI, not a PMID") }
    guard text.isDigits else { return .invalid(reason: "is not a number") }
    let digits = String(text.drop { $0 == "0" })
    if digits.isEmpty { return .invalid(reason: "is zero") }
    if digits.utf8.count > 8 { return .invalid(reason: "has \(digits.utf8.count) digits; a PMID has at most 8") }
    if digits.utf8.count < text.utf8.count { reason = reason ?? "begins with a zero" }
    return accepted(digits, reason: reason)
}

/// PMCID: `PMC` and digits, with a version after a dot if any (NLM, PMCID – PMID – manuscript ID converter).
func checkPMCID(_ value: String) -> IdentifierCheck {
    var text = value
    var reason: String?
    let addresses = [
        "https://pmc.ncbi.nlm.nih.gov/articles/", "http://pmc.ncbi.nlm.nih.gov/articles/",
        "https://www.ncbi.nlm.nih.gov/pmc/articles/", "http://www.ncbi.nlm.nih.gov/pmc/articles/",
    ]
    if let rest = text.dropping(anyOf: addresses) {
        text = rest.hasSuffix("/") ? String(rest.dropLast()) : rest
        reason = "is written with its address"
    } else if let rest = text.dropping(anyOf: ["PMCID:", "PMCID "]) {
        text = rest.trimmed
        reason = "is written with \"PMCID\" before it"
    }
    if text.hasPrefix("10.") { return .invalid(reason: "is a DOI, not a PMCID") }
    // A bare number is not mended: more often than not it is the paper's PMID, a different number.
    if text.isDigits { return .invalid(reason: "is a bare number, as a PMID is; a PMCID begins with PMC") }
    guard let number = text.dropping(anyOf: ["PMC"]) else { return .invalid(reason: "does not begin with PMC") }
    let parts = number.split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count <= 2, parts.allSatisfy({ $0.isDigits }), number.first != "0" else {
        return .invalid(reason: "is not PMC and a number")
    }
    if !text.hasPrefix("PMC") { reason = reason ?? "has its PMC in small letters" }
    return accepted("PMC" + number, reason: reason)
}

/// arXiv: `YYMM.NNNN` (to 2014) or `YYMM.NNNNN`, or before April 2007 `archive/YYMMNNN`; `vN` may follow
/// (arxiv.org, Understanding the arXiv identifier).
func checkArXiv(_ value: String) -> IdentifierCheck {
    var text = value
    var reason: String?
    if let rest = text.dropping(anyOf: [
        "https://arxiv.org/abs/", "http://arxiv.org/abs/", "https://arxiv.org/pdf/", "http://arxiv.org/pdf/",
        "arxiv.org/abs/",
    ]) {
        text = rest.hasSuffix(".pdf") ? String(rest.dropLast(4)) : rest
        reason = "is written with its address"
    } else if let rest = text.dropping(anyOf: ["arXiv:", "arXiv "]) {
        text = rest.trimmed
        reason = "is written with \"arXiv\" before it"
    }
    var bare = Substring(text)
    if let mark = bare.lastIndex(where: { $0 == "v" }), bare[mark...].dropFirst().isDigits { bare = bare[..<mark] }
    guard isArXivNumber(bare) || isOldArXivNumber(bare) else {
        return .invalid(reason: "is not YYMM.NNNNN or archive/YYMMNNN")
    }
    return accepted(text, reason: reason)
}

private func isArXivNumber(_ text: Substring) -> Bool {
    let parts = text.split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count == 2, parts[0].isDigits, parts[1].isDigits, let date = Int(parts[0]), parts[0].utf8.count == 4
    else {
        return false
    }
    return date >= 0704 && (1...12).contains(date % 100) && parts[1].utf8.count == (date >= 1501 ? 5 : 4)
}

private func isOldArXivNumber(_ text: Substring) -> Bool {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false)
    guard parts.count == 2, parts[1].isDigits, parts[1].utf8.count == 7,
        let month = Int(parts[1].dropFirst(2).prefix(2))
    else {
        return false
    }
    let archive = parts[0].utf8
    return !archive.isEmpty && (1...12).contains(month)
        && archive.allSatisfy { $0.isLetter || $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: ".") }
}

/// ISBN of 10 or 13 digits, hyphens and blanks allowed. ISBN-10: weights 10 to 1, sum divisible by 11, `X` is 10;
/// ISBN-13: weights 1 and 3, sum divisible by 10 (ISBN Users' Manual, 7th edition, 5). Compared without hyphens: where
/// they stand needs a table that changes.
func checkISBN(_ value: String) -> IdentifierCheck {
    let prefixed = value.dropping(anyOf: ["ISBN-13:", "ISBN-10:", "ISBN:", "ISBN-13", "ISBN-10", "ISBN"])
    let text = (prefixed ?? value).trimmed
    var reason = prefixed == nil ? nil : "is written with \"ISBN\" before it"
    let digits = compact(text, droppingBlanks: true)
    if digits.contains("x") { reason = reason ?? "has its X in small letters" }
    let isbn = digits.raisedASCII
    let isTen = isbn.utf8.count == 10 && isbn.dropLast().isDigits && (isbn.hasSuffix("X") || isbn.isDigits)
    guard isTen || (isbn.utf8.count == 13 && isbn.isDigits) else { return .invalid(reason: "has not 10 or 13 digits") }
    if isTen {
        let expected = checkDigitMod11(isbn.dropLast())
        guard isbn.last == expected else { return wrongCheckDigit(expected) }
    } else {
        guard isbn.hasPrefix("978") || isbn.hasPrefix("979") else {
            return .invalid(reason: "does not begin with 978 or 979")
        }
        let expected = checkDigitMod10(isbn.dropLast())
        guard isbn.last == expected else { return wrongCheckDigit(expected) }
    }
    return accepted(isbn, reason: reason)
}

/// ISSN: four digits, hyphen, three digits and a check digit, weights 8 to 2 modulo 11, `X` is 10 (ISO 3297).
func checkISSN(_ value: String) -> IdentifierCheck {
    let prefixed = value.dropping(anyOf: ["https://portal.issn.org/resource/ISSN/", "eISSN:", "ISSN:", "ISSN"])
    let text = (prefixed ?? value).trimmed
    var reason = prefixed == nil ? nil : "is written with \"ISSN\" before it"
    let digits = compact(text, droppingBlanks: false).raisedASCII
    guard digits.utf8.count == 8, digits.dropLast().isDigits, digits.hasSuffix("X") || digits.isDigits else {
        return .invalid(reason: "has not the form 1234-567X")
    }
    let expected = checkDigitMod11(digits.dropLast())
    guard digits.last == expected else { return wrongCheckDigit(expected) }
    let normalised = digits.prefix(4) + "-" + digits.suffix(4)
    if normalised != text { reason = reason ?? "has not the form 1234-567X" }
    return accepted(String(normalised), reason: reason)
}

/// The text without hyphens of any kind.
func compact(_ text: String, droppingBlanks: Bool) -> String {
    var scalars = String.UnicodeScalarView()
    for scalar in text.unicodeScalars where !isDash(scalar) {
        if droppingBlanks, scalar.properties.isWhitespace { continue }
        scalars.append(scalar)
    }
    return String(scalars)
}

/// A hyphen, or a dash or minus that an editor put in its place.
func isDash(_ scalar: Unicode.Scalar) -> Bool {
    scalar == "-" || (0x2010...0x2015).contains(scalar.value) || scalar.value == 0x2212
}

func wrongCheckDigit(_ expected: Character) -> IdentifierCheck {
    .invalid(reason: "has a wrong check digit: the other digits ask for \(expected)")
}

/// The check digit for weights that fall to 2 at the last digit, modulo 11.
private func checkDigitMod11(_ digits: Substring) -> Character {
    var sum = 0
    var weight = digits.utf8.count + 1
    for digit in digits.utf8 {
        sum += weight * Int(digit & 15)
        weight -= 1
    }
    let check = (11 - sum % 11) % 11
    return check == 10 ? "X" : Character(String(check))
}

/// The check digit for weights 1, 3, 1, 3, …, modulo 10.
private func checkDigitMod10(_ digits: Substring) -> Character {
    var sum = 0
    for (position, digit) in digits.utf8.enumerated() { sum += Int(digit & 15) * (position % 2 == 0 ? 1 : 3) }
    return Character(String((10 - sum % 10) % 10))
}
