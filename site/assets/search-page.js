// The search page: results while a query is typed, with snippets. The state stands in the address.
(() => {
  "use strict";

  // What is missing is loaded again at the next letter.
  if (!_lw.search) return;
  const { words: { units }, field, root } = _lw, form = field.form;
  const [main, list, status, notes, more, slash] =
    ["main", ".results", "[role=status]", ".search-notes", ".more-results", ".slash-key"]
      .map((name) => document.querySelector(name));
  const filters = ["type", "year", "tag"].map((name) => form.elements[name]), step = 10, title = document.title;
  // How many are shown at once: on the way back as many as stood there.
  let wanted = history.state?.shown ?? step;
  // `answered` is the run whose results stand there; `isAwaited`: who asked for the first of them was sooner.
  let run = 0, answered = 0, isAwaited = false, current, adding, timer, telling;

  const heard = document.createElement("p");
  heard.className = "visually-hidden";
  heard.setAttribute("aria-live", "polite");
  notes.after(heard);

  const element = (name, properties, ...children) => {
    const made = Object.assign(document.createElement(name), properties);
    made.append(...children);
    return made;
  };
  const text = (name, textContent, more) => element(name, { textContent, ...more });
  // A phrase whose values are lists of nodes.
  const spread = (words, values) => words.split(/\{(\w+)\}/).flatMap((part, i) => i % 2 ? values[part] : part);

  // The thirty words that hold terms of most of the words asked for, marked, and the place of the first of them.
  function snippet(words, lead, marks) {
    const all = units(words), hits = all.map((unit) => unit.terms.find((term) => marks.has(term)));
    let most = 0, first = -1;
    hits.forEach((hit, i) => {
      const size = hit && new Set(hits.slice(i, i + 30).map((term) => marks.get(term))).size;
      if (size > most) [most, first] = [size, i];
    });
    if (!most) return { nodes: [lead], place: -1 };
    const start = Math.max(0, first - 6), nodes = [start ? "… " : ""];
    let at = all[start].start;
    for (let i = start; i < Math.min(start + 30, all.length); i++) {
      // A heading or an item of a list ends without a sign.
      nodes.push(words.slice(at, all[i].start).replace(/(?<![.!?:;,])\n/g, " · "));
      at = all[i].end;
      const word = words.slice(all[i].start, at);
      nodes.push(hits[i] ? text("mark", word) : word);
    }
    return { nodes: [...nodes, at + 2 < words.length ? " …" : ""], place: all[first].start };
  }

  function result([title, url, kind, year, aliases, headings, words, lead, , paper], marks) {
    const href = root + url, { nodes, place } = snippet(words, lead, marks);
    const isHit = (name) => units(name).some((unit) => unit.names.some((term) => marks.has(term)));
    const label = filters[0].querySelector(`[value=${kind}]`)?.text ?? kind;
    const details = [label, paper || year, isHit(title) || aliases.find(isHit)].filter((item) => item && item !== true);
    const link = text("a", title, { href }), section = headings.findLast((heading) => heading[2] <= place);
    link.dataset.result = "";
    return element("li", {}, link, text("span", details.join(" · "), { className: "detail" }),
      element("p", { className: "snippet" }, ...nodes),
      section ? element("p", { className: "place" }, ...spread(phrase("In {heading}"), { heading: text("a", section[0], { href: `${href}#${section[1]}` }) })) : "");
  }

  const alarm = (name, error) => text(name, error.message, { className: "banner banner-error" });

  // Adds results up to the next step. An entry that cannot be read is said in its place.
  async function show(found) {
    const id = run, items = [], isCounted = found.isFiltered && found.hits.length < 30;
    const end = Math.min(found.hits.length, found.at + 400);
    while (id === run && found.at < end && (isCounted || items.length < wanted)) {
      const entries = found.hits.slice(found.at, found.at += step).map((number) => _lw.entry(number).catch((error) => error));
      for (const entry of await Promise.all(entries))
        if (entry.message) items.push(alarm("li", entry));
        else if (!found.isFiltered || found.accepts(entry)) items.push(result(entry, found.marks));
    }
    if (id !== run) return;
    if (current !== found) list.replaceChildren();
    current = found;
    wanted = step;
    list.append(...items);
    more.hidden = found.at >= found.hits.length;
  }

  function go(stop) {
    stop?.focus();
    stop?.closest("li")?.scrollIntoView({ block: "nearest" });
  }

  // To the first result of what stands in the field.
  function lead() {
    isAwaited = answered !== run;
    if (!isAwaited) go(list.querySelector("a"));
  }

  // How many were found. Where every entry has to be read, as many as were found so far; of a common word the index knows few.
  function count(found) {
    if (found.isCut) return phrase("More than {n} entries", { n: 256 });
    const n = found.isFiltered ? list.children.length : found.hits.length, isOpen = found.isFiltered && !more.hidden;
    return isOpen ? phrase("{n} found so far", { n }) : n === 1 ? phrase("{n} entry", { n }) : n ? phrase("{n} entries", { n })
      : phrase("No entries found");
  }

  // The address of a search for other words among the same entries.
  function address(words) {
    const values = [[field.name, words], ...filters.map((item) => [item.name, item.value])].filter(([, value]) => value);
    return values.length ? "?" + new URLSearchParams(values) : location.pathname;
  }

  // What stands in the field, with one of its words as it is.
  function literally(word) {
    const all = field.value, found = units(all).find(({ start, end }) => all.slice(start, end) === word);
    return found ? `${all.slice(0, found.start)}"${word}"${all.slice(found.end)}` : `"${word}"`;
  }

  // What the reader should be told of a search, a paragraph each.
  function remarks(found) {
    const em = (words) => words.flatMap((word, i) => [i ? phrase(", ") : "", text("em", word)]);
    const lines = found.notes.map(({ word, isStray, showing }) => [
      ...spread(isStray ? phrase("Few entries have {word}; also showing {others}.") : phrase("No entry has {word}; showing {others}."),
        { word: em([word]), others: em(showing) }), " ",
      text("a", phrase("Search for {word} as it is", { word }), { href: address(literally(word)) }),
    ]);
    if (found.missing.length)
      lines.push(spread(found.hits.length ? phrase("No entry has {words}; showing entries without.") : phrase("No entry has {words}."),
        { words: em(found.missing) }));
    if (found.isSome)
      lines.push([found.isFew ? phrase("Few entries have all of these words; also showing those with most of them.")
        : phrase("No entry has all of these words; showing those with most of them.")]);
    if (found.open.length && !found.isCut && !found.isFiltered)
      lines.push(spread(phrase("Only for the order, as very many entries have it: {words}."), { words: em(found.open) }));
    if (found.left.length) lines.push(spread(phrase("Left out, as nearly every text has it: {words}."), { words: em(found.left) }));
    return lines.map((line) => element("p", {}, ...line));
  }

  async function search() {
    const id = ++run, query = [...filters.filter((item) => item.value).map((item) => `${item.name}:"${item.value}"`), field.value].join(" ");
    isAwaited = false;
    clearTimeout(timer);
    timer = setTimeout(remember, 300);
    const finish = (said, lines, isFound) => {
      document.documentElement.classList.remove("asked");
      status.textContent = said;
      status.dataset.query = field.value;
      notes.replaceChildren(...lines);
      if (!isFound) {
        list.replaceChildren();
        more.hidden = true;
      }
      // To be heard after a pause, not at each letter.
      clearTimeout(telling);
      telling = setTimeout(() => { heard.textContent = lines.map((line) => line.textContent).join(" "); }, 1000);
      answered = id;
      if (isAwaited && form.contains(document.activeElement)) lead();
    };
    if (!query.trim()) return finish("", [], false);
    try {
      const found = Object.assign(await _lw.search(query), { at: 0 });
      if (id === run) await show(found);
      if (id !== run) return;
      finish(count(found), remarks(found), list.children.length > 0 || !more.hidden);
    } catch (error) {
      if (id === run) finish(phrase("Search does not work here"), [alarm("p", error)], false);
    }
  }

  function remember() {
    clearTimeout(timer);
    history.replaceState({ shown: Math.max(step, list.children.length) }, "", address(field.value));
    document.title = field.value ? `${field.value} | ${title}` : title;
  }

  form.addEventListener("input", search);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    lead();
  });
  more.addEventListener("click", async () => {
    if (adding === current) return;
    const id = run, before = list.children.length;
    adding = current;
    await show(current);
    adding = undefined;
    if (id !== run) return;
    status.textContent = count(current);
    // The button takes its focus away with it.
    const next = list.children[before] ?? (more.hidden && list.lastChild);
    if (next) go(next.querySelector("a"));
    else if (more.hidden) field.focus();
  });
  main.addEventListener("keydown", (event) => {
    // The keys of an input method choose among its own; with others held, keys mean other things.
    if (event.isComposing || event.keyCode === 229 || event.shiftKey || event.ctrlKey || event.altKey || event.metaKey) return;
    const stops = [field, ...list.querySelectorAll("[data-result]")], at = stops.indexOf(event.target);
    const next = at < 0 ? undefined : stops[at + ({ ArrowDown: 1, ArrowUp: -1 }[event.key] ?? NaN)];
    if (next) event.preventDefault();
    if (next && at === 0) lead(); else go(next);
    if (event.key !== "Escape") return;
    if (at === 0) { field.value = ""; search(); }
    field.focus();
  });
  _lw.carry(list, () => current.marks);
  // Who leaves at once comes back to what was found.
  addEventListener("pagehide", remember);

  // Storage may be forbidden; the key then works.
  try {
    slash.checked = localStorage.getItem("slash") !== "off";
    slash.addEventListener("change", () => localStorage.setItem("slash", slash.checked ? "on" : "off"));
  } catch (error) { slash.disabled = true; }

  const state = new URLSearchParams(location.search);
  for (const item of [field, ...filters]) item.value ||= state.get(item.name) ?? "";
  // What a list does not offer, such as a span of years, the field may say.
  for (const { name, value } of filters)
    if (state.get(name) && !value) field.value = `${field.value} ${name}:${state.get(name).replace(/.*\s.*/, '"$&"')}`.trim();
  search();

  // Nobody waits yet: a search without words, and a result that nobody sees, have what a first search needs compiled before it.
  // An index that is missing is said when somebody searches.
  if (!field.value) setTimeout(() => {
    _lw.search("").catch(() => {});
    result(["", "", "concept", 0, [], [], main.textContent, ""], new Map([["of", 0]]));
  });
})();
