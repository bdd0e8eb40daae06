// Looks for entries of the map by what readers type, and for the shortest path between two of them; map-data.js loads it with
// the names.
(function () {
  "use strict";

  var base = migrapediaMap.base;

  // Titles as readers type them: without spaces, in the singular.
  function spoken(title) { return migrapediaFold(title).replace(/\s+/g, "").replace(/(?<=[^su])s$/, ""); }
  var titles;
  // By its title or address, else by the beginning of its title or words in it.
  base.find = function (text) {
    text = text.trim().toLowerCase();
    if (!text) return -1;
    if (base.byTitle.has(text)) return base.byTitle.get(text);
    if (base.byAddress.has(text)) return base.byAddress.get(text);
    titles = titles || Array.from(base.byTitle, function (pair) { return [spoken(pair[0]), pair[1]]; });
    var wanted = spoken(text), begun = -1, within = -1;
    if (!wanted) return -1;
    for (var [title, number] of titles) {
      if (title === wanted) return number;
      if (begun < 0 && title.startsWith(wanted)) begun = number;
      if (within < 0 && title.includes(wanted)) within = number;
    }
    return begun < 0 ? within : begun;
  };

  // The steps of a shortest path, or null.
  base.shortest = function (from, to) {
    var before = new Map([[from, null]]), open = [from];
    while (open.length && !before.has(to)) {
      var next = [];
      open.forEach(function (number) {
        base.near[number].forEach(function (step) {
          if (!before.has(step.to)) { before.set(step.to, { from: number, step: step }); next.push(step.to); }
        });
      });
      open = next;
    }
    if (!before.has(to)) return null;
    var steps = [];
    for (var number = to; before.get(number); number = before.get(number).from) steps.unshift(before.get(number).step);
    return steps;
  };
})();
