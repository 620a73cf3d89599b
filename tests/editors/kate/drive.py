"""Drives Kate: see ../drive for what is expected of it. What Kate shows is read as a screen reader does (AT-SPI), and
where it draws wavy lines from the screen itself, since it tells nobody else."""

import functools
import os
import re
import shutil
import struct
import subprocess
import sys
import time

import pyatspi

DRAFT, SEEN, LEFT, FIXED = (os.environ[name] for name in ("DRAFT", "SEEN", "LEFT", "FIXED"))
# Rows of a line of text in which a wavy line is drawn.
WAVE = (13, 14, 15)
RULES = ("inconsistent-name", "missing-image-credit", "unattributed-quote")


def wait(what, condition, seconds=20):
    """The first thing that is not nothing."""
    end = time.time() + seconds
    while time.time() < end:
        try:
            found = condition()
        except Exception:  # what was asked has just gone from the screen
            found = None
        if found:
            return found
        time.sleep(0.2)
    shot = os.environ.get("SHOTS")
    if shot:
        subprocess.run(["import", "-window", "root", f"{shot}/kate.png"], check=False)
    sys.exit(f"never came: {what}")


def all_of(role, name):
    matches = lambda each: each.getRoleName() == role and re.search(name, each.name)
    kate = next(each for each in pyatspi.Registry.getDesktop(0) if each and each.name == "kate")
    return pyatspi.findAllDescendants(kate, matches)


@functools.cache
def one(role, name):
    """What stays as long as Kate runs: to look through all of it takes a second."""
    return wait(name, lambda: all_of(role, name))[0]


def press(role, name):
    """Presses a button or takes an item of a menu."""
    action = one(role, name).queryAction()
    names = [action.getName(i) for i in range(action.nActions)]
    action.doAction(names.index("Press"))


def tool(*words):
    subprocess.run(["xdotool", *map(str, words)], check=True)


def editor():
    return one("text", r"^ferry\.md$")


def text():
    return editor().queryText()


def rows(name):
    """The rows of the list of diagnostics."""
    pane = one("page tab list", "^Diagnostics$").parent
    pane.clear_cache()
    is_row = lambda each: each.getRoleName() == "table cell" and re.search(name, each.name)
    return pyatspi.findAllDescendants(pane, is_row)


def findings():
    """Those that are findings, by rule."""
    return {re.search(r"\(([a-z-]+)\)", row.name)[1]: row for row in rows(r"^\[copydesk\] \(")}


def click(on, times=1):
    place = on.queryComponent().getExtents(pyatspi.DESKTOP_COORDS)
    tool("mousemove", place.x + 40, place.y + place.height // 2, "click", "--repeat", times, "--delay", 50, 1)


def click_row(row, times=1):
    """Clicks on a row of the list of diagnostics."""
    press("menu item", "^Switch to Diagnostics Tab$")
    time.sleep(0.5)  # for the list to have its place
    click(row, times)


def pixels():
    """What is on the screen: a function from a place to red, green, blue. The format is that of xwd."""
    data = open(os.path.join(os.environ["SCREEN"], "Xvfb_screen0"), "rb").read()
    header = struct.unpack(">25I", data[:100])
    start, line, big = header[0] + header[19] * 12, header[12], header[7]

    def at(x, y):
        i = start + y * line + x * 4
        pixel = struct.unpack(">I" if big else "<I", data[i : i + 4])[0]
        return pixel >> 16 & 255, pixel >> 8 & 255, pixel & 255

    return at


def underlined():
    """Each stretch of the draft that Kate underlines as a warning; what a finding only refers to is orange."""
    at, view = pixels(), editor()
    shown = view.queryText()
    units = shown.getText(0, -1).encode("utf-16-le")
    frame = view.queryComponent().getExtents(pyatspi.DESKTOP_COORDS)
    place = lambda i: shown.getCharacterExtents(i, pyatspi.DESKTOP_COORDS)
    # Kate counts its border twice.
    border = place(0)[0] - frame.x

    def is_red(x, y):
        red, green, blue = at(x, y)
        wave = red > 170 and green < 125 and 70 < blue < 125
        # Kate writes a picture in red letters, which reach down into the line.
        return wave or red > 170 and green < 60 and blue < 60

    def is_marked(i):
        x, y, width, _ = place(i)
        columns = range(x - border, x - border + max(width, 1))
        red = sum(any(is_red(column, y + row) for row in WAVE) for column in columns)
        return red * 2 > len(columns)

    marked = [i for i in range(len(units) // 2) if is_marked(i)]
    runs = []
    for i in marked:
        if runs and runs[-1][1] == i:
            runs[-1][1] = i + 1
        else:
            runs.append([i, i + 1])
    return [(a, units[2 * a : 2 * b].decode("utf-16-le")) for a, b in runs]


def caret(row):
    """Where a row of the list of diagnostics leads to."""
    click_row(row)
    time.sleep(0.5)
    return text().caretOffset


if __name__ == "__main__":
    press("push button", "^Yes$")
    press("menu item", "^Switch to Diagnostics Tab$")
    wait("three findings", lambda: set(findings()) == set(RULES))
    words = wait("three underlined stretches", lambda: (found := dict(underlined())) and len(found) == 3 and found)
    with open(SEEN, "w") as seen:
        for rule in RULES:
            seen.write(f"{rule}\t{words.get(caret(findings()[rule]))}\n")
    for rule in RULES:
        # A double click asks for the fixes, which are then listed below; one on a fix makes it.
        click_row(findings()[rule], 2)
        fix = wait(f"the fix of {rule}", lambda: rows(r"^\[quickfix\]"), float(os.environ["FIX_SECONDS"]))
        click_row(fix[0], 2)
        wait(f"the end of {rule}", lambda: rule not in findings())
    press("menu item", "^Save$")
    wait("the saved draft", lambda: "Photo" in open(DRAFT).read())
    with open(LEFT, "w") as left:
        left.writelines(f"{rule}\n" for rule in findings())
    shutil.copy(DRAFT, FIXED)

    # A person is renamed. By hand, since who presses this from outside waits until the question is answered.
    before = text().getText(0, -1).split("Solvang said")[0]
    text().setCaretOffset(len(before.encode("utf-16-le")) // 2)
    click(one("menu item", "^LSP Client$"))
    time.sleep(0.5)
    click(one("menu item", "^Rename$"))
    wait("the question for a name", lambda: all_of("dialog", "Rename"))
    tool("type", "Solberg")
    tool("key", "Return")
    wait("the new name", lambda: "Solberg" in text().getText(0, -1))
    press("menu item", "^Save$")
    wait("the saved draft", lambda: "Solberg" in open(DRAFT).read())
    time.sleep(1)  # for the server to hear of it, which Kate tells when it has the time
