// Starts worker processes, hands them batches, and survives those that die or stall.
#if canImport(Glibc)
    import Glibc
#else
    import Darwin
    import MachO
#endif
import WikiModel
import WikiParsing

/// How the entries of a build are compiled.
struct CompileJob {
    var root: String
    var cacheFolder: String
    /// The text of `vocabulary.yml`.
    var vocabularyText: [UInt8]
    var firstSegment: UInt32
    var jobs: Int
    /// Called with the number of entries done so far.
    var progress: (Int) -> Void
}

/// Compiles files in worker processes. cmark-gfm is not safe on two threads, and a process of its own also holds
/// whatever a hostile file does: a worker that dies or stalls costs one entry, which becomes a diagnostic.
struct WorkerPool {
    /// Entries handed over at a time: enough that messages cost nothing beside the work.
    private static let batchSize = 48
    /// What a batch of several may take as a message, about: less than the smallest pipe holds (16 KiB on macOS). A second batch must
    /// fit into the pipe of a worker that does not read it because it stalls on the first.
    static let batchUTF8 = 12 << 10
    /// How long a batch, and an entry alone, may take. No accepted entry should take over two seconds.
    private static let batchMilliseconds = 20_000
    private static let entryMilliseconds = 6_000

    private let job: CompileJob
    private var queue: [[CompileRequest]] = []
    private var workers: [Worker] = []
    private var nextSegment: UInt32
    private var done = 0
    private var places: [(number: Int, place: CachePlace)] = []
    /// Entries that ended or stalled their worker.
    private(set) var failures: [(number: Int, code: DiagnosticCode)] = []

    private struct Worker {
        var process: pid_t
        var input: Int32
        var output: Int32
        /// Batches sent and not answered, oldest first.
        var open: [[CompileRequest]] = []
        var deadlineMilliseconds = 0
    }

    /// Compiles all requests. Answers where each stands, the failures, and the first segment number that is free.
    static func compile(_ requests: [CompileRequest], _ job: CompileJob) throws(FileError) -> (
        places: [(number: Int, place: CachePlace)], failures: [(number: Int, code: DiagnosticCode)], nextSegment: UInt32
    ) {
        var pool = WorkerPool(job)
        try pool.run(requests)
        return (pool.places, pool.failures, pool.nextSegment)
    }

    private init(_ job: CompileJob) {
        self.job = job
        nextSegment = job.firstSegment
    }

    private mutating func run(_ requests: [CompileRequest]) throws(FileError) {
        queue = WorkerPool.batches(of: requests).reversed()
        places.reserveCapacity(requests.count)
        let count = max(1, min(job.jobs, queue.count))
        defer { for worker in workers { stop(worker) } }
        while workers.count < count { workers.append(try start()) }
        while done < requests.count {
            for index in workers.indices { feed(index) }
            try wait()
        }
    }

    /// Divides requests, in their order.
    static func batches(of requests: [CompileRequest]) -> [[CompileRequest]] {
        var batches: [[CompileRequest]] = []
        var sizeUTF8 = 0
        for request in requests {
            let isFull = batches.last.map { $0.count == batchSize || sizeUTF8 + request.sizeUTF8 > batchUTF8 } ?? true
            if isFull {
                batches.append([])
                sizeUTF8 = 0
            }
            batches[batches.count - 1].append(request)
            sizeUTF8 += request.sizeUTF8
        }
        return batches
    }

    /// Keeps two batches with each worker, so that it never waits for the next.
    private mutating func feed(_ index: Int) {
        while workers[index].open.count < 2, let batch = queue.popLast() {
            // An entry that is suspected is alone with its worker.
            if batch.count == 1, !workers[index].open.isEmpty {
                queue.append(batch)
                return
            }
            var message = BinaryWriter()
            message.write(batch) { $1.encode(to: &$0) }
            _ = WorkerMessage.send(message.bytes, to: workers[index].input)
            if workers[index].open.isEmpty { workers[index].deadlineMilliseconds = deadline(for: batch) }
            workers[index].open.append(batch)
            if batch.count == 1 { return }
        }
    }

    private func deadline(for batch: [CompileRequest]) -> Int {
        Clock.milliseconds() + (batch.count == 1 ? WorkerPool.entryMilliseconds : WorkerPool.batchMilliseconds)
    }

    /// Waits for an answer, the end of a worker, or a deadline.
    private mutating func wait() throws(FileError) {
        var polled = workers.map { pollfd(fd: $0.output, events: Int16(POLLIN), revents: 0) }
        let nearest = workers.filter { !$0.open.isEmpty }.map(\.deadlineMilliseconds).min() ?? Clock.milliseconds()
        _ = poll(&polled, nfds_t(polled.count), Int32(max(0, min(nearest - Clock.milliseconds(), 60_000))))
        for index in workers.indices {
            if polled[index].revents != 0 {
                if let reply = WorkerMessage.receive(from: workers[index].output) {
                    try accept(reply, from: index)
                } else {
                    try replace(index, code: .compileCrashed)
                }
            } else if !workers[index].open.isEmpty, Clock.milliseconds() >= workers[index].deadlineMilliseconds {
                try replace(index, code: .compileTimeout)
            }
        }
    }

    /// Takes the answers for a batch. A worker that could not write to the cache, as on a full disk, stops the build: another could not
    /// either.
    private mutating func accept(_ reply: [UInt8], from index: Int) throws(FileError) {
        var reader = BinaryReader(reply[...])
        let answers: [CompileAnswer] = (try? reader.plain()) ?? []
        if answers.isEmpty, let code = try? reader.number(UInt32.self) {
            throw FileError(operation: "write to", path: job.cacheFolder, code: Int32(truncatingIfNeeded: code))
        }
        for answer in answers { places.append((Int(answer.number), answer.place)) }
        done += answers.count
        job.progress(done)
        if !workers[index].open.isEmpty { workers[index].open.removeFirst() }
        if let next = workers[index].open.first { workers[index].deadlineMilliseconds = deadline(for: next) }
    }

    /// A worker died or was stopped. Its batches are tried again entry by entry; an entry that fails alone is the culprit.
    private mutating func replace(_ index: Int, code: DiagnosticCode) throws(FileError) {
        // Out of the list first: what is in it is stopped in the end, also where no other can be started.
        let lost = workers.remove(at: index)
        stop(lost)
        for (position, batch) in lost.open.enumerated() {
            if position == 0, batch.count == 1 {
                failures.append((Int(batch[0].number), code))
                done += 1
                job.progress(done)
            } else if position == 0 {
                queue += batch.map { [$0] }
            } else {
                queue.append(batch)
            }
        }
        workers.insert(try start(), at: index)
    }

    // MARK: Processes

    private mutating func start() throws(FileError) -> Worker {
        let pipes = try Pipe.make(2)
        let (toWorker, fromWorker) = (pipes[0], pipes[1])
        // A worker that a hostile file ends would print a trace of no use to an author.
        let nowhere = open("/dev/null", O_WRONLY | O_CLOEXEC)
        defer { for end in [toWorker.reading, fromWorker.writing, nowhere] where end >= 0 { close(end) } }
        var streams = [(toWorker.reading, STDIN_FILENO), (fromWorker.writing, STDOUT_FILENO)]
        if nowhere >= 0 { streams.append((nowhere, STDERR_FILENO)) }
        let process: pid_t
        do throws(FileError) {
            process = try Subprocess.start(
                WorkerPool.programPath, [WorkerMessage.command, job.root, job.cacheFolder, String(nextSegment)], streams: streams)
        } catch {
            for end in [toWorker.writing, fromWorker.reading] { close(end) }
            throw error
        }
        nextSegment += 1
        _ = WorkerMessage.send(job.vocabularyText, to: toWorker.writing)
        return Worker(process: process, input: toWorker.writing, output: fromWorker.reading)
    }

    private func stop(_ worker: Worker) {
        close(worker.input)
        close(worker.output)
        // All that it answered is on disk, and one that does not listen any more would be waited for without end.
        kill(worker.process, SIGKILL)
        var status: Int32 = 0
        while waitpid(worker.process, &status, 0) < 0, errno == EINTR {}
    }

    /// This program's own file.
    static let programPath: String = {
        #if os(Linux)
            return File.realPath("/proc/self/exe") ?? CommandLine.arguments[0]
        #else
            var size: UInt32 = 4096
            var buffer = [CChar](repeating: 0, count: Int(size))
            _NSGetExecutablePath(&buffer, &size)
            return String(decoding: buffer.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
        #endif
    }()
}
