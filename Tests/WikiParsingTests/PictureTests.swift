// The files of pictures: what they are by their content, and what a drawing may not hold.
import Testing
import WikiModel
import WikiParsing

@Suite struct PictureTests {
    /// `file:line:column code`, without the file, for each problem.
    private func problems(_ path: String, _ bytes: [UInt8], count: Int? = nil) -> [String] {
        pictureDiagnostics(path: path, bytes, count: count ?? bytes.count).map { problem in
            (problem.range.map { "\($0.start.line):\($0.start.columnUTF8) " } ?? "") + problem.code.rawValue
        }
    }

    private func problems(drawing: String) -> [String] { problems("content/media/a.svg", Array(drawing.utf8)) }

    private static let headers: [(format: PictureFormat, bytes: [UInt8])] = [
        (.png, [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0]), (.jpeg, [0xFF, 0xD8, 0xFF, 0xE0]), (.gif, bytes("GIF87a")),
        (.webP, bytes("RIFF....WEBPVP8 ")), (.avif, bytes("\0\0\0\u{18}ftypavif....mif1miaf")), (.avif, bytes("\0\0\0\u{18}ftypmif1....mif1avif")),
        (.heic, bytes("\0\0\0\u{18}ftypheic....mif1heic")), (.tiff, bytes("II*\0")), (.tiff, bytes("MM\0*")), (.pdf, bytes("%PDF-1.7")),
        (.svg, bytes("\u{FEFF}<?xml version=\"1.0\"?>\n<!-- a drawing -->\n<svg/>")), (.svg, [0xFF, 0xFE, 0x3C, 0]),
        (.svg, bytes("<!DOCTYPE svg PUBLIC \"-//W3C//DTD SVG 1.1//EN\" \"a.dtd\" [\n<!ENTITY a \"<b>\">\n]>\n<svg:svg/>")),
        (.svg, bytes("<!-- <html> " + String(repeating: "x", count: 10_000) + " --><SVG/>")),
        (.webPage, bytes("<!DOCTYPE html><body><svg/>")), (.webPage, bytes("<html><svg/>")), (.webPage, bytes("<!doctype HTML>")),
    ]

    private static func bytes(_ text: String) -> [UInt8] { Array(text.utf8) }

    @Test(arguments: headers.indices)
    func theFirstBytesTellTheForm(_ number: Int) {
        let (format, bytes) = PictureTests.headers[number]
        #expect(PictureFormat(header: bytes) == format)
        // Of a file that was cut off the form may not be known.
        #expect(PictureFormat(header: Array(bytes.prefix(1))) == nil)
    }

    @Test func whatIsNoPictureIsTold() {
        #expect(problems("content/media/a.png", []) == ["picture-unreadable"])
        #expect(problems("content/media/a.png", Array("a picture".utf8)) == ["picture-unreadable"])
        #expect(problems("content/media/a.svg", Array("A text that tells of <svg>.".utf8)) == ["picture-unreadable"])
        for unfinished in ["<!-- <svg/>", "<?xml <svg/>", "<!DOCTYPE svg [ > <svg/>", "<svgs/>", "<", "<?", "<!"] {
            #expect(problems("content/media/a.svg", Array(unfinished.utf8)) == ["picture-unreadable"], "\(unfinished)")
        }
        #expect(problems("content/media/a.jpg", Array("II*\0".utf8)) == ["picture-unreadable"])
        #expect(problems("content/media/a.webp", Array("RIFF....WAVE".utf8)) == ["picture-unreadable"])
        #expect(problems("content/media/a.JPEG", [0xFF, 0xD8, 0xFF, 0xE0]) == [])
        #expect(problems("content/media/a.b.jpg", Array("GIF89a".utf8)) == ["picture-misnamed"])
        let most = PictureLimits.mostBytes
        #expect(problems("content/media/a.gif", Array("GIF89a".utf8), count: most) == [])
        #expect(problems("content/media/a.gif", Array("GIF89a".utf8), count: most + 1) == ["picture-too-heavy"])
    }

    @Test func theMessageNamesTheFileAsItShouldBe() throws {
        let problem = try #require(pictureDiagnostics(path: "content/media/a.b.jpg", Array("GIF89a".utf8), count: 25 << 20).first)
        #expect(problem.message.contains("is GIF by its content") && problem.message.contains("\"a.b.gif\""))
        #expect(pictureDiagnostics(path: "content/media/a.gif", Array("GIF89a".utf8), count: 26_500_000).first?.message.contains("25.3 MiB") == true)
    }

    private static let drawings: [(text: String, problems: [String])] = [
        ("<svg>\n <script>go()</script></svg>", ["2:2 picture-active"]), ("<svg><svg:SCRIPT/></svg>", ["1:6 picture-active"]),
        ("<svg onload='go()'/>", ["1:6 picture-active"]), ("<svg><a xlink:href=\" JavaScript:go()\"/></svg>", ["1:9 picture-active"]),
        ("<svg><style/><script/></svg>", ["1:14 picture-active"]), ("<svg><text>é</text><g onclick=\"\"/></svg>", ["1:24 picture-active"]),
        ("<svg><image href='photo.png'/></svg>", ["1:19 picture-incomplete"]), ("<svg><use xlink:href = \"b.svg#x\"/></svg>", ["1:25 picture-incomplete"]),
        ("<svg><g fill='url( \"b.svg#x\" )'/></svg>", ["1:21 picture-incomplete"]),
        ("<svg><style>@import 'b.css';</style></svg>", ["1:22 picture-incomplete"]),
        ("<svg><style><![CDATA[@font-face { src: url(b.woff) }]]></style></svg>", ["1:44 picture-incomplete"]),
        // What stands in the file, links, comments, text and names that only look like it.
        ("<svg><a href='https://example.org/'><use href='#x'/><image href=\"DATA:image/png;base64,AA\"/></a></svg>", []),
        ("<svg><!-- <script> --><text>onload='x' href=\"b.png\" &lt;script></text><g a:onload='1' style='fill:url(#x)'/></svg>", []),
        ("<svg><![CDATA[<script>]]><metadata><work resource='https://example.org/'/></metadata></svg>", []),
        // What is not closed.
        ("<svg><image href='", []), ("<svg><style>url(", []), ("<svg><!-- ", []), ("<svg><g a=", []), ("<svg><", []), ("<svg><style>@import '", []),
    ]

    @Test(arguments: drawings.indices)
    func whatADrawingMayNotHoldIsTold(_ number: Int) {
        let drawing = PictureTests.drawings[number]
        #expect(problems(drawing: drawing.text) == drawing.problems, "\(drawing.text)")
    }

    @Test func oneProblemOfAKindIsTold() {
        let drawing = "<svg>" + String(repeating: "<image href='a.png'/>", count: 50_000) + "</svg>"
        let found = pictureDiagnostics(path: "content/media/a.svg", Array(drawing.utf8), count: drawing.utf8.count)
        #expect(found.count == 1 && found[0].message.hasSuffix("there are 49999 more in the file"), "\(found)")
    }
}
