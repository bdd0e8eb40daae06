// How entries are divided among worker processes.
import Testing
import WikiModel
import WikiParsing

@testable import migrapedia

@Suite struct WorkerPoolTests {
    private func requests(_ count: Int, pathUTF8: Int) -> [CompileRequest] {
        (0..<count).map { number in
            let name = String(repeating: "x", count: pathUTF8)
            return CompileRequest(number: UInt32(number), source: EntrySource(path: name, kind: .concept, slug: "x"))
        }
    }

    /// A worker that stalls does not read what is sent to it, and what does not fit into a pipe would wait for it for ever.
    @Test(arguments: [(1, 30), (48, 30), (1000, 60), (100, 255), (50, 8_000), (3, 20_000)])
    func batchesFitIntoPipes(_ count: Int, _ pathUTF8: Int) {
        let requests = requests(count, pathUTF8: pathUTF8)
        let batches = WorkerPool.batches(of: requests)
        #expect(batches.flatMap { $0.map(\.number) } == requests.map(\.number))
        for batch in batches {
            var message = BinaryWriter()
            message.write(batch) { $1.encode(to: &$0) }
            #expect(batch.count == 1 || message.bytes.count <= WorkerPool.batchUTF8 + 16)
            #expect((1...48).contains(batch.count))
        }
        if pathUTF8 <= 60 { #expect(batches.count == (count + 47) / 48) }
    }
}
