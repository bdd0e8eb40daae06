"""Firefox over WebDriver BiDi: the system's own browser, without a driver program.

Only the commands that the tests use. The protocol: https://w3c.github.io/webdriver-bidi/
"""
import base64
import json
import os
import re
import shutil
import signal
import subprocess
import tempfile
import time
from pathlib import Path

import websocket

# A browser under automation switches its rules for files off (`remote.prefs.recommended`): without these two, fetch and
# modules of neighbour files work, and a page tested from file:// proves nothing.
PREFERENCES = {
    "remote.prefs.recommended": False,
    "security.fileuri.strict_origin_policy": True,
    # Tab goes to links on macOS too, where the system's settings leave them out.
    "accessibility.tabfocus": 7,
    # Quiet: no first-run pages, no updates, no requests of the browser's own.
    "app.update.enabled": False,
    "browser.aboutwelcome.enabled": False,
    "browser.shell.checkDefaultBrowser": False,
    "browser.startup.page": 0,
    "datareporting.policy.dataSubmissionEnabled": False,
    "network.captive-portal-service.enabled": False,
    "network.connectivity-service.enabled": False,
    "toolkit.telemetry.enabled": False,
}
START_SECONDS = 90
COMMAND_SECONDS = 30

KEYS = {
    "Tab": "\ue004",
    "Shift": "\ue008",
    "Enter": "\ue006",
    "Escape": "\ue00c",
    "ArrowLeft": "\ue012",
    "ArrowUp": "\ue013",
    "ArrowRight": "\ue014",
    "ArrowDown": "\ue015",
    "Space": " ",
}


class FirefoxError(Exception):
    """A command that Firefox refused, or an exception in the page."""


def find():
    """The program, or None: what FIREFOX names, else firefox-esr or firefox."""
    named = os.environ.get("FIREFOX")
    if named:
        return named
    for name in ("firefox-esr", "firefox"):
        if shutil.which(name):
            return shutil.which(name)
    application = "/Applications/Firefox.app/Contents/MacOS/firefox"
    return application if os.path.exists(application) else None


class Firefox:
    """One headless Firefox with one tab. `errors` holds what the pages wrote to the console as errors since `open`."""

    def __init__(self, program):
        self.profile = tempfile.mkdtemp(prefix="firefox-")
        with open(os.path.join(self.profile, "user.js"), "w", encoding="utf-8") as file:
            for name, value in PREFERENCES.items():
                file.write("user_pref(%s, %s);\n" % (json.dumps(name), json.dumps(value)))
        self.process = subprocess.Popen(
            [program, "--headless", "--no-remote", "--profile", self.profile, "--remote-debugging-port", "0", "about:blank"],
            stdout=subprocess.DEVNULL,
            stderr=open(os.path.join(self.profile, "stderr"), "wb"),
            start_new_session=True,
        )
        self.errors = []
        self.number = 0
        try:
            self.socket = websocket.create_connection(
                self.address() + "/session", timeout=COMMAND_SECONDS, suppress_origin=True
            )
            self.send("session.new", {"capabilities": {}})
            self.send("session.subscribe", {"events": ["log.entryAdded"]})
            self.tab = self.send("browsingContext.getTree", {})["contexts"][0]["context"]
        except BaseException:
            self.close()
            raise

    def address(self):
        deadline = time.monotonic() + START_SECONDS
        while time.monotonic() < deadline and self.process.poll() is None:
            text = Path(self.profile, "stderr").read_text(encoding="utf-8", errors="replace")
            found = re.search(r"WebDriver BiDi listening on (ws://\S+)", text)
            if found:
                return found.group(1)
            time.sleep(0.1)
        text = Path(self.profile, "stderr").read_text(encoding="utf-8", errors="replace")
        raise FirefoxError("Firefox did not start in %d seconds:\n%s" % (START_SECONDS, text[-2000:]))

    def close(self):
        try:
            os.killpg(self.process.pid, signal.SIGKILL)
        except (ProcessLookupError, PermissionError):
            # It has ended, which macOS answers with EPERM.
            pass
        self.process.wait()
        shutil.rmtree(self.profile, ignore_errors=True)

    def send(self, method, parameters):
        """The result of a command. Events that arrive meanwhile are noted."""
        self.number += 1
        number = self.number
        self.socket.send(json.dumps({"id": number, "method": method, "params": parameters}))
        while True:
            message = json.loads(self.socket.recv())
            if message.get("id") == number:
                if message["type"] == "error":
                    raise FirefoxError("%s: %s: %s" % (method, message["error"], message["message"]))
                return message["result"]
            self.note(message)

    def note(self, message):
        if message.get("method") == "log.entryAdded" and message["params"]["level"] == "error":
            self.errors.append(message["params"].get("text") or "error without text")

    def open(self, address, width=1280, height=800):
        """Loads an address (a Path is a file) and waits until it is complete."""
        if isinstance(address, Path):
            address = address.resolve().as_uri()
        self.send("browsingContext.setViewport", {"context": self.tab, "viewport": {"width": width, "height": height}})
        self.send("browsingContext.navigate", {"context": self.tab, "url": "about:blank", "wait": "complete"})
        self.errors.clear()
        self.send("browsingContext.navigate", {"context": self.tab, "url": address, "wait": "complete"})

    def evaluate(self, expression):
        """The value of an expression of JavaScript in the page, made JSON on the way; promises are awaited."""
        result = self.send(
            "script.evaluate",
            {
                "expression": "(async () => { const value = await (%s); return JSON.stringify(value === undefined ? null : value); })()"
                % expression,
                "target": {"context": self.tab},
                "awaitPromise": True,
                "userActivation": True,
            },
        )
        if result["type"] == "exception":
            raise FirefoxError(result["exceptionDetails"]["text"])
        return json.loads(result["result"]["value"])

    def wait_for(self, expression, seconds=5):
        """Waits until an expression is true in the page."""
        deadline = time.monotonic() + seconds
        while not self.evaluate(expression):
            if time.monotonic() > deadline:
                raise FirefoxError("not true after %s seconds: %s" % (seconds, expression))
            time.sleep(0.03)

    def perform(self, actions):
        self.send("input.performActions", {"context": self.tab, "actions": actions})

    def press(self, *keys):
        """Presses keys together and lets them go: `press("Shift", "Tab")`, `press("a")`.

        A headless window is never in front: Enter follows links, but presses no button, and Tab after a jump starts at the top.
        """
        values = [KEYS.get(key, key) for key in keys]
        downs = [{"type": "keyDown", "value": value} for value in values]
        ups = [{"type": "keyUp", "value": value} for value in reversed(values)]
        self.perform([{"type": "key", "id": "keyboard", "actions": downs + ups}])

    def move(self, x, y, pointer="mouse"):
        """Moves the pointer to a place of the viewport, in CSS pixels."""
        self.perform([self.pointer(pointer, [{"type": "pointerMove", "x": int(x), "y": int(y), "duration": 20}])])

    def click(self, x, y, pointer="mouse"):
        actions = [
            {"type": "pointerMove", "x": int(x), "y": int(y)},
            {"type": "pointerDown", "button": 0},
            {"type": "pointerUp", "button": 0},
        ]
        self.perform([self.pointer(pointer, actions)])

    def pointer(self, kind, actions):
        return {"type": "pointer", "id": kind, "parameters": {"pointerType": kind}, "actions": actions}

    def middle(self, selector):
        """The middle of the first box of an element, scrolled into view: {x, y}."""
        return self.evaluate(
            "(() => { const e = document.querySelector(%s); e.scrollIntoView({block: 'center', behavior: 'instant'});"
            " const b = e.getClientRects()[0]; return {x: b.x + b.width / 2, y: b.y + b.height / 2}; })()" % json.dumps(selector)
        )

    def hover(self, selector):
        self.move(**self.middle(selector))

    def screenshot(self, path):
        data = self.send("browsingContext.captureScreenshot", {"context": self.tab})["data"]
        Path(path).write_bytes(base64.b64decode(data))
