//! HTML: whole pages, fragments, and the HTML within Markdown. html5gum cuts the source into tags and text; what
//! stands open is kept on a stack, mended where end tags are missing as browsers do, near enough for prose.

mod attributes;
mod cutter;
mod ends;
mod entities;
mod pictures;
mod reader;
mod roles;
mod tags;

pub use cutter::Cutter;
pub use reader::Reader;

use super::{Builder, Document};

pub fn parse(chunk: &str) -> Document<'_> {
    let mut builder = Builder::new();
    let mut reader = Reader::new(chunk);
    reader.feed(&mut builder, 0..chunk.len());
    reader.finish(&mut builder);
    builder.finish(chunk.len())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::markup::of_kind;
    use crate::markup::{Block, BlockKind, ImagePlace, MarkKind};

    fn source<'t>(text: &'t str, block: &Block<'_>) -> &'t str {
        let prose = block
            .prose
            .source(crate::text::Span::new(0, block.prose.text().len()));
        &text[prose.range()]
    }

    #[test]
    fn a_page_is_headline_paragraphs_and_no_scripts() {
        let text = "<!doctype html><html lang=\"de-AT\"><head><title>Port opens after storm - The Daily</title>\n\
            <script>var a = '<p>no</p>';</script><style>p{}</style></head>\n<body><nav><a href=x>Home</a></nav>\n\
            <h1>Port opens</h1><p>The   port\n &ldquo;is open&rdquo;, <b>Ann Lee</b> said.<br><br>Boats left.\n\
            <ul><li><a href=y>One story</a><li><a href=z>Another story</a></ul>\n\
            <ul><li>Fish<li>Salt</ul><table><tr><td>Cell<td>Other</table><code>x</code></body></html>";
        let d = parse(text);
        assert_eq!(d.language, Some("de-AT"));
        assert_eq!(of_kind(&d, BlockKind::Title), ["Port opens after storm"]);
        assert_eq!(of_kind(&d, BlockKind::Heading(1)), ["Port opens"]);
        assert_eq!(
            of_kind(&d, BlockKind::Links),
            ["Home", "One story", "Another story"]
        );
        assert_eq!(of_kind(&d, BlockKind::ListItem), ["Fish", "Salt"]);
        assert_eq!(of_kind(&d, BlockKind::TableCell), ["Cell", "Other"]);
        let paragraphs: Vec<_> = d
            .blocks
            .iter()
            .filter(|b| b.kind == BlockKind::Paragraph)
            .collect();
        assert_eq!(
            paragraphs[0].prose.text(),
            "The port “is open”, Ann Lee said."
        );
        assert_eq!(
            source(text, paragraphs[0]),
            "The   port\n &ldquo;is open&rdquo;, <b>Ann Lee</b> said."
        );
        assert_eq!(paragraphs[1].prose.text(), "Boats left.");
        assert_eq!(paragraphs[2].marks[0].kind, MarkKind::Verbatim);
    }

    #[test]
    fn a_figure_ties_picture_caption_and_credit() {
        let text = "<figure class=wide><picture><source srcset=\"big.webp 2x, b.webp\"><img src=\"data:image/gif;base64,R0\" \
            data-src=\"a&amp;b.jpg\" alt=\"A &lt;port&gt;\" width=640 height=480></picture>\
            <figcaption>Boats leave. <span class=\"caption__credit\">Photo: Ann Lee</span></figcaption></figure>";
        let d = parse(text);
        let image = &d.images[0];
        assert_eq!(image.source, "a&b.jpg");
        assert_eq!(&text[image.source_span.unwrap().range()], "a&amp;b.jpg");
        assert_eq!((image.width, image.height), (Some(640), Some(480)));
        assert_eq!(image.alt, "A <port>");
        assert_eq!(image.classes, "wide");
        assert_eq!(image.place, ImagePlace::Block);
        let (credit, span) = image.credit.clone().unwrap();
        assert_eq!(
            (credit.as_str(), &text[span.range()]),
            ("Photo: Ann Lee", "Photo: Ann Lee")
        );
        let caption = d
            .blocks
            .iter()
            .find(|b| b.kind == BlockKind::Caption)
            .unwrap();
        assert_eq!(caption.prose.text(), "Boats leave.");
        assert!(caption.group.is_some() && caption.group == image.group);
        assert_eq!(of_kind(&d, BlockKind::Alt), ["A <port>"]);
    }

    #[test]
    fn class_names_tie_captions_without_a_figure() {
        let text = "<div class=\"wp-caption\"><a href=x><img src=a.jpg alt=Port></a>\
            <p class=\"wp-caption-text\">Boats.</p></div>\
            <div class=\"wp-caption\"><img src=b.jpg><p class=\"wp-caption-text\">Quay.</p></div>\
            <p>Text of the article.</p><p class=\"photo-credit\">Ann Lee</p>";
        let d = parse(text);
        let captions: Vec<_> = d
            .blocks
            .iter()
            .filter(|b| b.kind == BlockKind::Caption)
            .collect();
        assert_eq!(captions[0].group, d.images[0].group);
        assert_eq!(captions[1].group, d.images[1].group);
        assert_ne!(d.images[0].group, d.images[1].group);
        assert_eq!(d.images[0].place, ImagePlace::Linked);
        // Behind text it is nobody's credit.
        assert_eq!(of_kind(&d, BlockKind::Paragraph).len(), 2);
    }

    #[test]
    fn decoration_posters_and_pictures_for_browsers_without_scripts() {
        let text = "<img src=l.png alt=''><video poster=p.jpg></video>\
            <figure><img src=\"data:,\" alt=x><noscript><img src=real.jpg alt=x></noscript></figure>\
            <aside><img src=side.jpg alt=s></aside><img role=presentation src=i.png>";
        let d = parse(text);
        let sources: Vec<_> = d.images.iter().map(|i| i.source.as_str()).collect();
        assert_eq!(sources, ["l.png", "p.jpg", "real.jpg", "side.jpg", "i.png"]);
        let decorative: Vec<_> = d.images.iter().map(|i| i.decorative).collect();
        assert_eq!(decorative, [true, false, false, false, true]);
        assert_eq!(d.images[3].place, ImagePlace::Aside);
    }

    #[test]
    fn quotations_have_their_source() {
        let text = "<figure><blockquote><p>We will <q>sail</q>.</p><cite>Ann Lee</cite></blockquote></figure>\
            <figure><blockquote>No.</blockquote><figcaption>Bo Ek</figcaption></figure>";
        let d = parse(text);
        assert_eq!(of_kind(&d, BlockKind::BlockQuote), ["We will sail.", "No."]);
        assert_eq!(of_kind(&d, BlockKind::Citation), ["Ann Lee", "Bo Ek"]);
        let groups: Vec<_> = d.blocks.iter().map(|b| b.group).collect();
        assert_eq!(groups[0], groups[1]);
        assert_eq!(groups[2], groups[3]);
        assert_ne!(groups[0], groups[2]);
    }

    #[test]
    fn attributes_and_microdata_credit() {
        let text = "<figure itemscope><img src=a.jpg data-credit=\"Ann Lee\"></figure>\
            <figure><img src=b.jpg><meta itemprop=copyrightHolder content=\"Bo Ek\"></figure>\
            <figure><img src=c.jpg><span itemprop=creator>Cy Oh</span></figure>";
        let d = parse(text);
        let credits: Vec<_> = d
            .images
            .iter()
            .map(|i| {
                let (credit, span) = i.credit.clone().unwrap();
                assert_eq!(credit, &text[span.range()]);
                credit
            })
            .collect();
        assert_eq!(credits, ["Ann Lee", "Bo Ek", "Cy Oh"]);
    }

    #[test]
    fn a_caption_in_a_figure_is_for_its_thumbnails_too() {
        let text = "<figure><div><img src=a.jpg></div><div class=\"box_caption\"><figcaption>Boats. | Efe</figcaption></div>\
            <div class=\"box_caption thumb\"><img src=b.jpg><img src=c.jpg></div></figure>\
            <figure><div class=caption><img src=d.jpg><p class=caption>Quay.</p></div>\
            <div class=caption><img src=e.jpg><p class=caption>Mole.</p></div></figure>";
        let d = parse(text);
        let groups: Vec<_> = d.images.iter().map(|i| i.group).collect();
        assert_eq!(groups[0], groups[1]);
        assert_eq!(groups[0], groups[2]);
        assert_ne!(groups[3], groups[4]);
    }

    #[test]
    fn a_caption_element_may_be_the_credit() {
        let text = "<figure><img src=a.jpg><figcaption class=\"photo-credit\">Ann Lee</figcaption></figure>\
            <figure><img src=b.jpg><figcaption class=caption><div class=\"caption-credit\">\
            <a class=\"caption-link\">Bo</a></div></figcaption></figure>\
            <figure><img src=c.jpg><figcaption class=\"caption credit\">Boats leave.</figcaption></figure>";
        let d = parse(text);
        let credits = d.images.iter().map(|i| i.credit.clone().map(|c| c.0));
        let credits: Vec<_> = credits.collect();
        assert_eq!(credits, [Some("Ann Lee".into()), Some("Bo".into()), None]);
    }

    #[test]
    fn a_page_is_cut_between_paragraphs() {
        let text = "<html>\n<head>\n<title>A\n<p></title>\n</head>\n<body>\n<div>\n<p>One.\n<p>Two <b>\nx</b></p>\n\
            <figure>\n<p>in</p>\n</figure>\n<h2>Head</h2>\n<ul>\n<li>a\n</ul>\n<p>End</p>\n</div>\n<!--\n<p>no\n-->\n<p>Last\n";
        let mut cutter = Cutter::default();
        let starts: Vec<_> = text
            .split_inclusive('\n')
            .filter(|l| cutter.line(l))
            .map(str::trim_end)
            .collect();
        assert_eq!(
            starts,
            [
                "<body>",
                "<p>One.",
                "<p>Two <b>",
                "<figure>",
                "<h2>Head</h2>",
                "<ul>",
                "<p>End</p>",
                "<p>Last"
            ]
        );
    }
}
