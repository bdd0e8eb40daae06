// Filters the list of a page by the words in the field above it. Without scripts the field is not shown: it is part of
// the page, so that nothing moves when the script comes.
(function () {
  "use strict";
  var main = document.getElementById("main");
  var items = Array.prototype.slice.call(
    main.querySelectorAll(".entry-list > li, .claim-list > li, .wanted > li, .jumps-only li"));
  var form = main.querySelector(".filter");
  var field = form.querySelector("input");
  var count = form.querySelector("[role=status]");
  // A list shows little of its entries: what it does not find may still stand in them.
  var search = form.querySelector("a");
  var fold = migrapediaFold;

  // The words of a list in a group are found under the name of the group too: an author, a year, a journal.
  var texts = items.map(function (item) {
    var group = item.closest("section");
    var heading = group && group.querySelector("h2");
    return fold(item.textContent + " " + (heading ? heading.textContent : ""));
  });

  function show(element, isShown) {
    if (element.hidden === isShown) element.hidden = !isShown;
  }

  function filter() {
    var words = fold(field.value).split(/\s+/).filter(Boolean);
    var found = 0;
    items.forEach(function (item, index) {
      var matches = words.every(function (word) { return texts[index].indexOf(word) >= 0; });
      if (matches) found += 1;
      show(item, matches);
    });
    main.querySelectorAll("section").forEach(function (group) {
      show(group, group.querySelector("li:not([hidden])") !== null);
    });
    // They lead to groups that may be hidden.
    main.querySelectorAll(".jumps:not(.jumps-only)").forEach(function (jumps) { show(jumps, words.length === 0); });
    if (search) {
      search.search = "?q=" + encodeURIComponent(field.value.trim());
      show(search, words.length > 0);
    }
    count.textContent = words.length ? phrase("{n} of {all}", { n: found, all: items.length }) : "";
    remember();
  }

  // The way back from an entry ends at the list as it was left.
  function remember() {
    try { history.replaceState(field.value ? { filter: field.value } : null, ""); } catch (error) { /* Some file:// pages may not. */ }
  }
  if (history.state && history.state.filter) {
    field.value = history.state.filter;
    filter();
  }

  var waiting = 0;
  field.addEventListener("input", function () {
    clearTimeout(waiting);
    waiting = setTimeout(filter, 80);
  });
  field.addEventListener("keydown", function (event) {
    // Escape may leave an input method alone.
    if (event.isComposing || event.keyCode === 229) return;
    if (event.key !== "Escape" || !field.value) return;
    event.preventDefault();
    field.value = "";
    filter();
  });
  // Somebody was faster than this script.
  if (field.value) filter();
})();
