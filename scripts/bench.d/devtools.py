"""Chromium without a library: its DevTools protocol over a pipe.

What drives a browser for tests watches every request, which doubles the time that a small file takes. Here nothing is watched
that was not asked for, so times are those that readers have."""
import contextlib
import json
import os
import pathlib
import subprocess
import sys
import tempfile
import time

sys.path.append(str(pathlib.Path(__file__).resolve().parent.parent.parent / "Tests" / "Browser"))

import chromium
from failure import BenchFailure

ARGUMENTS = ["--headless=new", "--remote-debugging-pipe", "--no-first-run", *chromium.ARGUMENTS]
# The descriptors at which Chromium reads commands and writes answers.
READ, WRITE = 3, 4
MOST_SECONDS = 60


class Browser:
    """A running Chromium. Each page is a process of its own, with nothing of another page in memory."""

    def __init__(self, commands, answers):
        self._commands = commands
        self._answers = answers
        self._rest = b""
        self._number = 0
        # What the browser said without being asked, as (name, parameters).
        self.events = []

    def send(self, method, session=None, **parameters):
        """The result of a command."""
        self._number += 1
        message = {"id": self._number, "method": method, "params": parameters}
        if session:
            message["sessionId"] = session
        os.write(self._commands, json.dumps(message).encode() + b"\0")
        while True:
            answer = self._next()
            if answer.get("id") == self._number:
                break
            self.events.append((answer.get("method"), answer.get("params")))
        if "error" in answer:
            raise BenchFailure("Chromium: %s: %s" % (method, answer["error"]["message"]))
        return answer["result"]

    def _next(self):
        while b"\0" not in self._rest:
            more = os.read(self._answers, 1 << 16)
            if not more:
                raise BenchFailure("Chromium ended unexpectedly")
            self._rest += more
        message, self._rest = self._rest.split(b"\0", 1)
        return json.loads(message)

    @contextlib.contextmanager
    def page(self, address):
        """A new page that has loaded."""
        target = self.send("Target.createTarget", url=address)["targetId"]
        session = self.send("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        page = Page(self, session)
        # A page without the focus of the window gets no focus events.
        self.send("Emulation.setFocusEmulationEnabled", session, enabled=True)
        page.wait("location.href !== 'about:blank' && document.readyState === 'complete'")
        yield page
        self.send("Target.closeTarget", targetId=target)


class Page:
    def __init__(self, browser, session):
        self._browser = browser
        self._session = session

    def evaluate(self, expression):
        """The value of an expression, or of the promise that it is."""
        result = self._browser.send(
            "Runtime.evaluate", self._session, expression=expression, awaitPromise=True, returnByValue=True)
        if "exceptionDetails" in result:
            raise BenchFailure("in the page: %s" % result["exceptionDetails"].get("exception", {}).get("description"))
        return result["result"].get("value")

    def call(self, function, *arguments):
        """What a function of JavaScript answers, or the promise that it does."""
        return self.evaluate("(%s)(%s)" % (function, ", ".join(map(json.dumps, arguments))))

    def wait(self, condition):
        end = time.monotonic() + MOST_SECONDS
        while not self.evaluate(condition):
            if time.monotonic() > end:
                raise BenchFailure("a page did not load in %d s" % MOST_SECONDS)
            time.sleep(0.02)

    def watch_requests(self):
        self._browser.events.clear()
        self._browser.send("Network.enable", self._session)

    def requests(self):
        """The addresses that were asked for since `watch_requests`."""
        said = self._browser.events
        return [about["request"]["url"] for name, about in said if name == "Network.requestWillBeSent"]


def has_browser():
    return chromium.find() is not None


@contextlib.contextmanager
def browser():
    program = chromium.find()
    commands, answers = os.pipe(), os.pipe()

    def place():
        # Over high numbers first: the descriptors may themselves be 3 and 4.
        for end, high in ((commands[0], 60), (answers[1], 61)):
            os.dup2(end, high)
        os.dup2(60, READ)
        os.dup2(61, WRITE)

    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile:
        running = subprocess.Popen(
            [program, *ARGUMENTS, "--user-data-dir=" + profile, "about:blank"],
            preexec_fn=place, close_fds=False, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        os.close(commands[0])
        os.close(answers[1])
        try:
            yield Browser(commands[1], answers[0])
        finally:
            running.kill()
            running.wait()
            os.close(commands[1])
            os.close(answers[0])
