//! What Markdown becomes.

use super::*;
use proptest::prelude::*;

proptest! {
    #[test]
    fn simple_paragraphs_are_what_the_parser_says(
        pieces in prop::collection::vec(prop::sample::select(PIECES), 0..8)
    ) {
        let chunk = format!("She{}", pieces.concat());
        if let Some(simple) = simple::paragraph(&chunk) {
            prop_assert_eq!(format!("{simple:?}"), format!("{:?}", parse_markup(&chunk)));
        }
    }
}

const PIECES: &[&str] = &[
    "She left",
    "no",
    "é",
    "“No.”",
    "\"odd\"",
    "(so)",
    " ",
    "  ",
    "\n",
    "\n",
    "\r\n",
    "\r",
    "\t",
    "\u{a0}",
    ".",
    ",",
    "-",
    "--",
    "---",
    "=",
    "==",
    "#",
    "+",
    "1.",
    "2)",
    ":",
    "!",
    "*",
    "www.a.com",
    "http://a.com",
    "a@b.com",
    "Term",
    "~",
    "x",
    "日本",
    "’",
    "%",
    "@",
    ";",
    "/",
    "'",
    "^",
    "\u{2028}",
    "\u{85}",
    "\u{c}",
    "import a",
    "Title: b",
];

#[test]
fn marks_within_an_alternative_text_are_not_the_paragraph_s() {
    let text = "![The `pier` of $a$](a.jpg)Nobody asked for it.\n";
    let document = parse(text, false);
    let own = |kind| document.blocks.iter().find(|b| b.kind == kind).unwrap();
    assert_eq!(own(BlockKind::Alt).prose.text(), "The `pier` of $a$");
    let paragraph = own(BlockKind::Paragraph);
    assert_eq!(paragraph.prose.text(), "Nobody asked for it.");
    assert_eq!(paragraph.marks, []);
}

#[test]
fn prose_has_no_markup_and_maps_back() {
    let text = "He **really** said &ldquo;no&rdquo; to [Lee](x.html).\n";
    let d = parse(text, false);
    let prose = &d.blocks[0].prose;
    assert_eq!(prose.text(), "He really said “no” to Lee.");
    let at = prose.text().find("“no”").unwrap();
    let source = prose.source(Span::new(at, at + "“no”".len()));
    assert_eq!(&text[source.range()], "&ldquo;no&rdquo;");
}

#[test]
fn brackets_are_insertions_and_references_are_links() {
    let d = parse("We met [the president] and [Lee][1].\n", false);
    assert_eq!(d.blocks[0].prose.text(), "We met [the president] and Lee.");
}

#[test]
fn an_image_alone_and_one_within_a_line() {
    let d = parse("![A port](a.jpg \"Photo: Lee\")\n", false);
    assert_eq!(d.images[0].place, ImagePlace::Block);
    assert_eq!(d.images[0].alt, "A port");
    assert_eq!(d.images[0].title.as_ref().unwrap().0, "Photo: Lee");
    let d = parse("Text ![](a.png) text\n", false);
    assert_eq!(d.images[0].place, ImagePlace::Inline);
}

#[test]
fn a_wiki_embed_is_a_picture_or_a_note() {
    let d = parse("![[port.jpg]]\n\nSee ![[Harbour notes]] there.\n", false);
    assert_eq!(d.images.len(), 1);
    assert_eq!(d.images[0].source, "port.jpg");
    assert_eq!(d.images[0].form, ImageForm::WikiEmbed);
    let d = parse("![[port.jpg|300]]\n", false);
    assert_eq!(d.images[0].width, Some(300));
}

#[test]
fn html_over_blank_lines_holds_markdown_together() {
    let text = "<figure>\n\n![Port](a.jpg)\n\n<figcaption>The *port*. <span class=\"credit\">Ann Lee/AP</span></figcaption>\n</figure>\n";
    let d = parse(text, false);
    let caption = d
        .blocks
        .iter()
        .find(|b| b.kind == BlockKind::Caption)
        .unwrap();
    assert_eq!(caption.group, d.images[0].group);
    assert_eq!(d.images[0].credit.as_ref().unwrap().0, "Ann Lee/AP");
}

#[test]
fn tags_in_a_line_are_no_prose() {
    let d = parse("He <q>said no</q> to <b>Lee</b>.<!-- cut -->\n", false);
    assert_eq!(d.blocks[0].prose.text(), "He said no to Lee.");
    assert_eq!(d.blocks[0].marks[0].kind, MarkKind::Quotation);
    assert_eq!(d.comments.len(), 1);
}

#[test]
fn a_note_far_away_is_no_prose() {
    let d = parse("She said so.[^1] He [^not a note].\n", false);
    assert_eq!(d.blocks[0].prose.text(), "She said so. He [^not a note].");
    let d = parse("[^1]: In a letter.\n", false);
    assert_eq!(d.blocks[0].kind, BlockKind::Footnote);
    assert_eq!(d.blocks[0].prose.text(), "In a letter.");
}

#[test]
fn shortcodes_are_pictures_and_no_prose() {
    let text = "{{< figure src=\"a.jpg\" caption=\"Boats at *dawn*\" attr=\"Ann Lee\" >}}\n\nText {{< ref \"x\" >}} goes on.\n";
    let d = parse(text, false);
    assert_eq!(d.images[0].source, "a.jpg");
    assert_eq!(d.images[0].form, ImageForm::Shortcode);
    let (credit, span) = d.images[0].credit.clone().unwrap();
    assert_eq!(credit, &text[span.range()]);
    assert_eq!(d.blocks[0].kind, BlockKind::Caption);
    assert_eq!(d.blocks[0].group, d.images[0].group);
    assert_eq!(d.blocks[1].prose.text(), "Text  goes on.");
}

#[test]
fn shortcodes_in_html_are_no_html() {
    let text = "<p id=\"{{ \"a\" | slug }}\">Lee{{ x > 2 }} came. {{< img src=\"a.jpg\" caption=\"Boats\" >}}</p>\n";
    let d = parse(text, false);
    let texts: Vec<_> = d.blocks.iter().map(|b| b.prose.text()).collect();
    assert_eq!(texts, ["Lee came.", "Boats"]);
    let d = parse("A <a href=\"{{< ref \"x\" >}}\">link</a> here.\n", false);
    assert_eq!(d.blocks[0].prose.text(), "A link here.");
    let d = parse(
        "<!-- {{< img src=\"a.jpg\" caption=\"Boats\" >}} -->\n",
        false,
    );
    assert!(d.images.is_empty() && d.blocks.is_empty());
}
