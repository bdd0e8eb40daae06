// Memory for cmark's trees: handed out in order, taken back all at once.
import CCMarkGFM

/// An allocator for one tree at a time. cmark makes thousands of small nodes for an entry and frees them together, so
/// memory is taken from blocks by moving a pointer, and `reset` makes all of it free again.
///
/// cmark's allocator functions have no context argument, so the state is global. It is safe because a process parses
/// on one thread, which cmark-gfm 0.29 demands anyway (`EntryCompiler`).
enum MarkdownMemory {
    private static let blockSize = 1 << 20
    /// Sizes are kept in front of each allocation, for `realloc`.
    private static let headerSize = 16

    private static nonisolated(unsafe) var blocks: [UnsafeMutableRawBufferPointer] = []
    /// The free part of the last block, in plain variables: the compiler sees that no access to them overlaps another, and spares
    /// each small allocation the check.
    private static nonisolated(unsafe) var next: UnsafeMutableRawPointer?
    private static nonisolated(unsafe) var remaining = 0

    private static nonisolated(unsafe) let functions: UnsafeMutablePointer<cmark_mem> = {
        let functions = UnsafeMutablePointer<cmark_mem>.allocate(capacity: 1)
        functions.initialize(
            to: cmark_mem(
                calloc: { count, size in MarkdownMemory.zeros(count * size) },
                realloc: { pointer, size in MarkdownMemory.grow(pointer, to: size) },
                free: { _ in }))
        return functions
    }()

    /// Calls `body` with the allocator; everything it allocated is gone afterwards.
    static func scope<Result>(_ body: (UnsafeMutablePointer<cmark_mem>) -> Result) -> Result {
        defer { reset() }
        return body(functions)
    }

    /// Keeps the first block for the next tree and gives the others back.
    private static func reset() {
        for block in blocks.dropFirst() { block.deallocate() }
        if blocks.count > 1 { blocks.removeSubrange(1...) }
        next = blocks.first?.baseAddress
        remaining = blocks.first?.count ?? 0
    }

    private static func zeros(_ size: Int) -> UnsafeMutableRawPointer? {
        let memory = take(size)
        memory?.initializeMemory(as: UInt8.self, repeating: 0, count: size)
        return memory
    }

    private static func take(_ size: Int) -> UnsafeMutableRawPointer? {
        let needed = (size + headerSize + 15) & ~15
        if needed > remaining { addBlock(atLeast: needed) }
        guard let start = next else { return nil }
        next = start + needed
        remaining -= needed
        start.storeBytes(of: size, as: Int.self)
        return start + headerSize
    }

    private static func addBlock(atLeast size: Int) {
        let block = UnsafeMutableRawBufferPointer.allocate(byteCount: max(blockSize, size), alignment: 16)
        blocks.append(block)
        next = block.baseAddress
        remaining = block.count
    }

    private static func grow(_ pointer: UnsafeMutableRawPointer?, to size: Int) -> UnsafeMutableRawPointer? {
        guard let pointer else { return take(size) }
        let old = (pointer - headerSize).load(as: Int.self)
        if size <= old { return pointer }
        guard let fresh = take(size) else { return nil }
        fresh.copyMemory(from: pointer, byteCount: old)
        return fresh
    }
}
