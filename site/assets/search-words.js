// Cuts text into words as the generator does: docs/search-words.md.
(() => {
  "use strict";

  const letters = "\\p{L}\\p{N}\\p{M}\\u00ad\\u200c\\u200d";
  const unit = RegExp(`[${letters}]+(?:[-–‐‑'’.,/+()]{1,2}[${letters}]+)*`, "gu");
  const eastAsian = /([\u1100-\u11ff\u2e80-\u9fff\ua960-\ua97f\uac00-\ud7ff\uf900-\ufaff\uff66-\uffdc\u{20000}-\u{3ffff}]+)/u;
  const dropped = /(?=\p{M})[\u0300-\u06dc\u1ab0-\u1aff\u1dc0-\u20ff\ufe00-\ufe2f]|[\u00ad\u200c\u200d\u2060\ufeff]/gu;
  // Letters and whole words.
  const plain = new Map(("ß=ss æ=ae œ=oe ø=o đ=d ð=d þ=th ł=l ı=i ħ=h ŧ=t grey=gray programme=program artefact=artifact " +
    "aluminium=aluminum ageing=aging mould=mold").split(" ").map((pair) => pair.split("=")));
  const greek = ("alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu nu xi omicron pi rho sigma sigma tau " +
    "upsilon phi chi psi omega").split(" ");
  // British spellings become American.
  const spellings = [
    [/(col|tum|behavi|neighb|fav|flav|od|vap|lab|hon|harb|hum|rum|rig|vig|arm|endeav)our/g, "$1or"],
    [/haem|aemi|oedem|oestr|foet|oesoph|aesth|paed|caec|faec|gynaec|rrhoe|coeli|aetiol|archae|palae|amoeb|homoeo/g,
      (part) => part.replace(/[ao](?=e)/, "")],
    [/leucocyt/g, "leukocyt"],
    [/sulph/g, "sulf"],
    [/(?<=fib|cent|lit|met|calib|tit|goit|spect|theat|lust)r(e$|(?=ed$))/, "er"],
    [/(signal|equal|total|spiral|dial|label|model|travel|channel|cancel|tunnel|level|fuel|panel|counsel|funnel)l(ing|ed|er|able)$/, "$1$2"],
    [/(?<!pr|prom|prem|dem|expert|merchand|parad|pract|franch|treat|advert|upr|sunr|chem|tortois|porpois)(?<=[a-z]{2}[bdfghklmnprstxyz])is(e|ed|er|ing|able|ation|ational)$/, "iz$1"],
    [/([ao]l)ys(e|ed|er|ing|able)$/, "$1yz$2"],
    [/logue$/, "log"],
    [/(lic|def)ence$/, "$1ense"],
  ];

  const fold = (text) => text.normalize("NFKD").toLowerCase().replace(dropped, "").normalize("NFC")
    .replace(/[ß-ŧ]/g, (letter) => plain.get(letter) ?? letter)
    .replace(/(?<=[\p{L}\p{N}\p{M}])(?<![α-ω])[α-ω]{1,2}(?![α-ω])/gu, "-$&")
    .replace(/[α-ω]+/g, (run) => run.length > 2 ? run.replaceAll("ς", "σ") : run.replace(/./g, (letter) => greek[letter.charCodeAt() - 945]));

  // One form for singular and plural, and for both spellings.
  function form(word) {
    word = word.slice(0, 40).replace(/[\ud800-\udbff]$/, "");
    if (!/^[a-z]{4,}$/.test(word)) return word;
    if (!/^(series|species)$/.test(word))
      word = word.replace(/(?<=..)ies$/, "y").replace(/(?<=ss|x|z|ch|sh|virus)es$|(?<=[^sui])s$/, "");
    for (const [from, to] of spellings) word = word.replace(from, to);
    return plain.get(word) ?? word;
  }

  // A unit as a whole (`names`, and `raw` before they have one form), what it is put together from (`parts`), and both (`terms`).
  function cut(text) {
    const folded = fold(text);
    let names, raw, parts = [];
    if (eastAsian.test(text)) {
      const signs = [...folded];
      names = raw = signs.length < 2 ? signs : signs.slice(1).map((sign, i) => signs[i] + sign);
    } else {
      const pieces = folded.split(/[^\p{L}\p{N}\p{M}]+/u).filter(Boolean), joined = pieces.join("");
      const isWhole = pieces.length > 1 && joined.length <= 40 && !/^\d+$/.test(joined);
      raw = isWhole ? [joined] : pieces;
      names = raw.map(form);
      if (isWhole) parts = pieces.filter((piece) => piece.length > 1).map(form).filter((part) => part !== names[0]);
    }
    return { names, raw, parts, terms: [...names, ...parts] };
  }

  // Every unit of a text with its place. What words are cut to is kept.
  const known = new Map();
  function units(text) {
    const found = [];
    for (const { 0: string, index } of text.matchAll(unit)) {
      let start = index;
      for (const piece of known.has(string) ? [string] : string.split(eastAsian)) {
        const end = start + piece.length;
        if (!known.has(piece)) known.set(piece, cut(piece));
        if (known.get(piece).names.length) found.push({ start, end, ...known.get(piece) });
        start = end;
      }
    }
    return found;
  }

  // A query without "doi:", "https://doi.org/" or "PMID" before an identifier.
  const withoutPrefix = (text) =>
    text.replace(/^\s*(\S*?\b(?=10\.\d{4})|\S*?\/(?=pmc\d|\d{4}\.?\d)|(doi|pmc?id|arxiv|pubmed( id)?)\s*:?\s*(?=\d|pmc))/i, "");

  _lw.words = { units, withoutPrefix };
})();
