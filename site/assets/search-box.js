// The search field of the masthead: names and texts that match are offered below it, as a combobox with a list.
(() => {
  "use strict";

  // What is missing is loaded again at the next letter.
  if (!_lw.search) return;
  const { words: { units }, field, root } = _lw;
  const form = field.form, id = "search-options";
  const list = document.createElement("div"), status = document.createElement("p");
  Object.assign(list, { id, className: "search-options", hidden: true });
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", phrase("Entries"));
  status.className = "visually-hidden";
  status.setAttribute("role", "status");
  form.append(list, status);
  for (const [name, value] of [["role", "combobox"], ["aria-controls", id], ["aria-autocomplete", "list"], ["aria-expanded", "false"]])
    field.setAttribute(name, value);
  const kinds = { concept: phrase("concept"), paper: phrase("paper"), page: phrase("page") };
  let run = 0, chosen = -1, marks = new Set();

  function open(isOpen) {
    list.hidden = !isOpen;
    // The field may stand in any row of the masthead.
    list.style.insetBlockStart = `${field.offsetTop + field.offsetHeight + 4}px`;
    field.setAttribute("aria-expanded", isOpen);
    if (!isOpen) choose(-1);
  }

  // A search that is still under way opens nothing any more.
  function close() {
    run++;
    open(false);
  }

  function choose(number) {
    list.children[chosen]?.removeAttribute("aria-selected");
    chosen = number;
    const option = list.children[chosen];
    if (!option) return field.removeAttribute("aria-activedescendant");
    option.setAttribute("aria-selected", "true");
    field.setAttribute("aria-activedescendant", option.id);
    option.scrollIntoView({ block: "nearest" });
  }

  function option(text, detail, href, number) {
    const made = document.createElement("a"), note = document.createElement("span");
    Object.assign(made, { id: `${id}-${number}`, href, tabIndex: -1, textContent: text });
    made.setAttribute("role", "option");
    note.className = "detail";
    note.textContent = detail;
    made.append(note);
    return made;
  }

  async function search() {
    const text = field.value.trim();
    if (!text) return close();
    // What was chosen answers an older text: until there is a list for this one, Enter asks the search page.
    choose(-1);
    const id = ++run;
    try {
      const found = await _lw.search(field.value);
      const options = [], isHit = (name) => units(name).some((unit) => unit.names.some((term) => found.marks.has(term)));
      // As many as the page looks at: of a rare phrase every entry would be read, at each letter.
      for (let at = 0, end = Math.min(found.hits.length, 400); at < end && options.length < 8; at += 8)
        for (const entry of await Promise.all(found.hits.slice(at, at + 8).map(_lw.entry)))
          if (options.length < 8 && (!found.isFiltered || found.accepts(entry)))
            options.push(option(entry[0], [kinds[entry[2]], entry[9] || entry[3], !isHit(entry[0]) && entry[4].find(isHit)].filter(Boolean).join(" · "),
              root + entry[1], options.length));
      if (id !== run) return;
      const count = options.length, n = found.isFiltered ? count : found.hits.length;
      const slip = found.notes.map(({ word, isStray, showing }) => {
        const values = { word: phrase("“{text}”", { text: word }), others: showing.join(phrase(", ")) };
        return isStray ? phrase("Few entries have {word}; also showing {others}.", values) : phrase("No entry has {word}; showing {others}.", values);
      }).join(" ");
      options.push(option(count ? phrase("All results") : phrase("No entry found"), slip, `${root}search.html?q=${encodeURIComponent(text)}`, count));
      list.replaceChildren(...options);
      marks = found.marks;
      const said = found.isCut ? phrase("More than {n} entries", { n: 256 }) : n === 1 ? phrase("{n} entry", { n }) : phrase("{n} entries", { n });
      status.textContent = `${said}${phrase(".")} ${slip}`;
      open(true);
      choose(found.isName ? 0 : -1);
    } catch (error) {
      if (id !== run) return;
      list.replaceChildren(option(phrase("Search does not work here"), error.message, root + "concepts.html", 0));
      status.textContent = error.message;
      open(true);
    }
  }

  field.addEventListener("input", search);
  field.addEventListener("focus", () => { if (field.value) search(); });
  field.addEventListener("keydown", (event) => {
    // The keys of an input method choose among its own.
    if (event.isComposing || event.keyCode === 229) return;
    const size = list.children.length, step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step && !list.hidden) {
      event.preventDefault();
      choose(chosen < 0 && step < 0 ? size - 1 : (chosen + step + size + 1) % (size + 1) === size ? -1 : chosen + step);
    } else if (event.key === "Escape") {
      event.preventDefault();
      if (list.hidden) field.value = "";
      close();
    } else if (event.key === "Enter" && chosen >= 0) {
      event.preventDefault();
      list.children[chosen].click();
    }
  });
  form.addEventListener("focusout", (event) => { if (!form.contains(event.relatedTarget)) close(); });
  // The way back may lead to the page as it was left.
  addEventListener("pagehide", close);
  _lw.carry(list, () => marks);
  // Nobody waits yet: a search without words has what the first one needs compiled before it.
  if (field.value && document.activeElement === field) search(); else setTimeout(() => _lw.search("").catch(() => {}));
})();
