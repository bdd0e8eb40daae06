// Keeps an open page up to date while its base is edited: loads it again after each edit, at the same place, and shows
// what is wrong. The preview server adds this script to pages on their way out; published sites do not have it.
(function () {
  "use strict";

  var script = document.currentScript;
  var version = script.getAttribute("data-version");
  var scrollKey = "preview-scroll:" + location.pathname;
  var closedKey = "preview-closed";
  var state = { problems: [] };
  var host, panel, badge;

  // Storage may be forbidden; the page then starts at the top, and the panel opens again.
  function remember(key, value) {
    try {
      sessionStorage.setItem(key, value);
    } catch (error) {
      return;
    }
  }

  function recall(key) {
    try {
      return sessionStorage.getItem(key);
    } catch (error) {
      return null;
    }
  }

  // The place that is being read: the block nearest to the top of the window, and how far it is from there. Lines added
  // above it do not move it.
  function place() {
    var blocks = document.querySelectorAll("main p, main li, main h1, main h2, main h3, main h4, main table, main figure, main pre");
    for (var index = 0; index < blocks.length; index += 1) {
      var box = blocks[index].getBoundingClientRect();
      if (box.bottom > 0) return { words: blocks[index].textContent.slice(0, 80), top: box.top, x: scrollX, y: scrollY };
    }
    return { words: "", top: 0, x: scrollX, y: scrollY };
  }

  function goTo(saved) {
    scrollTo(saved.x, saved.y);
    if (!saved.words || saved.y === 0) return;
    var blocks = document.querySelectorAll("main p, main li, main h1, main h2, main h3, main h4, main table, main figure, main pre");
    var best = null;
    for (var index = 0; index < blocks.length; index += 1) {
      if (blocks[index].textContent.slice(0, 80) !== saved.words) continue;
      var distance = Math.abs(blocks[index].getBoundingClientRect().top - saved.top);
      if (best === null || distance < Math.abs(best)) best = blocks[index].getBoundingClientRect().top - saved.top;
    }
    if (best) scrollBy(0, best);
  }

  function reload() {
    remember(scrollKey, JSON.stringify(place()));
    location.reload();
  }

  function restore() {
    var saved = recall(scrollKey);
    if (!saved) return;
    remember(scrollKey, "");
    goTo(JSON.parse(saved));
  }

  // MARK: The panel

  function element(name, className, text) {
    var made = document.createElement(name);
    if (className) made.className = className;
    if (text) made.textContent = text;
    return made;
  }

  function count(number, word) {
    return number === 1 ? "1 " + word : number + " " + word + "s";
  }

  function summary() {
    var parts = [];
    if (state.errors) parts.push(count(state.errors, "error"));
    if (state.warnings) parts.push(count(state.warnings, "warning"));
    return parts.join(", ");
  }

  function make() {
    host = document.createElement("div");
    var shadow = host.attachShadow({ mode: "open" });
    var style = element("style");
    style.textContent = STYLE;
    badge = element("button", "badge");
    badge.type = "button";
    badge.addEventListener("click", function () {
      open(panel.hidden, true);
    });
    panel = element("section", "panel");
    panel.setAttribute("aria-labelledby", "title");
    panel.tabIndex = -1;
    shadow.append(style, panel, badge);
    document.documentElement.append(host);
    document.addEventListener("keydown", function (event) {
      if (event.key !== "Escape" || panel.hidden) return;
      open(false, host.shadowRoot.activeElement !== null);
    });
  }

  // `follows`: whether the keyboard goes along, which it does when the reader asked and not when an edit did.
  function open(isOpen, follows) {
    panel.hidden = !isOpen;
    badge.hidden = isOpen;
    badge.setAttribute("aria-expanded", String(isOpen));
    remember(closedKey, isOpen ? "" : signature());
    if (follows) (isOpen ? panel : badge).focus();
  }

  function signature() {
    return state.problems.map(function (problem) {
      return problem.code + problem.message;
    }).join("\n");
  }

  function item(problem) {
    var made = element("li", problem.severity);
    var line = element("p");
    line.append(element("strong", "", problem.severity), " ", problem.message, " ", element("code", "code", problem.code));
    made.append(element("p", "place", problem.place), line);
    if (problem.excerpt) made.append(element("pre", "", problem.excerpt));
    return made;
  }

  function show() {
    if (!host) make();
    host.hidden = state.problems.length === 0;
    badge.textContent = summary();
    badge.className = "badge " + (state.errors ? "error" : "warning");
    var title = element("h2", "", state.stale ? "This is the last good page: mend these errors to see your edit" : summary());
    title.id = "title";
    title.setAttribute("role", "status");
    var close = element("button", "close", "Close");
    close.type = "button";
    close.addEventListener("click", function () {
      open(false, true);
    });
    var list = element("ul");
    state.problems.forEach(function (problem) {
      list.append(item(problem));
    });
    var header = element("header");
    header.append(title, close);
    panel.replaceChildren(header, list);
    if (state.errors + state.warnings > state.problems.length) {
      panel.append(element("p", "more", "and " + (state.errors + state.warnings - state.problems.length) + " more, in the terminal"));
    }
    open(state.errors > 0 && recall(closedKey) !== signature(), false);
    if (panel.hidden) remember(closedKey, recall(closedKey) || "");
  }

  // MARK: The connection

  function connect(wait) {
    var query = "?path=" + encodeURIComponent(location.pathname) + "&version=" + version;
    var socket = new WebSocket("ws://" + location.host + "/__migrapedia/socket" + query);
    socket.addEventListener("message", function (event) {
      wait = 250;
      state = JSON.parse(event.data);
      if (state.reload) reload();
      else show();
    });
    // The server was stopped, perhaps to be started again.
    socket.addEventListener("close", function () {
      setTimeout(function () {
        connect(Math.min(wait * 2, 4000));
      }, wait);
    });
  }

  var STYLE =
    ":host{all:initial}:host([hidden]){display:none}*{box-sizing:border-box}[hidden]{display:none!important}" +
    ".panel,.badge{font:14px/1.45 system-ui,sans-serif;color:#1b1b1b;background:#fff;border:1px solid #8a8a8a;color-scheme:light dark}" +
    ".panel{position:fixed;z-index:2147483646;inset:auto 0 0 0;max-height:min(60vh,36rem);overflow:auto;border-width:2px 0 0;" +
    "padding:.75rem 1rem 3.5rem;box-shadow:0 -6px 24px #0003}.panel:focus{outline:none}" +
    "header{display:flex;gap:1rem;justify-content:space-between;align-items:start}h2{font-size:1rem;margin:.25rem 0}" +
    "ul{list-style:none;margin:.5rem 0 0;padding:0}li{border-left:4px solid #8a8a8a;padding:.1rem 0 .1rem .75rem;margin:0 0 .9rem}" +
    "li.error{border-color:#b3261e}li.warning{border-color:#8a5a00}p{margin:0 0 .2rem;overflow-wrap:anywhere}" +
    ".place{font:600 13px/1.4 ui-monospace,monospace}.code{color:#5a5a5a;font-size:12px}li.error strong{color:#b3261e}" +
    "li.warning strong{color:#7a5000}pre{margin:.3rem 0 0;font:13px/1.4 ui-monospace,monospace;overflow-x:auto;background:#f3f3f3;padding:.4rem .6rem}" +
    "button{font:inherit;cursor:pointer;min-height:2rem;padding:.2rem .8rem;border:1px solid #6a6a6a;border-radius:4px;background:#fff;color:inherit}" +
    "button:focus-visible{outline:3px solid #0b57d0;outline-offset:2px}" +
    ".badge{position:fixed;z-index:2147483647;right:1rem;bottom:.75rem;font-weight:600}.badge.error{background:#b3261e;color:#fff;border-color:#fff}" +
    ".badge.warning{background:#fff3d6;color:#4a3300}" +
    "@media (prefers-color-scheme:dark){.panel{background:#1e1e1e;color:#eee}button{background:#2b2b2b}pre{background:#2b2b2b}" +
    ".code{color:#b5b5b5}li.error{border-color:#ff8a80}li.error strong{color:#ff8a80}li.warning strong{color:#ffcf70}li.warning{border-color:#ffcf70}" +
    ".badge.warning{background:#4a3300;color:#fff3d6}button:focus-visible{outline-color:#8ab4f8}}" +
    "@media print{:host{display:none}}";

  if (document.readyState === "complete") restore();
  else addEventListener("load", restore);
  connect(250);
})();
