// What the map shows: entries, groups, connections and their sentences, from classic scripts in graph/, which also load from
// file://: places at first, names and connections when the map is used. `migrapediaMap.base` has
// them, for map-picture.js and map.js.
(function () {
  "use strict";

  var host = document.getElementById("map"), root = host && host.getAttribute("data-root") || "";
  var files = {}, received = {};
  var base = { root: root, near: null };

  // Loads graph/NAME.js once; the script hands its data to window.migrapediaMap. One that ends without having done so is
  // damaged, such as a copy that was broken off; one with another stamp than the files before it counts other entries. What
  // failed is asked for again the next time.
  function load(name, stamp) {
    if (!files[name]) files[name] = new Promise(function (resolve, reject) {
      var script = document.createElement("script");
      script.src = root + "graph/" + name + ".js";
      script.onload = script.onerror = function () {
        var file = received[name];
        if (file && (name === "nodes" || file.stamp === stamp)) { resolve(file.value); return; }
        delete files[name];
        delete received[name];
        script.remove();
        var place = { file: "graph/" + name + ".js" };
        reject(new Error(file ? phrase("{file} is of another build of the site. Load the page again, or copy the whole site", place) : phrase("{file} is missing or damaged", place)));
      };
      document.head.append(script);
    });
    return files[name];
  }
  // What looks for entries and paths is loaded with their names.
  function loadCode(name) {
    return new Promise(function (resolve, reject) {
      var script = document.createElement("script");
      script.src = root + "assets/" + name + ".js";
      script.onload = resolve;
      script.onerror = function () { reject(new Error(phrase("{file} is missing or damaged", { file: "assets/" + name + ".js" }))); };
      document.head.append(script);
    });
  }
  window.migrapediaMap = function (title, value) {
    var parts = title.split(" ");
    received[parts[0]] = { stamp: parts[1], value: value };
  };

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
    value.order = value.nodes.map(function (_, number) { return number; }).sort(function (a, b) { return value.nodes[b][6] - value.nodes[a][6] || a - b; });
    return value;
  }
  base.withPlaces = function () { return load("nodes").then(function (value) { Object.assign(base, unpack(value), { stamp: received.nodes.stamp }); }); };

  // Names and addresses of all entries.
  var named;
  base.withNames = function () {
    if (!named) named = Promise.all([load("names", base.stamp), loadCode("fold"), loadCode("map-find")]).then(function (loaded) {
      var rows = loaded[0];
      base.byAddress = new Map();
      base.byTitle = new Map();
      base.nodes.forEach(function (node, number) {
        // Names from right to left stand between signs that nobody types.
        var title = rows[number * 2].toLowerCase().replace(/[\u2068\u2069]/g, ""), address = rows[number * 2 + 1];
        node[0] = rows[number * 2];
        node[1] = address + ".html";
        base.byAddress.set(address, number);
        if (!base.byTitle.has(title)) base.byTitle.set(title, number);
      });
    });
    named.catch(function () { named = null; });
    return named;
  };

  // Connections: `edges` is [source, target, words] in one row, `near` the steps from each entry.
  base.withEdges = function () {
    if (base.near) return base.withNames();
    return Promise.all([load("edges", base.stamp), base.withNames()]).then(function (loaded) {
      if (base.near) return;
      base.edges = loaded[0].edges;
      base.words = loaded[0].words;
      base.rows = loaded[0].rows;
      // The first edge of each group: edges stand in the order of their sources' groups.
      base.firstEdge = [];
      var steps = base.nodes.map(function () { return []; });
      for (var i = 0; i < base.edges.length; i += 3) {
        var from = base.edges[i], to = base.edges[i + 1], group = base.groupOf[from];
        steps[from].push({ to: to, edge: i / 3, words: base.edges[i + 2] });
        steps[to].push({ to: from, edge: i / 3, words: base.edges[i + 2] });
        if (base.firstEdge[group] === undefined) base.firstEdge[group] = i / 3;
      }
      base.near = steps;
    });
  };

  // The text of an edge stands in the shard of its source's group, in the order of the edges.
  base.textOf = function (edge) {
    var group = base.groupOf[base.edges[edge * 3]];
    return load("text-" + group, base.rows[group]).then(function (rows) { return rows[edge - base.firstEdge[group]]; });
  };

  migrapediaMap.base = base;
})();
