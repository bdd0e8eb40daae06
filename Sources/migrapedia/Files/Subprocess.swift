// Runs another program and collects what it prints.
#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// How a program ended and what it printed.
struct SubprocessResult: Sendable {
    /// The exit code; 128 and the signal's number for one that a signal ended.
    var exitCode: Int32
    var output: [UInt8]
    var errors: String

    /// The output without the line break at its end.
    var line: String {
        String(decoding: output.reversed().drop { $0 == 0x0A || $0 == 0x0D }.reversed(), as: UTF8.self)
    }
}

enum Subprocess {
    /// Runs a program that is looked up in `PATH`, with `input` as its standard input and this program's environment but for
    /// some variables; `nil` when there is no such program. Input and output flow at once, so neither side waits for the other.
    static func run(_ program: String, _ arguments: [String], input: [UInt8] = [], without variables: Set<String> = []) -> SubprocessResult? {
        var output: [UInt8] = []
        var result = stream(program, arguments, input: input, without: variables) { output += $0 }
        result?.output = output
        return result
    }

    /// The same for long outputs: `receive` gets the output piece by piece, and the result has none.
    static func stream(
        _ program: String, _ arguments: [String], input: [UInt8] = [], without variables: Set<String> = [],
        receive: (ArraySlice<UInt8>) -> Void
    ) -> SubprocessResult? {
        guard let pipes = try? Pipe.make(3) else { return nil }
        let (toChild, fromChild, errorsOfChild) = (pipes[0], pipes[1], pipes[2])
        let process = try? start(
            program, arguments,
            streams: [(toChild.reading, STDIN_FILENO), (fromChild.writing, STDOUT_FILENO), (errorsOfChild.writing, STDERR_FILENO)],
            without: variables)
        for end in [toChild.reading, fromChild.writing, errorsOfChild.writing] { close(end) }
        guard let process else {
            for end in [toChild.writing, fromChild.reading, errorsOfChild.reading] { close(end) }
            return nil
        }
        let errors = exchange(input, toChild.writing, fromChild.reading, errorsOfChild.reading, receive)
        return SubprocessResult(exitCode: wait(process), output: [], errors: String(decoding: errors, as: UTF8.self))
    }

    /// Waits until a program that was started ends; answers its exit code, or 128 and the number of the signal that ended it.
    static func wait(_ process: pid_t) -> Int32 {
        var status: Int32 = 0
        while waitpid(process, &status, 0) < 0, errno == EINTR {}
        let signal = status & 0x7F
        return signal == 0 ? (status >> 8) & 0xFF : 128 + signal
    }

    /// Starts a program that is looked up in `PATH`, unless it is named with its folder; answers its process, which the caller has
    /// to `wait` for.
    ///
    /// - Parameters:
    ///   - streams: descriptors of this program that become standard streams of the other; the rest are those of this one.
    ///   - variables: what it does not get of this program's environment.
    static func start(
        _ program: String, _ arguments: [String], streams: [(own: Int32, standard: Int32)] = [], without variables: Set<String> = []
    ) throws(FileError) -> pid_t {
        #if canImport(Glibc)
            var actions = posix_spawn_file_actions_t()
        #else
            var actions: posix_spawn_file_actions_t?
        #endif
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        for (own, standard) in streams { posix_spawn_file_actions_adddup2(&actions, own, standard) }
        var words: [UnsafeMutablePointer<CChar>?] = ([program] + arguments).map { strdup($0) } + [nil]
        defer { for word in words { free(word) } }
        var environment = Subprocess.environment(without: variables)
        var process = pid_t()
        let failure = posix_spawnp(&process, program, &actions, nil, &words, &environment)
        guard failure == 0 else { throw FileError(operation: "start", path: program, code: failure) }
        return process
    }

    /// This program's environment but for some variables, ended by `nil`. The texts stay its own.
    private static func environment(without variables: Set<String>) -> [UnsafeMutablePointer<CChar>?] {
        var kept: [UnsafeMutablePointer<CChar>?] = []
        // The systems differ in whether it may be absent.
        let first: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>? = environ
        guard var place = first else { return [nil] }
        while let variable = place.pointee {
            if !variables.contains(String(String(cString: variable).prefix { $0 != "=" })) { kept.append(variable) }
            place += 1
        }
        return kept + [nil]
    }

    /// Feeds the program and hands on what it prints, until it closes both ends; answers its errors.
    private static func exchange(
        _ input: [UInt8], _ writing: Int32, _ reading: Int32, _ readingErrors: Int32, _ receive: (ArraySlice<UInt8>) -> Void
    ) -> [UInt8] {
        var errors: [UInt8] = []
        var ends = [
            pollfd(fd: reading, events: Int16(POLLIN), revents: 0), pollfd(fd: readingErrors, events: Int16(POLLIN), revents: 0),
            pollfd(fd: writing, events: Int16(POLLOUT), revents: 0),
        ]
        _ = fcntl(writing, F_SETFL, O_NONBLOCK)
        var sent = 0
        if input.isEmpty { finish(&ends[2]) }
        var buffer = [UInt8](repeating: 0, count: 65_536)
        while ends.contains(where: { $0.fd >= 0 }) {
            guard poll(&ends, nfds_t(ends.count), -1) >= 0 || errno == EINTR else { break }
            for index in 0..<2 where ends[index].fd >= 0 && ends[index].revents != 0 {
                let count = read(ends[index].fd, &buffer, buffer.count)
                if count > 0 {
                    if index == 0 { receive(buffer[..<count]) } else { errors += buffer[..<count] }
                } else if count == 0 || errno != EINTR {
                    finish(&ends[index])
                }
            }
            if ends[2].fd >= 0, ends[2].revents != 0 {
                let count = input[sent...].withUnsafeBytes { write(ends[2].fd, $0.baseAddress, $0.count) }
                if count > 0 { sent += count }
                if sent == input.count || (count < 0 && errno != EAGAIN && errno != EINTR) { finish(&ends[2]) }
            }
        }
        for index in ends.indices where ends[index].fd >= 0 { finish(&ends[index]) }
        return errors
    }

    private static func finish(_ end: inout pollfd) {
        close(end.fd)
        end.fd = -1
    }
}
