// Numbers under hashes: what was set last is found, also among neighbours and after growing.
import Testing

@testable import WikiGraph

@Suite struct HashTableTests {
    @Test func aTableAnswersWhatADictionaryDoes() {
        var table = HashTable()
        var dictionary: [UInt64: Int32] = [:]
        // Many hashes share their low bits, so most slots are found by passing over others.
        for number in Int32(0)..<2000 {
            let hash = UInt64(number % 700) &* 0x1_0000_0001
            #expect(table.update(number, for: hash) == dictionary.updateValue(number, forKey: hash) ?? -1)
        }
        #expect(table.count == dictionary.count)
        for hash in UInt64(0)..<800 {
            let hash = hash &* 0x1_0000_0001
            #expect(table[hash] == dictionary[hash] ?? -1)
        }
    }

    @Test func hashesThatBelongInOneSlotAreToldApart() {
        var table = HashTable(capacity: 8)
        for number in Int32(0)..<8 { table.update(number, for: UInt64(number) << 32 | 15) }
        for number in Int32(0)..<8 { #expect(table[UInt64(number) << 32 | 15] == number) }
        #expect(table[15 << 32 | 15] == -1)
    }

    @Test func zeroIsAHash() {
        var table = HashTable()
        #expect(table[0] == -1)
        #expect(table.update(7, for: 0) == -1)
        #expect(table[0] == 7)
    }
}
