// Lists of strings, each given as what it adds to the one before, cut into files.

/// Records in the order of UTF-16, each with a string and something that belongs to it.
struct FrontCodedList {
    private let mostBytes: Int
    private var previous: [UInt8] = []
    private var current: [UInt8] = []
    /// The payloads of all files.
    private(set) var files: [[UInt8]] = []
    /// For each file, the shortest string that is not before its first and after the last of the file before.
    private(set) var separators: [[UInt8]] = []

    init(mostBytes: Int) { self.mostBytes = mostBytes }

    mutating func append(_ string: [UInt8], _ record: some Sequence<UInt8>) {
        let shared = FrontCodedList.sharedPrefix(previous, string)
        if current.isEmpty || current.count >= mostBytes {
            if !current.isEmpty { files.append(current) }
            current = []
            var end = min(shared + 1, string.count)
            while end < string.count, string[end] & 0xC0 == 0x80 { end += 1 }
            separators.append(separators.isEmpty ? [] : Array(string[..<end]))
            FrontCodedList.append(string, shared: 0, to: &current)
        } else {
            FrontCodedList.append(string, shared: shared, to: &current)
        }
        current += record
        previous = string
    }

    mutating func finish() {
        if !current.isEmpty { files.append(current) }
        current = []
    }

    /// A whole list without records.
    static func encoded(_ strings: [[UInt8]]) -> [UInt8] {
        var output: [UInt8] = []
        var previous: [UInt8] = []
        for string in strings {
            append(string, shared: sharedPrefix(previous, string), to: &output)
            previous = string
        }
        return output
    }

    private static func append(_ string: [UInt8], shared: Int, to output: inout [UInt8]) {
        NumberCode.append(UTF16.count(string[..<shared]), to: &output)
        NumberCode.append(UTF16.count(string[shared...]), to: &output)
        output += string[shared...]
    }

    /// The bytes of the characters that both begin with.
    private static func sharedPrefix(_ left: [UInt8], _ right: [UInt8]) -> Int {
        let most = min(left.count, right.count)
        var count = 0
        while count < most, left[count] == right[count] { count += 1 }
        while count > 0, count < right.count, right[count] & 0xC0 == 0x80 { count -= 1 }
        return count
    }
}
