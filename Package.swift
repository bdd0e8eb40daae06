// swift-tools-version: 6.1
// The package: targets, and which of them may import which. A test holds the table (Tests/ArchitectureTests).
import PackageDescription

/// `WARNINGS_AS_ERRORS=1 swift build` is what CI runs; a contributor's build is not stopped by a warning.
let strict = Context.environment["WARNINGS_AS_ERRORS"] == "1"
let settings: [SwiftSetting] = strict ? [.unsafeFlags(["-warnings-as-errors"])] : []

let package = Package(
    name: "migrapedia",
    // `Mutex` and `String(validating:as:)` of the standard library came with macOS 15.
    platforms: [.macOS(.v15)],
    products: [
        .executable(name: "migrapedia", targets: ["migrapedia"])
    ],
    dependencies: [
        // The command line: help, completions and errors as Swift users know them.
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.5.0"),
        // Front matter: real YAML, with the position of every value.
        .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
        // The preview server: HTTP and WebSockets, small enough not to slow a cold build down as SwiftNIO would.
        .package(url: "https://github.com/swhitty/FlyingFox", from: "0.27.1"),
    ],
    targets: [
        // The system's cmark-gfm and its extensions: the parser of every entry.
        .systemLibrary(
            name: "CCMarkGFM",
            pkgConfig: "libcmark-gfm",
            providers: [
                .apt(["libcmark-gfm-dev", "libcmark-gfm-extensions-dev"]),
                .brew(["cmark-gfm"]),
            ]
        ),
        // The system's zlib: compresses the files of an archive (`migrapedia pack`). macOS has it.
        .systemLibrary(name: "CZlib", providers: [.apt(["zlib1g-dev"])]),
        // The memory that text is written into. Imports nothing.
        .target(name: "Bytes", swiftSettings: settings),
        // The nouns that all other targets share.
        .target(name: "WikiModel", dependencies: ["Bytes"], swiftSettings: settings),
        // One source file in, one compiled entry out. The only caller of cmark-gfm and Yams.
        .target(
            name: "WikiParsing",
            dependencies: ["WikiModel", "CCMarkGFM", .product(name: "Yams", package: "Yams")],
            swiftSettings: settings
        ),
        // Identifiers and their checks, formatted references, bibliography formats.
        .target(name: "Bibliography", dependencies: ["Bytes", "WikiModel"], swiftSettings: settings),
        // All entries in, one linked graph out.
        .target(name: "WikiGraph", dependencies: ["WikiModel"], swiftSettings: settings),
        // Entries in, the files of the search index out.
        .target(name: "SearchIndex", dependencies: ["WikiModel"], swiftSettings: settings),
        // Mustache text and values in, bytes out.
        .target(name: "Templates", dependencies: ["Bytes"], swiftSettings: settings),
        // Graph, templates and settings in, pages out.
        .target(
            name: "WikiSite",
            dependencies: ["Bytes", "WikiModel", "WikiGraph", "Bibliography", "Templates"],
            swiftSettings: settings
        ),
        // Pages in, the documents of an e-book out.
        .target(name: "EPUB", dependencies: ["Bytes", "WikiModel"], swiftSettings: settings),
        // The commands, and everything that touches files, the clock or the terminal.
        .executableTarget(
            name: "migrapedia",
            dependencies: [
                "Bytes", "WikiModel", "WikiParsing", "Bibliography", "WikiGraph", "SearchIndex", "Templates", "WikiSite", "EPUB", "CZlib",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
                .product(name: "FlyingFox", package: "FlyingFox"),
            ],
            exclude: ["Serving/Browser", "Starter", "Translations"],
            swiftSettings: settings,
            plugins: ["EmbedFiles"]
        ),
        // Templates, assets and starter files become part of the tool, so that it is one file that works anywhere.
        .plugin(name: "EmbedFiles", capability: .buildTool(), dependencies: ["embed-files"]),
        .executableTarget(name: "embed-files", swiftSettings: settings),
        .testTarget(name: "ArchitectureTests", swiftSettings: settings),
        .testTarget(name: "BytesTests", dependencies: ["Bytes"], swiftSettings: settings),
        .testTarget(name: "WikiModelTests", dependencies: ["WikiModel", "Bytes"], swiftSettings: settings),
        .testTarget(name: "BibliographyTests", dependencies: ["Bibliography", "WikiModel"], swiftSettings: settings),
        .testTarget(name: "TemplatesTests", dependencies: ["Templates", "Bytes"], swiftSettings: settings),
        .testTarget(name: "WikiParsingTests", dependencies: ["WikiParsing", "WikiModel", "CCMarkGFM"], swiftSettings: settings),
        .testTarget(
            name: "WikiGraphTests", dependencies: ["WikiGraph", "WikiParsing", "WikiModel"], swiftSettings: settings),
        .testTarget(name: "SearchIndexTests", dependencies: ["SearchIndex", "WikiModel"], swiftSettings: settings),
        .testTarget(
            name: "ContentTests", dependencies: ["WikiGraph", "WikiParsing", "WikiModel"], exclude: ["Abstracts"],
            swiftSettings: settings),
        .testTarget(
            name: "WikiSiteTests", dependencies: ["WikiSite", "WikiGraph", "WikiParsing", "WikiModel", "Templates", "Bibliography", "Bytes"],
            swiftSettings: settings),
        .testTarget(name: "EPUBTests", dependencies: ["EPUB"], swiftSettings: settings),
        .testTarget(name: "ToolTests", dependencies: ["migrapedia", "WikiModel"], swiftSettings: settings),
    ],
    swiftLanguageModes: [.v6]
)
