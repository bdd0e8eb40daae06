// Search, before anybody searches: the field in the masthead of every page, and the keys that lead to it. All else is loaded
// when the field is used.
(() => {
  "use strict";

  const root = document.currentScript.dataset.root;
  window._lw = (key, data) => _lw.receive(key, data);
  _lw.root = root;
  let isLoaded = false;

  function load(...names) {
    for (const name of names) {
      const script = document.createElement("script");
      script.src = `${root}assets/${name}.js`;
      script.async = false;
      // The next letter tries again. What leads to entries is tried by the reader itself.
      if (!name.startsWith(".")) script.onerror = () => {
        isLoaded = false;
        if (isPage) document.querySelector(".search-status").textContent = phrase("Search does not work here");
      };
      document.head.append(script);
    }
  }

  // A result leads here with its terms: they are marked.
  if (/[?&]hl=/.test(location.search)) load("search-words", "search-marks");

  const own = document.querySelector(".search-form input"), isPage = Boolean(own);
  const field = own ?? document.querySelector(".search-box input");
  if (!field) return;
  _lw.field = field;

  const style = document.createElement("link");
  style.rel = "stylesheet";
  style.href = `${root}assets/search-results.css`;
  function use() {
    if (isLoaded) return;
    isLoaded = true;
    if (!isPage && !style.isConnected) document.head.append(style);
    load("search-words", "search-reader", "../search/root", isPage ? "search-page" : "search-box");
  }
  // Input as well: a window in the background gets no focus.
  for (const name of ["focus", "input"]) field.addEventListener(name, use);
  // Somebody was faster than this script.
  if (field.value || document.activeElement === field || isPage && location.search) use();

  // Links carry the terms to their pages, to be marked there; only at the click, so that addresses stay clean.
  _lw.carry = (list, marks) => {
    for (const name of ["click", "auxclick"])
      list.addEventListener(name, (event) => {
        const link = event.target.closest("a");
        if (link && !link.search) link.search = "hl=" + [...marks().keys()].slice(0, 12).map(encodeURIComponent).join("+");
      });
  };

  // "/" can be switched off on the search page; storage may be forbidden.
  function isSlashOff() {
    try { return localStorage.getItem("slash") === "off"; } catch (error) { return false; }
  }
  document.addEventListener("keydown", (event) => {
    const isSlash = event.key === "/" && !event.ctrlKey && !event.metaKey && !event.altKey && !isSlashOff() &&
      !event.target.closest("input, textarea, select, [contenteditable]");
    // In other scripts than the Latin one K is the key that has its place.
    const isK = (event.ctrlKey || event.metaKey) && !event.shiftKey && !event.altKey &&
      (/^[a-z]$/i.test(event.key) ? event.key : event.code.slice(3)).toUpperCase() === "K";
    if (!isSlash && !isK) return;
    event.preventDefault();
    field.focus();
    field.select();
  });
})();
