// What the history of the repository says of the entries: values that are read elsewhere and shown on pages.

/// Who wrote each entry and when, and what was changed last.
public struct SiteHistory: Sendable {
    /// The making of one entry. Times are in seconds since 1970.
    public struct Entry: Sendable, Equatable {
        public var added: Int
        public var changed: Int
        /// Who wrote it, in the order of their first commits.
        public var contributors: [String]

        public init(added: Int, changed: Int, contributors: [String]) {
            self.added = added
            self.changed = changed
            self.contributors = contributors
        }
    }

    /// A commit that changed entries.
    public struct Change: Sendable, Equatable {
        /// An entry that was added or changed, by the path of its file today.
        public struct Part: Sendable, Equatable {
            public var path: String
            public var isNew: Bool

            public init(path: String, isNew: Bool) {
                self.path = path
                self.isNew = isNew
            }
        }

        /// The full name of the commit.
        public var commit: String
        public var time: Int
        public var subject: String
        public var contributors: [String]
        /// The first of the entries, and how many more there are.
        public var parts: [Part]
        public var others: Int

        public init(commit: String, time: Int, subject: String, contributors: [String], parts: [Part], others: Int) {
            self.commit = commit
            self.time = time
            self.subject = subject
            self.contributors = contributors
            self.parts = parts
            self.others = others
        }
    }

    /// By the path of the entry's file, as `content/concepts/migrasome.md`.
    public var entries: [String: Entry]
    /// Newest first; older ones are left out.
    public var changes: [Change]

    public init(entries: [String: Entry] = [:], changes: [Change] = []) {
        self.entries = entries
        self.changes = changes
    }
}
