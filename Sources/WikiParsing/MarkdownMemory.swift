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

    private struct State {
        var blocks: [UnsafeMutableRawBufferPointer] = []
        /// The free part of the last block.
        var next = UnsafeMutableRawPointer(bitPattern: 16)
        var remaining = 0
        var functions = cmark_mem(
            calloc: { count, size in MarkdownMemory.take(count * size, zeroed: true) },
            realloc: { pointer, size in MarkdownMemory.grow(pointer, to: size) },
            free: { _ in }
        )
    }

    /// Behind a pointer, so that each small allocation is spared Swift's check for overlapping access.
    nonisolated(unsafe) private static let state: UnsafeMutablePointer<State> = {
        let state = UnsafeMutablePointer<State>.allocate(capacity: 1)
        state.initialize(to: State())
        return state
    }()

    /// Calls `body` with the allocator; everything it allocated is gone afterwards.
    static func scope<Result>(_ body: (UnsafeMutablePointer<cmark_mem>) -> Result) -> Result {
        defer { reset() }
        return body(&state.pointee.functions)
    }

    /// Keeps the first block for the next tree and gives the others back.
    private static func reset() {
        for block in state.pointee.blocks.dropFirst() { block.deallocate() }
        if state.pointee.blocks.count > 1 { state.pointee.blocks.removeSubrange(1...) }
        state.pointee.next = state.pointee.blocks.first?.baseAddress
        state.pointee.remaining = state.pointee.blocks.first?.count ?? 0
    }

    private static func take(_ size: Int, zeroed: Bool) -> UnsafeMutableRawPointer? {
        let needed = (size + headerSize + 15) & ~15
        if needed > state.pointee.remaining {
            let block = UnsafeMutableRawBufferPointer.allocate(byteCount: max(blockSize, needed), alignment: 16)
            state.pointee.blocks.append(block)
            state.pointee.next = block.baseAddress
            state.pointee.remaining = block.count
        }
        guard let start = state.pointee.next else { return nil }
        state.pointee.next = start + needed
        state.pointee.remaining -= needed
        start.storeBytes(of: size, as: Int.self)
        let memory = start + headerSize
        if zeroed { memory.initializeMemory(as: UInt8.self, repeating: 0, count: size) }
        return memory
    }

    private static func grow(_ pointer: UnsafeMutableRawPointer?, to size: Int) -> UnsafeMutableRawPointer? {
        guard let pointer else { return take(size, zeroed: false) }
        let old = (pointer - headerSize).load(as: Int.self)
        if size <= old { return pointer }
        guard let fresh = take(size, zeroed: false) else { return nil }
        fresh.copyMemory(from: pointer, byteCount: old)
        return fresh
    }
}
