// How the evidence on a claim stands: papers on each side. Retracted papers are not counted.
import WikiModel

/// The papers on each side of a claim, each counted once a side. What calls a claim contested, on pages, in data files and in
/// comparisons, is this and nothing else.
public struct ClaimBalance: Sendable {
    public private(set) var supporting = 0
    public private(set) var disputing = 0
    public private(set) var neither = 0
    /// Of the supporting and of the disputing papers, those with results of their own.
    private var primarySupporting = 0
    private var primaryDisputing = 0
    /// Papers that were retracted, whichever side they are on.
    public private(set) var retracted = 0

    /// Weighs a claim of `graph`.
    public init(_ claim: Claim, _ graph: KnowledgeGraph) {
        var seen: [Stance.Side: Set<EntryID>] = [:]
        var gone: Set<EntryID> = []
        for evidence in claim.evidence where seen[evidence.side, default: []].insert(evidence.paper).inserted {
            if graph.entries[Int(evidence.paper)].metadata.paper?.retraction?.kind == .retracted {
                if gone.insert(evidence.paper).inserted { retracted += 1 }
                continue
            }
            switch evidence.side {
            case .supporting:
                supporting += 1
                if !graph.isSecondary(evidence.paper) { primarySupporting += 1 }
            case .disputing:
                disputing += 1
                if !graph.isSecondary(evidence.paper) { primaryDisputing += 1 }
            case .neither: neither += 1
            }
        }
    }

    /// Whether standing papers are on both sides.
    public var isContested: Bool { supporting > 0 && disputing > 0 }
    /// Whether every paper was retracted.
    public var restsOnRetracted: Bool { retracted > 0 && supporting + disputing + neither == 0 }
    /// Whether papers support the claim, and none with results of its own.
    public var restsOnSecondary: Bool { supporting > 0 && primarySupporting == 0 }
    /// Whether papers dispute the claim, and none with results of its own.
    public var isOpposedBySecondary: Bool { disputing > 0 && primaryDisputing == 0 }
}

extension KnowledgeGraph {
    /// Whether a paper tells of the results of others, by its category.
    public func isSecondary(_ paper: EntryID) -> Bool {
        vocabulary.kinds[.paper]?.secondary.contains(entries[Int(paper)].metadata.category) ?? false
    }
}
