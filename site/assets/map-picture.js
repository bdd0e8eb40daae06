// The picture of the map on its canvas, and the view of it that is moved and zoomed: labels by importance, connections of
// what is looked at, a path. `migrapediaMap.picture` is moved and filtered by map.js.
(function () {
  "use strict";
  if (!window.migrapediaMap) return;

  var base = migrapediaMap.base;
  var canvas, context;
  var view = { x: 0, y: 0, scale: 1 };
  // The size that the picture was made for, in pixels of the page, the pixels of the screen for each, and whether it shows all.
  var shape = { width: 0, height: 0 }, ratio = 1, fits = true;
  var grid, gridSize = 64, columns = 0;
  // `drawn` is the view that the canvas shows, `kept` a copy of it while the map moves.
  var drawn, kept, moving = 0, frame = 0, colours = {}, widths = new Map();
  var still = matchMedia("(prefers-reduced-motion: reduce)");
  var picture = migrapediaMap.picture = {
    filter: { concept: true, paper: true, relation: -1, from: 0, to: 9999 },
    // The numbers of the entry that is chosen, of that under the pointer, and of those on a path.
    focus: -1, hover: -1, chain: [],
    // Single edges are drawn for what is looked at, or of one relation: more cannot be read.
    mostEdges: 2000,
    // Called when entries that are not among the most important have room for their names.
    onNear: function () {}
  };

  // To be called once, when the places of entries are there and the canvas stands in the page.
  picture.begin = function (onCanvas) {
    canvas = onCanvas;
    context = canvas.getContext("2d", { alpha: false });
    columns = Math.ceil(base.width / gridSize) + 1;
    grid = {};
    base.nodes.forEach(function (node, number) {
      var cell = Math.floor(node[5] / gridSize) * columns + Math.floor(node[4] / gridSize);
      (grid[cell] = grid[cell] || []).push(number);
    });
    readColours();
    resize();
    new ResizeObserver(resize).observe(canvas);
    addEventListener("resize", resize);
    watchRatio();
    new MutationObserver(function () { readColours(); refresh(); }).observe(document.documentElement, { attributes: true, attributeFilter: ["data-theme"] });
    ["(prefers-color-scheme: dark)", "(forced-colors: active)"].forEach(function (setting) {
      matchMedia(setting).addEventListener("change", function () { readColours(); refresh(); });
    });
  };

  function shows(number) {
    var node = base.nodes[number];
    if (!(node[2] ? picture.filter.paper : picture.filter.concept)) return false;
    return !node[2] || !node[3] || (node[3] >= picture.filter.from && node[3] <= picture.filter.to);
  }

  // ---- Drawing
  function readColours() {
    var style = getComputedStyle(document.documentElement);
    ["text", "link", "accent", "control", "rule", "page", "surface", "muted"].forEach(function (name) {
      canvas.style.color = "var(--" + name + ")";
      colours[name] = getComputedStyle(canvas).color;
    });
    canvas.style.color = "";
    colours.font = style.getPropertyValue("--sans") || "sans-serif";
  }
  function sx(x) { return (x - view.x) * view.scale; }
  function sy(y) { return (y - view.y) * view.scale; }
  function size() { return { width: canvas.clientWidth, height: canvas.clientHeight }; }

  function draw() {
    var r = ratio, width = canvas.width / r, height = canvas.height / r, i;
    context.setTransform(r, 0, 0, r, 0, 0);
    context.fillStyle = colours.page;
    context.fillRect(0, 0, width, height);
    context.fillStyle = colours.surface;
    context.strokeStyle = colours.rule;
    context.lineWidth = 1;
    base.groups.forEach(function (group) {
      var radius = group[3] * view.scale, x = sx(group[1]), y = sy(group[2]);
      if (x + radius < 0 || y + radius < 0 || x - radius > width || y - radius > height) return;
      context.beginPath();
      context.arc(x, y, radius, 0, 7);
      context.fill();
      context.stroke();
    });
    if (picture.chain.length < 2 && picture.focus < 0 && picture.filter.relation < 0) base.bonds.forEach(function (bond) {
      var a = base.groups[bond[0]], b = base.groups[bond[1]];
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
      for (i = 0; i < base.nodes.length; i++) {
        var node = base.nodes[i];
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

  function drawEdges() {
    var shown = picture.hover >= 0 ? picture.hover : picture.focus;
    context.strokeStyle = colours.control;
    context.lineWidth = 1;
    if (base.near && shown >= 0) {
      context.beginPath();
      base.near[shown].forEach(function (step) {
        if (!shows(step.to) || (picture.filter.relation >= 0 && step.words !== picture.filter.relation)) return;
        context.moveTo(sx(base.nodes[shown][4]), sy(base.nodes[shown][5]));
        context.lineTo(sx(base.nodes[step.to][4]), sy(base.nodes[step.to][5]));
      });
      context.stroke();
    }
    if (base.near && shown < 0 && picture.filter.relation >= 0) {
      var drawn = 0;
      context.beginPath();
      for (var i = 0; i < base.edges.length && drawn < picture.mostEdges; i += 3) {
        var from = base.edges[i], to = base.edges[i + 1];
        if (base.edges[i + 2] !== picture.filter.relation || !shows(from) || !shows(to)) continue;
        context.moveTo(sx(base.nodes[from][4]), sy(base.nodes[from][5]));
        context.lineTo(sx(base.nodes[to][4]), sy(base.nodes[to][5]));
        drawn++;
      }
      context.stroke();
    }
    if (picture.chain.length > 1) {
      context.strokeStyle = colours.text;
      context.lineWidth = 3;
      context.beginPath();
      picture.chain.forEach(function (number, place) {
        context[place ? "lineTo" : "moveTo"](sx(base.nodes[number][4]), sy(base.nodes[number][5]));
      });
      context.stroke();
    }
  }

  // Most names are measured again and again.
  function widthOf(text, bold) {
    var key = (bold ? "b" : " ") + text, width = widths.get(key);
    if (width === undefined) {
      if (widths.size > 5000) widths.clear();
      widths.set(key, width = context.measureText(text).width);
    }
    return width;
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
      if (!text || count > 80 || x < -beside || y < 0 || x > width || y > height) return false;
      if (text.length > 34) text = text.slice(0, 33) + "…";
      context.font = (bold ? "bold " : "") + "13px " + colours.font;
      var length = widthOf(text, bold), cell, row = Math.floor(y / 18);
      // A name that would run out of the picture stands on the other side of its mark, and is cut where it fits on neither.
      var turned = x + beside + length > width && x > width / 2, room = (turned ? x : width - x) - beside;
      if (length > room) {
        var whole = text, letters = Math.min(text.length - 1, Math.ceil(text.length * room / length));
        do {
          text = whole.slice(0, letters) + "…";
          length = widthOf(text, bold);
        } while (length > room && --letters > 0);
        if (length > room) return false;
      }
      context.textAlign = turned ? "right" : "left";
      x += turned ? -beside : beside;
      var first = Math.floor((turned ? x - length : x) / 24), last = Math.floor((turned ? x : x + length) / 24);
      for (cell = first; cell <= last; cell++) if (taken[row + "/" + cell] || taken[row + 1 + "/" + cell]) return false;
      for (cell = first; cell <= last; cell++) taken[row + "/" + cell] = taken[row + 1 + "/" + cell] = true;
      context.strokeStyle = colours.page;
      context.strokeText(text, x, y);
      context.fillStyle = colours.text;
      context.fillText(text, x, y);
      count++;
      return true;
    }
    function label(number, bold) {
      put(base.nodes[number][0], sx(base.nodes[number][4]), sy(base.nodes[number][5]), bold);
    }
    // The steps of a path may lie close together: a name that finds no place goes a line or two up or down.
    function labelStep(number) {
      if (number !== picture.hover && number !== picture.focus) [0, -1, 1, -2, 2].some(function (lines) { return put(base.nodes[number][0], sx(base.nodes[number][4]), sy(base.nodes[number][5]) + 18 * lines, true); });
    }
    if (picture.hover >= 0) label(picture.hover, true);
    if (picture.focus >= 0) label(picture.focus, true);
    picture.chain.forEach(labelStep);
    if (base.near && (picture.hover >= 0 || picture.focus >= 0)) base.near[picture.hover >= 0 ? picture.hover : picture.focus].forEach(function (step) { if (shows(step.to)) label(step.to); });
    base.groups.forEach(function (group) { if (group[3] * view.scale > 14 && shows(group[4])) label(group[4], true); });
    if (view.scale > 0.5) base.order.forEach(function (number) { if (count < 80 && shows(number)) label(number); });
  }

  // While the map moves, its last picture is moved; it is drawn anew when it rests.
  function paint() {
    frame = 0;
    if (!shape.width) return;
    if (drawn && moving) {
      if (!kept) kept = copyOf(canvas);
      var r = ratio, zoom = view.scale / drawn.scale;
      context.setTransform(1, 0, 0, 1, 0, 0);
      context.fillStyle = colours.page;
      context.fillRect(0, 0, canvas.width, canvas.height);
      context.drawImage(kept, (drawn.x - view.x) * view.scale * r, (drawn.y - view.y) * view.scale * r, canvas.width * zoom, canvas.height * zoom);
      return;
    }
    draw();
    drawn = Object.assign({}, view);
    kept = undefined;
  }
  var spare;
  function copyOf(picture) {
    spare = spare || document.createElement("canvas");
    spare.width = picture.width;
    spare.height = picture.height;
    spare.getContext("2d", { alpha: false }).drawImage(picture, 0, 0);
    return spare;
  }
  function refresh() { if (!frame) frame = requestAnimationFrame(paint); }
  function moved() {
    clearTimeout(moving);
    moving = setTimeout(function () { moving = 0; refresh(); }, 120);
    refresh();
  }

  // ---- View
  // The middle stays where it was; a view of all remains one.
  function resize() {
    var box = size(), now = Math.min(2, window.devicePixelRatio || 1);
    // On paper there is no map.
    if (!box.width || !box.height || (box.width === shape.width && box.height === shape.height && now === ratio)) return;
    view.x += (shape.width - box.width) / view.scale / 2;
    view.y += (shape.height - box.height) / view.scale / 2;
    shape = box;
    ratio = now;
    drawn = kept = undefined;
    canvas.width = Math.round(box.width * ratio);
    canvas.height = Math.round(box.height * ratio);
    if (fits) fit(); else refresh();
  }
  // A window that goes to another screen, or zooms, keeps its size at times.
  function watchRatio() {
    matchMedia("(resolution: " + (window.devicePixelRatio || 1) + "dppx)").addEventListener("change", function () { resize(); watchRatio(); }, { once: true });
  }
  function fit() {
    var box = shape;
    fits = true;
    view.scale = Math.min(box.width / base.width, box.height / base.height);
    view.x = base.width / 2 - box.width / view.scale / 2;
    view.y = base.height / 2 - box.height / view.scale / 2;
    refresh();
  }
  function zoom(by, x, y) {
    var box = size();
    if (x === undefined) { x = box.width / 2; y = box.height / 2; }
    var scale = Math.max(0.02, Math.min(6, view.scale * by));
    view.x += x / view.scale - x / scale;
    view.y += y / view.scale - y / scale;
    view.scale = scale;
    fits = false;
    if (scale > 0.5) picture.onNear();
    moved();
  }
  function pan(dx, dy) { view.x -= dx / view.scale; view.y -= dy / view.scale; fits = false; moved(); }
  // All of some entries, with room for their names.
  function show(numbers) {
    if (!numbers.length) return;
    var box = size(), x = numbers.map(function (number) { return base.nodes[number][4]; }), y = numbers.map(function (number) { return base.nodes[number][5]; });
    var left = Math.min.apply(null, x), right = Math.max.apply(null, x), top = Math.min.apply(null, y), bottom = Math.max.apply(null, y);
    view.scale = Math.min(1.2, Math.max(40, box.width - 180) / (right - left + 1), Math.max(40, box.height - 60) / (bottom - top + 1));
    view.x = (left + right - (box.width - 80) / view.scale) / 2;
    view.y = (top + bottom - box.height / view.scale) / 2;
    fits = false;
    refresh();
  }
  function centre(number) {
    var box = size(), node = base.nodes[number], steps = still.matches ? 1 : 12, step = 0;
    var start = { x: view.x, y: view.y, scale: view.scale }, scale = Math.max(view.scale, 0.9);
    var end = { x: node[4] - box.width / scale / 2, y: node[5] - box.height / scale / 2, scale: scale };
    fits = false;
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
        var dx = base.nodes[number][4] - mx, dy = base.nodes[number][5] - my;
        if (dx * dx + dy * dy < least && shows(number)) { least = dx * dx + dy * dy; best = number; }
      });
    }
    return best;
  }
  // The entries in view, most important first.
  function inView() {
    var box = size();
    return base.order.filter(function (number) {
      var x = sx(base.nodes[number][4]), y = sy(base.nodes[number][5]);
      return x >= 0 && y >= 0 && x <= box.width && y <= box.height && shows(number);
    });
  }

  Object.assign(picture, { refresh: refresh, fit: fit, zoom: zoom, pan: pan, show: show, centre: centre, at: at, inView: inView });
})();
