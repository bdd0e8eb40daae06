// A lock that one process holds on a file: whoever publishes, compiles or changes files of a base does it alone.
#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// A lock that is held. It goes with the process, however that ends.
struct FileLock: Sendable {
    enum Failure: Error {
        /// Another process holds it; its number, if it is known.
        case isHeld(by: Int32?)
        /// It cannot be taken at all: the error number.
        case system(Int32)
    }

    private let descriptor: Int32

    /// Takes the lock on a file, which is made when there is none and tells others who has it.
    static func take(_ path: String) throws(Failure) -> FileLock {
        let descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o666)
        guard descriptor >= 0 else { throw .system(errno) }
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
            let code = errno
            close(descriptor)
            if code != EWOULDBLOCK { throw .system(code) }
            throw .isHeld(by: (try? File.read(path)).flatMap { Int32(String(decoding: $0.prefix { $0 > 0x20 }, as: UTF8.self)) })
        }
        ftruncate(descriptor, 0)
        _ = File.writeAll(descriptor, Array("\(getpid())\n".utf8))
        return FileLock(descriptor: descriptor)
    }

    /// Takes the lock as soon as it is free; `nil` where files cannot be locked, as on some network drives. `isWaiting` is called once,
    /// with the process that has it, when that takes more than a second.
    static func wait(_ path: String, isWaiting: (Int32?) -> Void) async -> FileLock? {
        var waitedMilliseconds = 0
        while true {
            do throws(Failure) {
                return try take(path)
            } catch {
                guard case .isHeld(let process) = error else { return nil }
                if waitedMilliseconds == 1000 { isWaiting(process) }
                try? await Task.sleep(for: .milliseconds(20))
                waitedMilliseconds += 20
            }
        }
    }

    /// Unlocks before closing: a process that is being started at this moment may hold the descriptor as well.
    func giveBack() {
        flock(descriptor, LOCK_UN)
        close(descriptor)
    }
}
