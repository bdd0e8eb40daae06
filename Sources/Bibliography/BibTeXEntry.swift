// An entry of a BibTeX file as it stands: type, key, and fields in raw TeX.

/// A field of an entry: raw TeX, macros put in and parts joined.
struct BibTeXField {
    /// In lower case.
    var name: String
    var value: [UInt8]
    var offset: Int
}

/// An entry as it stands in the file.
struct BibTeXEntry {
    /// In lower case.
    var type: String
    var key: String
    var fields: [String: BibTeXField]
    var offset: Int

    subscript(_ name: String) -> BibTeXField? { fields[name] }
}
