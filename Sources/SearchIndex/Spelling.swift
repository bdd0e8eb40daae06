// One spelling for the forms of a word: singular for plural, American for British.

/// Rules for plain words, `a` to `z`, of four letters and more; docs/search-words.md lists them for the reader.
enum Spelling {
    /// The form under which a folded word is indexed.
    static func form(_ word: [UInt8]) -> [UInt8] {
        guard word.count >= 4, word.allSatisfy({ $0.isLower }) else { return word }
        var word = word
        makeSingular(&word)
        makeAmerican(&word)
        return word
    }

    private static func makeSingular(_ word: inout [UInt8]) {
        guard word.last == UInt8(ascii: "s"), !equals(word, "series"), !equals(word, "species") else { return }
        if ends(word, "ies"), word.count >= 5 {
            word.removeLast(3)
            word.append(UInt8(ascii: "y"))
        } else if ["sses", "xes", "zes", "ches", "shes", "viruses"].contains(where: { ends(word, $0) }) {
            word.removeLast(2)
        } else if !["ss", "us", "is"].contains(where: { ends(word, $0) }) {
            word.removeLast()
        }
    }

    private static let stemsOfOur: [StaticString] = [
        "col", "tum", "behavi", "neighb", "fav", "flav", "od", "vap", "lab", "hon", "harb", "hum", "rum", "rig", "vig", "arm",
        "endeav",
    ]
    private static let vowels: [(british: StaticString, american: StaticString)] = [
        ("haem", "hem"), ("aemi", "emi"), ("oedem", "edem"), ("oestr", "estr"), ("foet", "fet"), ("oesoph", "esoph"),
        ("aesth", "esth"), ("paed", "ped"), ("caec", "cec"), ("faec", "fec"), ("gynaec", "gynec"), ("rrhoe", "rrhe"),
        ("coeli", "celi"), ("aetiol", "etiol"), ("archae", "arche"), ("palae", "pale"), ("amoeb", "ameb"), ("homoeo", "homeo"),
        ("leucocyt", "leukocyt"), ("sulph", "sulf"),
    ]
    private static let stemsOfRe: [StaticString] = ["fib", "cent", "lit", "met", "calib", "tit", "goit", "spect", "theat", "lust"]
    private static let stemsOfL: [StaticString] = [
        "signal", "equal", "total", "spiral", "dial", "label", "model", "travel", "channel", "cancel", "tunnel", "level", "fuel",
        "panel", "counsel", "funnel",
    ]
    /// Beginnings of `-ise` that are no British `-ize`.
    private static let stemsOfIse: [StaticString] = [
        "pr", "prom", "prem", "dem", "expert", "merchand", "parad", "pract", "franch", "treat", "advert", "upr", "sunr", "chem",
        "tortois", "porpois",
    ]
    private static let wholeWords: [(british: StaticString, american: StaticString)] = [
        ("grey", "gray"), ("programme", "program"), ("artefact", "artifact"), ("aluminium", "aluminum"), ("ageing", "aging"),
        ("mould", "mold"),
    ]

    private static func makeAmerican(_ word: inout [UInt8]) {
        if let place = find("our", in: word, from: 0), place >= 2 {
            for stem in stemsOfOur { replace(stem, "our", by: "or", in: &word) }
        }
        for (british, american) in vowels { replaceAll(british, by: american, in: &word) }
        for (ending, american) in [("re", "er"), ("red", "ered")] as [(StaticString, StaticString)]
        where ends(word, ending) && stemsOfRe.contains(where: { ends(word.dropLast(ending.utf8CodeUnitCount), $0) }) {
            word.removeLast(ending.utf8CodeUnitCount)
            word += bytes(american)
            break
        }
        for ending in ["ing", "ed", "er", "able"] as [StaticString] where ends(word, ending) {
            let stem = word.dropLast(ending.utf8CodeUnitCount)
            guard stem.last == UInt8(ascii: "l"), stemsOfL.contains(where: { ends(stem.dropLast(), $0) }) else { continue }
            word.remove(at: stem.count - 1)
            break
        }
        makeIze(&word)
        if ends(word, "logue") { word.removeLast(2) }
        if ends(word, "licence") || ends(word, "defence") { word[word.count - 2] = UInt8(ascii: "s") }
        for (british, american) in wholeWords where equals(word, british) { word = Array(bytes(american)) }
    }

    /// `-ise` after a consonant, and `-lyse`.
    private static func makeIze(_ word: inout [UInt8]) {
        for ending in ["e", "ed", "er", "ing", "able", "ation", "ational"] as [StaticString] where ends(word, ending) {
            let stem = word.dropLast(ending.utf8CodeUnitCount)
            guard stem.count >= 3, stem.last == UInt8(ascii: "s") else { continue }
            let s = stem.count - 1
            switch word[s - 1] {
            case UInt8(ascii: "i"):
                let before = stem.dropLast(2)
                guard before.count >= 3, let consonant = before.last, bytes("bdfghklmnprstxyz").contains(consonant),
                    !stemsOfIse.contains(where: { ends(before, $0) })
                else { return }
                word[s] = UInt8(ascii: "z")
            case UInt8(ascii: "y"):
                guard ending.utf8CodeUnitCount < 5, ends(stem, "alys") || ends(stem, "olys") else { return }
                word[s] = UInt8(ascii: "z")
            default: return
            }
            return
        }
    }

    // MARK: Bytes

    private static func bytes(_ text: StaticString) -> UnsafeBufferPointer<UInt8> {
        UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount)
    }

    private static func ends(_ word: some BidirectionalCollection<UInt8>, _ ending: StaticString) -> Bool {
        word.suffix(ending.utf8CodeUnitCount).elementsEqual(bytes(ending))
    }

    private static func equals(_ word: [UInt8], _ other: StaticString) -> Bool { word.elementsEqual(bytes(other)) }

    private static func find(_ part: StaticString, in word: [UInt8], from start: Int) -> Int? {
        let count = part.utf8CodeUnitCount
        guard word.count >= count + start else { return nil }
        let part = bytes(part)
        for place in start...(word.count - count) where word[place] == part[0] {
            if word[place..<place + count].elementsEqual(part) { return place }
        }
        return nil
    }

    private static func replaceAll(_ part: StaticString, by other: StaticString, in word: inout [UInt8]) {
        var start = 0
        while let place = find(part, in: word, from: start) {
            word.replaceSubrange(place..<place + part.utf8CodeUnitCount, with: bytes(other))
            start = place + other.utf8CodeUnitCount
        }
    }

    /// Replaces `part` where `stem` stands before it.
    private static func replace(_ stem: StaticString, _ part: StaticString, by other: StaticString, in word: inout [UInt8]) {
        var start = 0
        while let place = find(part, in: word, from: start) {
            start = place + part.utf8CodeUnitCount
            guard ends(word[..<place], stem) else { continue }
            word.replaceSubrange(place..<start, with: bytes(other))
            start = place + other.utf8CodeUnitCount
        }
    }
}
