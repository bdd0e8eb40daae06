// The change of a file as a unified diff, as `git apply` and `patch` take it.

/// A unified diff of two texts, empty when they are equal. `nil` stands for a file that is not there.
func unifiedDiff(_ old: [UInt8]?, _ new: [UInt8]?, path: String) -> String {
    if old == new { return "" }
    let oldLines = DiffLine.split(old ?? [])
    let newLines = DiffLine.split(new ?? [])
    var output = "--- \(old == nil ? "/dev/null" : "a/" + path)\n+++ \(new == nil ? "/dev/null" : "b/" + path)\n"
    for hunk in hunks(DiffStep.script(oldLines, newLines)) {
        output += hunk.header + "\n"
        for (step, line) in hunk.lines {
            output += step.mark + String(decoding: line.text, as: UTF8.self) + "\n"
            if !line.hasEnd { output += "\\ No newline at end of file\n" }
        }
    }
    return output
}

/// A line without its line feed.
private struct DiffLine: Hashable {
    var text: ArraySlice<UInt8>
    var hasEnd: Bool

    static func split(_ bytes: [UInt8]) -> [DiffLine] {
        var lines: [DiffLine] = []
        var start = 0
        for (index, byte) in bytes.enumerated() where byte == 0x0A {
            lines.append(DiffLine(text: bytes[start..<index], hasEnd: true))
            start = index + 1
        }
        if start < bytes.count { lines.append(DiffLine(text: bytes[start...], hasEnd: false)) }
        return lines
    }
}

private enum DiffStep {
    case keep(DiffLine)
    case delete(DiffLine)
    case insert(DiffLine)

    var mark: String {
        switch self {
        case .keep: " "
        case .delete: "-"
        case .insert: "+"
        }
    }

    var line: DiffLine {
        switch self {
        case .keep(let line), .delete(let line), .insert(let line): line
        }
    }

    /// More edits than this are not searched for a shortest script: cost grows with their square.
    private static let mostEdits = 2000

    /// The shortest script of line edits (Myers 1986, 10.1007/BF01840446), after cutting what both share at the ends.
    static func script(_ old: [DiffLine], _ new: [DiffLine]) -> [DiffStep] {
        var head = 0
        while head < min(old.count, new.count), old[head] == new[head] { head += 1 }
        var tail = 0
        while tail < min(old.count, new.count) - head, old[old.count - 1 - tail] == new[new.count - 1 - tail] { tail += 1 }
        let middle = shortest(Array(old[head..<(old.count - tail)]), Array(new[head..<(new.count - tail)]))
        return old[..<head].map(DiffStep.keep) + middle + old[(old.count - tail)...].map(DiffStep.keep)
    }

    private static func shortest(_ old: [DiffLine], _ new: [DiffLine]) -> [DiffStep] {
        let whole = old.map(DiffStep.delete) + new.map(DiffStep.insert)
        if old.isEmpty || new.isEmpty { return whole }
        let most = min(old.count + new.count, mostEdits)
        // `furthest[k + most]` is the furthest place in `old` on the diagonal k.
        var furthest = [Int](repeating: 0, count: 2 * most + 2)
        var trace: [[Int]] = []
        for edits in 0...most {
            trace.append(furthest)
            for k in stride(from: -edits, through: edits, by: 2) {
                let isDown = k == -edits || (k != edits && furthest[k - 1 + most] < furthest[k + 1 + most])
                var x = isDown ? furthest[k + 1 + most] : furthest[k - 1 + most] + 1
                while x < old.count, x - k < new.count, x - k >= 0, old[x] == new[x - k] { x += 1 }
                furthest[k + most] = x
                if x >= old.count, x - k >= new.count { return walkBack(old, new, trace, most) }
            }
        }
        return whole
    }

    private static func walkBack(_ old: [DiffLine], _ new: [DiffLine], _ trace: [[Int]], _ most: Int) -> [DiffStep] {
        var steps: [DiffStep] = []
        var (x, y) = (old.count, new.count)
        for edits in stride(from: trace.count - 1, through: 0, by: -1) {
            let furthest = trace[edits]
            let k = x - y
            let isDown = k == -edits || (k != edits && furthest[k - 1 + most] < furthest[k + 1 + most])
            let previousX = edits == 0 ? 0 : furthest[(isDown ? k + 1 : k - 1) + most]
            let previousY = edits == 0 ? 0 : previousX - (isDown ? k + 1 : k - 1)
            while x > previousX, y > previousY {
                steps.append(.keep(old[x - 1]))
                (x, y) = (x - 1, y - 1)
            }
            if edits == 0 { break }
            steps.append(isDown ? .insert(new[y - 1]) : .delete(old[x - 1]))
            (x, y) = (previousX, previousY)
        }
        return steps.reversed()
    }
}

/// The lines around changes, with three lines of context.
private func hunks(_ steps: [DiffStep]) -> [(header: String, lines: [(DiffStep, DiffLine)])] {
    let context = 3
    var changed: [Int] = []
    for (index, step) in steps.enumerated() {
        if case .keep = step { continue }
        changed.append(index)
    }
    var ranges: [Range<Int>] = []
    for index in changed {
        let range = max(0, index - context)..<min(steps.count, index + context + 1)
        if let last = ranges.last, last.upperBound >= range.lowerBound {
            ranges[ranges.count - 1] = last.lowerBound..<range.upperBound
        } else {
            ranges.append(range)
        }
    }
    var (oldLine, newLine, position) = (1, 1, 0)
    return ranges.map { range in
        while position < range.lowerBound { (oldLine, newLine, position) = advanced(oldLine, newLine, steps[position], position) }
        let (oldStart, newStart) = (oldLine, newLine)
        while position < range.upperBound { (oldLine, newLine, position) = advanced(oldLine, newLine, steps[position], position) }
        let (oldCount, newCount) = (oldLine - oldStart, newLine - newStart)
        // An empty side begins at the line before it (POSIX, diff -u).
        let header = "@@ -\(oldCount == 0 ? oldStart - 1 : oldStart),\(oldCount) +\(newCount == 0 ? newStart - 1 : newStart),\(newCount) @@"
        return (header, steps[range].map { ($0, $0.line) })
    }
}

private func advanced(_ oldLine: Int, _ newLine: Int, _ step: DiffStep, _ position: Int) -> (Int, Int, Int) {
    switch step {
    case .keep: (oldLine + 1, newLine + 1, position + 1)
    case .delete: (oldLine + 1, newLine, position + 1)
    case .insert: (oldLine, newLine + 1, position + 1)
    }
}
