//! Texts read on one core or all, once or to be edited, say the same.

use super::*;
use ropey::Rope;

#[test]
fn all_cores_read_what_one_reads() {
    let part = "# Boats\n\nMark Rutte said “no” to it.\n\n![A pier](a.jpg)\n*Photo: Lee/AP*\n\n<p>One.</p>\n\n\
        The committee met on Tuesday for the first time since\nthe war.\r\n\r\n- item\n  more é😀\n\n> “Late\n\n";
    let mut text = part.repeat(LARGE / part.len() + 1);
    text.push_str("```\nno end\n");
    for (_, format) in Format::ALL {
        let rope = Rope::from_str(&text);
        let chunks = Chunks::read(&rope, *format, Some(language::english()));
        let (starts, facts) = chunks.cut(&&text[..], 0, None, &mut |_| false);
        assert!(starts.len() > 1);
        assert_eq!(chunks.starts, starts, "{format:?}");
        assert_eq!(chunks.facts, facts, "{format:?}");
    }
}

#[test]
fn a_text_that_is_read_once_says_what_it_says_in_an_editor() {
    let start =
        "Ada Lorne left the tower. She had counted them twice.\n\nBen Marsh met the keepers.\n\n";
    let ends = [
        // Nobody asks; a pronoun asks; the sentence before and what that means.
        "“We counted them,” the board said.\n\nThe harbour was closed.\n",
        "“We counted them,” he said. “Two were gone,” she added.\n",
        "He was tired.\n\n“We counted them twice and again.”\n",
        "# Late\n\n> We counted them.\n\nThey said so:\n\n“We counted them.”\n",
    ];
    let subjects = |chunks: &Chunks| {
        let placed = chunks.placed().into_iter();
        let blocks = placed.flat_map(|(_, c)| &c.blocks);
        blocks.map(|b| b.quotes.subjects.len()).sum::<usize>()
    };
    for (i, end) in ends.iter().enumerate() {
        let text = format!("{start}{end}");
        let pack = Some(language::english());
        let once = Chunks::read_once(&&text[..], Format::Markdown, pack);
        let edited = Chunks::read(&&text[..], Format::Markdown, pack);
        let told = |chunks: &Chunks| facts::resolve(&chunks.placed(), chunks.pack());
        assert_eq!(told(&once), told(&edited), "{text}");
        // Only the gender of Lorne is told where nobody asks.
        assert!(i > 0 || subjects(&once) < subjects(&edited), "{text}");
    }
}
