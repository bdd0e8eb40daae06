// Cards of what links lead to, before anybody hovers: waits for the first link that has one, and loads the rest then.
(() => {
  "use strict";
  const { root, files } = document.currentScript.dataset;
  // A finger cannot hover.
  if (matchMedia("(hover: none) and (pointer: coarse)").matches) return;

  const hasCard = /^#(ref|fn):|(concepts|papers|pages)\/[^/]+\.html/;

  function wake(event) {
    const link = event.target.closest?.("main a[href]");
    if (!link || event.pointerType === "touch" || !hasCard.test(link.getAttribute("href")) || link.closest(".results")) return;
    // A link that was tapped or clicked has the focus as well.
    if (event.type === "focusin" && !link.matches(":focus-visible")) return;
    removeEventListener("pointerover", wake);
    removeEventListener("focusin", wake);
    window.migrapediaCards = (...file) => migrapediaCards.receive(...file);
    Object.assign(migrapediaCards, { root, files: Number(files), first: event });
    const script = document.createElement("script");
    script.src = `${root}assets/preview-cards.js`;
    document.head.append(script);
  }
  addEventListener("pointerover", wake);
  addEventListener("focusin", wake);
})();
