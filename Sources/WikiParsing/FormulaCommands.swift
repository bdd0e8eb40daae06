// The commands of TeX in a formula: fractions, roots, delimiters, accents, words and tables.
import WikiModel

extension FormulaReader {
    /// Reads a command, whose backslash stands at `offset`.
    mutating func readCommand() throws(FormulaSlip) -> Base {
        let start = offset
        offset += 1
        guard offset < tex.count else { throw slip(start..<offset, "a backslash without a command") }
        if tex[offset].isLetter {
            while offset < tex.count, tex[offset].isLetter { offset += 1 }
        } else {
            offset += 1
            while offset < tex.count, tex[offset] & 0xC0 == 0x80 { offset += 1 }
        }
        let owner = start..<offset
        let name = tex.text((start + 1)..<offset)
        if let symbol = FormulaSymbol.named(name) { return append(symbol) }
        if let ems = FormulaSymbol.spaces[name] {
            appendSpace(ems)
        } else if let accent = FormulaSymbol.accents[name] {
            try readAccent(accent.mark, isStretched: accent.isStretched, of: owner)
        } else if let alphabet = FormulaAlphabet.commands[name] {
            return try readAlphabet(alphabet, isFunction: name == "operatorname", of: owner)
        } else {
            return try readStructure(name, of: owner)
        }
        return .plain
    }

    private mutating func append(_ symbol: FormulaSymbol) -> Base {
        switch symbol.kind {
        case .identifier: append("mi", symbol.text)
        case .upright: append("mi", symbol.text, attributes: " mathvariant=\"normal\"")
        case .operation, .relation: appendOperator(symbol.text, spaced: true)
        case .delimiter: append("mo", symbol.text, attributes: " stretchy=\"false\"")
        case .integral: append("mo", symbol.text)
        case .large:
            append("mo", symbol.text)
            return .limits
        case .function:
            append("mi", symbol.text)
            return .function
        case .limit:
            append("mo", symbol.text, attributes: " movablelimits=\"true\"")
            return .limits
        }
        return .plain
    }

    private static let structures: Set<String> = [
        "frac", "dfrac", "tfrac", "binom", "sqrt", "left", "middle", "right", "text", "textrm", "textbf", "textit", "mbox", "begin", "overset", "stackrel", "underset",
        "underline", "overbrace", "underbrace", "xrightarrow", "xleftarrow",
    ]
    /// Commands that change nothing here: of sizes and numbers.
    private static let passed: Set<String> = [
        "displaystyle", "textstyle", "nonumber", "notag", "big", "Big", "bigg", "Bigg", "bigl", "bigr", "Bigl", "Bigr", "biggl",
        "biggr", "bigm", "Bigm",
    ]

    private mutating func readStructure(_ name: String, of owner: Range<Int>) throws(FormulaSlip) -> Base {
        let start = markup.count
        switch name {
        case "frac", "dfrac", "tfrac": try readFraction(of: owner)
        case "binom":
            markup.append("<mrow><mo>(</mo>")
            words.append(UInt8(ascii: "("))
            try readFraction(of: owner, attributes: " linethickness=\"0\"")
            markup.append("<mo>)</mo></mrow>")
            words.append(UInt8(ascii: ")"))
        case "sqrt": try readRoot(of: owner)
        case "left": try readDelimited(owner)
        case "middle": try readDelimiter(of: owner, form: "infix")
        case "text", "textrm", "textbf", "textit", "mbox": try readText(of: owner)
        case "begin": try readEnvironment(owner)
        case "overset", "stackrel": try readStacked("mover", of: owner)
        case "underset": try readStacked("munder", of: owner)
        case "underline":
            try deeper(owner) { (reader) throws(FormulaSlip) in try reader.readArgument(of: owner) }
            wrap(from: start, in: "munder", then: Array("<mo stretchy=\"true\">_</mo>".utf8))
        case "overbrace", "underbrace":
            try deeper(owner) { (reader) throws(FormulaSlip) in try reader.readArgument(of: owner) }
            let isOver = name == "overbrace"
            wrap(from: start, in: isOver ? "mover" : "munder", then: Array("<mo stretchy=\"true\">\(isOver ? "⏞" : "⏟")</mo>".utf8))
            return .limits
        case "xrightarrow": try readArrow("→", of: owner)
        case "xleftarrow": try readArrow("←", of: owner)
        case _ where FormulaReader.passed.contains(name): markup.append("<mrow></mrow>")
        case "\\": throw slip(owner, "\"\\\\\" breaks a line in a table only; write \\begin{aligned}…\\end{aligned} around the lines")
        case "right": throw slip(owner, "\"\\right\" without a \"\\left\" before it")
        case "end": throw slip(owner, "\"\\end\" without a \"\\begin\" before it")
        default: throw unknown(name, owner)
        }
        return .plain
    }

    /// What to write for commands of chemistry and of units, which other programs load packages for.
    private static let adviceOnPackages: [String: String] = {
        let chemistry = "of the package mhchem, which formulas do not have; write \"\\mathrm{H_2O}\", or H<sub>2</sub>O in the text"
        let units = "of the package siunitx, which formulas do not have; write the number and its unit as words, \"5 µm\""
        let commands = ["SI", "si", "unit", "qty", "num", "ang", "SIrange", "SIlist", "qtyrange", "numrange"].map { ($0, units) }
        return Dictionary([("ce", chemistry), ("pu", chemistry)] + commands, uniquingKeysWith: { first, _ in first })
    }()

    private func unknown(_ name: String, _ owner: Range<Int>) -> FormulaSlip {
        if let advice = FormulaReader.adviceOnPackages[name] { return slip(owner, "\"\\\(name)\" is \(advice)", nil) }
        let names = Array(FormulaSymbol.names) + FormulaReader.structures + FormulaReader.passed + FormulaSymbol.accents.keys + FormulaAlphabet.commands.keys
        // Of a short name with one letter changed, little is left.
        let known = names.filter { other in
            other.utf8.count > 1 && (name.utf8.count > 3 || other.utf8.count != name.utf8.count || other.lowercased() == name.lowercased())
        }
        let nearest = nearestNames(to: name, among: known.sorted(), limit: 1).first.map { "\\" + $0 }
        return slip(
            owner, "\"\\\(name)\" is no command that formulas know\(didYouMean(nearest))", nearest.map(Suggestion.init(replacement:)))
    }

    // MARK: Fractions and roots

    private mutating func readFraction(of owner: Range<Int>, attributes: String = "") throws(FormulaSlip) {
        markup += Array("<mfrac\(attributes)>".utf8)
        try deeper(owner) { (reader) throws(FormulaSlip) in
            for part in 0..<2 {
                let wordStart = reader.words.count
                try reader.readArgument(of: owner)
                reader.parenthesizeWords(from: wordStart)
                if part == 0 { reader.words.append(UInt8(ascii: "/")) }
            }
        }
        markup.append("</mfrac>")
    }

    /// `\sqrt{x}`, `\sqrt[3]{x}`.
    private mutating func readRoot(of owner: Range<Int>) throws(FormulaSlip) {
        let start = markup.count
        skipSpace()
        var index: [UInt8]?
        if tex.has("[", at: offset) {
            let opener = offset..<(offset + 1)
            offset += 1
            index = try separately { (reader) throws(FormulaSlip) in
                reader.markup.append("<mrow>")
                try reader.deeper(opener) { (reader) throws(FormulaSlip) in try reader.readRow(until: .option, openedBy: opener) }
                reader.markup.append("</mrow>")
            }
            offset += 1
        }
        words += Array("√".utf8)
        let wordStart = words.count
        try deeper(owner) { (reader) throws(FormulaSlip) in try reader.readArgument(of: owner) }
        parenthesizeWords(from: wordStart)
        if let index { wrap(from: start, in: "mroot", then: index) } else { wrap(from: start, in: "msqrt") }
    }

    // MARK: Delimiters

    /// `\left( … \right)`.
    private mutating func readDelimited(_ owner: Range<Int>) throws(FormulaSlip) {
        markup.append("<mrow>")
        try readDelimiter(of: owner, form: "prefix")
        try deeper(owner) { (reader) throws(FormulaSlip) in try reader.readRow(until: .delimited, openedBy: owner) }
        let right = offset..<(offset + "\\right".utf8.count)
        offset = right.upperBound
        try readDelimiter(of: right, form: "postfix")
        markup.append("</mrow>")
    }

    /// One that is stretched to what it stands beside; a dot is none.
    private mutating func readDelimiter(of owner: Range<Int>, form: String) throws(FormulaSlip) {
        skipSpace()
        let start = offset
        var sign: String?
        if tex.has("\\", at: offset) {
            offset += 1
            while offset < tex.count, tex[offset].isLetter { offset += 1 }
            if offset == start + 1, offset < tex.count { offset += 1 }
            let symbol = FormulaSymbol.named(tex.text((start + 1)..<offset))
            if let symbol, symbol.kind == .delimiter { sign = symbol.text }
        } else if offset < tex.count {
            offset += 1
            switch tex[start] {
            case UInt8(ascii: "."): return
            case UInt8(ascii: "<"): sign = "⟨"
            case UInt8(ascii: ">"): sign = "⟩"
            case let byte where "()[]|/".utf8.contains(byte): sign = String(Unicode.Scalar(byte))
            default: break
            }
        }
        guard let sign else {
            throw slip(owner, "\"\(tex.text(owner))\" must be followed by a bracket, a bar or a dot, such as \(tex.text(owner))(")
        }
        append("mo", sign, attributes: " form=\"\(form)\" stretchy=\"true\"")
    }

    // MARK: Above and below

    private mutating func readAccent(_ mark: String, isStretched: Bool, of owner: Range<Int>) throws(FormulaSlip) {
        let start = markup.count
        try deeper(owner) { (reader) throws(FormulaSlip) in try reader.readArgument(of: owner) }
        wrap(from: start, in: "mover", attributes: " accent=\"true\"", then: Array("<mo stretchy=\"\(isStretched)\">\(mark)</mo>".utf8))
    }

    /// `\overset{above}{base}` and its kind.
    private mutating func readStacked(_ element: StaticString, of owner: Range<Int>) throws(FormulaSlip) {
        let start = markup.count
        try deeper(owner) { (reader) throws(FormulaSlip) in
            let script = try reader.separately { (reader) throws(FormulaSlip) in try reader.readArgument(of: owner) }
            reader.words.append(.space)
            try reader.readArgument(of: owner)
            reader.wrap(from: start, in: element, then: script)
        }
    }

    /// An arrow as long as what stands above it.
    private mutating func readArrow(_ arrow: String, of owner: Range<Int>) throws(FormulaSlip) {
        let start = markup.count
        appendOperator(arrow, spaced: true, attributes: " stretchy=\"true\"")
        try deeper(owner) { (reader) throws(FormulaSlip) in try reader.readArgument(of: owner) }
        words.append(.space)
        wrap(from: start, in: "mover")
    }

    // MARK: Words

    private mutating func readAlphabet(_ wanted: FormulaAlphabet, isFunction: Bool, of owner: Range<Int>) throws(FormulaSlip) -> Base {
        let before = alphabet
        alphabet = wanted
        try deeper(owner) { (reader) throws(FormulaSlip) in try reader.readArgument(of: owner) }
        alphabet = before
        return isFunction ? .function : .plain
    }

    /// Words as they are; a space at their ends is kept, which MathML would drop.
    private mutating func readText(of owner: Range<Int>) throws(FormulaSlip) {
        var text = tex.text(try readBraced(of: owner))
        words += Array(text.utf8)
        if text.hasPrefix(" ") { text = "\u{A0}" + text.dropFirst() }
        if text.hasSuffix(" ") { text = text.dropLast() + "\u{A0}" }
        markup.append("<mtext>")
        HTMLEscaping.appendText(text, to: &markup)
        markup.append("</mtext>")
    }

    // MARK: Tables

    /// The delimiters around each kind of table, and the classes that its columns take in turn.
    private static let environments: [String: (open: String, close: String, columns: [String])] = [
        "matrix": ("", "", []), "pmatrix": ("(", ")", []), "bmatrix": ("[", "]", []), "Bmatrix": ("{", "}", []), "vmatrix": ("|", "|", []),
        "Vmatrix": ("‖", "‖", []), "smallmatrix": ("", "", []), "array": ("", "", []), "gathered": ("", "", []), "cases": ("{", "", ["formula-left"]),
        "aligned": ("", "", ["formula-right", "formula-left"]), "align": ("", "", ["formula-right", "formula-left"]),
        "align*": ("", "", ["formula-right", "formula-left"]), "split": ("", "", ["formula-right", "formula-left"]),
    ]

    /// `\begin{aligned} a &= b \\ c &= d \end{aligned}`.
    private mutating func readEnvironment(_ owner: Range<Int>) throws(FormulaSlip) {
        let nameRange = try readBraced(of: owner)
        let name = tex.text(nameRange)
        guard let environment = FormulaReader.environments[name] else {
            let (clause, nearest) = didYouMean(name, among: FormulaReader.environments.keys.sorted())
            throw slip(nameRange, "\"\(name)\" is no table that formulas know\(clause)", nearest.map(Suggestion.init(replacement:)))
        }
        // How the columns of an array are set is left to the page.
        if name == "array" { _ = try readBraced(of: owner) }
        markup.append("<mrow>")
        if !environment.open.isEmpty { append("mo", environment.open, attributes: " form=\"prefix\" stretchy=\"true\"") }
        markup += Array((environment.columns.count == 2 ? "<mtable displaystyle=\"true\">" : "<mtable>").utf8)
        try deeper(owner) { (reader) throws(FormulaSlip) in try reader.readCells(environment.columns, openedBy: owner.lowerBound..<(nameRange.upperBound + 1)) }
        markup.append("</mtable>")
        if !environment.close.isEmpty { append("mo", environment.close, attributes: " form=\"postfix\" stretchy=\"true\"") }
        markup.append("</mrow>")
        let end = offset..<(offset + "\\end".utf8.count)
        offset = end.upperBound
        let closing = try readBraced(of: end)
        if tex.text(closing) != name {
            throw slip(closing, "\"\\end{\(tex.text(closing))}\" closes \"\\begin{\(name)}\"", Suggestion(replacement: name))
        }
    }

    /// The rows of a table, up to its `\end`.
    private mutating func readCells(_ classes: [String], openedBy opener: Range<Int>) throws(FormulaSlip) {
        var column = 0
        markup.append("<mtr>")
        while true {
            markup += Array((classes.isEmpty ? "<mtd>" : "<mtd class=\"\(classes[column % classes.count])\">").utf8)
            try readRow(until: .cell, openedBy: opener)
            markup.append("</mtd>")
            if tex.has("&", at: offset) {
                offset += 1
                column += 1
                words.append(.space)
            } else if tex.has("\\\\", at: offset) {
                offset += 2
                column = 0
                skipSpace()
                if isAtCommand("end") { break }
                words += Array("; ".utf8)
                markup.append("</mtr><mtr>")
            } else {
                break
            }
        }
        markup.append("</mtr>")
    }
}
