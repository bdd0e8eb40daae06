// What pages show of the prose of entries, as numbers: of the whole of it, and of the sentence around each reference.
import WikiGraph
import WikiModel

struct ProseFingerprints: Sendable {
    /// Source and resolved references of each entry.
    private(set) var owns: [UInt64] = []
    /// What other pages show of each reference, of one entry after the other: the sentence around it, and what stands in it.
    private var sentences: [UInt64] = []
    /// Where those of each entry begin.
    private var firstSentence: [Int32] = []

    /// - Parameter names: what stands for the name of each entry.
    init(_ graph: KnowledgeGraph, names: [UInt64], pictureSizes: [PictureSize?]) {
        owns.reserveCapacity(graph.entries.count)
        firstSentence.reserveCapacity(graph.entries.count)
        for id in graph.entryIDs {
            firstSentence.append(Int32(sentences.count))
            let references = graph.entries[Int(id)].references
            let resolutions = graph.resolutions(of: id)
            var own = StableHash(seed: graph.entries[Int(id)].contentHash)
            references.forEachSentence(in: references.indices) { sentence in
                var shown = StableHash()
                for index in sentence {
                    ProseFingerprints.combine(resolutions[resolutions.startIndex + index], graph, names, pictureSizes, into: &shown)
                }
                own.combine(shown.value)
                for reference in references[sentence] {
                    var hash = shown
                    hash.combine(reference.mentionHash)
                    hash.combine(UInt64(reference.kind.rawValue) << 8 | UInt64(reference.qualifier))
                    sentences.append(hash.value)
                }
            }
            owns.append(own.value)
        }
    }

    /// What other pages show of a reference.
    func sentence(of source: EntryID, _ reference: Int32) -> UInt64 { sentences[Int(firstSentence[Int(source)] + reference)] }

    private static func combine(
        _ resolution: Resolution, _ graph: KnowledgeGraph, _ names: [UInt64], _ pictureSizes: [PictureSize?], into hash: inout StableHash
    ) {
        hash.combine(UInt64(resolution.state.rawValue) << 32 | UInt64(resolution.part.rawValue) << 16 | (resolution.isByPath ? 1 : 0))
        guard resolution.entry >= 0 else { return }
        if resolution.state == .media {
            hash.combine(graph.media[Int(resolution.entry)])
            hash.combine(pictureSizes[Int(resolution.entry)].map { $0.width << 20 | $0.height } ?? 0)
        } else {
            hash.combine(names[Int(resolution.entry)])
        }
        if resolution.part != .whole { hash.combine(graph.anchor(of: resolution)) }
    }
}
