// Marks in the contents what is read: the last heading above the upper quarter of the window.
(function () {
  "use strict";
  if (!window.IntersectionObserver) return;

  var links = Array.prototype.slice.call(document.querySelectorAll(".contents li a"));
  var targets = links.map(function (link) { return document.getElementById(decodeURIComponent(link.hash.slice(1))); });
  var passed = new Set(), current;

  // All that lies above counts as in view: what a jump goes past is told, too.
  var observer = new IntersectionObserver(function (changes) {
    changes.forEach(function (change) { passed[change.isIntersecting ? "add" : "delete"](change.target); });
    var link = links[targets.findLastIndex(function (target) { return passed.has(target); })];
    if (link === current) return;
    if (current) current.removeAttribute("aria-current");
    if (link) link.setAttribute("aria-current", "location");
    current = link;
  }, { rootMargin: "9999999px 0px -75% 0px" });
  targets.forEach(function (target) { if (target) observer.observe(target); });
})();
