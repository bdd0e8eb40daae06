// Makes the citation keys of one file unique.

/// Gives a record whose key was taken before it the next letter: `ma2015`, `ma2015b`, `ma2015c`.
func uniquelyKeyed(_ reading: BibliographyReading) -> BibliographyReading {
    var reading = reading
    let given = Set(reading.records.map(\.key))
    var taken: Set<String> = []
    var nextLetter: [String: Int] = [:]
    for index in reading.records.indices {
        let key = reading.records[index].key
        if taken.insert(key).inserted { continue }
        var letter = nextLetter[key] ?? 1
        while given.contains(key + letters(for: letter)) || taken.contains(key + letters(for: letter)) { letter += 1 }
        nextLetter[key] = letter + 1
        reading.records[index].key = key + letters(for: letter)
        taken.insert(reading.records[index].key)
    }
    return reading
}
