#!/usr/bin/env python3
"""A terminal's screen, as `tmux capture-pane -e` gives it on standard input, to an SVG: svg.py TITLE.

Needs the package `rich`. The letters stay text, in whatever fixed-width font the reader has.
"""
import io
import sys

from rich.console import Console
from rich.terminal_theme import TerminalTheme
from rich.text import Text

LIGHT = TerminalTheme(
    (253, 252, 249), (29, 35, 40),
    [(29, 35, 40), (179, 38, 30), (28, 120, 60), (150, 100, 0), (11, 90, 138), (135, 45, 135), (0, 110, 120), (110, 115, 120)],
    [(90, 95, 100), (200, 50, 40), (35, 140, 70), (170, 115, 0), (20, 110, 165), (155, 60, 155), (0, 130, 140), (60, 65, 70)],
)
FORMAT = '''<svg class="rich-terminal" viewBox="0 0 {width} {height}" xmlns="http://www.w3.org/2000/svg">
<style>
.{unique_id}-matrix {{ font-family: 'Fira Code', 'DejaVu Sans Mono', Menlo, Consolas, monospace; font-size: {char_height}px; line-height: {line_height}px; }}
.{unique_id}-title {{ font-size: 18px; font-weight: bold; font-family: system-ui, sans-serif; }}
{styles}
</style>
<defs><clipPath id="{unique_id}-clip-terminal"><rect x="0" y="0" width="{terminal_width}" height="{terminal_height}"/></clipPath>
{lines}</defs>
{chrome}
<g transform="translate({terminal_x}, {terminal_y})" clip-path="url(#{unique_id}-clip-terminal)">
{backgrounds}
<g class="{unique_id}-matrix">
{matrix}
</g>
</g>
</svg>
'''


def main():
    screen = sys.stdin.read().rstrip('\n')
    lines = [Text.from_ansi(line) for line in screen.split('\n')]
    while lines and not lines[-1].plain.strip():
        lines.pop()
    width = max(line.cell_len for line in lines)
    console = Console(record=True, width=max(width, 60), file=io.StringIO(), force_terminal=True, color_system='truecolor')
    for line in lines:
        console.print(line, no_wrap=True, crop=False)
    sys.stdout.write(console.export_svg(title=sys.argv[1], theme=LIGHT, code_format=FORMAT, unique_id='t'))


if __name__ == '__main__':
    main()
