// Reads the search index and puts entries in order: docs/search-index.md.
(() => {
  "use strict";

  const { units, withoutPrefix } = _lw.words;
  // Four letters of a word or more, without endings.
  const stemOf = (word) => word.replace(/(?<=^[a-z]{4,})(ic|at|ur|i|on|o?us|um|ing|[eo]r|ed|[ai]bl|al|a|iv|ly|ment|[ae]n[ct]|e|t?y|tic|s)+$/, "");
  const isStop = ({ text }) => root.stop.includes(text);
  // "Isolate migrasomes" is "isolation of migrasomes".
  const plainName = (name) => name.split(" ").filter((text) => !isStop({ text })).map(stemOf).sort().join(" ");
  const files = {}, parsed = {};
  let root, opened, folder = "";

  // Files, or promises of them.
  _lw.receive = (key, data) => { files[key] = data; };

  const load = (key) => files[key] ??= new Promise((resolve, reject) => {
    const script = document.createElement("script"), path = `search/${folder}${key}.js`;
    script.src = _lw.root + path;
    script.onload = script.onerror = () => {
      script.remove();
      if (!files[key].then) return resolve(files[key]);
      delete files[key];
      reject(Error(phrase("The search data {file} is missing or damaged.", { file: path })));
    };
    document.head.append(script);
  });

  class Cursor {
    at = 0;
    constructor(text) { this.text = text; }
    get more() { return this.at < this.text.length; }
    number() {
      for (let sum = 0; ;) {
        const code = this.text.charCodeAt(this.at++), value = code - 32 - (code > 34) - (code > 92) - (code > 96);
        if (!(value > 63)) return sum * 64 + value;
        sum = sum * 28 + value - 63;
      }
    }
    items(count, size) {
      const start = this.at;
      while (count-- && this.more) if (this.number() % size === size - 1) this.at++;
      return this.text.slice(start, this.at);
    }
    cut(length) { return this.text.slice(this.at, this.at += length); }
  }

  function records(text, read) {
    const cursor = new Cursor(text), all = [];
    for (let string = ""; cursor.more; all.push(read(cursor, string)))
      string = string.slice(0, cursor.number()) + cursor.cut(cursor.number());
    return all;
  }

  const place = (items, item) => items.findLastIndex((other) => other <= item);

  // The records of files that can hold strings with this prefix.
  async function around(kind, firsts, prefix, read, most = 2) {
    const at = place(firsts, prefix), fits = (first) => first <= prefix || first.startsWith(prefix);
    const keys = firsts.slice(at, at + most).filter(fits).map((_, i) => kind + (at + i));
    const texts = await Promise.all(keys.map(load));
    return keys.flatMap((key, i) => parsed[key] ??= records(texts[i], read));
  }
  const starting = (records, prefix) => records.filter((item) => item.string.startsWith(prefix));

  const terms = async (prefix, most) => starting(await around("t/", root.t, prefix, (cursor, string) => {
    const head = cursor.number(), others = head >> 2, named = head % 2 && cursor.number(), count = named + others;
    const isCommon = others > 256 && count * 5 > root.n && string[0] !== ":", file = head & 2 && [cursor.number()];
    return { string, named, count, isCommon, lists: [cursor.items(named, root.is[0]), file || cursor.items(isCommon ? 256 : others, root.is[1])] };
  }, most), prefix);
  const equal = (records, string) => records.find((item) => item.string === string);
  const names = (name) => name ? around("n/", root.n_, name, (cursor, string) => {
    const number = cursor.number();
    return { string, plain: plainName(string), entry: number >> 1, isAlias: number % 2 };
  }) : [];
  const near = async (kind, prefix) =>
    starting(await around("r/" + kind, root[kind], prefix, (cursor, string) => ({ string, weight: cursor.number() }), 99), prefix);

  async function postings(record, visit) {
    for (const i of [0, 1]) {
      const list = record.lists[i], size = root.is[i], books = root.q[i];
      const cursor = new Cursor(list.trim ? list : await load("b/" + list));
      for (let entry = -1; cursor.more;) {
        const number = cursor.number(), low = number % size;
        entry += (number - low) / size + 1;
        visit(entry, books[entry * books.length / root.n | 0][low < size - 1 ? low : low + cursor.number()]);
      }
    }
  }

  async function read() {
    root = await load("root");
    if (root.v !== 3) throw Error(phrase("The search data is of another version. Reload the page, or publish the site again."));
    folder = root.h + "/";
    for (const name of ["t", "n_", "f", "r"]) root[name] = records(root[name], (_, string) => string);
    let first = 0;
    root.d = root.d.map((gap) => first += gap);
  }

  async function short(name) {
    const found = {};
    for (const cursor = new Cursor(await load("short")); cursor.more;)
      found[cursor.cut(cursor.number())] = Array.from({ length: cursor.number() }, () => cursor.number());
    return found[name];
  }

  _lw.entry = async (number) => {
    const file = place(root.d, number);
    return (await load("d/" + file))[number - root.d[file]];
  };

  const word = (text, more) => ({ text, raw: text, said: text, parts: [], extra: [], ...more });

  // A DOI, a number of arXiv or any other of five digits is not put together from words.
  const isIdentifier = (text) => /^10\.\d{4}|^\d{4}\.\d{4}|\d{5}/.test(text);
  const wordsOf = (text, more) => units(text).flatMap(({ start, end, names, raw, parts }) => {
    const said = text.slice(start, end);
    return names.map((name, i) => word(name, { raw: raw[i], said, parts: isIdentifier(said) ? [] : parts, ...more }));
  });

  function parse(text) {
    const filters = {}, phrases = [], literal = [];
    text = withoutPrefix(text.replace(/[“”„«»]/g, '"').replace(/(?<!\S)(type|year|tag):("[^"]*"|\S+)/gi, (_, name, value) => {
      (filters[name.toLowerCase()] ??= []).push(value.replaceAll('"', "").toLowerCase());
      return "";
    }));
    const whole = text.trim(), byIdentifier = isIdentifier(whole) && !/[\s"]/.test(whole);
    text = (byIdentifier ? `"${whole}"` : text).replace(/"([^"]*)"?/g, (_, phrase) => {
      phrases.push(units(phrase));
      literal.push(...wordsOf(phrase, { isLiteral: true }));
      return " ";
    });
    const words = wordsOf(text);
    if (words.length && !/\s$/.test(text)) words.at(-1).isTyped = true;
    if (whole && ![...words, ...literal].length) literal.push(word(whole, { isLiteral: true }));
    return { filters, phrases, words, literal, byIdentifier };
  }

  // "TSPAN 4" is TSPAN4, too: an alternative of its words, and a name.
  async function join(words) {
    const joined = [];
    for (let i = 0, length; i < words.length; i += length) {
      for (length = Math.min(5, words.length - i); length > 1; length--) {
        const run = words.slice(i, i + length), text = run.map((item) => item.text).join("");
        const known = (await terms(text)).filter(({ string }) => string === text || run.at(-1).isTyped);
        for (const item of run) item.extra.push(...known.map((record) => ({ record, weight: 1, isForm: true })));
        if (known.some((item) => item.named) && run.some(({ text }) => /^(..?|\d+)$/.test(text))) {
          joined.push({ text });
          break;
        }
      }
      if (length < 2) joined.push(words[i]);
    }
    return joined;
  }

  // Letters added, lost, changed, swapped; while typed, also to a beginning.
  function distance(word, other, most, isTyped) {
    let before = [], row = [...word, ""].map((_, i) => i), begun = row.length;
    for (let i = 1; i <= other.length; i++) {
      const next = [i];
      for (let j = 1; j <= word.length; j++) {
        next[j] = Math.min(row[j] + 1, next[j - 1] + 1, row[j - 1] + (other[i - 1] !== word[j - 1]));
        if (other[i - 1] === word[j - 2] && other[i - 2] === word[j - 1]) next[j] = Math.min(next[j], before[j - 2] + 1);
      }
      begun = Math.min(begun, next[word.length]);
      [before, row] = [row, next];
      if (Math.min(...row) > most) break;
    }
    return Math.min(row[word.length], isTyped && begun < 2 ? begun + 0.5 : 99);
  }

  // Terms that a word may be a slip of: one edit leaves its first or its last letter.
  async function neighbours({ text, raw, isTyped }) {
    const found = new Map(), digits = (string) => string.replace(/\D+/g, ""), reversed = (string) => [...string].reverse().join("");
    const most = raw.length < 8 ? 1 : 2, lists = [["f", String], ["r", reversed]];
    if (raw.length < 4) return [];
    await Promise.all(lists.map(([kind, turn]) => near(kind, turn(text)[0])));
    // The slip may be in the ending.
    for (const word of new Set([text, raw, raw.replace(/s$/, "")]))
      for (const [kind, turn] of lists)
        for (const item of await near(kind, turn(word)[0])) {
          const string = turn(item.string), longer = string.length - word.length;
          // A digit is never a slip: TSPAN4 is not TSPAN7.
          if (longer < -most || !isTyped && longer > most || digits(string) !== digits(word)) continue;
          const edits = distance(word, string, most, isTyped);
          if (edits > 0.5 && edits < most + 1 && !(found.get(string)?.edits <= edits)) found.set(string, { string, edits, weight: item.weight });
        }
    const all = [...found.values()].sort((a, b) => a.edits - b.edits || b.weight - a.weight);
    return all.filter((item) => item.edits === all[0].edits).slice(0, 6);
  }

  async function alternatives(word, notes) {
    const { text, said, isTyped } = word, known = await terms(text, isTyped ? 4 : 1);
    const exact = equal(known, text), found = [...word.extra];
    const add = (record, weight, isForm) => { if (found.every((item) => item.record !== record)) found.push({ record, weight, isForm }); };
    if (exact) add(exact, 1, true);
    if (word.isLiteral) return found;
    const stem = stemOf(text), isForm = ({ string }) => stemOf(string) === stem;
    const best = (records) => records.sort((a, b) => 8 * b.named + b.count - 8 * a.named - a.count).slice(0, 24);
    if (isTyped && text.length > 2)
      for (const record of best(known)) add(record, Math.max(0.3, 0.75 - 0.02 * (record.string.length - text.length)), isForm(record));
    const isStray = found.length === 1 && exact?.count < 3 && !exact.named, isKnown = found.length && !isStray;
    if (/^[a-z]{4}/.test(text)) for (const record of best((await terms(stem)).filter(isForm))) add(record, 0.45, true);
    // "What" is no slip of "wheat".
    if (isKnown || isStop(word)) return found;
    const showing = [], most = found.length && !isStray ? 1 : 9;
    // A rare word is no slip of its own other forms.
    for (const { string, edits } of await neighbours(word)) {
      const record = equal(await terms(string), string);
      if (!record || edits > most || isStray && (string.startsWith(stem) || !record.named && record.count < 20)) continue;
      add(record, edits < 2 ? 0.6 : 0.4);
      showing.push(string);
    }
    if (showing.length) notes.push({ word: said, isStray, showing });
    if (!isStray) word.slip = showing[0];
    return found;
  }

  // A compound is taken apart, but no symbol (IL-6), nor is a number left alone (COVID-19).
  async function resolve(words, notes) {
    const resolved = [];
    for (const item of words) {
      const { parts, isTyped, isLiteral, said } = item, found = item.found = await alternatives(item, notes);
      const pieces = parts.map((part, i) => word(part, { isLiteral, extra: found, isTyped: isTyped && !parts[i + 1] }));
      if (!parts.length || found.length && /\b\w\w?\b|\d/.test(said)) resolved.push(item);
      else if ((await resolve(pieces, notes)).every((piece) => piece.found.length)) resolved.push(...pieces);
      else resolved.push(...pieces.filter(({ text }) => /\D/.test(text)));
    }
    return resolved;
  }

  // The forms of a word count together, of its other alternatives the best.
  async function score(words, choosing, total, met) {
    await Promise.all(words.map(async (item) => {
      const forms = new Float32Array(root.n), others = new Float32Array(root.n), count = Math.max(...item.found.map(({ record }) => record.count));
      // One for all, or the rarest alternative would come first while a word is typed.
      const rarity = Math.min(8, Math.log((root.n + 1) / (count + 0.5)));
      await Promise.all(item.found.map(({ record, weight, isForm }) =>
        postings(record, (entry, impact) => {
          const value = weight * rarity * impact;
          if (isForm) forms[entry] = Math.hypot(forms[entry], value); else others[entry] = Math.max(others[entry], value);
        })));
      item.best = forms.map((value, entry) => Math.max(value, others[entry]));
    }));
    for (const item of words)
      item.best.forEach((value, entry) => { if (value) { total[entry] += value; met[entry] += choosing.has(item); } });
  }

  // Names that are the whole query stand first; those that begin with it are preferred.
  async function scoreNames(name, bonus) {
    const add = (entry, more) => { bonus[entry] = Math.max(more, bonus[entry]); }, own = plainName(name);
    if (name && name.length < 3) (await short(name))?.forEach((entry, i) => add(entry, 3 - i / 10));
    // Of equal names the first counts most.
    for (const [i, { string, plain, entry, isAlias }] of (await names(name)).entries())
      if (string === name) add(entry, (isAlias ? 1e3 : 1e4) - i / 50);
      else if (own && plain === own) add(entry, 500);
      else if (name.length > 2 && string.startsWith(name)) add(entry, 4 * name.length / string.length);
  }

  // The entries that have one of the values of a filter, each with its own.
  async function filtered([name, values], passed = new Uint16Array(root.n)) {
    const prefix = `:${name}:`, isYear = name === "year";
    for (const value of values) {
      const [from, to = from] = isYear ? value.split(/[-–]/) : [value];
      for (const record of await terms(isYear ? prefix : prefix + value, 9)) {
        const text = record.string.slice(prefix.length);
        if (text >= from && text <= (to || "9999")) await postings(record, (entry) => { passed[entry] = +text || 1; });
      }
    }
    return passed;
  }

  function accepts(phrases, [title, , , , aliases, , text]) {
    const spoken = (list) => ` ${list.flatMap((unit) => unit.parts.length ? unit.parts : unit.names).join(" ")} `;
    const said = [title, ...aliases, text].map((item) => spoken(units(item)));
    return phrases.every((phrase) => said.some((item) => item.includes(spoken(phrase))));
  }

  // `hits` are numbers of entries, best first; `marks` are the terms found, each with the number of its word.
  _lw.search = async (text) => {
    await (opened ??= read().catch((error) => { opened = undefined; throw error; }));
    const query = parse(text), notes = [], bonus = new Float32Array(root.n), nameOf = (list) => list.map((item) => item.slip ?? item.text).join(" ").slice(0, 80);
    const whole = nameOf([...query.words, ...query.literal]);
    await Promise.all([names(whole), ...query.words.map((item) => terms(item.text, item.isTyped ? 4 : 1))]);
    const joined = [...await join(query.words), ...query.literal], words = await resolve([...query.words, ...query.literal], notes);
    const asked = words.every(isStop) ? words : words.filter((item) => !isStop(item));
    const absent = asked.filter((item) => !item.found.length);
    const present = absent.some((item) => item.isLiteral) ? [] : asked.filter((item) => item.found.length);
    // Not all entries of a common word are known: it chooses where nothing else does.
    const rare = present.filter((item) => !item.found.some(({ record }) => record.isCommon)), open = rare.length ? [] : present;
    const total = new Float32Array(root.n), met = new Uint16Array(root.n);
    await score(present, new Set([...rare, ...open]), total, met);
    for (const name of [whole, nameOf(joined.filter((item) => !isStop(item))), nameOf(asked)]) await scoreNames(name, bonus);
    const filters = await Promise.all(Object.entries(query.filters).map((item) => filtered(item)));
    if (filters.length && !words.length) await filtered(["year", ["-"]], total);
    const select = (fits) => [...total.keys()].filter((entry) => fits(entry) && filters.every((passed) => passed[entry]));
    const least = rare.length || words.length > 0 && !(open.length && filters.length + query.phrases.length);
    let hits = select((entry) => met[entry] >= least || bonus[entry]);
    const isNamed = hits.some((entry) => bonus[entry]), isFew = hits.length > 0, isSome = !isNamed && query.words.length && hits.length < 3 && least > 1 + isFew;
    if (query.byIdentifier && isNamed) [hits, query.phrases] = [hits.filter((entry) => bonus[entry]), []];
    if (isSome) {
      for (const entry of hits) total[entry] += 99;
      hits = select((entry) => total[entry] *= met[entry]);
    }
    bonus.forEach((more, entry) => { total[entry] += more; });
    hits.sort((a, b) => total[b] - total[a]);
    const isName = bonus[hits[0]] > 900, textsOf = (list) => [...new Set(list.map((item) => item.said))];
    return {
      hits, notes, isSome, isFew, isName, left: textsOf(words.filter((item) => !item.isTyped && !asked.includes(item))),
      missing: isNamed ? [] : textsOf(absent.filter((item) => !item.isTyped || item.text.length > 2)),
      marks: new Map(present.flatMap((item, i) => item.found.map(({ record }) => [record.string, i]))),
      open: textsOf(open), isCut: open.length && least, isFiltered: query.phrases.length > 0,
      accepts: (entry) => accepts(query.phrases, entry),
    };
  };
})();
