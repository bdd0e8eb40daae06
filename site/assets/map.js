// The map's page: fields, buttons, keys and pointers, and the shortest path between two entries as sentences with evidence.
// map-data.js reads what it shows, map-picture.js draws it. Without them the overview and the lists stand.
(function () {
  "use strict";

  var host = document.getElementById("map");
  var overview = host && host.querySelector(".map-overview"), panel = host && host.querySelector(".map-chain");
  if (!overview || !panel || !window.migrapediaMap || !migrapediaMap.picture) return;
  var base = migrapediaMap.base, picture = migrapediaMap.picture, filter = picture.filter;
  var status = host.querySelector("[role=status]"), heard = host.querySelector("[aria-live]"), canvas, telling = 0;

  function element(name, text, attributes) {
    var made = document.createElement(name);
    if (text) made.textContent = text;
    for (var key in attributes || {}) made.setAttribute(key, attributes[key]);
    return made;
  }
  function link(number) { return element("a", base.nodes[number][0], { href: base.root + base.nodes[number][1] }); }
  function say(text) { status.textContent = text; }
  // What was found stands below the picture, on a small screen out of view.
  function reveal() { (panel.firstElementChild || status).scrollIntoView({ block: "nearest" }); }
  function failed(error) { say(phrase("{problem}. The lists below hold the same.", { problem: error.message })); }

  // Names for the fields and connections for their list, once they are there.
  function withNames() {
    return base.withNames().then(function () {
      var list = document.getElementById("map-names");
      if (list.firstChild) return;
      base.order.slice(0, 2000).forEach(function (number) { list.append(element("option", "", { value: base.nodes[number][0] })); });
      picture.refresh();
    });
  }
  function withEdges() {
    return Promise.all([withNames(), base.withEdges()]).then(function () {
      var select = document.getElementById("map-relation");
      if (select.children.length > 1) return;
      base.words.forEach(function (words, number) { select.append(element("option", words, { value: number })); });
    });
  }

  // ---- Paths
  // A sentence is HTML as on the pages, escaped by the build. It holds two elements: <mark> around the words of the link, and
  // <strong class="retraction"> after a paper's name. They are made one by one, so nothing else in it can become one.
  var entities = { amp: "&", lt: "<", gt: ">", quot: '"' };
  function quoted(sentence) {
    var open = [element("q")];
    sentence.split(/(<mark>|<strong class="retraction">|<\/(?:mark|strong)>)/).forEach(function (piece, place) {
      var inner = open[open.length - 1];
      if (place % 2 === 0) inner.append(piece.replace(/&(amp|lt|gt|quot);/g, function (_, name) { return entities[name]; }));
      else if (piece[1] === "/") { if (open.length > 1) open.pop(); }
      else {
        open.push(piece === "<mark>" ? element("mark") : element("strong", "", { class: "retraction" }));
        inner.append(open[open.length - 1]);
      }
    });
    return open[0];
  }
  // Of answers the newest is shown: files may be late, and the reader asks for something else meanwhile.
  var run = 0;
  function newest(answer) {
    var id = ++run;
    return answer(function () { return id === run; }).catch(function (error) { if (id === run) failed(error); });
  }
  function ask(answer) {
    newest(function (isNewest) { return withNames().then(function () { if (isNewest()) return answer(isNewest); }); });
  }
  function showPath(from, to, isNewest) {
    return withEdges().then(function () {
      var steps = base.shortest(from, to), ends = { from: base.nodes[from][0], to: base.nodes[to][0], n: steps && steps.length };
      if (!isNewest()) return;
      panel.replaceChildren();
      if (!steps) { say(phrase("No path leads from {from} to {to}.", ends)); picture.refresh(); return; }
      return Promise.all(steps.map(function (step) { return base.textOf(step.edge); })).then(function (texts) {
        if (!isNewest()) return;
        steps.forEach(function (step, place) {
          var item = element("li"), source = base.edges[step.edge * 3], target = base.edges[step.edge * 3 + 1];
          item.append(link(source), " " + base.words[step.words] + " ", link(target));
          if (texts[place][0]) item.append(phrase(": "), quoted(texts[place][0]));
          if (texts[place][1].length) {
            item.append(" " + phrase("Evidence:") + " ");
            texts[place][1].forEach(function (paper, number) { item.append(number ? phrase("; ") : "", link(base.byAddress.get(paper))); });
          } else item.append(" " + phrase("(no paper is cited)"));
          panel.append(item);
        });
        picture.chain = [from].concat(steps.map(function (step) { return step.to; }));
        picture.show(picture.chain);
        say(steps.length === 1 ? phrase("{n} step from {from} to {to}.", ends) : phrase("{n} steps from {from} to {to}.", ends));
        reveal();
      });
    });
  }
  function select(number, moves, isNewest) {
    picture.focus = number;
    picture.chain = [];
    remember();
    return withEdges().then(function () {
      if (!isNewest()) return;
      if (moves) picture.centre(number); else picture.refresh();
      panel.replaceChildren();
      var item = element("li"), count = { n: base.near[number].length };
      item.append(link(number), phrase(": ") + (count.n === 1 ? phrase("{n} connection", count) : phrase("{n} connections", count)));
      panel.append(item);
      say(base.nodes[number][0]);
      // Who clicks is looking at the map.
      if (moves) reveal();
    });
  }
  function go(from, to, isNewest) {
    return select(from, to < 0, isNewest).then(function () {
      if (to < 0 || !isNewest()) return;
      remember(to);
      return showPath(from, to, isNewest);
    });
  }
  function slug(number) { return base.nodes[number][1].replace(/\.html$/, ""); }
  function remember(to) {
    var query = picture.focus < 0 ? location.pathname : "?focus=" + encodeURIComponent(slug(picture.focus)) + (to === undefined ? "" : "&to=" + encodeURIComponent(slug(to)));
    try { history.replaceState(null, "", query); } catch (error) { /* Some file:// pages may not; the map works all the same. */ }
  }
  function letGo() {
    run++;
    picture.focus = -1;
    picture.chain = [];
    remember();
    say("");
    panel.replaceChildren();
    picture.refresh();
  }

  // ---- Moving
  // By keys and buttons: the map looks to the side that is named, and says what is in view to those who do not see it.
  var sides = { ArrowLeft: [60, 0], ArrowRight: [-60, 0], ArrowUp: [0, 60], ArrowDown: [0, -60] };
  function look(side) { picture.pan(sides[side][0], sides[side][1]); tell(); }
  function tell() {
    clearTimeout(telling);
    telling = setTimeout(function () {
      var inView = picture.inView();
      var titles = inView.slice(0, 3).map(function (number) { return base.nodes[number][0]; }).filter(Boolean);
      var count = { n: inView.length };
      heard.textContent = (count.n === 1 ? phrase("{n} entry in view", count) : phrase("{n} entries in view", count)) +
        (titles.length ? phrase(": ") + titles.join(phrase("; ")) : "") + (count.n > 3 ? " " + phrase("and others.") : phrase("."));
    }, 400);
  }

  // ---- Page
  function press(move, action) {
    host.querySelector('[data-move="' + move + '"]').addEventListener("click", action);
  }
  function on(id, event, action) {
    var field = document.getElementById(id);
    field.addEventListener(event, function () { action(field); });
  }
  function build() {
    // An application, as screen readers hand its keys on; they keep those of an image for themselves.
    canvas = element("canvas", "", { tabindex: "0", role: "application", "aria-label": phrase("Map of the base"), "aria-describedby": "map-keys" });
    // Browsers fill fields in again on the way back; the map begins anew.
    host.querySelectorAll("input").forEach(function (input) { input.value = input.defaultValue; input.checked = input.defaultChecked; });
    var form = host.querySelector("form");
    form.addEventListener("submit", function (event) {
      event.preventDefault();
      ask(function (isNewest) {
        var from = base.find(document.getElementById("map-from").value), wanted = document.getElementById("map-to").value, to = base.find(wanted);
        var isUnknown = wanted.trim() && to < 0;
        // What was found before answers another question.
        if (from < 0 || isUnknown) letGo();
        if (from < 0) { say(phrase("No entry of the map has this name.")); return; }
        if (isUnknown) { say(phrase("No entry of the map is called {name}.", { name: wanted })); return; }
        return go(from, to, isNewest);
      });
    });
    form.addEventListener("focusin", function () { withNames().catch(failed); });
    press("in", function () { picture.zoom(1.4); tell(); });
    press("out", function () { picture.zoom(1 / 1.4); tell(); });
    press("all", function () { picture.fit(); tell(); });
    ["Left", "Right", "Up", "Down"].forEach(function (side) { press(side.toLowerCase(), function () { look("Arrow" + side); }); });
    on("map-concepts", "change", function (box) { filter.concept = box.checked; picture.refresh(); });
    on("map-papers", "change", function (box) { filter.paper = box.checked; picture.refresh(); });
    ["focus", "pointerenter"].forEach(function (event) { on("map-relation", event, function () { withEdges().catch(failed); }); });
    on("map-relation", "change", function (relation) {
      filter.relation = Number(relation.value);
      var count = 0;
      for (var i = 2; i < base.edges.length; i += 3) if (base.edges[i] === filter.relation) count++;
      var values = { n: count, kind: base.words[filter.relation] };
      say(filter.relation < 0 ? "" : (count === 1 ? phrase("{n} connection: {kind}.", values) : phrase("{n} connections: {kind}.", values)) +
        (count > picture.mostEdges ? " " + phrase("The first {n} are drawn.", { n: picture.mostEdges }) : ""));
      picture.refresh();
    });
    on("map-year-from", "input", function (year) { filter.from = Number(year.value) || 0; picture.refresh(); });
    on("map-year-to", "input", function (year) { filter.to = Number(year.value) || 9999; picture.refresh(); });
    overview.hidden = true;
    overview.after(canvas);
    listen();
    picture.begin(canvas);
  }
  function listen() {
    var pointers = new Map(), dragged = 0;
    function place(event) { var box = canvas.getBoundingClientRect(); return { x: event.clientX - box.left - canvas.clientLeft, y: event.clientY - box.top - canvas.clientTop }; }
    canvas.addEventListener("pointerdown", function (event) {
      if (event.button) return;
      pointers.set(event.pointerId, place(event));
      dragged = 0;
      canvas.setPointerCapture(event.pointerId);
    });
    canvas.addEventListener("pointermove", function (event) {
      // A menu or another window may have taken the end of a press.
      if (!event.buttons && event.pointerType === "mouse") pointers.delete(event.pointerId);
      var now = place(event), before = pointers.get(event.pointerId);
      if (!before) {
        var found = picture.at(now.x, now.y);
        if (found !== picture.hover) { picture.hover = found; if (found >= 0) withEdges().then(picture.refresh, failed); picture.refresh(); }
        return;
      }
      dragged += Math.abs(now.x - before.x) + Math.abs(now.y - before.y);
      if (pointers.size === 1) picture.pan(now.x - before.x, now.y - before.y);
      else {
        var other;
        pointers.forEach(function (value, id) { if (id !== event.pointerId) other = value; });
        // The middle between two fingers goes half as far as the one that moves.
        picture.pan((now.x - before.x) / 2, (now.y - before.y) / 2);
        picture.zoom(Math.hypot(now.x - other.x, now.y - other.y) / Math.max(1, Math.hypot(before.x - other.x, before.y - other.y)), (now.x + other.x) / 2, (now.y + other.y) / 2);
      }
      pointers.set(event.pointerId, now);
    });
    function end(event) {
      if (pointers.delete(event.pointerId) && event.type === "pointerup" && dragged < 5) {
        var found = picture.at(place(event).x, place(event).y);
        if (found >= 0) newest(function (isNewest) { return select(found, false, isNewest); });
        else letGo();
      }
    }
    canvas.addEventListener("pointerleave", function () { if (picture.hover >= 0) { picture.hover = -1; picture.refresh(); } });
    ["pointerup", "pointercancel", "lostpointercapture"].forEach(function (name) { canvas.addEventListener(name, end); });
    canvas.addEventListener("wheel", function (event) {
      // Who scrolls the page comes over the map and goes on.
      if (!event.ctrlKey && !event.metaKey && document.activeElement !== canvas) return;
      event.preventDefault();
      // Two fingers on a trackpad come as a wheel with Ctrl, in small steps.
      picture.zoom(Math.exp(-event.deltaY * (event.deltaMode ? 0.05 : event.ctrlKey ? 0.01 : 0.0015)), place(event).x, place(event).y);
    }, { passive: false });
    canvas.addEventListener("keydown", function (event) {
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      if (sides[event.key]) look(event.key);
      else if (event.key === "+" || event.key === "=") { picture.zoom(1.4); tell(); }
      else if (event.key === "-") { picture.zoom(1 / 1.4); tell(); }
      else if (event.key === "Home") { picture.fit(); tell(); }
      else if (event.key === "Enter" && picture.focus >= 0) location.href = base.root + base.nodes[picture.focus][1];
      else if (event.key === "Escape") letGo();
      else return;
      event.preventDefault();
    });
  }
  function restore() {
    var query = new URLSearchParams(location.search);
    if (!query.get("focus")) return;
    ask(function (isNewest) {
      var from = base.find(query.get("focus")), to = base.find(query.get("to") || "");
      if (from < 0) { say(phrase("No entry of the map is called {name}.", { name: query.get("focus") })); return; }
      document.getElementById("map-from").value = base.nodes[from][0];
      if (to >= 0) document.getElementById("map-to").value = base.nodes[to][0];
      return go(from, to, isNewest);
    });
  }

  base.withPlaces().then(function () {
    build();
    picture.onNear = function () { withNames().catch(failed); };
    restore();
    host.setAttribute("data-ready", "");
  }).catch(function (error) {
    host.querySelectorAll(".scripted-only").forEach(function (part) { part.remove(); });
    host.append(element("p", phrase("The map's data did not load: {problem}. The lists below hold the same.", { problem: error.message })));
  });
})();
