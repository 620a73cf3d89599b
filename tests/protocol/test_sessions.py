"""Whole sessions, as clients that differ in what they can do hold them."""

import json
import pathlib

import pytest
import pytest_lsp

from client import Client
from text import Text

RECORDED = pathlib.Path(pytest_lsp.__file__).parent / "clients"
DRAFT = """# The bridge stays shut 😀

The harbour master, Marta Lindqvist, met the press in Norrhaven. 😀 “The bridge will not open before the spring.”

“We asked for three buses,” said Henrik Okonjo, who runs the ferry line. Lindquist would not comment.

![The old bridge](bridge.jpg)

> A road is a promise.

Okonjo said the ferry would sail.\r
"""


def editors():
    for file in sorted(RECORDED.glob("*.json")):
        yield pytest.param(json.loads(file.read_text())["capabilities"], id=file.stem)
    yield pytest.param({}, id="nothing")
    yield pytest.param({"general": {"positionEncodings": ["utf-32", "utf-16"]}}, id="utf-32")
    edit = {"documentChanges": True, "changeAnnotationSupport": {}, "snippetEditSupport": True}
    edit["resourceOperations"] = ["create", "rename", "delete"]
    literals = {"codeActionKind": {"valueSet": ["", "quickfix", "source"]}}
    action = {"codeActionLiteralSupport": literals, "isPreferredSupport": True, "dataSupport": True}
    action["resolveSupport"] = {"properties": ["edit"]}
    yield pytest.param(
        {
            "general": {"positionEncodings": ["utf-16"]},
            "workspace": {"workspaceEdit": edit, "applyEdit": True, "configuration": True},
            "textDocument": {"codeAction": action, "diagnostic": {"relatedDocumentSupport": True}},
        },
        id="newest",
    )


@pytest.fixture(params=list(editors()))
def session(request, tmp_path):
    return Session(request.param, tmp_path)


class Session:
    def __init__(self, capabilities, folder):
        self.folder = folder
        (folder / "copydesk.toml").write_text('language = "en"\n')
        self.client = Client(folder)
        root = folder.as_uri()
        params = {"processId": None, "rootUri": root, "capabilities": capabilities}
        params["workspaceFolders"] = [{"uri": root, "name": "desk"}]
        self.server = self.client.request("initialize", params)["capabilities"]
        self.client.notify("initialized", {})
        self.encoding = self.server["positionEncoding"]
        self.pulls = "diagnosticProvider" in self.server
        self.uri = (folder / "bridge.md").as_uri()
        self.version = 0

    def open(self, text, uri=None):
        self.version += 1
        self.text = Text(text, self.encoding)
        document = {"uri": uri or self.uri, "languageId": "markdown", "version": self.version, "text": text}
        self.client.notify("textDocument/didOpen", {"textDocument": document})

    def change(self, changes):
        self.version += 1
        document = {"uri": self.uri, "version": self.version}
        self.client.notify("textDocument/didChange", {"textDocument": document, "contentChanges": changes})

    def replace(self, start, end, new):
        """One incremental change, by indices of the text."""
        range = {"start": self.text.position(start), "end": self.text.position(end)}
        self.text.text = self.text.text[:start] + new + self.text.text[end:]
        return {"range": range, "text": new}

    def findings(self, uri=None):
        uri = uri or self.uri
        if not self.pulls:
            return self.client.until_pushed(uri, self.version)
        report = self.client.request("textDocument/diagnostic", {"textDocument": {"uri": uri}})
        return report["items"]

    def flagged(self):
        return sorted((f["code"], self.text.words(f["range"])) for f in self.findings())

    def actions(self, finding, **context):
        params = {"textDocument": {"uri": self.uri}, "range": finding["range"]}
        params["context"] = {"diagnostics": [finding], **context}
        return self.client.request("textDocument/codeAction", params) or []


def test_findings_are_the_words_they_speak_of(session):
    session.open(DRAFT)
    flagged = session.flagged()
    assert ("unattributed-quote", "“The bridge will not open before the spring.”") in flagged
    for finding in session.findings():
        for other in finding.get("relatedInformation", []):
            assert session.text.words(other["location"]["range"])
    session.client.end()


def test_every_change_keeps_in_step(session):
    session.open("")
    for piece in DRAFT.split(" "):
        end = len(session.text.text)
        session.change([session.replace(end, end, piece + " ")])
    # Several at once, each on what the one before left; then all of it, without a range.
    middle = session.text.text.index("😀")
    session.change([session.replace(middle, middle + 1, "é"), session.replace(0, 2, ""), session.replace(3, 3, "😀\n")])
    typed = session.flagged()
    session.change([{"text": session.text.text}])
    assert session.flagged() == typed
    document = {"textDocument": {"uri": session.uri}}
    session.client.notify("textDocument/didClose", document)
    session.open(session.text.text)
    assert session.flagged() == typed
    session.client.end()


def test_fixes_remove_what_they_fix(session):
    session.open(DRAFT)
    fixed = 0
    for finding in session.findings():
        before = session.flagged().count((finding["code"], session.text.words(finding["range"])))
        for action in session.actions(finding, only=["quickfix"])[:1]:
            edit = edit_of(session, action)
            if edit is None:
                continue
            saved = session.text.text
            session.text.apply(edit)
            words = Text(saved, session.encoding).words(finding["range"])
            session.change([{"text": session.text.text}])
            after = session.flagged().count((finding["code"], words))
            assert after < before, f"{action['title']} leaves {finding['message']}"
            fixed += 1
            session.change([{"text": saved}])
            session.text.text = saved
    assert fixed or not session.server["codeActionProvider"]
    session.client.end()


def edit_of(session, action):
    """The text edits of an action, however the client gets them."""
    if isinstance(action.get("command"), str):
        session.client.applied.clear()
        params = {"command": action["command"], "arguments": action["arguments"]}
        session.client.request("workspace/executeCommand", params)
        edit = session.client.applied[0]
    else:
        if "edit" not in action and "data" in action:
            action = session.client.request("codeAction/resolve", action)
        if "edit" not in action:
            return None
        edit = action["edit"]
    if "documentChanges" in edit:
        (change,) = edit["documentChanges"]
        assert change["textDocument"] == {"uri": session.uri, "version": session.version}
        return change["edits"]
    return edit["changes"][session.uri]


def test_all_that_is_announced_is_answered(session):
    """Each provider at each word, and at places that are none."""
    session.open(DRAFT)
    uri = {"textDocument": {"uri": session.uri}}
    whole = {"start": {"line": 0, "character": 0}, "end": session.text.position(len(DRAFT))}
    ask = session.client.request
    for provider, method in {
        "documentSymbolProvider": "textDocument/documentSymbol",
        "foldingRangeProvider": "textDocument/foldingRange",
        "codeLensProvider": "textDocument/codeLens",
        "documentLinkProvider": "textDocument/documentLink",
    }.items():
        if session.server.get(provider):
            ask(method, uri)
    if session.server.get("inlayHintProvider"):
        ask("textDocument/inlayHint", {**uri, "range": whole})
    if tokens := session.server.get("semanticTokensProvider"):
        data = ask("textDocument/semanticTokens/full", uri)["data"]
        assert len(data) % 5 == 0 and max(data[3::5], default=0) < len(tokens["legend"]["tokenTypes"])
        if tokens.get("range"):
            ask("textDocument/semanticTokens/range", {**uri, "range": whole})
    if session.server.get("workspaceSymbolProvider"):
        ask("workspace/symbol", {"query": "Lind"})
    places = [session.text.position(i) for i in range(0, len(DRAFT), 7) if DRAFT[i - 1 : i + 1] != "\r\n"]
    places += [{"line": 0, "character": 10_000}, {"line": 10_000, "character": 0}]
    for position in places:
        at = {**uri, "position": position}
        for provider, method in {
            "hoverProvider": "textDocument/hover",
            "definitionProvider": "textDocument/definition",
            "documentHighlightProvider": "textDocument/documentHighlight",
        }.items():
            if session.server.get(provider):
                ask(method, at)
        if session.server.get("referencesProvider"):
            ask("textDocument/references", {**at, "context": {"includeDeclaration": True}})
        if session.server.get("completionProvider"):
            ask("textDocument/completion", at)
        if session.server.get("selectionRangeProvider"):
            ask("textDocument/selectionRange", {**uri, "positions": [position]})
        if (rename := session.server.get("renameProvider")) and isinstance(rename, dict):
            if session.client.ask("textDocument/prepareRename", at).get("result"):
                session.client.ask("textDocument/rename", {**at, "newName": "Marta Holm"})
    session.client.end()


def test_the_settings_file_is_a_document_too(session):
    uri = (session.folder / "copydesk.toml").as_uri()
    session.open('lnaguage = "en"\n', uri)
    (problem,) = session.findings(uri)
    assert session.text.words(problem["range"]) == "lnaguage"
    if session.pulls:
        params = {"previousResultIds": []}
        reports = session.client.request("workspace/diagnostic", params)["items"]
        assert [r["uri"] for r in reports if r.get("items")] == [uri]
    session.client.end()


def test_commands_that_are_announced_are_there(session):
    session.open(DRAFT)
    for command in session.server["executeCommandProvider"]["commands"]:
        answer = session.client.ask("workspace/executeCommand", {"command": command, "arguments": ["nonsense"]})
        assert answer.get("error", {}).get("code") != -32601
    session.client.end()
