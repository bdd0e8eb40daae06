// The theme the reader chose: set before the first paint, and changed by the button of the masthead. The page is marked as one
// whose scripts run, so that what needs them has its place from the first paint.

// What this and all other scripts say: words with values filled in. The build puts the words of the base (`wording` in
// site/vocabulary.yml) in the place of these, so they stand as one literal.
window.phrase = function (words, values) {
  "use strict";
  return words.replace(/\{(\w+)\}/g, function (place, name) { return values ? values[name] : place; });
};

(function () {
  "use strict";

  var key = "theme";
  var themes = ["system", "light", "dark"];
  var names = { system: phrase("System"), light: phrase("Light"), dark: phrase("Dark") };
  var root = document.documentElement;
  var button;

  // Storage may be forbidden; the choice then holds for this page.
  function stored() {
    try {
      return localStorage.getItem(key);
    } catch (error) {
      return root.getAttribute("data-theme");
    }
  }

  function store(theme) {
    try {
      if (theme === "system") localStorage.removeItem(key);
      else localStorage.setItem(key, theme);
    } catch (error) {
      // Nothing to do: the page shows the theme all the same.
    }
  }

  function current() {
    var theme = root.getAttribute("data-theme");
    return theme || "system";
  }

  function show(theme) {
    if (theme === "light" || theme === "dark") root.setAttribute("data-theme", theme);
    else root.removeAttribute("data-theme");
    if (button) button.lastChild.data = names[current()];
  }

  function useButton() {
    var made = document.querySelector(".theme-button");
    // The parser may still be inside it.
    if (button || !made || !made.nextSibling && document.readyState === "loading") return;
    observer.disconnect();
    button = made;
    button.addEventListener("click", function () {
      var next = themes[(themes.indexOf(current()) + 1) % themes.length];
      store(next);
      show(next);
    });
    show(current());
  }

  root.classList.add("scripted");
  show(stored());
  // The search page keeps room for the results of a search that its address asks for: search-results.css.
  if (location.search) root.classList.add("asked");
  // The button says the choice when it is first painted.
  var observer = new MutationObserver(useButton);
  observer.observe(root, { childList: true, subtree: true });
  // The browser goes to a place below the text, or back to one, that is right only when all before it is laid out: entry.css.
  var entries = performance.getEntriesByType("navigation");
  if (entries[0] && entries[0].type !== "navigate" || /^#(s|ref):/.test(location.hash)) root.classList.add("returned");
  document.addEventListener("DOMContentLoaded", function () {
    observer.disconnect();
    useButton();
  });
  // Other tabs, and pages that come back from the browser's memory, follow the choice.
  window.addEventListener("storage", function (event) {
    if (event.key === key) show(event.newValue);
  });
  window.addEventListener("pageshow", function (event) {
    if (event.persisted) show(stored());
  });
})();
