// Finds the name an author probably meant.

/// The names nearest to `name`, best first, of equally near ones the shortest: at most `limit`, each within a third of the name's
/// length, or two, in edits.
///
/// Distance is optimal string alignment over lower-cased UTF-8 bytes (insert, delete, replace, swap neighbours).
/// A name that begins with what was written counts as near. Cost is names × length², so it is for error paths only.
public func nearestNames(to name: String, among candidates: some Sequence<String>, limit: Int = 3) -> [String] {
    let wanted = Array(InvisibleCharacters.dropped(from: name).lowercased().utf8)
    guard !wanted.isEmpty, wanted.count <= 200 else { return [] }
    var found: [(distance: Int, name: String)] = candidates.compactMap { candidate in nearness(of: wanted, to: candidate).map { ($0, candidate) } }
    found.sort(by: isNearer)
    var names: [String] = []
    for (_, name) in found where !names.contains(name) {
        names.append(name)
        if names.count == limit { break }
    }
    return names
}

/// How many edits a name is away from what was written; `nil` where it is not near.
func nearness(of written: String, to candidate: String) -> Int? { nearness(of: Array(written.lowercased().utf8), to: candidate) }

/// The same for what was written in small letters.
private func nearness(of wanted: [UInt8], to candidate: String) -> Int? {
    let allowed = wanted.count < 4 ? 1 : max(2, wanted.count / 3)
    let bytes = Array(candidate.lowercased().utf8)
    if bytes.count > wanted.count, wanted.count >= 4, bytes.starts(with: wanted) { return 1 }
    guard abs(bytes.count - wanted.count) <= allowed else { return nil }
    let distance = editDistance(wanted, bytes, limit: allowed)
    return distance <= allowed ? distance : nil
}

/// The order of near names. A long title may begin with what was written as a short one does, and is seldom meant.
func isNearer(_ left: (distance: Int, name: String), _ right: (distance: Int, name: String)) -> Bool {
    (left.distance, left.name.utf8.count, left.name) < (right.distance, right.name.utf8.count, right.name)
}

/// Whether a name that was written must be a slip of the keyboard for another: inside one word of five letters or more, a letter
/// too many or too few, or two that changed places.
///
/// One letter tells things apart. So another letter is never a slip, nor is one at either end of a word, a digit, a letter of
/// another script, or one of a word with two capitals: "fibril" is not fibrin, "lamina" not lamin, "TSPAN5" not TSPAN4, "VEGFAB"
/// not VEGFB.
public func isSlip(_ written: String, of name: String) -> Bool {
    func words(_ text: String) -> [String.UTF8View.SubSequence] {
        text.utf8.split { !$0.isWord }
    }
    func lower(_ word: String.UTF8View.SubSequence) -> [UInt8] { word.map(\.lowercased) }
    func isPlain(_ word: String.UTF8View.SubSequence) -> Bool {
        word.count(where: \.isUpper) < 2 && word.allSatisfy { $0 < 0x80 && $0 >= 0x41 }
    }
    let (left, named) = (words(written), words(name))
    guard left.count == named.count else { return false }
    let changed = zip(left, named).filter { lower($0) != lower($1) }
    guard changed.count == 1, let (slip, word) = changed.first, isPlain(slip), isPlain(word) else { return false }
    let (wrong, right) = (lower(slip), lower(word))
    guard right.count >= 5, wrong.first == right.first, wrong.last == right.last, editDistance(wrong, right, limit: 1) == 1 else { return false }
    return wrong.count != right.count || wrong.sorted() == right.sorted()
}

/// Optimal string alignment distance of two byte strings; anything above `limit` may come back as `limit + 1`.
///
/// Templates have a shorter one of their own (`TemplateError`): their engine knows none of the nouns of this target, and the names
/// it compares are few.
func editDistance(_ left: [UInt8], _ right: [UInt8], limit: Int) -> Int {
    if abs(left.count - right.count) > limit { return limit + 1 }
    var beforeLast = [Int](repeating: 0, count: right.count + 1)
    var last = Array(0...right.count)
    var current = last
    for i in 1...max(1, left.count) where i <= left.count {
        current[0] = i
        var best = i
        for j in 1...max(1, right.count) where j <= right.count {
            let cost = left[i - 1] == right[j - 1] ? 0 : 1
            var value = min(last[j] + 1, current[j - 1] + 1, last[j - 1] + cost)
            if i > 1, j > 1, left[i - 1] == right[j - 2], left[i - 2] == right[j - 1] {
                value = min(value, beforeLast[j - 2] + 1)
            }
            current[j] = value
            best = min(best, value)
        }
        if best > limit { return limit + 1 }
        (beforeLast, last, current) = (last, current, beforeLast)
    }
    return last[right.count]
}

/// `; did you mean "x"?` for the nearest of `candidates`, or nothing.
public func didYouMean(_ name: String, among candidates: some Sequence<String>) -> (clause: String, nearest: String?) {
    let nearest = nearestNames(to: name, among: candidates, limit: 1).first
    return (didYouMean(nearest), nearest)
}

/// The same among a few names, all of which are listed where none is near: `; one of x, y`, or nothing where there is none.
public func didYouMean(_ name: String, amongFew names: [String]) -> (clause: String, nearest: String?) {
    let (clause, nearest) = didYouMean(name, among: names)
    return (clause.isEmpty && !names.isEmpty ? "; one of \(names.joined(separator: ", "))" : clause, nearest)
}

/// The same clause for a name that was found already.
public func didYouMean(_ nearest: String?) -> String { nearest.map { "; did you mean \"\($0)\"?" } ?? "" }
