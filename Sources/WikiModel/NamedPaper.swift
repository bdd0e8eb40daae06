// A paper that prose names as manuscripts do, by authors and year or by its DOI, rather than by a citation.

/// A paper that prose names without citing it. Only the linker knows whether the base has it.
///
/// A plain value of fixed size: the cache stores arrays of it as they stand in memory.
public struct NamedPaper: Sendable, BitwiseCopyable {
    public enum Form: UInt8, Sendable, BitwiseCopyable {
        /// One of those in parentheses: `(Ma et al., 2015; Yu 2020)`.
        case parenthetical
        /// With the year alone in parentheses: `Ma et al. (2015)`.
        case narrative
        /// By identifier, in parentheses: `(doi:10.1038/cr.2014.135)`.
        case identifier
    }

    public var form: Form
    /// Whether it can only be a citation, even of a paper that the base does not have: it has "et al." and a year.
    public var isCertain: Bool
    /// 0 for an identifier.
    public var year: UInt16
    public var line: UInt32
    public var columnUTF8: UInt32
    public var lengthUTF8: UInt32
    /// In `strings`: what a citation would stand in the place of, which papers in the same parentheses have in common.
    public var whole: ByteSpan
    /// In `strings`: the words for this paper.
    public var words: ByteSpan
    /// In `strings`: the last word of the first author's family name, or the identifier with its scheme.
    public var name: ByteSpan
    /// In `strings`: what stands before the authors and after the year, as "see" and "p. 30".
    public var prefix: ByteSpan
    public var suffix: ByteSpan

    public init(
        _ form: Form, isCertain: Bool, year: UInt16, range: SourceRange, whole: ByteSpan, words: ByteSpan, name: ByteSpan,
        prefix: ByteSpan, suffix: ByteSpan
    ) {
        (self.form, self.isCertain, self.year) = (form, isCertain, year)
        line = UInt32(truncatingIfNeeded: range.start.line)
        columnUTF8 = UInt32(truncatingIfNeeded: range.start.columnUTF8)
        lengthUTF8 = UInt32(truncatingIfNeeded: max(0, range.end.columnUTF8 - range.start.columnUTF8))
        (self.whole, self.words, self.name, self.prefix, self.suffix) = (whole, words, name, prefix, suffix)
    }

    /// Where `whole` stands in the source, up to the end of its first line.
    public var range: SourceRange {
        SourceRange(line: Int(line), columnUTF8: Int(columnUTF8), lengthUTF8: Int(lengthUTF8))
    }
}
