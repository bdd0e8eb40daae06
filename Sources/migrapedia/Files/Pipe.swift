// Pipes to programs that this one starts.
#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Both ends of a pipe, which programs started later do not inherit. Whoever makes one closes its ends.
struct Pipe {
    let reading: Int32
    let writing: Int32

    private init() throws(FileError) {
        var ends: [Int32] = [0, 0]
        guard pipe(&ends) == 0 else { throw FileError(operation: "make", path: "a pipe", code: errno) }
        (reading, writing) = (ends[0], ends[1])
        for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    }

    /// So many pipes, or none.
    static func make(_ count: Int) throws(FileError) -> [Pipe] {
        var pipes: [Pipe] = []
        do throws(FileError) {
            while pipes.count < count { pipes.append(try Pipe()) }
        } catch {
            for made in pipes { for end in [made.reading, made.writing] { close(end) } }
            throw error
        }
        return pipes
    }
}
