// Checks of the identifiers of people and institutions: ORCID, ROR.
import WikiModel

extension PersonName {
    /// The address of the person's ORCID iD; empty where none is known.
    public var orcidAddress: String { orcid.isEmpty ? "" : IdentifierScheme.orcid.url(for: orcid) ?? "" }
}

/// ORCID iD: 16 characters in groups of four, the last a check character by ISO 7064 MOD 11-2 (ORCID, Structure of the
/// ORCID identifier). Compared without the address, as `PersonName` holds it; the address in its `https` form is right
/// too.
func checkORCID(_ value: String) -> IdentifierCheck {
    var text = value
    var reason: String?
    if let rest = text.dropping(anyOf: ["https://orcid.org/"]) {
        text = rest
    } else if let rest = text.dropping(anyOf: [
        "http://orcid.org/", "https://www.orcid.org/", "http://www.orcid.org/", "orcid.org/",
    ]) {
        text = rest
        reason = "does not have the address https://orcid.org/"
    } else if let rest = text.dropping(anyOf: ["ORCID iD:", "ORCID:", "ORCID "]) {
        text = rest.trimmed
        reason = "is written with \"ORCID\" before it"
    }
    if text.hasSuffix("/") {
        text.removeLast()
        reason = reason ?? "ends in \"/\""
    }
    let digits = compact(text, droppingBlanks: true).raisedASCII
    guard digits.utf8.count == 16, digits.dropLast().isDigits, digits.hasSuffix("X") || digits.isDigits else {
        return .invalid(reason: "is not four groups of four digits (the last may be X)")
    }
    let expected = checkCharacterMod11Radix2(digits.dropLast())
    guard digits.last == expected else { return wrongCheckDigit(expected) }
    let normalised = stride(from: 0, to: 16, by: 4)
        .map { String(digits.dropFirst($0).prefix(4)) }.joined(separator: "-")
    if normalised != text { reason = reason ?? "is not written as four groups with hyphens" }
    return accepted(normalised, reason: reason)
}

/// ISO/IEC 7064, MOD 11-2: the sum is doubled with each digit; the check character brings it to 1 modulo 11.
private func checkCharacterMod11Radix2(_ digits: Substring) -> Character {
    var total = 0
    for digit in digits.utf8 { total = (total + Int(digit & 15)) * 2 % 11 }
    let check = (12 - total) % 11
    return check == 10 ? "X" : Character(String(check))
}

/// ROR: `0`, six characters of Crockford's base 32, and two digits that check them by ISO 7064 MOD 97-10
/// (ror.readme.io, ROR identifier pattern: 98 − (number × 100) mod 97). Compared without the address.
func checkROR(_ value: String) -> IdentifierCheck {
    var text = value
    var reason: String?
    if let rest = text.dropping(anyOf: ["https://ror.org/"]) {
        text = rest
    } else if let rest = text.dropping(anyOf: ["http://ror.org/", "ror.org/", "ROR:"]) {
        text = rest.trimmed
        reason = "does not have the address https://ror.org/"
    }
    let normalised = text.loweredASCII
    let body = normalised.utf8.dropLast(2)
    guard normalised.utf8.count == 9, normalised.hasPrefix("0"), normalised.suffix(2).isDigits else {
        return .invalid(reason: "is not 0, six letters or digits, and two digits")
    }
    let alphabet = Array("0123456789abcdefghjkmnpqrstvwxyz".utf8)
    var number = 0
    for byte in body {
        guard let digit = alphabet.firstIndex(of: byte) else {
            return .invalid(reason: "holds \"\(Character(Unicode.Scalar(byte)))\", which a ROR never has")
        }
        number = number * 32 + digit
    }
    let expected = 98 - number * 100 % 97
    let check = expected < 10 ? "0\(expected)" : "\(expected)"
    guard normalised.hasSuffix(check) else {
        return .invalid(reason: "has wrong check digits: the rest asks for \(check)")
    }
    if normalised != text { reason = reason ?? "is not in small letters" }
    return accepted(normalised, reason: reason)
}
