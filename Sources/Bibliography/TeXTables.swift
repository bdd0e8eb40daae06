// The commands of TeX that bibliographies use: accents, symbols, and commands that only mark their argument.

/// An accent command and the combining character it stands for (Knuth, The TeXbook, chapter 9; LaTeX's T1 and TS1).
struct TeXAccent {
    let combining: Unicode.Scalar

    init?(command: String) {
        switch command {
        case "`": combining = "\u{300}"
        case "'": combining = "\u{301}"
        case "^": combining = "\u{302}"
        case "~": combining = "\u{303}"
        case "=": combining = "\u{304}"
        case "u": combining = "\u{306}"
        case ".": combining = "\u{307}"
        case "\"": combining = "\u{308}"
        case "r": combining = "\u{30A}"
        case "H": combining = "\u{30B}"
        case "v": combining = "\u{30C}"
        case "d": combining = "\u{323}"
        case "c": combining = "\u{327}"
        case "k": combining = "\u{328}"
        case "b": combining = "\u{331}"
        default: return nil
        }
    }

    /// The letter with the accent: one character where Unicode has it among Latin letters, else letter and combining
    /// mark.
    func applied(to letter: [UInt8]) -> [UInt8] {
        if letter.isEmpty { return [] }
        let text = String(decoding: letter, as: UTF8.self)
        let marked = text + String(Character(combining))
        return Array((TeXAccent.composed[marked] ?? marked).utf8)
    }

    /// Composed Latin letters by letter and mark. `String` compares canonically equivalent texts as equal, so that the
    /// composed letter itself, looked up by its decomposition, is its own entry; Foundation's normalisation is not
    /// needed.
    private static let composed: [String: String] = {
        var table: [String: String] = [:]
        let ranges: [ClosedRange<UInt32>] = [0xC0...0x17E, 0x1CD...0x1F5, 0x1F8...0x233, 0x1E02...0x1EF9]
        for value in ranges.joined() {
            guard let scalar = Unicode.Scalar(value), scalar.properties.isAlphabetic else { continue }
            table[String(Character(scalar))] = String(Character(scalar))
        }
        return table
    }()
}

/// Commands that stand for a text.
let texSymbols: [String: String] = {
    var table = [
        "ss": "ß", "ae": "æ", "AE": "Æ", "oe": "œ", "OE": "Œ", "aa": "å", "AA": "Å", "o": "ø", "O": "Ø", "l": "ł",
        "L": "Ł", "i": "ı", "j": "ȷ",
        "dh": "ð", "DH": "Ð", "th": "þ", "TH": "Þ", "dj": "đ", "DJ": "Đ", "ng": "ŋ", "NG": "Ŋ", "S": "§", "P": "¶",
        "dag": "†", "ddag": "‡",
        "copyright": "©", "pounds": "£", "textregistered": "®", "texttrademark": "™", "ldots": "…", "dots": "…",
        "textellipsis": "…",
        "textendash": "–", "textemdash": "—", "textquoteleft": "‘", "textquoteright": "’", "lq": "‘", "rq": "’",
        "textquotedblleft": "“",
        "textquotedblright": "”", "quotedblbase": "„", "textquotesingle": "'", "textquotedbl": "\"",
        "guillemotleft": "«", "guillemotright": "»",
        "textbackslash": "\\", "textasciitilde": "~", "textasciicircum": "^", "textbraceleft": "{",
        "textbraceright": "}", "lbrace": "{",
        "rbrace": "}", "textunderscore": "_", "textbar": "|", "textless": "<", "textgreater": ">", "textdollar": "$",
        "textdegree": "°",
        "textmu": "µ", "texteuro": "€", "textperiodcentered": "·", "textbullet": "•", "textsterling": "£", "slash": "/",
        "hyphen": "-",
        "LaTeX": "LaTeX", "LaTeXe": "LaTeX2e", "XeTeX": "XeTeX", "LuaTeX": "LuaTeX", "ConTeXt": "ConTeXt",
        "texttimes": "×", "textpm": "±", "textasciimacron": "¯", "textonehalf": "½", "thinspace": " ", "enspace": " ",
        "TeX": "TeX", "BibTeX": "BibTeX", "par": " ", "newline": " ", "quad": " ", "qquad": " ", "space": " ",
        "&": "&", "%": "%", "#": "#", "_": "_", "$": "$", "{": "{", "}": "}", " ": " ", "\\": " ", ",": " ", ";": " ",
        ":": " ", "!": "", "-": "",
        "/": "", "@": "", "\n": " ", "\t": " ", "\r": " ", "|": "‖",
        // Mathematics
        "times": "×", "pm": "±", "mp": "∓", "cdot": "·", "circ": "∘", "bullet": "•", "prime": "′", "to": "→",
        "rightarrow": "→", "leftarrow": "←",
        "leftrightarrow": "↔", "Rightarrow": "⇒", "le": "≤", "leq": "≤", "ge": "≥", "geq": "≥", "neq": "≠", "ne": "≠",
        "approx": "≈", "sim": "∼",
        "simeq": "≃", "equiv": "≡", "propto": "∝", "infty": "∞", "partial": "∂", "nabla": "∇", "sum": "∑", "prod": "∏",
        "int": "∫", "in": "∈",
        "cap": "∩", "cup": "∪", "subset": "⊂", "ell": "ℓ", "hbar": "ℏ", "degree": "°", "langle": "⟨", "rangle": "⟩",
        "ll": "≪", "gg": "≫",
        "colon": ":", "lbrack": "[", "rbrack": "]", "ast": "∗", "star": "⋆", "dagger": "†", "varepsilon": "ε",
        "vartheta": "ϑ", "varphi": "φ",
        "varrho": "ϱ", "varsigma": "ς", "varpi": "ϖ",
    ]
    let greek = [
        "alpha", "beta", "gamma", "delta", "epsilon", "zeta", "eta", "theta", "iota", "kappa", "lambda", "mu", "nu",
        "xi", "omicron", "pi",
        "rho", "", "sigma", "tau", "upsilon", "phi", "chi", "psi", "omega",
    ]
    for (position, name) in greek.enumerated() where !name.isEmpty {
        guard let small = Unicode.Scalar(0x3B1 + UInt32(position)),
            let capital = Unicode.Scalar(0x391 + UInt32(position))
        else { continue }
        let capitalName = (name.first.map { $0.uppercased() } ?? "") + name.dropFirst()
        for prefix in ["", "text"] {
            table[prefix + name] = table[prefix + name] ?? String(small)
            table[prefix + capitalName] = String(capital)
        }
    }
    return table
}()

/// Commands whose argument becomes a tag of a title.
let texTagCommands: [String: TitleTag] = [
    "textit": .italic, "emph": .italic, "textsl": .italic, "mkbibemph": .italic, "mkbibitalic": .italic,
    "mathit": .italic,
    "textsubscript": .sub, "textsuperscript": .sup, "mkbibsubscript": .sub, "mkbibsuperscript": .sup,
]

/// Commands that leave their argument, or what follows, as it is.
let texTransparentCommands: Set<String> = [
    "textbf", "textrm", "textsf", "texttt", "textsc", "textup", "textmd", "textnormal", "mathrm", "mathbf", "mathsf",
    "mathcal", "mathbb", "text",
    "mbox", "hbox", "ensuremath", "uppercase", "lowercase", "MakeUppercase", "url", "path", "nolinkurl", "enquote",
    "mkbibquote", "mkbibbold",
    "bf", "rm", "sf", "tt", "sc", "bfseries", "rmfamily", "protect", "relax", "left", "right", "nobreak", "allowbreak",
    "displaystyle", "textquotedblplain", "NoCaseChange", "*", "+", "nolinebreak", "break", "linebreak", "underline", "mkbibparens",
]

/// Commands whose argument is not shown: sorting tricks of BibTeX files, and the address of a link.
let texHidingCommands: Set<String> = [
    "noopsort", "NOOP", "noop", "SortNoop", "switchargs", "href", "label", "cite", "hphantom", "vphantom", "phantom",
]
