"""What hostile shapes of text cost at one size and at four times that: a report, largest growth first.

    COPYDESK=target/release/copydesk python3 tests/load/growth.py [BYTES [SHAPE…]]

A cost that grows with the text gives about 4, one that grows with its square 16; below 30 ms the start counts most.
"""

import json
import os
import subprocess
import sys
from multiprocessing.pool import ThreadPool

PROGRAM = os.environ["COPYDESK"]
FORMATS = "plain markdown html asciidoc org rst latex mdx".split()


def name(i):
    out = ""
    i += 1
    while i:
        out, i = out + chr(97 + i % 26), i // 26
    return out.capitalize() + "en"


def series(part):
    """`part(0)`, `part(1)` and so on up to a size."""

    def text(size):
        parts, length, i = [], 0, 0
        while length < size:
            parts.append(part(i))
            length += len(parts[-1])
            i += 1
        return "".join(parts)

    return text


# The same again and again: nesting, marks that nothing closes, endless lines, markup left open.
REPEATED = [
    "> ", "- ", "<div>", "<b>", "<q>", "<p>a", "<li>a", "<td>a", "<table>", "<figure>", "<script>", "<title>", "<!--", "<",
    "</p>", "[", "(", "{", "*", "*a ", "_a ", "`", "$ ", "|", "\\", "-", "=", ".", "![", "[a](", "[a](b) ", "![a][r] ",
    "“a ", "” ", "\"a ", "'a ", "‘a ", "«a ", "``a ", "“‘", "“It is late.” ", "“It is late.”\n\n", "“It is late.\n\n",
    "“It is late,” Ann Lee said. ", "“A,” he said, “b.” ", "said ", "told Lee ", "according to ", "Lee, ", "J. ", "van de ",
    "President ", "O’B", "a-", "Here Ann Lee said so.\n\n", "Q: Why?\nA: Because.\n", "LEE: Not today.\n\n", "a", "the pier ",
    "![a](a.jpg)\n\n", "![a](a.jpg) ", "Photo: Ann Lee/AP. ", "(AP Photo/Ann Lee) ", "{{< figure src=\"a.jpg\" >}}\n\n",
    "<!-- copydesk-ignore unattributed-quote -->\n\n“It is late.”\n\n", "{{< ", "{% ", "<Image ", "import a from 'b'\n", "&a",
    "&amp;", "\n", "\r", "\r\n", "\u2028", "\ufeff", "😀", "\\begin{quote}\n", "\\end{quote}", "\\textbf{", "\\caption{a ",
    "\\begin{figure}\\includegraphics{a.jpg}\\caption{A pier}\\end{figure}\n", "#+begin_quote\n", ":a:\n", "* H\n",
    "#+caption: A pier\n[[file:a.jpg]]\n", "____\n", "----\n", "|===\n", "[quote, Lee]\n", ".Cap\nimage::a.jpg[]\n\n",
    ".. figure:: a.jpg\n\n   A pier.\n\n", ".. ", "Code::\n\n  ", "Head\n----\n",
]
# What has findings of many rules.
ARTICLE = [
    "“We never asked for it,” Marta Lindqvist said on Tuesday.\n\n", "“It is late. It is also wrong.”\n\n",
    "Marta Lindquist, the mayor, met Henrik Okonjo.\n\n", "NATO and Nato have a so-called “bridge tax”. ",
    "![A pier](pier.jpg)\n\n", "*Photo: Ida Brandt/AP*\n\n", "“He says it is “late”, and so it is.\n\n",
    "“It is late”, a source claimed on Tuesday. ", "“I am not so sure”, says Dr Okonyo.\n\n",
]
SHAPES = {repr(part): lambda size, part=part: part * (size // len(part.encode()) + 1) for part in REPEATED}
SHAPES |= {
    "names": series(lambda i: f"{name(i)} {name(7 * i + 3)} said so. "),
    "one surname": series(lambda i: f"Here {name(i)} Lindqvist said so.\n\n"),
    "one given name": series(lambda i: f"Here Martha {name(i)} said so.\n\n"),
    "similar names": series(lambda i: f"Here Ann Lindqv{chr(97 + i % 16)}st{chr(97 + i // 16 % 16)} said so.\n\n"),
    "one spelling each": series(lambda i: f"Marta Lindqvist and Lindq{'vu'[i % 2]}ist met.\n\n"),
    "acronyms": series(lambda i: f"The {name(i).upper()[:5]} and the {name(i)[:5]} met.\n\n"),
    "pictures": series(lambda i: f"![A pier](a{i}.jpg)\n\n"),
    "figures": series(lambda i: f"<figure><img src=a{i}.jpg><figcaption>A pier</figcaption></figure>\n"),
    "references": series(lambda i: f"![a][r{i}]\n\n[r{i}]: a{i}.jpg\n\n"),
    "definitions": series(lambda i: f"[r{i}]: a{i}.jpg\n"),
    "footnotes": series(lambda i: f"A[^{i}]\n\n[^{i}]: A note.\n\n"),
    "headings": series(lambda i: f"# Head {i}\n\n"),
    "credits": series(lambda i: f"Photo: {name(i)} Lee/AP\n\n"),
    "ticks": series(lambda i: "`" * (i % 300) + " "),
    "long table": lambda size: "| a | b |\n|---|---|\n" + "| “c” | Lee |\n" * (size // 18),
    "wide table": lambda size: "| a " * (size // 8) + "|\n" + "|---" * (size // 8) + "|\n",
    "attributes": lambda size: "<img " + "".join(f"a{i}=b " for i in range(size // 7)) + "src=a.jpg>\n",
    "suppressions": lambda size: "<!-- copydesk-ignore " + "orphan-quote, " * (size // 14) + "-->\n\nText.\n",
    "front matter": lambda size: "---\n" + "".join(f"a{i}: b\n" for i in range(size // 8)) + "---\n\nText.\n",
    "YAML lists": lambda size: "---\na: " + "[" * size + "\n---\n",
    "TOML lists": lambda size: "+++\na = " + "[" * size + "\n+++\n",
    "an article": series(lambda i: ARTICLE[i % len(ARTICLE)]),
    "an article's people": series(lambda i: f"“It is late,” {name(i)} {name(7 * i + 3)} said. " + ARTICLE[i % len(ARTICLE)]),
    "accents": lambda size: "e" + "\u0301" * (size // 2),
}


def call(arguments, text):
    """Seconds of the processor, MiB, and the signal that ended it, if one did."""
    with subprocess.Popen(
        [PROGRAM, *arguments], stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as process:
        try:
            process.stdin.write(text.encode())
            process.stdin.close()
        except BrokenPipeError:
            pass
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = status
    return used.ru_utime + used.ru_stime, used.ru_maxrss / 1024, os.WTERMSIG(status) or os.WEXITSTATUS(status) > 2


def cost(command, form, text):
    if command == "inspect":
        return call(["inspect", "--jsonl"], json.dumps({"id": "x", "text": text, "format": form}) + "\n")
    # With all findings and their fixes.
    return call(["check", "--output", "json", "--format", form, "-"], text)


def measure(case):
    command, form, shape, size = case
    small, large = (cost(command, form, SHAPES[shape](n)) for n in (size, 4 * size))
    return large[0] / max(small[0], 0.03), shape, command, form, small, large


def main():
    size = int(sys.argv[1]) if len(sys.argv) > 1 else 50_000
    cases = [(c, f, s, size) for s in sys.argv[2:] or SHAPES for f in FORMATS for c in ("inspect", "check")]
    with ThreadPool(os.cpu_count()) as pool:
        rows = sorted(pool.map(measure, cases, chunksize=1), reverse=True)
    for ratio, shape, command, form, small, large in rows[:40]:
        ended = "it ended badly" if small[2] or large[2] else ""
        print(f"{ratio:5.1f}  {small[0]:7.3f} {large[0]:7.3f} s {large[1]:5.0f} MiB  {command} {form:9} {shape} {ended}")
    return any(small[2] or large[2] for *_, small, large in rows)


if __name__ == "__main__":
    sys.exit(main())
