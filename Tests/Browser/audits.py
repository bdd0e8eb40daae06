"""Audits of a loaded page that run inside it: axe, the sizes of targets, and whether what has focus can be seen."""
from pathlib import Path

import axe_core_python

AXE = (Path(axe_core_python.__file__).parent / "axe.min.js").read_text(encoding="utf-8")

# The rule that looks at colours: a theme changes nothing else.
COLOUR_RULES = ["color-contrast"]


def axe(page, rules=None):
    """What axe holds against the page as it stands: lines of text, empty when all is well."""
    if not page.evaluate("typeof window.axe === 'object'"):
        page.evaluate(AXE)
    options = {"resultTypes": ["violations"]}
    if rules:
        options["runOnly"] = {"type": "rule", "values": rules}
    else:
        options["runOnly"] = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "best-practice"]
    found = page.evaluate("(options) => axe.run(document, options)", options)
    return [
        "%s: %s (%s)" % (violation["id"], node["html"][:160], node["failureSummary"].replace("\n", " ")[:200])
        for violation in found["violations"]
        for node in violation["nodes"][:3]
    ]


# WCAG 2.2, 2.5.8: a target has 24 by 24 px, or stands in a sentence, or is so far from its neighbours that a circle of
# 24 px around its middle meets no other target and no circle of another small one.
TARGETS = """() => {
  const SIZE = 24;
  const selector = "a[href], button, summary, select, textarea, input:not([type=hidden]), [tabindex]:not([tabindex='-1'])";
  const shown = (e) => e.checkVisibility({visibilityProperty: true}) && !e.disabled && !e.closest("[inert]");
  const inSentence = (e) => {
    if (getComputedStyle(e).display !== "inline") return false;
    let block = e.parentElement;
    while (getComputedStyle(block).display === "inline") block = block.parentElement;
    // Text of the block beside that of its targets: the line's height decides over the size.
    const text = block.cloneNode(true);
    for (const target of text.querySelectorAll(selector)) target.remove();
    return text.textContent.trim() !== "" || /\\S\\s*,/.test(getComputedStyle(e, "::after").content);
  };
  const all = [...document.querySelectorAll(selector)].filter(shown)
    .filter((e) => !e.matches(".skip-link:not(:focus)") && !e.matches("[role=region]"))
    .map((e) => ({e, boxes: [...e.getClientRects()].filter((b) => b.width > 0 && b.height > 0), whole: e.getBoundingClientRect()}))
    .filter((t) => t.boxes.length > 0);
  const small = all.filter((t) => t.whole.width < SIZE - 0.5 || t.whole.height < SIZE - 0.5)
    .filter((t) => !inSentence(t.e));
  const middle = (t) => ({x: t.whole.x + t.whole.width / 2, y: t.whole.y + t.whole.height / 2});
  const smallOnes = new Set(small);
  const meets = (t, other) => {
    if (t === other || t.e.contains(other.e) || other.e.contains(t.e)) return false;
    const m = middle(t);
    if (smallOnes.has(other)) {
      const o = middle(other);
      return Math.hypot(m.x - o.x, m.y - o.y) < SIZE - 0.5;
    }
    return other.boxes.some((b) => {
      const dx = Math.max(b.left - m.x, 0, m.x - b.right);
      const dy = Math.max(b.top - m.y, 0, m.y - b.bottom);
      return Math.hypot(dx, dy) < SIZE / 2 - 0.5;
    });
  };
  const sorted = all.slice().sort((a, b) => a.whole.y - b.whole.y);
  return small.map((t) => [t, sorted.find((o) => Math.abs(o.whole.y - t.whole.y) < 60 + o.whole.height && meets(t, o))])
    .filter(([, other]) => other)
    .map(([t, other]) => `${Math.round(t.whole.width)}x${Math.round(t.whole.height)} ${t.e.outerHTML.slice(0, 120)} meets ${other.e.outerHTML.slice(0, 80)}`);
}"""

# WCAG 2.2, 2.4.11 and our own rule of a ring of 2 px: what has focus lies in the window, nothing covers it, and it shows.
FOCUS = """(most) => {
  const selector = "a[href], button, summary, select, textarea, input:not([type=hidden]), [tabindex]:not([tabindex='-1'])";
  const found = [];
  const targets = [...document.querySelectorAll(selector)].filter((e) => e.checkVisibility({visibilityProperty: true}) && !e.disabled);
  const step = Math.max(1, Math.floor(targets.length / most));
  for (let i = 0; i < targets.length; i += step) {
    const e = targets[i];
    e.focus({focusVisible: true});
    if (document.activeElement !== e) { found.push("takes no focus: " + e.outerHTML.slice(0, 120)); continue; }
    const boxes = [...e.getClientRects()].filter((b) => b.width > 0 && b.height > 0);
    const places = boxes.flatMap((b) => [[b.x + b.width / 2, b.y + b.height / 2], [b.x + 2, b.y + b.height / 2], [b.right - 2, b.y + b.height / 2]]);
    const seen = places.some(([x, y]) => {
      const top = document.elementFromPoint(x, y);
      return top && (e.contains(top) || top.contains(e));
    });
    if (!seen) found.push("hidden: " + e.outerHTML.slice(0, 120));
    const style = getComputedStyle(e);
    if (style.outlineStyle === "none" || parseFloat(style.outlineWidth) < 2) found.push("no ring: " + e.outerHTML.slice(0, 120));
  }
  document.activeElement.blur();
  return found;
}"""


def small_targets(page):
    # What is not laid out yet stands where a guessed height puts it.
    style = page.add_style_tag(content="* { content-visibility: visible !important }")
    found = page.evaluate(TARGETS)
    style.evaluate("(e) => e.remove()")
    return found


def hidden_focus(page, most=60):
    return page.evaluate(FOCUS, most)
