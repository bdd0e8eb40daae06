// Where something stands, or would stand, in a list that is sorted.

extension RandomAccessCollection {
    /// The first index whose element is not before what is sought, or the end; all that are before stand first.
    @inlinable
    package func sortedIndex(isBefore: (Element) -> Bool) -> Index {
        var (low, count) = (startIndex, count)
        while count > 0 {
            let middle = index(low, offsetBy: count / 2)
            if isBefore(self[middle]) {
                low = index(after: middle)
                count -= count / 2 + 1
            } else {
                count /= 2
            }
        }
        return low
    }
}
