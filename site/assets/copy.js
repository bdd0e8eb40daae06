// Puts a button beside each citation that copies it. Without scripts the text can be selected.
(function () {
  "use strict";

  // Where the clipboard is not open to pages, the text is selected and copied the old way.
  function copyBySelection(source) {
    var range = document.createRange();
    range.selectNodeContents(source);
    var selection = getSelection();
    selection.removeAllRanges();
    selection.addRange(range);
    return document.execCommand("copy");
  }

  document.querySelectorAll("[data-copy]").forEach(function (source) {
    var button = document.createElement("button");
    button.type = "button";
    button.className = "copy";
    button.textContent = "Copy";
    // Many buttons of one name tell apart nothing where only names are heard; the visible word stays the beginning.
    var folded = source.closest("details"), what = folded && folded.querySelector("summary");
    button.setAttribute("aria-label", "Copy " + (what ? what.textContent.trim() : "reference"));
    var said = document.createElement("span");
    said.className = "muted";
    said.setAttribute("role", "status");

    function say(isCopied) {
      said.textContent = isCopied ? " Copied" : " Press Ctrl+C";
      setTimeout(function () { said.textContent = ""; }, 3000);
    }
    button.addEventListener("click", function () {
      if (!navigator.clipboard) return say(copyBySelection(source));
      navigator.clipboard.writeText(source.textContent.trim()).then(
        function () { say(true); },
        function () { say(copyBySelection(source)); });
    });
    var line = document.createElement("p");
    line.append(button, said);
    source.after(line);
  });
})();
