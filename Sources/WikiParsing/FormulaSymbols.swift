// The commands of TeX that stand for one sign, and the alphabets of mathematics.

/// A sign that a command of TeX stands for, and how MathML sets it.
struct FormulaSymbol {
    enum Kind {
        /// A quantity: set in italics when it is one letter.
        case identifier
        /// The same, upright: capital Greek letters.
        case upright
        /// Between two terms, or before one.
        case operation
        /// Compares two sides, or leads from one to the other.
        case relation
        /// Large, with its bounds below and above where there is room.
        case large
        /// The same with its bounds at its side.
        case integral
        /// The name of a function; a small space follows it.
        case function
        /// The same with its bound below: a limit.
        case limit
        /// Opens or closes; stretched only after `\left` and `\right`.
        case delimiter
    }

    let text: String
    let kind: Kind

    /// The symbol of a command, by its name without the backslash.
    static func named(_ name: String) -> FormulaSymbol? { table[name] }
    /// Names to choose from when one is not known.
    static var names: some Collection<String> { table.keys }

    /// By the name of the command. Each line of a list is names and signs in turn.
    private static let table: [String: FormulaSymbol] = {
        var table: [String: FormulaSymbol] = [:]
        for (kind, list) in lists {
            let words = list.split(whereSeparator: { $0 == " " || $0 == "\n" }).map(String.init)
            for index in stride(from: 0, to: words.count - 1, by: 2) {
                table[words[index]] = FormulaSymbol(text: words[index + 1], kind: kind)
            }
        }
        for name in functions { table[name] = FormulaSymbol(text: name, kind: .function) }
        for name in limits { table[name] = FormulaSymbol(text: name, kind: .limit) }
        return table
    }()

    private static let functions = [
        "arccos", "arcsin", "arctan", "arg", "cos", "cosh", "cot", "coth", "csc", "deg", "det", "dim", "exp", "gcd", "hom", "ker", "lg", "ln", "log",
        "Pr", "sec", "sin", "sinh", "tan", "tanh",
    ]
    private static let limits = ["inf", "lim", "liminf", "limsup", "max", "min", "sup"]

    private static let lists: [(Kind, String)] = [
        (
            .identifier,
            """
            alpha α beta β gamma γ delta δ epsilon ϵ varepsilon ε zeta ζ eta η theta θ vartheta ϑ iota ι kappa κ varkappa ϰ
            lambda λ mu μ nu ν xi ξ omicron ο pi π varpi ϖ rho ρ varrho ϱ sigma σ varsigma ς tau τ upsilon υ phi ϕ varphi φ
            chi χ psi ψ omega ω ell ℓ hbar ℏ imath ı jmath ȷ aleph ℵ
            """
        ),
        (
            .upright,
            """
            Gamma Γ Delta Δ Theta Θ Lambda Λ Xi Ξ Pi Π Sigma Σ Upsilon Υ Phi Φ Psi Ψ Omega Ω infty ∞ partial ∂ nabla ∇
            emptyset ∅ varnothing ∅ degree ° circ ∘ Re ℜ Im ℑ angle ∠ top ⊤ bot ⊥ prime ′ ldots … dots … cdots ⋯ vdots ⋮
            ddots ⋱ % % # # $ $ & & _ _ AA Å micro µ checkmark ✓
            """
        ),
        (
            .operation,
            """
            pm ± mp ∓ times × div ÷ cdot ⋅ ast ∗ star ⋆ bullet ∙ oplus ⊕ ominus ⊖ otimes ⊗ odot ⊙ cup ∪ cap ∩ setminus ∖
            wedge ∧ land ∧ vee ∨ lor ∨ neg ¬ lnot ¬ forall ∀ exists ∃ nexists ∄ dagger † ddagger ‡ colon :
            """
        ),
        (
            .relation,
            """
            leq ≤ le ≤ geq ≥ ge ≥ neq ≠ ne ≠ approx ≈ equiv ≡ sim ∼ simeq ≃ cong ≅ propto ∝ ll ≪ gg ≫ lesssim ≲ gtrsim ≳
            prec ≺ succ ≻ in ∈ notin ∉ ni ∋ subset ⊂ supset ⊃ subseteq ⊆ supseteq ⊇ perp ⟂ parallel ∥ mid ∣ vdash ⊢ models ⊨
            to → rightarrow → leftarrow ← gets ← leftrightarrow ↔ Rightarrow ⇒ implies ⟹ Leftarrow ⇐ Leftrightarrow ⇔ iff ⟺
            longrightarrow ⟶ longleftarrow ⟵ longleftrightarrow ⟷ mapsto ↦ rightleftharpoons ⇌ leftrightharpoons ⇋ hookrightarrow ↪
            doteq ≐ coloneqq ≔ lt < gt >
            """
        ),
        (.large, "sum ∑ prod ∏ coprod ∐ bigcup ⋃ bigcap ⋂ bigoplus ⨁ bigotimes ⨂ bigvee ⋁ bigwedge ⋀"),
        (.integral, "int ∫ iint ∬ iiint ∭ oint ∮"),
        (
            .delimiter,
            """
            { { } } lbrace { rbrace } langle ⟨ rangle ⟩ lfloor ⌊ rfloor ⌋ lceil ⌈ rceil ⌉ lvert | rvert | vert | lVert ‖ rVert ‖
            Vert ‖ | ‖ uparrow ↑ downarrow ↓ updownarrow ↕ backslash ∖ lbrack [ rbrack ]
            """
        ),
    ]

    /// The widths of spaces in ems, by the name of the command.
    static let spaces: [String: String] = [
        ",": "0.1667", ":": "0.2222", ">": "0.2222", ";": "0.2778", "!": "-0.1667", " ": "0.3333", "quad": "1", "qquad": "2", "enspace": "0.5",
        "thinspace": "0.1667",
    ]

    /// The mark that a command sets above what follows; those of several letters are stretched.
    static let accents: [String: (mark: String, isStretched: Bool)] = [
        "hat": ("^", false), "bar": ("¯", false), "tilde": ("~", false), "vec": ("→", false), "dot": ("˙", false), "ddot": ("¨", false),
        "check": ("ˇ", false), "acute": ("´", false), "grave": ("`", false), "breve": ("˘", false), "mathring": ("˚", false),
        "widehat": ("^", true), "widetilde": ("~", true), "overline": ("¯", true), "overrightarrow": ("→", true), "overleftarrow": ("←", true),
    ]
}

/// The form of letters that a command such as `\mathbf` asks for.
enum FormulaAlphabet {
    case upright, bold, italic, boldItalic, script, doubleStruck, fraktur, sansSerif, monospace

    static let commands: [String: FormulaAlphabet] = [
        "mathrm": .upright, "mathup": .upright, "operatorname": .upright, "mathbf": .bold, "mathit": .italic, "boldsymbol": .boldItalic, "bm": .boldItalic,
        "mathcal": .script, "mathscr": .script, "mathbb": .doubleStruck, "mathfrak": .fraktur, "mathsf": .sansSerif, "mathtt": .monospace,
    ]

    /// Where the capital A, the small a and the digit 0 of each alphabet stand among the mathematical alphanumeric symbols of Unicode.
    /// Browsers know no other way: MathML Core has no `mathvariant` but `normal`.
    private var starts: (capital: UInt32, small: UInt32, digit: UInt32?) {
        switch self {
        case .upright: (0x41, 0x61, 0x30)
        case .bold: (0x1D400, 0x1D41A, 0x1D7CE)
        case .italic: (0x1D434, 0x1D44E, nil)
        case .boldItalic: (0x1D468, 0x1D482, 0x1D7CE)
        case .script: (0x1D49C, 0x1D4B6, nil)
        case .doubleStruck: (0x1D538, 0x1D552, 0x1D7D8)
        case .fraktur: (0x1D504, 0x1D51E, nil)
        case .sansSerif: (0x1D5A0, 0x1D5BA, 0x1D7E2)
        case .monospace: (0x1D670, 0x1D68A, 0x1D7F6)
        }
    }

    /// Letters that Unicode had before, elsewhere.
    private var exceptions: [UInt8: Unicode.Scalar] {
        switch self {
        case .italic: [UInt8(ascii: "h"): "ℎ"]
        case .script:
            [
                UInt8(ascii: "B"): "ℬ", UInt8(ascii: "E"): "ℰ", UInt8(ascii: "F"): "ℱ", UInt8(ascii: "H"): "ℋ", UInt8(ascii: "I"): "ℐ",
                UInt8(ascii: "L"): "ℒ", UInt8(ascii: "M"): "ℳ", UInt8(ascii: "R"): "ℛ", UInt8(ascii: "e"): "ℯ", UInt8(ascii: "g"): "ℊ",
                UInt8(ascii: "o"): "ℴ",
            ]
        case .doubleStruck:
            [
                UInt8(ascii: "C"): "ℂ", UInt8(ascii: "H"): "ℍ", UInt8(ascii: "N"): "ℕ", UInt8(ascii: "P"): "ℙ", UInt8(ascii: "Q"): "ℚ",
                UInt8(ascii: "R"): "ℝ", UInt8(ascii: "Z"): "ℤ",
            ]
        case .fraktur:
            [UInt8(ascii: "C"): "ℭ", UInt8(ascii: "H"): "ℌ", UInt8(ascii: "I"): "ℑ", UInt8(ascii: "R"): "ℜ", UInt8(ascii: "Z"): "ℨ"]
        default: [:]
        }
    }

    /// A letter or digit of ASCII in this alphabet; as it is where the alphabet lacks it.
    func form(of byte: UInt8) -> Unicode.Scalar {
        if let exception = exceptions[byte] { return exception }
        let (capital, small, digit) = starts
        let number =
            switch byte {
            case 0x41...0x5A: capital + UInt32(byte - 0x41)
            case 0x61...0x7A: small + UInt32(byte - 0x61)
            case 0x30...0x39: (digit ?? 0x30) + UInt32(byte - 0x30)
            default: UInt32(byte)
            }
        return Unicode.Scalar(number) ?? Unicode.Scalar(byte)
    }
}
