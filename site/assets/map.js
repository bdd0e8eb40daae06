// The map on a canvas: pan, zoom, labels by importance, filters, search, and the shortest path between two entries.
// Data comes from classic scripts in graph/, which also work from
// file://: places at first, names and connections when the map is used.
(function () {
  "use strict";

  var host = document.getElementById("map");
  if (!host || !host.firstElementChild) return;
  var root = host.getAttribute("data-root") || "";
  var overview = host.firstElementChild;
  var files = {}, received = {};
  var data, edges, near, names;
  var canvas, context, status, heard, panel;
  var view = { x: 0, y: 0, scale: 1 };
  var filter = { concept: true, paper: true, relation: -1, from: 0, to: 9999 };
  var focus = -1, hover = -1, chain = [];
  var grid, gridSize = 64, columns = 0;
  var picture, moving = 0, telling = 0, frame = 0, colours = {};
  var still = matchMedia("(prefers-reduced-motion: reduce)");

  // Loads graph/NAME.js once; the script hands its data to window.migrapediaMap. One that ends without having done so is
  // damaged, such as a copy that was broken off. What failed is asked for again the next time.
  function load(name) {
    if (!files[name]) files[name] = new Promise(function (resolve, reject) {
      var script = document.createElement("script");
      script.src = root + "graph/" + name + ".js";
      script.onload = script.onerror = function () {
        if (name in received) { resolve(received[name]); return; }
        delete files[name];
        script.remove();
        reject(new Error("graph/" + name + ".js is missing or damaged"));
      };
      document.head.append(script);
    });
    return files[name];
  }
  window.migrapediaMap = function (name, value) { received[name] = value; };
  // A node is [name, address, kind, year, x, y, importance]; name and address come later for most.
  var digits = {};
  "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_".split("").forEach(function (digit, value) { digits[digit] = value; });
  function unpack(value) {
    var places = value.places;
    function number(at, count) {
      for (var result = 0, i = at; i < at + count; i++) result = result * 64 + digits[places[i]];
      return result;
    }
    value.nodes = [];
    for (var at = 0; at < places.length; at += 10) {
      var rank = number(at + 6, 2);
      value.nodes.push(["", "", rank > 255 ? 1 : 0, number(at + 8, 2), number(at, 3), number(at + 3, 3), rank & 255]);
    }
    value.names.forEach(function (pair) { value.nodes[pair[0]][0] = pair[1]; });
    // The group of each entry: a group is [name, x, y, radius, first, count].
    value.groupOf = new Uint32Array(value.nodes.length);
    value.groups.forEach(function (group, number) { value.groupOf.fill(number, group[4], group[4] + group[5]); });
    return value;
  }
  function withNames() {
    if (!names) names = load("names").then(function (rows) {
      data.byAddress = new Map();
      data.byTitle = new Map();
      data.nodes.forEach(function (node, number) {
        var title = rows[number * 2].toLowerCase(), address = rows[number * 2 + 1];
        node[0] = rows[number * 2];
        node[1] = address + ".html";
        data.byAddress.set(address, number);
        if (!data.byTitle.has(title)) data.byTitle.set(title, number);
      });
      var list = document.getElementById("map-names");
      data.order.slice(0, 2000).forEach(function (number) { list.append(element("option", "", { value: data.nodes[number][0] })); });
      refresh();
    });
    names.catch(function () { names = null; });
    return names;
  }

  function element(name, text, attributes) {
    var made = document.createElement(name);
    if (text) made.textContent = text;
    for (var key in attributes || {}) made.setAttribute(key, attributes[key]);
    return made;
  }
  function link(number) { return element("a", data.nodes[number][0], { href: root + data.nodes[number][1] }); }
  function say(text) { status.textContent = text; }
  function failed(error) { say(error.message + ". The lists below hold the same."); }

  function shows(number) {
    var node = data.nodes[number];
    if (!(node[2] ? filter.paper : filter.concept)) return false;
    return !node[2] || !node[3] || (node[3] >= filter.from && node[3] <= filter.to);
  }

  // ---- Drawing
  function readColours() {
    var style = getComputedStyle(document.documentElement);
    ["text", "link", "accent", "control", "rule", "page", "surface", "muted"].forEach(function (name) {
      host.style.color = "var(--" + name + ")";
      colours[name] = getComputedStyle(host).color;
    });
    host.style.color = "";
    colours.font = style.getPropertyValue("--sans") || "sans-serif";
  }
  function sx(x) { return (x - view.x) * view.scale; }
  function sy(y) { return (y - view.y) * view.scale; }
  function ratio() { return Math.min(2, window.devicePixelRatio || 1); }

  function draw() {
    var r = ratio(), width = canvas.width / r, height = canvas.height / r, i;
    context.setTransform(r, 0, 0, r, 0, 0);
    context.fillStyle = colours.page;
    context.fillRect(0, 0, width, height);
    context.fillStyle = colours.surface;
    context.strokeStyle = colours.rule;
    context.lineWidth = 1;
    data.groups.forEach(function (group) {
      var radius = group[3] * view.scale, x = sx(group[1]), y = sy(group[2]);
      if (x + radius < 0 || y + radius < 0 || x - radius > width || y - radius > height) return;
      context.beginPath();
      context.arc(x, y, radius, 0, 7);
      context.fill();
      context.stroke();
    });
    if (chain.length < 2 && focus < 0 && filter.relation < 0) data.bonds.forEach(function (bond) {
      var a = data.groups[bond[0]], b = data.groups[bond[1]];
      context.lineWidth = Math.min(6, 0.5 + bond[2] / 12);
      context.beginPath();
      context.moveTo(sx(a[1]), sy(a[2]));
      context.lineTo(sx(b[1]), sy(b[2]));
      context.stroke();
    });
    drawEdges();
    for (var kind = 0; kind < 2; kind++) {
      context.fillStyle = kind ? colours.accent : colours.link;
      context.beginPath();
      for (i = 0; i < data.nodes.length; i++) {
        var node = data.nodes[i];
        if (node[2] !== kind || !shows(i)) continue;
        var px = sx(node[4]), py = sy(node[5]);
        if (px < -8 || py < -8 || px > width + 8 || py > height + 8) continue;
        var size = Math.max(0.8, Math.min(7, (node[6] > 240 ? 7 : node[6] > 190 ? 5 : 3.5) * Math.sqrt(view.scale)));
        // Papers are squares, concepts circles; of a few pixels, whose shape cannot be seen, squares are drawn sooner.
        if (kind || size < 1.5) context.rect(px - size, py - size, size * 2, size * 2);
        else { context.moveTo(px + size, py); context.arc(px, py, size, 0, 7); }
      }
      context.fill();
    }
    drawLabels(width, height);
  }

  // Single edges are drawn for what is looked at, or of one relation: more cannot be read.
  var mostEdges = 2000;
  function drawEdges() {
    var shown = hover >= 0 ? hover : focus;
    context.strokeStyle = colours.control;
    context.lineWidth = 1;
    if (near && shown >= 0) {
      context.beginPath();
      near[shown].forEach(function (step) {
        if (!shows(step.to) || (filter.relation >= 0 && step.words !== filter.relation)) return;
        context.moveTo(sx(data.nodes[shown][4]), sy(data.nodes[shown][5]));
        context.lineTo(sx(data.nodes[step.to][4]), sy(data.nodes[step.to][5]));
      });
      context.stroke();
    }
    if (near && shown < 0 && filter.relation >= 0) {
      var drawn = 0;
      context.beginPath();
      for (var i = 0; i < edges.edges.length && drawn < mostEdges; i += 3) {
        var from = edges.edges[i], to = edges.edges[i + 1];
        if (edges.edges[i + 2] !== filter.relation || !shows(from) || !shows(to)) continue;
        context.moveTo(sx(data.nodes[from][4]), sy(data.nodes[from][5]));
        context.lineTo(sx(data.nodes[to][4]), sy(data.nodes[to][5]));
        drawn++;
      }
      context.stroke();
    }
    if (chain.length > 1) {
      context.strokeStyle = colours.text;
      context.lineWidth = 3;
      context.beginPath();
      chain.forEach(function (number, place) {
        context[place ? "lineTo" : "moveTo"](sx(data.nodes[number][4]), sy(data.nodes[number][5]));
      });
      context.stroke();
    }
  }

  // From the middle of a mark to its name.
  var beside = 9;
  // Labels by importance, each where it touches no other: a grid of cells says what is taken.
  function drawLabels(width, height) {
    var taken = {}, count = 0;
    context.font = "13px " + colours.font;
    context.textBaseline = "middle";
    context.lineWidth = 3;
    context.lineJoin = "round";
    function put(text, x, y, bold) {
      if (!text || count > 80 || x < -50 || y < 0 || x > width || y > height) return;
      if (text.length > 34) text = text.slice(0, 33) + "…";
      context.font = (bold ? "bold " : "") + "13px " + colours.font;
      var length = context.measureText(text).width, cell, row = Math.floor(y / 18);
      // A name that would run out of the picture stands on the other side of its mark, and is cut where it fits on neither.
      var turned = x + beside + length > width && x > width / 2, room = (turned ? x : width - x) - beside;
      if (length > room) {
        text = text.slice(0, Math.max(1, Math.floor(text.length * room / length) - 1)) + "…";
        length = context.measureText(text).width;
      }
      context.textAlign = turned ? "right" : "left";
      x += turned ? -beside : beside;
      var first = Math.floor((turned ? x - length : x) / 24), last = Math.floor((turned ? x : x + length) / 24);
      for (cell = first; cell <= last; cell++) if (taken[row + "/" + cell] || taken[row + 1 + "/" + cell]) return;
      for (cell = first; cell <= last; cell++) taken[row + "/" + cell] = taken[row + 1 + "/" + cell] = true;
      context.strokeStyle = colours.page;
      context.strokeText(text, x, y);
      context.fillStyle = colours.text;
      context.fillText(text, x, y);
      count++;
    }
    function label(number, bold) {
      put(data.nodes[number][0], sx(data.nodes[number][4]), sy(data.nodes[number][5]), bold);
    }
    if (hover >= 0) label(hover, true);
    if (focus >= 0) label(focus, true);
    chain.forEach(function (number) { label(number, true); });
    if (near && (hover >= 0 || focus >= 0)) near[hover >= 0 ? hover : focus].forEach(function (step) { if (shows(step.to)) label(step.to); });
    data.groups.forEach(function (group) { if (group[3] * view.scale > 14 && shows(group[4])) label(group[4], true); });
    if (view.scale > 0.5) data.order.forEach(function (number) { if (count < 80 && shows(number)) label(number); });
  }

  // While the map moves, its last picture is moved; it is drawn anew when it rests.
  function paint() {
    frame = 0;
    if (picture && moving) {
      var r = ratio(), zoom = view.scale / picture.scale;
      context.setTransform(1, 0, 0, 1, 0, 0);
      context.fillStyle = colours.page;
      context.fillRect(0, 0, canvas.width, canvas.height);
      context.drawImage(picture.canvas, (picture.x - view.x) * view.scale * r, (picture.y - view.y) * view.scale * r, canvas.width * zoom, canvas.height * zoom);
      return;
    }
    draw();
    if (!picture) picture = { canvas: document.createElement("canvas") };
    picture.canvas.width = canvas.width;
    picture.canvas.height = canvas.height;
    picture.canvas.getContext("2d").drawImage(canvas, 0, 0);
    picture.x = view.x; picture.y = view.y; picture.scale = view.scale;
  }
  function refresh() { if (!frame) frame = requestAnimationFrame(paint); }
  function moved() {
    clearTimeout(moving);
    moving = setTimeout(function () { moving = 0; refresh(); }, 120);
    refresh();
  }

  // ---- View
  function resize() {
    var r = ratio(), box = canvas.getBoundingClientRect();
    canvas.width = Math.round(box.width * r);
    canvas.height = Math.round(box.height * r);
    refresh();
  }
  function fit() {
    var box = canvas.getBoundingClientRect();
    view.scale = Math.min(box.width / data.width, box.height / data.height);
    view.x = data.width / 2 - box.width / view.scale / 2;
    view.y = data.height / 2 - box.height / view.scale / 2;
    refresh();
  }
  function zoom(by, x, y) {
    var box = canvas.getBoundingClientRect();
    if (x === undefined) { x = box.width / 2; y = box.height / 2; }
    var scale = Math.max(0.02, Math.min(6, view.scale * by));
    view.x += x / view.scale - x / scale;
    view.y += y / view.scale - y / scale;
    view.scale = scale;
    // From here on, entries that are not among the most important have room for their names.
    if (scale > 0.5) withNames().catch(failed);
    moved();
  }
  function pan(dx, dy) { view.x -= dx / view.scale; view.y -= dy / view.scale; moved(); }
  // By keys and buttons: the map looks to the side that is named, and says what is in view to those who do not see it.
  var sides = { ArrowLeft: [60, 0], ArrowRight: [-60, 0], ArrowUp: [0, 60], ArrowDown: [0, -60] };
  function look(side) { pan(sides[side][0], sides[side][1]); tell(); }
  function tell() {
    clearTimeout(telling);
    telling = setTimeout(function () {
      var box = canvas.getBoundingClientRect();
      var inView = data.order.filter(function (number) {
        var x = sx(data.nodes[number][4]), y = sy(data.nodes[number][5]);
        return x >= 0 && y >= 0 && x <= box.width && y <= box.height && shows(number);
      });
      var titles = inView.slice(0, 3).map(function (number) { return data.nodes[number][0]; }).filter(Boolean);
      heard.textContent = inView.length + (inView.length === 1 ? " entry" : " entries") + " in view" + (titles.length ? ": " + titles.join("; ") : "") + (inView.length > 3 ? " and others." : ".");
    }, 400);
  }
  // All of some entries, with room for their names.
  function show(numbers) {
    var box = canvas.getBoundingClientRect(), x = numbers.map(function (number) { return data.nodes[number][4]; }), y = numbers.map(function (number) { return data.nodes[number][5]; });
    var left = Math.min.apply(null, x), right = Math.max.apply(null, x), top = Math.min.apply(null, y), bottom = Math.max.apply(null, y);
    view.scale = Math.min(1.2, Math.max(40, box.width - 180) / (right - left + 1), Math.max(40, box.height - 60) / (bottom - top + 1));
    view.x = (left + right - (box.width - 80) / view.scale) / 2;
    view.y = (top + bottom - box.height / view.scale) / 2;
    refresh();
  }
  function centre(number) {
    var box = canvas.getBoundingClientRect(), node = data.nodes[number], steps = still.matches ? 1 : 12, step = 0;
    var start = { x: view.x, y: view.y, scale: view.scale }, scale = Math.max(view.scale, 0.9);
    var end = { x: node[4] - box.width / scale / 2, y: node[5] - box.height / scale / 2, scale: scale };
    (function go() {
      step++;
      var t = step / steps;
      ["x", "y", "scale"].forEach(function (key) { view[key] = start[key] + (end[key] - start[key]) * t; });
      if (step < steps) { moved(); requestAnimationFrame(go); } else refresh();
    })();
  }
  function at(x, y) {
    var mx = x / view.scale + view.x, my = y / view.scale + view.y, best = -1, least = Math.pow(Math.max(12, 14 / view.scale), 2);
    var reach = Math.ceil(Math.sqrt(least) / gridSize), cx = Math.floor(mx / gridSize), cy = Math.floor(my / gridSize);
    for (var gy = cy - reach; gy <= cy + reach; gy++) for (var gx = cx - reach; gx <= cx + reach; gx++) {
      (grid[gy * columns + gx] || []).forEach(function (number) {
        var dx = data.nodes[number][4] - mx, dy = data.nodes[number][5] - my;
        if (dx * dx + dy * dy < least && shows(number)) { least = dx * dx + dy * dy; best = number; }
      });
    }
    return best;
  }

  // ---- Edges and paths
  function withEdges() {
    if (near) return withNames();
    return Promise.all([load("edges"), withNames()]).then(function (loaded) {
      if (near) return;
      edges = loaded[0];
      // The first edge of each group: edges stand in the order of their sources' groups.
      edges.first = [];
      var steps = data.nodes.map(function () { return []; });
      for (var i = 0; i < edges.edges.length; i += 3) {
        var from = edges.edges[i], to = edges.edges[i + 1], group = data.groupOf[from];
        steps[from].push({ to: to, edge: i / 3, words: edges.edges[i + 2] });
        steps[to].push({ to: from, edge: i / 3, words: edges.edges[i + 2] });
        if (edges.first[group] === undefined) edges.first[group] = i / 3;
      }
      near = steps;
      var select = document.getElementById("map-relation");
      edges.words.forEach(function (words, number) { select.append(element("option", words, { value: number })); });
    });
  }
  function shortest(from, to) {
    var before = new Map([[from, null]]), open = [from];
    while (open.length && !before.has(to)) {
      var next = [];
      open.forEach(function (number) {
        near[number].forEach(function (step) {
          if (!before.has(step.to)) { before.set(step.to, { from: number, step: step }); next.push(step.to); }
        });
      });
      open = next;
    }
    if (!before.has(to)) return null;
    var steps = [];
    for (var number = to; before.get(number); number = before.get(number).from) steps.unshift(before.get(number).step);
    return steps;
  }
  // The text of an edge stands in the shard of its source's group, in the order of the edges.
  function textOf(edge) {
    var group = data.groupOf[edges.edges[edge * 3]];
    return load("text-" + group).then(function (rows) { return rows[edge - edges.first[group]]; });
  }
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
  function showPath(from, to) {
    return withEdges().then(function () {
      var steps = shortest(from, to);
      panel.replaceChildren();
      if (!steps) { chain = []; say("No path leads from " + data.nodes[from][0] + " to " + data.nodes[to][0] + "."); refresh(); return; }
      chain = [from].concat(steps.map(function (step) { return step.to; }));
      return Promise.all(steps.map(function (step) { return textOf(step.edge); })).then(function (texts) {
        steps.forEach(function (step, place) {
          var item = element("li"), source = edges.edges[step.edge * 3], target = edges.edges[step.edge * 3 + 1];
          item.append(link(source), " " + edges.words[step.words] + " ", link(target));
          if (texts[place][0]) item.append(": ", quoted(texts[place][0]));
          if (texts[place][1].length) {
            item.append(" Evidence: ");
            texts[place][1].forEach(function (paper, number) { item.append(number ? "; " : "", link(data.byAddress.get(paper))); });
          } else item.append(" (no paper is cited)");
          panel.append(item);
        });
        show(chain);
        say(steps.length + (steps.length === 1 ? " step" : " steps") + " from " + data.nodes[from][0] + " to " + data.nodes[to][0] + ".");
      });
    }).catch(failed);
  }
  function select(number, moves) {
    focus = number;
    chain = [];
    remember();
    return withEdges().then(function () {
      if (moves) centre(number); else refresh();
      panel.replaceChildren();
      var item = element("li");
      item.append(link(number), ": " + near[number].length + " connections");
      panel.append(item);
      say(data.nodes[number][0]);
    }).catch(failed);
  }
  function go(from, to) {
    return select(from, to < 0).then(function () { if (to >= 0) { remember(to); return showPath(from, to); } });
  }
  function slug(number) { return data.nodes[number][1].replace(/\.html$/, ""); }
  function remember(to) {
    var query = focus < 0 ? location.pathname : "?focus=" + encodeURIComponent(slug(focus)) + (to === undefined ? "" : "&to=" + encodeURIComponent(slug(to)));
    try { history.replaceState(null, "", query); } catch (error) { /* Some file:// pages may not; the map works all the same. */ }
  }
  // By its title or address, else by the beginning of its title or words in it.
  function find(text) {
    text = text.trim().toLowerCase();
    if (!text) return -1;
    if (data.byTitle.has(text)) return data.byTitle.get(text);
    if (data.byAddress.has(text)) return data.byAddress.get(text);
    var within = -1;
    for (var [title, number] of data.byTitle) {
      if (title.startsWith(text)) return number;
      if (within < 0 && title.includes(text)) within = number;
    }
    return within;
  }

  // ---- Page
  function field(label, id, attributes) {
    var input = element("input", "", Object.assign({ id: id, type: "text" }, attributes));
    var wrap = element("label", label, { for: id });
    wrap.append(input);
    return wrap;
  }
  function button(label, name, action) {
    var made = element("button", label, { type: "button", "aria-label": name });
    made.addEventListener("click", action);
    return made;
  }
  function check(label, key) {
    var wrap = element("label", ""), box = element("input", "", { type: "checkbox" });
    box.checked = true;
    box.addEventListener("change", function () { filter[key] = box.checked; refresh(); });
    wrap.append(box, label);
    return wrap;
  }
  function build() {
    // An application, as screen readers hand its keys on; they keep those of an image for themselves.
    canvas = element("canvas", "", { tabindex: "0", role: "application", "aria-label": "Map of the base", "aria-describedby": "map-keys" });
    context = canvas.getContext("2d", { alpha: false });
    var keys = element("p", "Keys on the map: arrows move it, + and − zoom, Home shows all, Enter opens the chosen entry, Escape lets go of it.", { id: "map-keys", class: "map-tools muted" });
    status = element("p", "", { role: "status" });
    heard = element("p", "", { class: "visually-hidden", "aria-live": "polite" });
    panel = element("ol", "", { class: "map-chain" });
    var list = element("datalist", "", { id: "map-names" });
    var form = element("form", "", { class: "map-tools", role: "search", "aria-label": "Find on the map" });
    form.append(field("Entry", "map-from", { list: "map-names" }), field("Path to", "map-to", { list: "map-names" }), element("button", "Show", { type: "submit" }), list);
    form.addEventListener("submit", function (event) {
      event.preventDefault();
      withNames().then(function () {
        var from = find(document.getElementById("map-from").value), wanted = document.getElementById("map-to").value, to = find(wanted);
        if (from < 0) { say("No entry of the map has this name."); return; }
        if (wanted.trim() && to < 0) { say("No entry of the map is called " + wanted + "."); return; }
        return go(from, to);
      }).catch(failed);
    });
    form.addEventListener("focusin", function () { withNames().catch(failed); });
    var bar = element("div", "", { class: "map-tools map-bar" });
    var moves = element("div", "", { class: "map-tools", role: "group", "aria-label": "Move the map" });
    moves.append(button("+", "Zoom in", function () { zoom(1.4); tell(); }), button("−", "Zoom out", function () { zoom(1 / 1.4); tell(); }), button("All", "Show all", function () { fit(); tell(); }));
    [["←", "left"], ["→", "right"], ["↑", "up"], ["↓", "down"]].forEach(function (side) {
      moves.append(button(side[0], "Move " + side[1], function () { look("Arrow" + side[1][0].toUpperCase() + side[1].slice(1)); }));
    });
    bar.append(form, moves);
    var tools = element("div", "", { class: "map-tools", role: "group", "aria-label": "What the map shows" });
    var relation = element("select", "", { id: "map-relation", "aria-label": "Connections shown" });
    relation.append(element("option", "all connections", { value: "-1" }));
    ["focus", "pointerenter"].forEach(function (event) { relation.addEventListener(event, function () { withEdges().catch(failed); }); });
    relation.addEventListener("change", function () {
      filter.relation = Number(relation.value);
      var count = 0;
      for (var i = 2; i < edges.edges.length; i += 3) if (edges.edges[i] === filter.relation) count++;
      say(filter.relation < 0 ? "" : count + (count === 1 ? " connection: " : " connections: ") + edges.words[filter.relation] + (count > mostEdges ? ". The first " + mostEdges + " are drawn." : "."));
      refresh();
    });
    var from = field("Papers from", "map-year-from", { type: "number", inputmode: "numeric" }), to = field("to", "map-year-to", { type: "number", inputmode: "numeric" });
    from.addEventListener("input", function () { filter.from = Number(from.lastChild.value) || 0; refresh(); });
    to.addEventListener("input", function () { filter.to = Number(to.lastChild.value) || 9999; refresh(); });
    tools.append(check("Concepts", "concept"), check("Papers", "paper"), relation, from, to);
    overview.hidden = true;
    host.append(bar, tools, canvas, keys, status, heard, panel);
    listen();
    readColours();
    resize();
    fit();
  }
  function listen() {
    var pointers = new Map(), dragged = 0;
    function place(event) { var box = canvas.getBoundingClientRect(); return { x: event.clientX - box.left, y: event.clientY - box.top }; }
    canvas.addEventListener("pointerdown", function (event) { pointers.set(event.pointerId, place(event)); dragged = 0; canvas.setPointerCapture(event.pointerId); });
    canvas.addEventListener("pointermove", function (event) {
      var now = place(event), before = pointers.get(event.pointerId);
      if (!before) {
        var found = at(now.x, now.y);
        if (found !== hover) { hover = found; if (found >= 0) withEdges().then(refresh, failed); refresh(); }
        return;
      }
      dragged += Math.abs(now.x - before.x) + Math.abs(now.y - before.y);
      if (pointers.size === 1) pan(now.x - before.x, now.y - before.y);
      else {
        var other;
        pointers.forEach(function (value, id) { if (id !== event.pointerId) other = value; });
        zoom(Math.hypot(now.x - other.x, now.y - other.y) / Math.max(1, Math.hypot(before.x - other.x, before.y - other.y)), (now.x + other.x) / 2, (now.y + other.y) / 2);
      }
      pointers.set(event.pointerId, now);
    });
    function end(event) {
      if (pointers.delete(event.pointerId) && event.type === "pointerup" && dragged < 5) {
        var found = at(place(event).x, place(event).y);
        if (found >= 0) select(found, false);
        else { focus = -1; chain = []; remember(); panel.replaceChildren(); refresh(); }
      }
    }
    canvas.addEventListener("pointerleave", function () { if (hover >= 0) { hover = -1; refresh(); } });
    canvas.addEventListener("pointerup", end);
    canvas.addEventListener("pointercancel", end);
    canvas.addEventListener("wheel", function (event) {
      event.preventDefault();
      zoom(Math.exp(-event.deltaY * (event.deltaMode ? 0.05 : 0.0015)), place(event).x, place(event).y);
    }, { passive: false });
    canvas.addEventListener("keydown", function (event) {
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      if (sides[event.key]) look(event.key);
      else if (event.key === "+" || event.key === "=") { zoom(1.4); tell(); }
      else if (event.key === "-") { zoom(1 / 1.4); tell(); }
      else if (event.key === "Home") { fit(); tell(); }
      else if (event.key === "Enter" && focus >= 0) location.href = root + data.nodes[focus][1];
      else if (event.key === "Escape") { focus = -1; chain = []; remember(); panel.replaceChildren(); refresh(); }
      else return;
      event.preventDefault();
    });
    new ResizeObserver(resize).observe(canvas);
    new MutationObserver(function () { readColours(); refresh(); }).observe(document.documentElement, { attributes: true, attributeFilter: ["data-theme"] });
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", function () { readColours(); refresh(); });
  }
  function restore() {
    var query = new URLSearchParams(location.search);
    if (!query.get("focus")) return;
    withNames().then(function () {
      var from = find(query.get("focus")), to = find(query.get("to") || "");
      if (from < 0) { say("No entry of the map has the name " + query.get("focus") + "."); return; }
      document.getElementById("map-from").value = data.nodes[from][0];
      if (to >= 0) document.getElementById("map-to").value = data.nodes[to][0];
      return go(from, to);
    }).catch(failed);
  }

  load("nodes").then(function (value) {
    data = unpack(value);
    columns = Math.ceil(data.width / gridSize) + 1;
    grid = {};
    data.nodes.forEach(function (node, number) {
      var cell = Math.floor(node[5] / gridSize) * columns + Math.floor(node[4] / gridSize);
      (grid[cell] = grid[cell] || []).push(number);
    });
    data.order = data.nodes.map(function (_, number) { return number; }).sort(function (a, b) { return data.nodes[b][6] - data.nodes[a][6] || a - b; });
    build();
    restore();
    host.setAttribute("data-ready", "");
  }).catch(function (error) { host.append(element("p", "The map's data did not load: " + error.message + ". The lists below hold the same.")); });
})();
