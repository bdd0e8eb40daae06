// What earlier imports said of each paper: the common ancestor of the entry and the next import.
import Bibliography
import WikiModel

/// The records of `content/papers/.imported.json`, by citation key.
///
/// It is kept with the content and under version control, so that every contributor's next import can tell a hand edit
/// from a value that an import brought. It is CSL-JSON, which holds every field of a record. Its name begins with a dot,
/// so it is neither an entry nor published.
struct ImportBase: Sendable {
    static let path = "content/papers/.imported.json"

    private(set) var records: [String: BibliographyRecord] = [:]
    let text: [UInt8]?

    init(root: String) throws(ToolError) {
        let whole = root + "/" + ImportBase.path
        guard File.exists(whole) else {
            text = nil
            return
        }
        do throws(FileError) { text = try File.read(whole) } catch { throw ToolError(error) }
        let reading = readBibliography(text ?? [], format: .cslJSON)
        // A title that an import left open is not in the file.
        if let problem = reading.problems.first(where: { !$0.isMissingTitle }) {
            throw ToolError(
                "\(ImportBase.path):\(problem.line):\(problem.column): \(problem.message); mend it, or delete the file: "
                    + "hand edits and imported values can then not be told apart")
        }
        for record in reading.records { records[record.key] = record }
    }

    /// Notes what an import said. A field that it did not say, or that is in `open`, keeps what an earlier one said.
    mutating func note(_ record: BibliographyRecord, key: String, but open: [RecordField] = []) {
        let earlier = records[key]
        var joined = earlier ?? record
        for field in RecordField.allCases { if let value = record[field] { joined[field] = value } }
        for field in open { joined[field] = earlier?[field] }
        joined.key = key
        records[key] = joined.normalised()
    }

    mutating func rename(_ old: String, to new: String) {
        guard var record = records.removeValue(forKey: old) else { return }
        record.key = new
        records[new] = record
    }

    /// The file's new text.
    var bytes: [UInt8]? {
        if records.isEmpty, text == nil { return nil }
        return writeBibliography(records.keys.sorted().compactMap { records[$0] }, format: .cslJSON)
    }
}
