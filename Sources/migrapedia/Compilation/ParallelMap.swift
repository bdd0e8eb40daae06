// The one way this tool does things at the same time: an order-keeping parallel map.

/// Calls `transform` for 0 up to `count` on up to `jobs` tasks, in chunks; the results come in order.
///
/// Nothing that runs at the same time outlives the call.
func parallelMap<Output: Sendable>(
    count: Int, jobs: Int, _ transform: @escaping @Sendable (Int) -> Output
) async -> [Output] {
    await parallelChunks(count: count, jobs: jobs) { range in range.map(transform) }.flatMap { $0 }
}

/// Calls `transform` for ranges that cover 0 up to `count`; the results come in the order of the ranges.
func parallelChunks<Output: Sendable>(
    count: Int, jobs: Int, _ transform: @escaping @Sendable (Range<Int>) -> Output
) async -> [Output] {
    // Several chunks a job even out work of uneven size.
    let size = max(1, count / max(1, jobs * 8) + 1)
    let ranges = stride(from: 0, to: count, by: size).map { $0..<min($0 + size, count) }
    return await withTaskGroup(of: (Int, Output).self) { group in
        var results = [Output?](repeating: nil, count: ranges.count)
        var next = 0
        while next < min(jobs, ranges.count) {
            let index = next
            group.addTask { (index, transform(ranges[index])) }
            next += 1
        }
        for await (index, output) in group {
            results[index] = output
            if next < ranges.count {
                let following = next
                group.addTask { (following, transform(ranges[following])) }
                next += 1
            }
        }
        return results.compactMap { $0 }
    }
}
