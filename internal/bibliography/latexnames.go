package bibliography

import "handout/internal/article"

// accents are the commands that put a mark on the next letter.
var accents = map[string]rune{
	"'": 0x301, "`": 0x300, "^": 0x302, `"`: 0x308, "~": 0x303, "=": 0x304, ".": 0x307,
	"u": 0x306, "v": 0x30C, "H": 0x30B, "c": 0x327, "k": 0x328, "d": 0x323, "b": 0x331,
	"r": 0x30A, "t": 0x361, "G": 0x30F, "textcommabelow": 0x326,
}

// spacing are the accents that stand for a sign when they have no letter.
var spacing = map[rune]string{0x301: "´", 0x300: "`", 0x302: "^", 0x308: "¨", 0x303: "~", 0x304: "¯"}

// styles are the commands that change the style of their argument.
var styles = map[string]article.Style{
	"emph": article.Italic, "mkbibemph": article.Italic, "mkbibitalic": article.Italic,
	"textit": article.Italic, "textsl": article.Italic, "mathit": article.Italic,
	"textbf": article.Bold, "mathbf": article.Bold, "mkbibbold": article.Bold,
	"textsc":          article.SmallCaps,
	"textsuperscript": article.Superscript, "textsubscript": article.Subscript,
}

// switches are the commands that set the style of the rest of their group.
var switches = map[string]article.Style{
	"it": article.Italic, "em": article.Italic, "sl": article.Italic, "itshape": article.Italic, "slshape": article.Italic,
	"bf": article.Bold, "bfseries": article.Bold, "sc": article.SmallCaps, "scshape": article.SmallCaps,
	"rm": 0, "tt": 0, "sf": 0, "normalfont": 0, "upshape": 0, "mdseries": 0, "rmfamily": 0, "sffamily": 0, "ttfamily": 0,
}

// plain are the commands whose argument is printed as any other text.
var plain = []string{"text", "textrm", "textsf", "texttt", "textup", "textmd", "textnormal", "mbox", "hbox",
	"mathrm", "mathsf", "mathtt", "mathnormal", "mathbb", "mathcal", "operatorname", "ensuremath", "underline", "uppercase", "lowercase",
	"MakeUppercase", "MakeLowercase", "MakeTextUppercase", "MakeTextLowercase", "MakeSentenceCase",
	"autocap", "bibstring", "uline", "ul", "sout", "st", "textcyr", "textgreek", "textlf", "textls", "textins", "num", "ce"}

// unprinted are the commands whose argument is not printed.
var unprinted = []string{"noopsort", "label", "natexlab", "hspace", "vspace", "phantom"}

// silent are the commands that print nothing.
var silent = []string{"protect", "left", "right", "displaystyle", "textstyle", "sloppy", "allowbreak",
	"linebreak", "nobreak", "noindent", "ignorespaces", "unskip", "small", "footnotesize", "normalsize", "null", "relax", "leavevmode", "newblock", "nobreakdash", "!", "@"}

// symbols are the commands that print a sign.
var symbols = map[string]string{
	"&": "&", "%": "%", "$": "$", "#": "#", "_": "_", "{": "{", "}": "}",
	",": "\u00A0", ";": "\u00A0", ":": "\u00A0", "|": "‖", "nobreakspace": "\u00A0", "thinspace": "\u00A0",
	"ss": "ß", "SS": "ẞ", "o": "ø", "O": "Ø", "l": "ł", "L": "Ł", "ae": "æ", "AE": "Æ", "oe": "œ", "OE": "Œ",
	"aa": "å", "AA": "Å", "i": "ı", "j": "ȷ", "dh": "ð", "DH": "Ð", "th": "þ", "TH": "Þ", "dj": "đ", "DJ": "Đ",
	"ng": "ŋ", "NG": "Ŋ",
	"textendash": "–", "textemdash": "—", "textquoteleft": "‘", "textquoteright": "’", "textquotesingle": "'",
	"textquotedblleft": "“", "textquotedblright": "”", "textquotedbl": `"`, "quotesinglbase": "‚", "quotedblbase": "„",
	"guillemotleft": "«", "guillemotright": "»", "guilsinglleft": "‹", "guilsinglright": "›", "glqq": "„", "grqq": "“", "glq": "‚", "grq": "‘",
	"flqq": "«", "frqq": "»", "flq": "‹", "frq": "›", "og": "«\u00A0", "fg": "\u00A0»", "ij": "ĳ", "IJ": "Ĳ", "textschwa": "ə",
	"hyp": "-", "par": " ", "textelp": "…",
	"lq": "‘", "rq": "’", "textexclamdown": "¡", "textquestiondown": "¿",
	"ldots": "…", "dots": "…", "textellipsis": "…", "cdots": "⋯",
	"copyright": "©", "textcopyright": "©", "textregistered": "®", "texttrademark": "™",
	"S": "§", "textsection": "§", "P": "¶", "textparagraph": "¶", "dag": "†", "ddag": "‡", "textdagger": "†",
	"pounds": "£", "textsterling": "£", "euro": "€", "texteuro": "€", "EUR": "€", "textyen": "¥", "textcent": "¢",
	"textdollar": "$", "textdegree": "°", "degree": "°", "textbullet": "•", "textperiodcentered": "·", "textbar": "|",
	"textbackslash": `\`, "backslash": `\`, "textasciitilde": "~", "textasciicircum": "^", "textunderscore": "_",
	"textless": "<", "textgreater": ">", "textasciigrave": "`", "textnumero": "№", "slash": "/",
	"textonehalf": "½", "textonequarter": "¼", "textthreequarters": "¾", "textordfeminine": "ª", "textordmasculine": "º",
	"textmu": "µ", "textprime": "′", "cprime": "ʹ", "textpm": "±", "texttimes": "×", "LaTeX": "LaTeX", "TeX": "TeX", "BibTeX": "BibTeX",
	"times": "×", "pm": "±", "mp": "∓", "div": "÷", "cdot": "·", "bullet": "•", "ast": "∗", "star": "⋆",
	"leq": "≤", "le": "≤", "geq": "≥", "ge": "≥", "neq": "≠", "ne": "≠", "lt": "<", "gt": ">", "ll": "≪", "gg": "≫",
	"sim": "∼", "simeq": "≃", "approx": "≈", "equiv": "≡", "propto": "∝", "infty": "∞", "partial": "∂", "nabla": "∇",
	"rightarrow": "→", "to": "→", "leftarrow": "←", "leftrightarrow": "↔", "Rightarrow": "⇒", "mapsto": "↦",
	"in": "∈", "subset": "⊂", "cup": "∪", "cap": "∩", "forall": "∀", "exists": "∃", "sum": "∑", "prod": "∏", "int": "∫",
	"circ": "∘", "prime": "′", "perp": "⊥", "ell": "ℓ", "hbar": "ℏ", "langle": "⟨", "rangle": "⟩", "colon": ":", "vert": "|",
	"alpha": "α", "beta": "β", "gamma": "γ", "delta": "δ", "epsilon": "ε", "varepsilon": "ε", "zeta": "ζ", "eta": "η",
	"theta": "θ", "vartheta": "ϑ", "iota": "ι", "kappa": "κ", "lambda": "λ", "mu": "μ", "nu": "ν", "xi": "ξ", "pi": "π",
	"rho": "ρ", "sigma": "σ", "tau": "τ", "upsilon": "υ", "phi": "φ", "varphi": "φ", "chi": "χ", "psi": "ψ", "omega": "ω",
	"Gamma": "Γ", "Delta": "Δ", "Theta": "Θ", "Lambda": "Λ", "Xi": "Ξ", "Pi": "Π", "Sigma": "Σ", "Upsilon": "Υ",
	"Phi": "Φ", "Psi": "Ψ", "Omega": "Ω",
}
