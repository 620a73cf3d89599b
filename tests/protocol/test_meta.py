"""The check itself: what it must not let pass."""

import pytest

import meta

RANGE = {"start": {"line": 0, "character": 0}, "end": {"line": 0, "character": 1}}
DIAGNOSTIC = {"range": RANGE, "message": "m", "severity": 2, "code": "c"}


def publish(**change):
    params = {"uri": "file:///a", "version": 1, "diagnostics": [{**DIAGNOSTIC, **change}]}
    return {"jsonrpc": "2.0", "method": "textDocument/publishDiagnostics", "params": params}


def test_what_is_right_passes():
    meta.request(publish())
    meta.response("textDocument/hover", {"jsonrpc": "2.0", "id": 1, "result": None})
    edit = {"changes": {"file:///a": [{"range": RANGE, "newText": ""}]}}
    action = {"title": "t", "kind": "quickfix", "edit": edit, "diagnostics": [DIAGNOSTIC]}
    meta.response("textDocument/codeAction", {"jsonrpc": "2.0", "id": 1, "result": [action]})


@pytest.mark.parametrize(
    "change",
    [
        {"severity": 5},
        {"severity": True},
        {"tags": None},
        {"message": None},
        {"range": {"start": RANGE["start"]}},
        {"range": {**RANGE, "end": {"line": 0, "character": -1}}},
        {"unknown": 1},
        {"relatedInformation": [{"message": "m"}]},
    ],
    ids=str,
)
def test_what_is_wrong_does_not(change):
    with pytest.raises(meta.Wrong):
        meta.request(publish(**change))


def test_wrong_answers_do_not_pass():
    for result in ([{"kind": "quickfix"}], [{"title": "t", "edit": {"documentChanges": [{}]}}], {"title": "t"}):
        with pytest.raises(meta.Wrong):
            meta.response("textDocument/codeAction", {"jsonrpc": "2.0", "id": 1, "result": result})
    with pytest.raises(meta.Wrong):
        meta.response("textDocument/hover", {"jsonrpc": "2.0", "id": 1})
