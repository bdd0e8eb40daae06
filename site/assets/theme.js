// The theme the reader chose: set before the first paint, and changed by a button that this script adds.
(function () {
  "use strict";

  var key = "theme";
  var themes = ["system", "light", "dark"];
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
    if (button) button.lastChild.data = current().charAt(0).toUpperCase() + current().slice(1);
  }

  function addButton() {
    var name = document.querySelector(".site-name");
    if (!name) return;
    var label = document.createElement("span");
    label.className = "visually-hidden";
    label.textContent = "Theme: ";
    button = document.createElement("button");
    button.type = "button";
    button.className = "theme-button";
    button.append(label, "");
    button.addEventListener("click", function () {
      var next = themes[(themes.indexOf(current()) + 1) % themes.length];
      store(next);
      show(next);
    });
    name.parentNode.append(button);
    show(current());
  }

  show(stored());
  // The browser goes back to a place that is right only when all before it is laid out: entry.css.
  var entries = performance.getEntriesByType("navigation");
  if (entries[0] && entries[0].type !== "navigate") root.classList.add("returned");
  document.addEventListener("DOMContentLoaded", addButton);
  // Other tabs, and pages that come back from the browser's memory, follow the choice.
  window.addEventListener("storage", function (event) {
    if (event.key === key) show(event.newValue);
  });
  window.addEventListener("pageshow", function (event) {
    if (event.persisted) show(stored());
  });
})();
