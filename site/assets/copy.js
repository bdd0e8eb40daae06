// The buttons that copy citations. Without scripts they are not shown, and the text can be selected.
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
    var line = source.nextElementSibling, button = line && line.querySelector(".copy");
    if (!button) return;
    // Many buttons of one name tell apart nothing where only names are heard; the visible word stays the beginning.
    var folded = source.closest("details"), what = folded && folded.querySelector("summary");
    button.setAttribute("aria-label", phrase("Copy {what}", { what: what ? what.textContent.trim() : phrase("reference") }));
    var said = line.querySelector("[role=status]");

    function say(isCopied) {
      said.textContent = " " + (isCopied ? phrase("Copied") : phrase("Press Ctrl+C"));
      setTimeout(function () { said.textContent = ""; }, 3000);
    }
    button.addEventListener("click", function () {
      if (!navigator.clipboard) return say(copyBySelection(source));
      navigator.clipboard.writeText(source.textContent.trim()).then(
        function () { say(true); },
        function () { say(copyBySelection(source)); });
    });
  });
})();
