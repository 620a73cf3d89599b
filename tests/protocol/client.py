"""A strict client on the server's standard input and output."""

import itertools
import json
import os
import queue
import subprocess
import threading

import meta

LIMIT = 30


class Client:
    def __init__(self, folder):
        self.process = subprocess.Popen(
            [os.environ["COPYDESK"], "lsp"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            cwd=folder,
            # The rules' pages are kept there.
            env={**os.environ, "XDG_CACHE_HOME": str(folder / ".cache")},
        )
        self.inbox = queue.Queue()
        self.ids = itertools.count(1)
        self.asked = {}
        self.pushed = {}
        self.seen = []
        self.applied = []
        threading.Thread(target=self._read, daemon=True).start()

    def _read(self):
        out = self.process.stdout
        while True:
            length = None
            while (line := out.readline()) not in (b"\r\n", b""):
                name, _, value = line.partition(b":")
                if name == b"Content-Length":
                    length = int(value)
            if length is None:
                self.inbox.put(None)
                return
            self.inbox.put(json.loads(out.read(length)))

    def send(self, message):
        meta_checked = {"jsonrpc": "2.0", **message}
        body = json.dumps(meta_checked, ensure_ascii=False).encode()
        self.process.stdin.write(b"Content-Length: %d\r\n\r\n%s" % (len(body), body))
        self.process.stdin.flush()

    def notify(self, method, params):
        self.send({"method": method, "params": params})

    def request(self, method, params):
        """The result, checked; an error of the server fails the test."""
        answer = self.ask(method, params)
        assert "error" not in answer, f"{method}: {answer['error']}"
        return answer["result"]

    def ask(self, method, params):
        id = next(self.ids)
        self.asked[id] = method
        message = {"id": id, "method": method}
        if params is not None:
            message["params"] = params
        self.send(message)
        return self.answer_to(id)

    def answer_to(self, id):
        while True:
            got = self.next()
            if got.get("id") == id and "method" not in got:
                return got

    def next(self):
        """The next message, checked; what the server asks is answered."""
        message = self.inbox.get(timeout=LIMIT)
        assert message is not None, "the server went away"
        method = message.get("method")
        if method is None:
            meta.response(self.asked.pop(message["id"]), message)
            return message
        if not method.startswith("$/"):
            meta.request(message)
        self.seen.append(message)
        if method == "textDocument/publishDiagnostics":
            self.pushed[message["params"]["uri"]] = message["params"]
        if "id" in message:
            self.send({"id": message["id"], "result": self.answer(method, message.get("params"))})
        return message

    def answer(self, method, params):
        if method == "workspace/configuration":
            return [None for _ in params["items"]]
        if method == "workspace/applyEdit":
            self.applied.append(params["edit"])
            return {"applied": True}
        return None

    def until_pushed(self, uri, version):
        while self.pushed.get(uri, {}).get("version") != version:
            self.next()
        return self.pushed[uri]["diagnostics"]

    def end(self):
        self.request("shutdown", None)
        self.notify("exit", None)
        assert self.process.wait(timeout=LIMIT) == 0
