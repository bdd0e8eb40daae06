// Ids that stand on every page beside those of its text.

/// Ids that the templates and scripts of the site give to parts of every page, and that a heading or a group of a listing may not
/// have as well. Their other ids have a colon, which these never have.
public enum FrameIDs {
    public static let all: [String] =
        ["main", "preview-card", "search-options"]
        // Under the search field: eight entries and a line for all of them.
        + (0...8).map { "search-options-\($0)" }
}
