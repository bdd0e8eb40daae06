# `scripts/bench serve`: how long it takes from saving an entry to the page that shows it.
import base64
import json
import os
import re
import socket
import statistics
import subprocess
import threading
import time

import edits
import options as shared
import report
import sources
import tools
import workspace
from failure import BenchFailure, last_lines
from goals import Goal

EPILOG = """\
The preview serves an invented wiki, and one entry after another is edited while its page is open. What is timed begins when
the new text is written, and ends with the last byte of the page, asked for when the server says that it has changed. What a
browser then takes to show it is not counted.

Exit status: 0 done, 1 the goal was missed (with --strict), 2 could not run.
"""
MAX_MILLISECONDS = 150
START_SECONDS = 600
REPLY_SECONDS = 60


def main(arguments, say):
    options = read_options(arguments)
    try:
        with workspace.workspace(options.work, options.entries, [options.entries], options.keep, say) as (work, _):
            say("writing %d entries" % options.entries)
            sources.write(options.entries, work / "source", None)
            say("the preview begins")
            found = measure(options.binary, work / "source", options.runs)
    except BenchFailure as failure:
        say("bench: %s" % failure)
        return 2
    print("From saving an entry to its page, %s entries: milliseconds of %d edits" % (
        "{:,}".format(options.entries), options.runs))
    report.print_table([["", "median", "least", "most"]] + [
        [kind, "%.0f" % statistics.median(times), "%.0f" % min(times), "%.0f" % max(times)] for kind, times in found.items()])
    goal = Goal("edit to page, ms", max(map(statistics.median, found.values())), MAX_MILLISECONDS)
    report.print_goals([goal])
    return 1 if options.strict and not goal.is_met else 0


def read_options(arguments):
    parser = shared.parser("serve", "Measures the preview: from saving an entry to its page.", EPILOG)
    parser.add_argument("--entries", type=int, default=10_000, metavar="N", help="size of the wiki (10000)")
    parser.add_argument("--runs", type=int, default=10, metavar="N", help="edits of each kind (10)")
    options = shared.read(parser, arguments)
    if options.entries < 100 or options.runs < 1:
        parser.error("--entries must be at least 100, and --runs at least 1")
    return options


def measure(binary, source, runs):
    """kind of edit -> milliseconds of each of `runs` edits, from the moment the file is written to the last byte of its page
    after the server said that there is a new one. Every edit goes to another entry."""
    concepts = sorted(path for path in (source / "content" / "concepts").iterdir())
    found, done = {}, 0
    with Server(binary, source) as server:
        for kind, edit in edits.KINDS.items():
            found[kind] = []
            for _ in range(runs):
                done += 1
                path = concepts[done * len(concepts) // (runs * len(edits.KINDS) + 1)]
                text = edit(path.read_text(), source / "content")
                address = "/concepts/%s.html" % path.stem
                page = Page(server.port, address, server.version(address))
                began = time.perf_counter()
                path.write_text(text)
                page.wait_for_reload()
                server.get(address)
                found[kind].append(1000 * (time.perf_counter() - began))
                page.close()
    return found


class Server:
    """`migrapedia serve` on a free port, until the end of the block."""

    def __init__(self, binary, source):
        self._command = [str(binary), "serve", "--source", str(source)]
        self._lines = []

    def __enter__(self):
        self._process = subprocess.Popen(
            self._command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, env={**os.environ, **tools.ENVIRONMENT})
        found = threading.Event()

        def read():
            for line in self._process.stdout:
                self._lines.append(line)
                if re.search(r"http://127\.0\.0\.1:\d+/", line):
                    found.set()
            found.set()

        threading.Thread(target=read, daemon=True).start()
        found.wait(START_SECONDS)
        address = re.search(r"http://127\.0\.0\.1:(\d+)/", "".join(self._lines))
        if not address:
            self._process.kill()
            raise BenchFailure("`migrapedia serve` did not begin to listen:\n" + last_lines("".join(self._lines)))
        self.port = int(address[1])
        return self

    def __exit__(self, *_):
        self._process.terminate()
        self._process.wait()

    def get(self, address):
        """The body of a page."""
        with socket.create_connection(("127.0.0.1", self.port), timeout=REPLY_SECONDS) as connection:
            connection.sendall(("GET %s HTTP/1.1\r\nHost: 127.0.0.1:%d\r\nConnection: close\r\n\r\n" % (address, self.port)).encode())
            answer = bytearray()
            while True:
                part = connection.recv(1 << 16)
                if not part:
                    break
                answer += part
                head, end, body = answer.partition(b"\r\n\r\n")
                length = re.search(rb"(?i)content-length: (\d+)", head)
                if end and length and len(body) >= int(length[1]):
                    break
        if not answer.startswith(b"HTTP/1.1 200"):
            raise BenchFailure("%s was answered by: %s" % (address, bytes(answer[:60])))
        return bytes(body)

    def version(self, address):
        """The number of the state that a page shows."""
        return re.search(rb'data-version="(\d+)"', self.get(address))[1].decode()


class Page:
    """The WebSocket of an open page (RFC 6455), as far as a page that only listens needs it."""

    def __init__(self, port, address, version):
        self._socket = socket.create_connection(("127.0.0.1", port), timeout=REPLY_SECONDS)
        key = base64.b64encode(os.urandom(16)).decode()
        self._socket.sendall((
            "GET /__migrapedia/socket?path=%s&version=%s HTTP/1.1\r\nHost: 127.0.0.1:%d\r\nOrigin: http://127.0.0.1:%d\r\n"
            "Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Key: %s\r\nSec-WebSocket-Version: 13\r\n\r\n"
            % (address, version, port, port, key)).encode())
        self._stream = self._socket.makefile("rb")
        status = self._stream.readline()
        while self._stream.readline() not in (b"\r\n", b""):
            pass
        if b" 101 " not in status:
            raise BenchFailure("the preview does not take a page's connection: %r" % status)
        # The state at first; a page that is out of date already would be told so.
        if self._message()["reload"]:
            raise BenchFailure("the preview has a newer state than the page that it just sent")

    def wait_for_reload(self):
        while not self._message()["reload"]:
            pass

    def close(self):
        self._socket.close()

    def _message(self):
        text = b""
        while True:
            first, length = self._stream.read(2)
            length &= 0x7F
            if length >= 126:
                length = int.from_bytes(self._stream.read(2 if length == 126 else 8), "big")
            text += self._stream.read(length)
            if first & 0x80:
                return json.loads(text)
