// Cards of what links lead to, on hover and on keyboard focus: entries, cited papers, footnotes. Loaded by previews.js.
//
// A card can be dismissed without moving pointer or focus (Escape), the pointer can be moved onto it, and it stays until it
// is left or dismissed (WCAG 2.2, 1.4.13). It is an extra: the link leads to the same.
(() => {
  "use strict";
  const { root, files, first } = migrapediaCards;
  const base = new URL(`${root}.`, location.href).href;
  // Milliseconds: on a link before anything is loaded, before the card is shown, and off it before the card goes.
  const LOAD = 100, SHOW = 300, LEAVE = 200;
  const EDGE = 8;

  const card = document.createElement("div"), face = document.createElement("div");
  Object.assign(card, { id: "preview-card", className: "preview", hidden: true });
  card.setAttribute("role", "tooltip");
  face.className = "preview-face";
  card.append(face);
  document.getElementById("main").append(card);

  // MARK: What a card says

  const loaded = {}, loading = {};
  migrapediaCards.receive = (number, cards) => { loaded[number] = cards; };

  function load(name, made) {
    return loading[name] ??= new Promise((done, fail) => {
      Object.assign(made, { onload: done, onerror: () => fail(new Error(`${name} cannot be read`)) });
      document.head.append(made);
    });
  }
  const style = load("style", Object.assign(document.createElement("link"), { rel: "stylesheet", href: `${root}assets/previews.css` }));

  // The file that holds a path's card, as the generator computes it: FNV-1a of 32 bits, folded.
  function fileOf(path) {
    let hash = 0x811c9dc5;
    for (const byte of new TextEncoder().encode(path)) hash = Math.imul(hash ^ byte, 0x01000193) >>> 0;
    return (hash ^ (hash >>> 16)) & (files - 1);
  }

  async function cardOf(path) {
    const number = fileOf(path);
    await load(number, Object.assign(document.createElement("script"), { src: `${root}cards/${number}.js` }));
    return loaded[number]?.[path];
  }

  // The path of an entry other than this page's.
  function pathOf(link) {
    const address = new URL(link.getAttribute("href"), document.baseURI);
    if (address.pathname === location.pathname || !address.href.startsWith(base)) return null;
    return /^(concepts|papers|pages)\/[^/]+\.html$/.exec(address.href.slice(base.length).replace(/[?#].*/, ""))?.[0];
  }

  // What a link leads to: an entry by its path, or a note of this page; a cited paper is both. An address that cannot be
  // read, such as one with a port of six digits or a lone %, leads to neither.
  function target(link) {
    // A result says more than a card, which would cover the next one.
    if (link.closest(".results")) return {};
    try {
      const [, kind, name] = /^#(ref|fn):(.+)/.exec(link.getAttribute("href")) ?? [];
      if (!kind) return { path: pathOf(link) };
      const note = document.getElementById(`${kind}:${decodeURIComponent(name)}`);
      const entry = note?.querySelector("a.to-entry");
      return { note, path: entry && pathOf(entry) };
    } catch {
      return {};
    }
  }

  function part(name, className, ...content) {
    const made = document.createElement(name);
    made.className = className;
    made.append(...content);
    return made;
  }

  // A title is HTML with three bare tags and entities. Nothing else in it can become an element.
  function title(html) {
    const line = part("p", "preview-title"), open = [line];
    const entities = { amp: "&", lt: "<", gt: ">", quot: '"', "#39": "'" };
    for (const piece of html.split(/(<\/?(?:i|sub|sup)>)/)) {
      const tag = /^<(\/?)(i|sub|sup)>$/.exec(piece);
      if (!tag) open.at(-1).append(piece.replace(/&(amp|lt|gt|quot|#39);/g, (_, name) => entities[name]));
      else if (tag[1]) open.length > 1 && open.pop();
      else {
        const made = document.createElement(tag[2]);
        open.at(-1).append(made);
        open.push(made);
      }
    }
    return line;
  }

  function entryParts([kind, name, source, words, mark]) {
    const heading = title(name);
    if (mark) heading.append(" ", part("strong", "retraction", mark));
    return [
      part("p", "preview-kind", kind), heading,
      ...(source ? [part("p", "preview-source", source)] : []),
      ...(words ? [part("p", "preview-words", words)] : []),
    ];
  }

  // Ids stay where they are: in two places they would lead to neither.
  function noteParts(note) {
    const copy = note.cloneNode(true);
    for (const extra of copy.querySelectorAll(".footnote-back, .to-entry")) extra.remove();
    for (const inner of copy.querySelectorAll("[id]")) inner.removeAttribute("id");
    for (const inner of copy.querySelectorAll("a, [tabindex]")) inner.tabIndex = -1;
    return [part("div", "preview-words", ...copy.childNodes)];
  }

  async function parts({ note, path }, link) {
    const found = path && await cardOf(path).catch(() => null);
    // Where a list says the same beside the link, a card would only cover it.
    if (found) return link.closest("li")?.textContent.includes(found[3] || found[2]) && !note ? null : entryParts(found);
    return note ? noteParts(note) : null;
  }

  // MARK: When it shows

  let shown = null, wanted = null, dismissed = null, leaving = 0, point = { x: 0, y: 0 };
  const pause = (milliseconds) => new Promise((done) => setTimeout(done, milliseconds));
  const hasFocus = (link) => link === document.activeElement && link.matches(":focus-visible");

  async function want(link) {
    const what = link !== dismissed && target(link);
    wanted = what && (what.path || what.note) ? link : null;
    if (!wanted) return leave();
    if (link === shown) return clearTimeout(leaving);
    await pause(LOAD);
    if (wanted !== link) return;
    const [content] = await Promise.all([parts(what, link), style, pause(shown ? 0 : SHOW - LOAD)]).catch(() => []);
    if (wanted !== link || !content) return;
    show(link, content);
  }

  function show(link, content) {
    hide();
    shown = link;
    face.replaceChildren(...content);
    card.hidden = false;
    place();
    // A drawing's own tip would lie over the card; its words stay the link's name.
    const tip = link.querySelector(":scope > title");
    if (tip) {
      link.setAttribute("aria-label", tip.textContent);
      tip.remove();
    }
    const known = link.getAttribute("aria-describedby");
    link.setAttribute("aria-describedby", known ? `${known} ${card.id}` : card.id);
  }

  function hide() {
    clearTimeout(leaving);
    if (!shown) return;
    const others = (shown.getAttribute("aria-describedby") ?? "").replace(card.id, "").trim();
    if (others) shown.setAttribute("aria-describedby", others);
    else shown.removeAttribute("aria-describedby");
    shown = null;
    card.hidden = true;
  }

  function leave() {
    clearTimeout(leaving);
    if (shown && !hasFocus(shown)) leaving = setTimeout(hide, LEAVE);
  }

  // Below all lines of the link, or above them where there is more room: inside the window, and never over the link.
  function place() {
    const lines = [...shown.getClientRects()];
    const line = lines.find((box) => point.y >= box.top && point.y <= box.bottom) ?? lines[0] ?? shown.getBoundingClientRect();
    const { top, bottom } = shown.getBoundingClientRect(), { clientWidth, clientHeight } = document.documentElement;
    face.style.maxBlockSize = "";
    const below = clientHeight - bottom - EDGE, above = top - EDGE;
    const isBelow = card.offsetHeight <= below || below >= above;
    face.style.maxBlockSize = `${Math.max(64, (isBelow ? below : above) - (card.offsetHeight - face.offsetHeight))}px`;
    const left = Math.max(EDGE, Math.min(line.left, clientWidth - card.offsetWidth - EDGE));
    card.style.left = `${left + scrollX}px`;
    card.style.top = `${(isBelow ? bottom : top - card.offsetHeight) + scrollY}px`;
  }

  function onPointer(event) {
    if (event.pointerType === "touch" || event.buttons) return;
    point = { x: event.clientX, y: event.clientY };
    if (card.contains(event.target)) {
      wanted = shown;
      return clearTimeout(leaving);
    }
    const link = event.target.closest?.("main a[href]");
    if (link !== dismissed && !(dismissed && hasFocus(dismissed))) dismissed = null;
    if (link) return want(link);
    if (!(wanted && hasFocus(wanted))) wanted = null;
    leave();
  }

  function onFocus(event) {
    const link = event.target.closest?.("main a[href]");
    if (!link || card.contains(link) || !link.matches(":focus-visible")) return;
    dismissed = null;
    want(link);
  }

  addEventListener("pointerover", onPointer);
  document.documentElement.addEventListener("pointerleave", () => { wanted = null; leave(); });
  addEventListener("focusin", onFocus);
  addEventListener("focusout", () => {
    if (shown?.matches(":hover") || card.matches(":hover")) return;
    wanted = null;
    clearTimeout(leaving);
    if (shown) leaving = setTimeout(hide, LEAVE);
  });
  addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    dismissed = shown ?? wanted;
    wanted = null;
    if (!shown) return;
    hide();
    // What else Escape closes or empties waits for the next press.
    event.preventDefault();
    event.stopPropagation();
  }, true);
  for (const name of ["click", "pagehide", "pageshow"])
    addEventListener(name, (event) => {
      if (card.contains(event.target)) return;
      wanted = null;
      hide();
    });
  addEventListener("resize", () => { if (shown) place(); });

  if (first.type === "focusin") onFocus(first);
  else onPointer(first);
})();
