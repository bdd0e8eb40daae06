// What a byte of UTF-8 is: the letters, digits and white space of ASCII.

extension UInt8 {
    @inlinable @inline(__always) public var isDigit: Bool { self >= 0x30 && self <= 0x39 }
    /// `A` to `Z`.
    @inlinable @inline(__always) public var isUpper: Bool { self >= 0x41 && self <= 0x5A }
    /// `a` to `z`.
    @inlinable @inline(__always) public var isLower: Bool { self >= 0x61 && self <= 0x7A }
    @inlinable @inline(__always) public var isLetter: Bool { (self | 0x20).isLower }
    @inlinable @inline(__always) public var isAlphanumeric: Bool { isLetter || isDigit }
    /// A letter or digit; every byte of a character beyond ASCII counts as a letter.
    @inlinable @inline(__always) public var isWord: Bool { isAlphanumeric || self >= 0x80 }
    /// Space, tab, or a line's end.
    @inlinable @inline(__always) public var isWhitespace: Bool { self == 0x20 || (self >= 0x09 && self <= 0x0D) }
    @inlinable @inline(__always) public var lowercased: UInt8 { isUpper ? self | 0x20 : self }
}
