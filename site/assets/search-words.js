// Words as the search index has them: text is cut and folded here as by the generator (docs/search-index.md).
(() => {
  "use strict";

  const greek = ("alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu nu xi omicron pi rho sigma sigma tau " +
    "upsilon phi chi psi omega").split(" ");
  const cjk = /([\p{sc=Han}\p{sc=Hira}\p{sc=Kana}\p{sc=Hang}]+)/u;
  // Letters and digits, with one or two connectors between them.
  const unit = /[\p{L}\p{N}\p{M}]+(?:[-–‐‑'’.,/+()]{1,2}[\p{L}\p{N}\p{M}]+)*/gu;
  const known = new Map();

  const fold = (text) => text.normalize("NFKD").toLowerCase().replace(/\p{M}/gu, "").normalize("NFC")
    .replace(/[α-ω]/g, (letter) => greek[letter.charCodeAt() - 945]);

  // The light plural rule, for plain words of four letters and more.
  const singular = (word) => !/^[a-z]{4,}$/.test(word) ? word
    : word.endsWith("ies") ? word.slice(0, -3) + "y" : word.replace(/([^sui])s$/, "$1");

  // What a unit is as a whole (`names`), what it is put together from (`parts`), and both (`terms`).
  function cut(text) {
    let names, parts = [];
    if (cjk.test(text)) names = text.length < 2 ? [text] : Array.from(text.slice(1), (_, i) => text.slice(i, i + 2));
    else {
      const pieces = fold(text).split(/[^\p{L}\p{N}]+/u).filter(Boolean), joined = pieces.join("");
      if (pieces.length > 1) parts = pieces.filter((piece) => piece.length > 1).map(singular);
      if (joined.length > 40 || pieces.length > 1 && /^\d+$/.test(joined)) [names, parts] = [parts, []];
      else names = joined ? [singular(joined)] : [];
    }
    return { names, parts, terms: [...names, ...parts] };
  }

  // Every unit of a text with its place. Words come again and again, so what they are cut to is kept.
  function units(text) {
    const found = [];
    for (const { 0: string, index } of text.matchAll(unit)) {
      let start = index;
      for (const piece of known.has(string) ? [string] : string.split(cjk)) {
        const end = start + piece.length;
        if (!known.has(piece)) known.set(piece, cut(piece));
        const { names, parts, terms } = known.get(piece);
        if (terms.length) found.push({ start, end, names, parts, terms });
        start = end;
      }
    }
    return found;
  }

  _lw.words = { units };
})();
