"""Load, and the ground taken away: what `tests/load/run` runs. Figures are printed; nothing is asserted of a time."""

import json
import os
import pathlib
import random
import signal
import subprocess
import sys
import tempfile
import time

PROGRAM = os.environ["COPYDESK"]
SENTENCES = [
    "“We never asked for it,” Marta Lindqvist said on Tuesday.",
    "“It is late. It is also wrong.”",
    "Marta Lindquist, the mayor, met Henrik Okonjo 🚢 in Norrhaven.",
    "NATO and Nato have a so-called “bridge tax”.",
    "Nothing was said on Monday, and the pier stayed shut.",
    "![A pier](pier.jpg)",
    "*Photo: Ida Brandt/AP*",
]
# What a copy desk lets stand.
CALM = [
    "“We never asked for it,” Marta Lindqvist said on Tuesday.",
    "The council of Norrhaven met in the old customs house, and the doors were shut behind it.",
    "Henrik Okonjo said the harbour would be dredged 🚢 in spring.",
    "Nothing was said on Monday, and the pier stayed shut.",
]
PIECES = ["“", "”", "\n\n", " said", "é", "😀", ", ", "# ", "\r\n", "Okonjo", "<!--", "```\n", "x", "."]


class Server:
    """The server and a plain client."""

    def __init__(self, folder=None, **options):
        self.process = subprocess.Popen(
            [PROGRAM, "lsp"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, bufsize=1 << 20, **options
        )
        self.id = 0
        root = pathlib.Path(folder).as_uri() if folder else None
        folders = [{"uri": root, "name": "desk"}] if root else None
        capabilities = {
            "general": {"positionEncodings": ["utf-16"]},
            "textDocument": {"diagnostic": {}},
            "workspace": {"workspaceFolders": True, "diagnostics": {}},
            "window": {"workDoneProgress": True},
        }
        self.ask(
            "initialize",
            {"processId": None, "rootUri": root, "workspaceFolders": folders, "capabilities": capabilities},
        )
        self.tell("initialized", {})

    def send(self, message):
        body = json.dumps({"jsonrpc": "2.0", **message}, ensure_ascii=False).encode()
        self.process.stdin.write(b"Content-Length: %d\r\n\r\n%s" % (len(body), body))

    def tell(self, method, params):
        self.send({"method": method, "params": params})

    def call(self, method, params):
        self.id += 1
        self.send({"id": self.id, "method": method, "params": params})
        self.process.stdin.flush()
        return self.id

    def next(self):
        length = None
        while (line := self.process.stdout.readline()) != b"\r\n":
            assert line, f"the server went away: {self.process.poll()}"
            name, _, value = line.partition(b":")
            if name == b"Content-Length":
                length = int(value)
        message = json.loads(self.process.stdout.read(length))
        if "method" in message and "id" in message:
            self.send({"id": message["id"], "result": None})
            self.process.stdin.flush()
        return message

    def answer(self, id):
        while True:
            message = self.next()
            if message.get("id") == id and "method" not in message:
                return message

    def ask(self, method, params):
        answer = self.answer(self.call(method, params))
        assert "error" not in answer, f"{method}: {answer}"
        return answer["result"]

    def open(self, uri, text):
        document = {"uri": uri, "languageId": "markdown", "version": 1, "text": text}
        self.tell("textDocument/didOpen", {"textDocument": document})

    def change(self, uri, version, start, end, text):
        change = {"range": {"start": start, "end": end}, "text": text}
        document = {"uri": uri, "version": version}
        self.tell("textDocument/didChange", {"textDocument": document, "contentChanges": [change]})

    def diagnostics(self, uri):
        return self.ask("textDocument/diagnostic", {"textDocument": {"uri": uri}})["items"]

    def memory(self):
        """Resident memory in MiB."""
        for line in pathlib.Path(f"/proc/{self.process.pid}/status").read_text().splitlines():
            if line.startswith("VmRSS"):
                return int(line.split()[1]) / 1024
        raise AssertionError("no memory is told")

    def end(self):
        self.ask("shutdown", None)
        self.tell("exit", None)
        self.process.stdin.flush()
        assert self.process.wait(30) == 0

    def gone(self):
        """It ends by itself, soon."""
        try:
            self.process.wait(60)
        finally:
            self.process.kill()


def article(dice, sentences, calm=0):
    """So many sentences, of which all but one of `calm` raise nothing."""
    parts = []
    for _ in range(sentences):
        parts.append(dice.choice(CALM if calm and dice.randrange(calm) else SENTENCES))
        parts.append(dice.choice([" ", " ", "\n\n"]))
    return "".join(parts) + "\n"


def place(text, at):
    """Line and UTF-16 column of character `at`; the text has no lone carriage returns."""
    start = text.rfind("\n", 0, at) + 1
    return {
        "line": text.count("\n", 0, at),
        "character": len(text[start:at].encode("utf-16-le")) // 2,
    }


def many(full):
    """Many open drafts, edited at random: memory stays flat, and the server says what it says of the same text new."""
    drafts, edits = (2000, 360_000) if full else (60, 4000)
    dice = random.Random(9)
    server = Server()
    texts = [article(dice, 12) for _ in range(drafts)]
    uri = "untitled:draft-{}.md".format
    for i, text in enumerate(texts):
        server.open(uri(i), text)
    server.diagnostics(uri(0))
    opened, began, settled = server.memory(), time.monotonic(), None
    for n in range(edits):
        i = dice.randrange(drafts)
        text = texts[i]
        at = dice.randrange(len(text) + 1)
        # As much away as comes in, so that drafts keep their size.
        with_ = dice.choice(PIECES) if len(text) < 2000 else ""
        end = min(len(text), at + (dice.randrange(4) if len(text) < 1500 else 6))
        # No edit parts a CRLF: between its halves there is no place.
        while at > 0 and text[at - 1 : at + 1] == "\r\n":
            at -= 1
        while end < len(text) and text[end - 1 : end + 1] == "\r\n":
            end += 1
        if text[at - 1 : at] == "\r" or (with_.startswith("\n") and text[at - 1 : at] == "\r"):
            continue
        server.change(uri(i), n + 2, place(text, at), place(text, end), with_)
        texts[i] = text[:at] + with_ + text[end:]
        if n % 50 == 0:
            server.diagnostics(uri(i))
        if n == edits // 4:
            settled = server.memory()
    for i in dice.sample(range(drafts), min(drafts, 100)):
        if "\r" in texts[i].replace("\r\n", ""):
            continue
        new = f"untitled:new-{i}.md"
        server.open(new, texts[i])
        assert server.diagnostics(uri(i)) == server.diagnostics(new), texts[i]
        server.tell("textDocument/didClose", {"textDocument": {"uri": new}})
    last, took = server.memory(), time.monotonic() - began
    print(f"many: {drafts} drafts, {edits} edits in {took:.0f} s; {opened:.0f}, {settled:.0f}, {last:.0f} MiB")
    assert last < settled * 1.15 + 8, "memory grows"
    server.end()


def large(full):
    """A draft far larger than any article is opened, edited at both ends, and read."""
    size, edits = (50 << 20, 40) if full else (1 << 17, 12)
    dice = random.Random(9)
    part = article(dice, 400, calm=40)
    text = part * (size // len(part.encode()) + 1)
    server = Server()
    began = time.monotonic()
    server.open("untitled:large.md", text)
    found = len(server.diagnostics("untitled:large.md"))
    opened, first = time.monotonic(), server.memory()
    lines = text.count("\n")
    for n in range(edits):
        line = {"line": lines * (n % 4) // 4, "character": 0}
        server.change("untitled:large.md", n + 2, line, line, "x")
        server.diagnostics("untitled:large.md")
    edited = time.monotonic()
    print(
        f"large: {len(text.encode()) >> 10} KiB, {found} findings; opened in {opened - began:.1f} s,"
        f" an edit with all findings {(edited - opened) / edits:.2f} s; {first:.0f}, {server.memory():.0f} MiB"
    )
    assert found > 0
    assert server.memory() < first * 1.6 + 8, "memory grows"
    server.end()


def workspace(full):
    """A folder of many drafts is scanned, the scan cancelled, and scanned again to the end."""
    drafts = 50_000 if full else 400
    dice = random.Random(9)
    with tempfile.TemporaryDirectory() as folder:
        desk = pathlib.Path(folder)
        (desk / "copydesk.toml").write_text("language = 'en'\n")
        for i in range(drafts):
            file = desk / f"{i // 500}" / f"{i}.md"
            file.parent.mkdir(exist_ok=True)
            file.write_text(article(dice, 8))
        server = Server(folder)
        params = {"previousResultIds": [], "partialResultToken": "part", "workDoneToken": "done"}
        id = server.call("workspace/diagnostic", params)
        while server.next().get("params", {}).get("token") != "part":
            pass
        server.tell("window/workDoneProgress/cancel", {"token": "done"})
        server.process.stdin.flush()
        # A small scan may have come to its end before.
        assert not full or server.answer(id)["error"]["code"] in (-32800, -32802)
        if not full:
            server.answer(id)
        for round in (1, 2):
            began, reports = time.monotonic(), 0
            id = server.call("workspace/diagnostic", {"previousResultIds": [], "partialResultToken": "part"})
            while (message := server.next()).get("id") != id:
                if message.get("params", {}).get("token") == "part":
                    reports += len(message["params"]["value"]["items"])
            reports += len(message["result"]["items"])
            print(
                f"workspace: round {round}, {reports} of {drafts} drafts in {time.monotonic() - began:.1f} s,"
                f" {server.memory():.0f} MiB"
            )
            assert reports == drafts, reports
        server.end()


def gone(full):
    """The client goes away in every way it can: the server ends."""
    head = b"Content-Length: 500\r\n\r\n{\"jsonrpc\":"
    for sent in (b"", b"Content-Le", head):
        server = Server()
        server.process.stdin.write(sent)
        server.process.stdin.close()
        server.gone()
    # Killed, with a draft open and an answer half read: both its ends close at once.
    client = subprocess.Popen(
        [sys.executable, "-c", CLIENT], stdout=subprocess.PIPE, env={**os.environ, "COPYDESK": PROGRAM}
    )
    pid = int(client.stdout.readline())
    client.send_signal(signal.SIGKILL)
    client.wait()
    for _ in range(600):
        if not is_running(pid):
            break
        time.sleep(0.1)
    else:
        os.kill(pid, signal.SIGKILL)
        raise AssertionError("the server outlives its client")
    print("gone: input closed, input closed within a message, client killed: it ends")


CLIENT = """
import os, subprocess, time
server = subprocess.Popen([os.environ["COPYDESK"], "lsp"], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
body = b'{"jsonrpc":"2.0","id":1,"method":"initialize","params":{"processId":null,"rootUri":null,"capabilities":{}}}'
server.stdin.write(b"Content-Length: %d\\r\\n\\r\\n%s" % (len(body), body))
server.stdin.flush()
server.stdout.read(10)
print(server.pid, flush=True)
time.sleep(600)
"""


def is_running(pid):
    try:
        # A zombie has ended; whoever inherits it has not looked yet.
        return "\nState:\tZ" not in pathlib.Path(f"/proc/{pid}/status").read_text()
    except FileNotFoundError:
        return False


def full_disk(full):
    """No room while fixes are written: the file stays as it was, and nothing is left beside it."""
    fixable = "<!-- copydesk-ignore inconsistent-name: checked -->\n\nThe pier stayed shut.\n\n"
    with tempfile.TemporaryDirectory() as folder:
        file = pathlib.Path(folder) / "draft.md"
        before = (fixable * 200).encode()
        file.write_bytes(before)
        # Files may not grow past one block; the signal for that is not to kill.
        limited = f"trap '' XFSZ; ulimit -f 1; exec {PROGRAM} check --fix {file}"
        done = subprocess.run(["bash", "-c", limited], capture_output=True, text=True)
        assert done.returncode == 2, done
        assert "cannot be written" in done.stderr, done.stderr
        assert file.read_bytes() == before
        assert os.listdir(folder) == ["draft.md"], os.listdir(folder)
        done = subprocess.run([PROGRAM, "check", "--fix", str(file)], capture_output=True, text=True)
        assert done.returncode == 0, done
        assert file.read_bytes() != before
    print("full-disk: the draft stays whole, nothing is left beside it")


TESTS = {"many": many, "large": large, "workspace": workspace, "gone": gone, "full-disk": full_disk}

if __name__ == "__main__":
    asked = [name for name in sys.argv[1:] if name != "--full"]
    for name in asked or TESTS:
        TESTS[name]("--full" in sys.argv)
