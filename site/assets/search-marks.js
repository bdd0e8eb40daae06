// A page that was reached from a search result: marks the terms that were searched for, until Escape is pressed.
(() => {
  "use strict";

  const terms = new Set(new URLSearchParams(location.search).get("hl").split(" "));
  history.replaceState(null, "", location.pathname + location.hash);
  const main = document.querySelector("main");
  if (!window.CSS?.highlights || !main) return;

  // The text of the page in one string, a line for each block, and where its nodes stand in it.
  const nodes = [];
  let text = "", block;
  const walker = document.createTreeWalker(main, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const node = walker.currentNode, around = node.parentElement.closest("p, li, td, th, dt, dd, h1, h2, h3, h4, figcaption, pre, main");
    if (around !== block) text += "\n";
    block = around;
    nodes.push({ node, start: text.length });
    text += node.data;
  }

  const highlight = new Highlight();
  let at = 0;
  for (const unit of _lw.words.units(text)) {
    if (!unit.terms.some((term) => terms.has(term))) continue;
    const place = (offset) => {
      while (at + 1 < nodes.length && nodes[at + 1].start <= offset) at++;
      return [nodes[at].node, offset - nodes[at].start];
    };
    const range = new Range();
    range.setStart(...place(unit.start));
    range.setEnd(...place(unit.end));
    highlight.add(range);
  }
  CSS.highlights.set("search", highlight);
  document.addEventListener("keydown", (event) => { if (event.key === "Escape") CSS.highlights.delete("search"); });
})();
