// The worker process: reads batches of file names, compiles them on one thread, answers where the results stand.
#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif
import WikiModel
import WikiParsing

/// Messages between the build and its workers: a length, then a `BinaryWriter`'s bytes.
enum WorkerMessage {
    static let command = "compile-worker"

    /// Sends a message; answers whether the other side took it.
    static func send(_ bytes: [UInt8], to descriptor: Int32) -> Bool {
        var framed = BinaryWriter()
        framed.write(bytes)
        return File.writeAll(descriptor, framed.bytes) == 0
    }

    /// Waits for a message; `nil` at the end of the stream.
    static func receive(from descriptor: Int32) -> [UInt8]? {
        guard let header = read(4, from: descriptor) else { return nil }
        let count = header.enumerated().reduce(0) { $0 | Int($1.element) << (8 * $1.offset) }
        return read(count, from: descriptor)
    }

    private static func read(_ count: Int, from descriptor: Int32) -> [UInt8]? {
        var isWhole = false
        let bytes = [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
            while filled < count, let base = buffer.baseAddress {
                #if canImport(Glibc)
                    let got = Glibc.read(descriptor, base + filled, count - filled)
                #else
                    let got = Darwin.read(descriptor, base + filled, count - filled)
                #endif
                if got < 0, errno == EINTR { continue }
                if got <= 0 { break }
                filled += got
            }
            isWhole = filled == count
        }
        return isWhole ? bytes : nil
    }
}

/// One entry to compile: its number in the build and its file.
struct CompileRequest: Sendable {
    var number: UInt32
    var source: EntrySource

    /// How long it is in a message, at most.
    var sizeUTF8: Int { source.path.utf8.count + source.slug.utf8.count + 16 }

    func encode(to writer: inout BinaryWriter) {
        writer.write(number)
        writer.write(source.path)
        writer.write(source.kind.rawValue)
        writer.write(source.slug)
    }

    static func decode(_ reader: inout BinaryReader) throws(DecodingFailure) -> CompileRequest {
        let number = try reader.number(UInt32.self)
        let path = try reader.string()
        guard let kind = EntryKind(rawValue: try reader.byte()) else { throw DecodingFailure() }
        return CompileRequest(number: number, source: EntrySource(path: path, kind: kind, slug: try reader.string()))
    }
}

/// What a worker answers for one entry.
struct CompileAnswer: Sendable, BitwiseCopyable {
    var number: UInt32
    var place: CachePlace
}

enum CompileWorker {
    /// Memory a worker may use before the system ends it; far above what an accepted entry needs.
    private static let memoryLimit: UInt = 1 << 31

    /// Runs until the input ends. Arguments: the source folder, the cache folder, the number of the segment.
    /// The first message is the text of the vocabulary.
    static func run(_ arguments: [String]) -> Int32 {
        guard arguments.count == 3, let segment = UInt32(arguments[2]) else { return 2 }
        limitMemory()
        guard let vocabularyText = WorkerMessage.receive(from: STDIN_FILENO) else { return 0 }
        let compiler = EntryCompiler(vocabulary: readVocabulary(vocabularyText, path: "").value)
        do throws(FileError) {
            var writer = try SegmentWriter(folder: arguments[1], segment: segment)
            defer { writer.finish() }
            while let message = WorkerMessage.receive(from: STDIN_FILENO) {
                guard let requests = decode(message) else { return 2 }
                var answers: [CompileAnswer] = []
                for request in requests {
                    let entry = compile(request.source, root: arguments[0], compiler)
                    answers.append(CompileAnswer(number: request.number, place: writer.append(entry)))
                }
                try writer.flush()
                var reply = BinaryWriter()
                reply.write(plain: answers)
                guard WorkerMessage.send(reply.bytes, to: STDOUT_FILENO) else { return 2 }
            }
        } catch {
            // No entry's fault: an answer for none, and why.
            var reply = BinaryWriter()
            reply.write(plain: [CompileAnswer]())
            reply.write(UInt32(error.code))
            _ = WorkerMessage.send(reply.bytes, to: STDOUT_FILENO)
            return 2
        }
        return 0
    }

    /// Compiles one file; a file that cannot be read is an entry with that problem.
    static func compile(_ source: EntrySource, root: String, _ compiler: EntryCompiler) -> CompiledEntry {
        do throws(FileError) {
            return compiler.compile(source, bytes: try File.read(root + "/" + source.path))
        } catch {
            return failed(source, .sourceUnreadable, error.message)
        }
    }

    /// An entry that could not be compiled: its name stands, so that links to it do not break as well.
    static func failed(_ source: EntrySource, _ code: DiagnosticCode, _ message: String) -> CompiledEntry {
        var head = EntryHead(path: source.path, kind: source.kind, slug: source.slug)
        head.metadata.title = source.slug
        if source.kind == .paper { head.metadata.paper = PaperMetadata() }
        head.diagnostics = [Diagnostic(code, file: source.path, message)]
        return CompiledEntry(head: head, body: EntryBody())
    }

    private static func decode(_ message: [UInt8]) -> [CompileRequest]? {
        var reader = BinaryReader(message[...])
        return try? reader.list(CompileRequest.decode)
    }

    private static func limitMemory() {
        #if canImport(Glibc)
            var limit = rlimit(rlim_cur: rlim_t(memoryLimit), rlim_max: rlim_t(memoryLimit))
            setrlimit(__rlimit_resource_t(RLIMIT_DATA.rawValue), &limit)
        #endif
    }
}
