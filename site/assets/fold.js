// One form for what pages say and what readers type, before the filter of a list and the map compare the two: letters without
// case and accents, Greek ones by name, no hyphens within words, one spelling of British and American words. Of the rules of
// search (docs/search-words.md) those that need no index.
(function () {
  "use strict";

  var greek = ("alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu nu xi omicron pi rho sigma sigma tau " +
    "upsilon phi chi psi omega").split(" ");
  var letters = { "ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "ł": "l", "ı": "i", "ħ": "h", "ŧ": "t" };
  var spellings = [["aem", "em"], ["tumour", "tumor"], ["fibre", "fiber"], ["signall", "signal"], ["ageing", "aging"]];

  window.migrapediaFold = function (text) {
    var folded = text.toLowerCase().normalize("NFKD").replace(/[\u0300-\u036f\u00ad\u200b-\u200d\u2060-\u2069]/g, "")
      .replace(/[ß-ŧ]/g, function (letter) { return letters[letter] || letter; })
      .replace(/(?<=[\p{L}\p{N}])[-–‐‑'’](?=[\p{L}\p{N}]|$)/gu, "")
      .replace(/[α-ω]/g, function (letter) { return greek[letter.charCodeAt(0) - 945]; });
    return spellings.reduce(function (word, pair) { return word.split(pair[0]).join(pair[1]); }, folded);
  };
})();
