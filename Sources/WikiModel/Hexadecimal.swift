// Numbers in hexadecimal digits.

extension FixedWidthInteger {
    /// Two digits for each byte of the number, with capitals.
    package var hexadecimal: String {
        let digits = String(self, radix: 16, uppercase: true)
        return String(repeating: "0", count: Swift.max(0, Self.bitWidth / 4 - digits.count)) + digits
    }
}
