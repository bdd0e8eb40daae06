# `map_frames.py MAP.html ROUNDS`: the times between frames of the map's canvas in headless Chromium, as JSON.
import json
import pathlib
import statistics
import sys

sys.dont_write_bytecode = True
sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent.parent / "Tests" / "Browser"))

import chromium
from playwright.sync_api import sync_playwright

FRAMES = 120
# Without a limit of the frame rate a frame comes as soon as the last is painted.
ARGUMENTS = chromium.ARGUMENTS + ["--disable-gpu", "--disable-frame-rate-limit", "--disable-gpu-vsync"]
# Events as a hand makes them, one before each frame; answers the milliseconds between frames.
MEASURE = """async ([kind, count]) => {
  const canvas = document.querySelector("#map canvas"), box = canvas.getBoundingClientRect();
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
  const send = (type, dx, dy) => canvas.dispatchEvent(new PointerEvent(type, {pointerId: 1, isPrimary: true, clientX: x + dx, clientY: y + dy, bubbles: true}));
  canvas.setPointerCapture = () => {};
  const frame = () => new Promise((done) => requestAnimationFrame(done));
  for (let i = 0; i < 10; i++) await frame();
  const times = [];
  if (kind === "moving") send("pointerdown", 0, 0);
  let last = await frame();
  for (let i = 0; i < count; i++) {
    if (kind === "moving") send("pointermove", 150 * Math.sin(i / 12), 80 * Math.sin(i / 9));
    else canvas.dispatchEvent(new WheelEvent("wheel", {deltaY: i % 60 < 30 ? -40 : 40, clientX: x, clientY: y, bubbles: true, cancelable: true}));
    const now = await frame();
    times.push(now - last);
    last = now;
  }
  if (kind === "moving") send("pointercancel", 0, 0);
  await new Promise((done) => setTimeout(done, 400));
  return times;
}"""


def main(path, rounds):
    found = {"moving": [], "zooming": []}
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium.find(), args=ARGUMENTS)
        page = browser.new_page(viewport={"width": 1280, "height": 800})
        page.goto(path.resolve().as_uri())
        page.wait_for_selector("#map[data-ready]")
        page.wait_for_timeout(1000)
        for _ in range(rounds):
            for kind in found:
                times = sorted(page.evaluate(MEASURE, [kind, FRAMES]))
                found[kind].append({"median": statistics.median(times), "p95": times[len(times) * 95 // 100]})
        browser.close()
    print(json.dumps(found))


if __name__ == "__main__":
    main(pathlib.Path(sys.argv[1]), int(sys.argv[2]))
