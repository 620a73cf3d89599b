//! Each format's parser on any text: blocks, pictures and comments lie in it, in order, on characters' boundaries,
//! and all the ways back from prose do.
#![no_main]

use copydesk::markup::{Cutter, Format, parse};
use copydesk::text::Span;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|input: (u8, bool, &str)| {
    let (format, first, text) = input;
    let format = Format::ALL[format as usize % Format::ALL.len()].1;
    let within = |span: Span, what: &str| {
        assert!(text.get(span.range()).is_some(), "{what} {span:?} in {text:?}");
    };
    let document = parse(format, text, first);
    for block in &document.blocks {
        within(block.span, "block");
        let prose = block.prose.text();
        for mark in &block.marks {
            assert!(prose.get(mark.span.range()).is_some(), "{mark:?} in {prose:?}");
            within(block.prose.source(mark.span), "mark");
        }
        let mut last = 0;
        for (at, c) in prose.char_indices() {
            let source = block.prose.source(Span::new(at, at + c.len_utf8()));
            within(source, "character");
            assert!(source.from() >= last, "prose of {text:?} goes back at {at}");
            last = source.from();
        }
    }
    for image in &document.images {
        within(image.span, "picture");
        image.source_span.into_iter().for_each(|s| within(s, "path"));
        let texts = [&image.title, &image.credit];
        texts.into_iter().flatten().for_each(|(_, s)| within(*s, "title or credit"));
    }
    document.comments.iter().for_each(|c| within(*c, "comment"));
    let mut cutter = Cutter::new(format, first);
    for line in text.split_inclusive('\n') {
        cutter.line(line);
    }
});
