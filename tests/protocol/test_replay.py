"""Replays what real editors said (`recorded`, made by tests/editors/record while tests/editors/drives ran) and holds every
answer against the meta model. What an editor asks is taken from the log; what the server says is worked out anew."""

import json
import pathlib
import re

import pytest

from client import Client
from text import Text

LOGS = sorted((pathlib.Path(__file__).parent / "recorded").glob("*.jsonl"))
DRAFTS = pathlib.Path(__file__).parents[1] / "drafts"
# The person that the drives rename in the end.
RENAMED = re.sub("Solvang", "Solberg", (DRAFTS / "ferry.fixed.md").read_text())


class Replay(Client):
    """Answers what the server asks as the editor did."""

    def __init__(self, folder, messages):
        self.recorded = {}
        asked = {m["id"]: m["method"] for who, m in messages if who == "server"}
        for who, m in messages:
            if who == "client" and "method" not in m and m.get("id") in asked:
                self.recorded.setdefault(asked[m["id"]], []).append(m)
        super().__init__(folder)

    def answer(self, method, params):
        answers = self.recorded.get(method)
        assert answers, f"the editor was never asked for {method}"
        # The last one holds for what is asked once more.
        message = answers.pop(0) if len(answers) > 1 else answers[0]
        return message.get("result")


@pytest.fixture(params=LOGS, ids=lambda log: log.stem)
def log(request, tmp_path):
    desk = tmp_path / "desk"
    desk.mkdir()
    (desk / "ferry.md").write_text((DRAFTS / "ferry.md").read_text())
    lines = request.param.read_text().replace("/desk", str(desk)).splitlines()
    return desk, [next(iter(json.loads(line).items())) for line in lines]


def follow(draft, message):
    """Makes the changes that the editor says it has made."""
    for change in message["params"]["contentChanges"]:
        if "range" not in change:
            draft.text = change["text"]
            continue
        start, end = (draft.offset(change["range"][side]) for side in ("start", "end"))
        draft.text = draft.text[:start] + change["text"] + draft.text[end:]


@pytest.mark.parametrize("patient", [True, False], ids=["patient", "hasty"])
def test_what_an_editor_said_is_answered_right(log, patient):
    """Waiting for each answer, as the editor did by and large; and without, as fast as the server reads."""
    desk, messages = log
    client = Replay(desk, messages)
    cancelled = {m["params"]["id"] for who, m in messages if m.get("method") == "$/cancelRequest"}
    texts, open_calls, answers = {}, {}, {}
    ferry = (desk / "ferry.md").as_uri()

    def wait(id):
        """Until that request is answered; others may be before it."""
        answer = None
        while id in open_calls:
            answer = client.next()
            if "method" in answer:
                continue
            answers.setdefault(open_calls.pop(answer["id"]), []).append(answer)
            if "error" in answer:
                assert answer["id"] in cancelled and answer["error"]["code"] == -32800, answer
        return answer

    for who, message in messages:
        method = message.get("method")
        if who == "server" or method is None or method in ("shutdown", "exit"):
            continue
        params = {"params": message["params"]} if message.get("params") is not None else {}
        # What is found in the end is of interest after it, too.
        if method == "textDocument/didClose" and message["params"]["textDocument"]["uri"] == ferry:
            continue
        if "id" in message:
            # The editors' own numbers are kept, for what they cancel.
            client.asked[message["id"]] = open_calls[message["id"]] = method
            client.send({"id": message["id"], "method": method, **params})
            if method == "initialize":
                server = wait(message["id"])["result"]["capabilities"]
            # That one is answered when there is something new.
            elif patient and method != "workspace/diagnostic":
                wait(message["id"])
            continue
        client.send({"method": method, **params})
        if method in ("textDocument/didOpen", "textDocument/didChange"):
            document = message["params"]["textDocument"]
        if method == "textDocument/didOpen":
            texts[document["uri"]] = Text(document["text"], server["positionEncoding"])
            if document["uri"] == ferry:
                assert document["text"] == (DRAFTS / "ferry.md").read_text()
        elif method == "textDocument/didChange":
            follow(texts[document["uri"]], message)
            version = document["version"]
    for id in [id for id, method in open_calls.items() if method != "workspace/diagnostic"]:
        wait(id)
    # The editor saved what it had; so much for its changes.
    assert texts[ferry].text == RENAMED
    if pulls := answers.get("textDocument/diagnostic"):
        found = next(a["result"]["items"] for a in reversed(pulls) if "items" in a.get("result", {}))
    else:
        found = client.until_pushed(ferry, version)
    codes = [f["code"] for f in found]
    assert "unattributed-quote" not in codes and "missing-image-credit" not in codes
    results = {method: [a.get("result") for a in list] for method, list in answers.items()}
    assert any(results["textDocument/codeAction"]) and any(results["textDocument/rename"])
    client.asked.update(dict.fromkeys(open_calls, "workspace/diagnostic"))
    client.end()
