"""A draft as an editor holds it: lines and columns in the unit agreed on."""

import re

UNITS = {
    "utf-8": lambda s: len(s.encode()),
    "utf-16": lambda s: len(s.encode("utf-16-le")) // 2,
    "utf-32": len,
}


class Text:
    def __init__(self, text, encoding):
        self.text, self.units = text, UNITS[encoding]

    def lines(self):
        return re.split("\r\n|\n|\r", self.text)

    def offset(self, position):
        """Index of a position; the test fails if it is none of this text."""
        starts = [0] + [m.end() for m in re.finditer("\r\n|\n|\r", self.text)]
        lines = self.lines()
        assert position["line"] < len(lines), f"{position} is behind the end"
        line, rest = lines[position["line"]], position["character"]
        for i in range(len(line) + 1):
            if self.units(line[:i]) == rest:
                return starts[position["line"]] + i
        raise AssertionError(f"{position} is no place in {line!r}")

    def position(self, offset):
        before = re.split("\r\n|\n|\r", self.text[:offset])
        return {"line": len(before) - 1, "character": self.units(before[-1])}

    def words(self, range):
        return self.text[self.offset(range["start"]) : self.offset(range["end"])]

    def apply(self, edits):
        """The text after edits that are made at once; they may not overlap."""
        places = sorted((self.offset(e["range"]["start"]), self.offset(e["range"]["end"]), plain(e)) for e in edits)
        for (_, end, _), (start, _, _) in zip(places, places[1:]):
            assert end <= start, "edits overlap"
        for start, end, new in reversed(places):
            self.text = self.text[:start] + new + self.text[end:]
        return self.text


def plain(edit):
    """The words of an edit; a snippet's as they stand before anybody types."""
    if "snippet" in edit:
        value = re.sub(r"\$\{\d+:((?:[^}\\]|\\.)*)\}", r"\1", edit["snippet"]["value"])
        return re.sub(r"\\(.)", r"\1", value)
    return edit["newText"]
