import WikiParsing
import WikiModel
import Glibc
@main
struct Migrapedia {
    static func main() {
        var bytes: [UInt8] = []
        var buf = [UInt8](repeating: 0, count: 1<<16)
        while true { let n = read(0, &buf, buf.count); if n <= 0 { break }; bytes += buf[..<n] }
        if CommandLine.arguments.count > 1 { print(String(decoding: renderGFM(bytes), as: UTF8.self), terminator: ""); return }
        let v = Vocabulary(kinds: [.concept: KindTerms(label: "c", plural: "c", categories: [("structure","S"),("organelle","o"),("protein","P")])], relations: ["located_in","participates_in","is_a","part_of","detected_by","associated_with","regulates","marker_of","required_for","produces"].map{RelationType(id:$0,label:$0,inverseLabel:$0)}, stances: [Stance(id:"supports",label:"s",side:.supporting),Stance(id:"disputes",label:"d",side:.disputing)])
        let e = EntryCompiler(vocabulary: v).compile(EntrySource(path: "x.md", kind: .concept, slug: "x"), bytes: bytes)
        for d in e.head.diagnostics { print(d.line) }
        for p in e.body.pieces { switch p.kind { case .html: print(String(decoding: e.body.html[p.range], as: UTF8.self), terminator: ""); case .reference: for r in e.head.references[p.range] { print("{{\(r.kind) \(e.head.string(r.target))#\(e.head.string(r.fragment)) q\(r.qualifier) | \(String(decoding:e.body.text[r.sentence.range], as: UTF8.self))}}", terminator: "") }; case .anchor: print(" id=\"\(String(decoding: e.body.html[p.range], as: UTF8.self))\"", terminator: ""); case .localLink: print("#\(String(decoding: e.body.html[p.range], as: UTF8.self))", terminator: "") } }
        print(e.head.metadata.title, e.head.wordCount, e.head.blocks.count)
    }
}
