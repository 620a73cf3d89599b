//! Rules that speak of picture files, and settings.

use crate::config::Settings;
use crate::draft::{analyse, analyse_with};
use crate::facts::images::{Listed, PictureFile};
use crate::finding::{Finding, Severity, apply};
use crate::markup::Format;
use std::sync::Arc;

/// Findings of a Markdown draft whose `port.jpg` tells this.
fn findings(text: &str, file: &PictureFile) -> Vec<Finding> {
    let look = |_: &crate::facts::Facts| {
        [("port.jpg".to_string(), Arc::new(file.clone()))]
            .into_iter()
            .collect()
    };
    analyse_with(text, Format::Markdown, &Settings::default(), &look).findings
}

fn quint() -> PictureFile {
    PictureFile {
        creator: Some("Mara Quint".into()),
        credit_line: Some("Reuters".into()),
        ..PictureFile::default()
    }
}

#[track_caller]
fn fixed(text: &str, file: &PictureFile, rule: &str) -> String {
    let all = findings(text, file);
    let finding = all
        .iter()
        .find(|f| f.rule == rule)
        .unwrap_or_else(|| panic!("{all:?}"));
    let after = apply(text, &finding.fixes[0].edits);
    assert!(
        findings(&after, file).iter().all(|f| f.rule != rule),
        "{after}"
    );
    after
}

#[test]
fn a_missing_credit_is_written_from_the_file() {
    let text = "![](port.jpg)\n\nNobody works.\n";
    let want = "![](port.jpg)\n*Photo: Mara Quint/Reuters*\n\nNobody works.\n";
    assert_eq!(fixed(text, &quint(), "missing-image-credit"), want);
    let text = "![](port.jpg)\n*Photo: TK*\n";
    assert_eq!(
        fixed(text, &quint(), "placeholder-credit"),
        "![](port.jpg)\n*Photo: Mara Quint/Reuters*\n"
    );
}

#[test]
fn a_credit_that_the_file_contradicts() {
    let conflict = |text: &str| {
        findings(text, &quint())
            .iter()
            .any(|f| f.rule == "credit-conflict")
    };
    let text = "![](port.jpg)\n*Photo: Bo Ek/Reuters*\n";
    assert_eq!(
        fixed(text, &quint(), "credit-conflict"),
        "![](port.jpg)\n*Photo: Mara Quint/Reuters*\n"
    );
    assert!(conflict("![](port.jpg)\n*Photo: Harbour Post*\n"));
    assert!(!conflict("![](port.jpg)\n*Photo: MARA QUINT*\n"));
    assert!(!conflict("![](port.jpg)\n*Photo: M. Quint/AFP*\n"));
    assert!(!conflict("![](port.jpg)\n*Photo: Reuters*\n"));
}

#[test]
fn a_generated_picture_is_called_one() {
    let file = PictureFile {
        digital_source_type: Some("trainedAlgorithmicMedia".into()),
        ..PictureFile::default()
    };
    let rule = "undisclosed-ai-image";
    let text = "![](port.jpg)\n*Image: Harbour Post*\n";
    assert_eq!(
        fixed(text, &file, rule),
        "![](port.jpg)\n*Image: Harbour Post (AI-generated)*\n"
    );
    let said = "![](port.jpg)\n*A port, drawn by AI. Image: Harbour Post*\n";
    assert!(findings(said, &file).iter().all(|f| f.rule != rule));
}

#[test]
fn a_credit_that_a_side_file_gives_is_one() {
    let text = "![](port.jpg)\n\nNobody works.\n";
    let missing = |file: &PictureFile| {
        let mut found = findings(text, file).into_iter();
        found.any(|f| f.rule == "missing-image-credit")
    };
    let listed = PictureFile {
        listed: Some(Listed {
            credit: "Mara Quint".into(),
            file: "port.jpg.yml".into(),
        }),
        ..PictureFile::default()
    };
    assert!(missing(&PictureFile::default()) && !missing(&listed));
}

#[test]
fn settings_say_what_is_a_photograph() {
    let severity = |text: &str, settings: &Settings| {
        let found = analyse(text, Format::Markdown, settings).findings;
        let mut found = found.iter().filter(|f| f.rule == "missing-image-credit");
        found.next().map(|f| f.severity)
    };
    let (chart, logo, port) = ("![](chart.png)\n", "![](logo.jpg)\n", "![](port.jpg)\n");
    let mut settings = Settings::default();
    assert_eq!(severity(chart, &settings), Some(Severity::Hint));
    assert_eq!(severity(logo, &settings), None);
    assert_eq!(severity(port, &settings), Some(Severity::Warning));
    settings.credits.photographs = vec!["chart".into(), "logo.jpg".into()];
    assert_eq!(severity(chart, &settings), Some(Severity::Warning));
    assert_eq!(severity(logo, &settings), Some(Severity::Warning));
    settings.credits.graphics = vec!["port".into()];
    assert_eq!(severity(port, &settings), Some(Severity::Hint));
    settings.credits.exempt = vec!["*.png".into()];
    assert_eq!(severity(chart, &settings), None);
}

#[test]
fn a_draft_whose_pictures_live_elsewhere_is_flagged_once() {
    let mut settings = Settings::default();
    settings.credits.expected = true;
    let rules = |text: &str| -> Vec<_> {
        let found = analyse(text, Format::Plain, &settings).findings;
        found
            .into_iter()
            .filter(|f| f.rule == "missing-image-credit")
            .map(|f| text[f.span.range()].to_string())
            .collect()
    };
    assert_eq!(
        rules("The port is closed.\nNobody works.\n"),
        ["The port is closed."]
    );
    assert_eq!(
        rules("The port is closed.\nPhoto: Mara Quint\n"),
        Vec::<String>::new()
    );
    assert_eq!(rules("\n"), Vec::<String>::new());
    // A sign is no picture of the article; a picture without credit is flagged itself.
    let markdown = |text| {
        let found = analyse(text, Format::Markdown, &settings).findings;
        let found = found.iter().filter(|f| f.rule == "missing-image-credit");
        found
            .map(|f| text[f.span.range()].to_string())
            .collect::<Vec<_>>()
    };
    assert_eq!(markdown("The port.\n\n![](logo.png)\n"), ["The port."]);
    assert_eq!(markdown("The port.\n\n![](port.jpg)\n"), ["![](port.jpg)"]);
}

/// Each draft shows `port.jpg` without a credit: the fix gives the second text, where the file names Mara Quint, and
/// leaves nothing to flag, with and without the file.
#[track_caller]
fn credited(format: Format, drafts: &[(&str, &str)]) {
    let rule = "missing-image-credit";
    let settings = Settings::default();
    for (text, want) in drafts {
        for file in [quint(), PictureFile::default()] {
            let look = |_: &crate::facts::Facts| {
                [("port.jpg".to_string(), Arc::new(file.clone()))]
                    .into_iter()
                    .collect()
            };
            let findings = |text: &str| analyse_with(text, format, &settings, &look).findings;
            let before = findings(text);
            let flagged: Vec<_> = before.iter().filter(|f| f.rule == rule).collect();
            assert_eq!(flagged.len(), 1, "{text}: {before:#?}");
            let fix = flagged[0]
                .fixes
                .first()
                .unwrap_or_else(|| panic!("no fix: {text}"));
            let after = apply(text, &fix.edits);
            if file.creator.is_some() {
                assert_eq!(after, *want, "{text}");
            }
            let left = findings(&after);
            assert!(left.iter().all(|f| f.rule != rule), "{after}");
            let open = left
                .iter()
                .filter(|f| f.rule == "placeholder-credit")
                .count();
            assert_eq!(open, usize::from(file.creator.is_none()), "{after}");
        }
    }
}

#[test]
fn html_takes_the_credit_in_its_caption() {
    credited(
        Format::Html,
        &[
            (
                "<figure><img src=\"port.jpg\"><figcaption>Boats <em>leave</em></figcaption></figure>\n",
                "<figure><img src=\"port.jpg\"><figcaption>Boats <em>leave</em>. Photo: Mara Quint/Reuters</figcaption></figure>\n",
            ),
            (
                "<figure>\n  <img src=\"port.jpg\">\n  <figcaption></figcaption>\n</figure>\n",
                "<figure>\n  <img src=\"port.jpg\">\n  <figcaption>Photo: Mara Quint/Reuters</figcaption>\n</figure>\n",
            ),
            (
                "<figure>\n  <a href=\"x\"><img src=\"port.jpg\"></a>\n</figure>\n<p>Text.</p>\n",
                "<figure>\n  <a href=\"x\"><img src=\"port.jpg\"></a>\n  <figcaption>Photo: Mara Quint/Reuters</figcaption>\n</figure>\n<p>Text.</p>\n",
            ),
            (
                "<h1>Port</h1>\n  <p class=wide><a href=\"x\"><img src=\"port.jpg\"></a></p>\n<p>Text.</p>\n",
                "<h1>Port</h1>\n  <figure>\n  <p class=wide><a href=\"x\"><img src=\"port.jpg\"></a></p>\n  <figcaption>Photo: Mara Quint/Reuters</figcaption>\n  </figure>\n<p>Text.</p>\n",
            ),
            (
                "<p>The port <img src=\"port.jpg\"> is shut.</p>\n",
                "<p>The port <img src=\"port.jpg\"> (Photo: Mara Quint/Reuters) is shut.</p>\n",
            ),
            (
                "<div><picture><source srcset=\"port.webp\"><img src=\"port.jpg\"></picture></div>\n",
                "<div><figure><picture><source srcset=\"port.webp\"><img src=\"port.jpg\"></picture><figcaption>Photo: Mara Quint/Reuters</figcaption></figure></div>\n",
            ),
            (
                "<video poster=\"port.jpg\"><source src=\"a.mp4\"></video>\r\n<p>Text.</p>\r\n",
                "<figure>\r\n<video poster=\"port.jpg\"><source src=\"a.mp4\"></video>\r\n<figcaption>Photo: Mara Quint/Reuters</figcaption>\r\n</figure>\r\n<p>Text.</p>\r\n",
            ),
            (
                "<figure>\n<img src=\"port.jpg\">\n<figure><p>Text.</p></figure>\n</figure>\n",
                "<figure>\n<img src=\"port.jpg\">\n<figure><p>Text.</p></figure>\n<figcaption>Photo: Mara Quint/Reuters</figcaption>\n</figure>\n",
            ),
            (
                "<img src=\"port.jpg\">\n</figure>\n<p>Text.</p>\n",
                "<figure>\n<img src=\"port.jpg\">\n<figcaption>Photo: Mara Quint/Reuters</figcaption>\n</figure>\n</figure>\n<p>Text.</p>\n",
            ),
        ],
    );
}

#[test]
fn markdown_takes_the_credit_by_what_shows_the_picture() {
    credited(
        Format::Markdown,
        &[
            (
                "Text.\n\n{{< figure src=\"port.jpg\" alt=\"Boats\" >}}\n\nText.\n",
                "Text.\n\n{{< figure src=\"port.jpg\" alt=\"Boats\" attr=\"Mara Quint/Reuters\" >}}\n\nText.\n",
            ),
            (
                "{% include figure.html src=\"port.jpg\" %}\n",
                "{% include figure.html src=\"port.jpg\" credit=\"Mara Quint/Reuters\" %}\n",
            ),
            (
                "{{< img src=\"port.jpg\" caption=\"Boats\" >}}\n",
                "{{< img src=\"port.jpg\" caption=\"Boats. Photo: Mara Quint/Reuters\" >}}\n",
            ),
            (
                "{{< figure \"port.jpg\" >}}\n\nText.\n",
                "{{< figure \"port.jpg\" >}}\n*Photo: Mara Quint/Reuters*\n\nText.\n",
            ),
            (
                "Text.\n\n<img src=\"port.jpg\">\n\nText.\n",
                "Text.\n\n<figure>\n<img src=\"port.jpg\">\n<figcaption>Photo: Mara Quint/Reuters</figcaption>\n</figure>\n\nText.\n",
            ),
            (
                "![[port.jpg]]\n\nText.\n",
                "![[port.jpg]]\n*Photo: Mara Quint/Reuters*\n\nText.\n",
            ),
        ],
    );
    credited(
        Format::Mdx,
        &[(
            "<Image src=\"port.jpg\" alt=\"Boats\" />\n",
            "<Image src=\"port.jpg\" alt=\"Boats\" credit=\"Mara Quint/Reuters\" />\n",
        )],
    );
}

#[test]
fn front_matter_takes_the_credit_as_a_key() {
    credited(
        Format::Markdown,
        &[
            (
                "---\nimage: port.jpg # wide\ntitle: Port\n---\n",
                "---\nimage: port.jpg # wide\nimage_credit: Mara Quint/Reuters\ntitle: Port\n---\n",
            ),
            (
                "---\ncover:\n  src: \"port.jpg\"\n  alt: Boats\ntitle: Port\n---\n",
                "---\ncover:\n  src: \"port.jpg\"\n  credit: Mara Quint/Reuters\n  alt: Boats\ntitle: Port\n---\n",
            ),
            (
                "---\nresources:\n  - src: port.jpg\n    title: Boats\n---\n",
                "---\nresources:\n  - src: port.jpg\n    credit: Mara Quint/Reuters\n    title: Boats\n---\n",
            ),
            (
                "---\r\nimages:\r\n  - port.jpg\r\ntitle: Port\r\n---\r\n",
                "---\r\nimage_credit: Mara Quint/Reuters\r\nimages:\r\n  - port.jpg\r\ntitle: Port\r\n---\r\n",
            ),
            (
                "---\nimages: [port.jpg]\n---\n",
                "---\nimages: [port.jpg]\nimage_credit: Mara Quint/Reuters\n---\n",
            ),
            (
                "---\ncover: {image: port.jpg, alt: Boats}\n---\n",
                "---\ncover: {image: port.jpg, image_credit: \"Mara Quint/Reuters\", alt: Boats}\n---\n",
            ),
            (
                "+++\n[cover]\nimage = \"port.jpg\"\nalt = \"Boats\"\n+++\n",
                "+++\n[cover]\nimage = \"port.jpg\"\nimage_credit = \"Mara Quint/Reuters\"\nalt = \"Boats\"\n+++\n",
            ),
            (
                "{\n\"title\": \"Port\",\n\"cover\": {\"src\": \"port.jpg\"}\n}\n",
                "{\n\"title\": \"Port\",\n\"cover\": {\"src\": \"port.jpg\", \"credit\": \"Mara Quint/Reuters\"}\n}\n",
            ),
        ],
    );
}

#[test]
fn other_markup_takes_the_credit_in_its_caption() {
    credited(
        Format::Rst,
        &[
            (
                ".. figure:: port.jpg\n   :alt: Boats\n\n   Boats *leave*.\n\nText.\n",
                ".. figure:: port.jpg\n   :alt: Boats\n\n   Boats *leave*. Photo: Mara Quint/Reuters\n\nText.\n",
            ),
            (
                ".. image:: port.jpg\n   :alt: Boats\n\nText.\n",
                ".. figure:: port.jpg\n   :alt: Boats\n\n   Photo: Mara Quint/Reuters\n\nText.\n",
            ),
        ],
    );
    credited(
        Format::Asciidoc,
        &[
            (
                ".Boats _leave_\nimage::port.jpg[]\n\nText.\n",
                ".Boats _leave_. Photo: Mara Quint/Reuters\nimage::port.jpg[]\n\nText.\n",
            ),
            (
                "Text.\n\nimage::port.jpg[Boats]\n\nText.\n",
                "Text.\n\n.Photo: Mara Quint/Reuters\nimage::port.jpg[Boats]\n\nText.\n",
            ),
            (
                "image::port.jpg[Boats, title=\"Boats leave\"]\n",
                "image::port.jpg[Boats, title=\"Boats leave. Photo: Mara Quint/Reuters\"]\n",
            ),
            (
                "The port image:port.jpg[] is shut.\n",
                "The port image:port.jpg[] (Photo: Mara Quint/Reuters) is shut.\n",
            ),
        ],
    );
    credited(
        Format::Org,
        &[
            (
                "#+CAPTION: Boats /leave/\n[[file:port.jpg]]\n\nText.\n",
                "#+CAPTION: Boats /leave/. Photo: Mara Quint/Reuters\n[[file:port.jpg]]\n\nText.\n",
            ),
            (
                "Text.\n\n[[file:port.jpg]]\n\nText.\n",
                "Text.\n\n#+CAPTION: Photo: Mara Quint/Reuters\n[[file:port.jpg]]\n\nText.\n",
            ),
        ],
    );
    credited(
        Format::Latex,
        &[
            (
                "\\begin{figure}\n  \\includegraphics{port.jpg}\n  \\caption{Boats \\emph{leave}}\n\\end{figure}\n",
                "\\begin{figure}\n  \\includegraphics{port.jpg}\n  \\caption{Boats \\emph{leave}. Photo: Mara Quint/Reuters}\n\\end{figure}\n",
            ),
            (
                "\\begin{figure}\n\\includegraphics{port.jpg}\n\\end{figure}\n",
                "\\begin{figure}\n\\includegraphics{port.jpg}\n\\caption{Photo: Mara Quint/Reuters}\n\\end{figure}\n",
            ),
            (
                "\\begin{wrapfigure}{r}{3cm}\n\\includegraphics{port.jpg}\n\\end{wrapfigure}\n",
                "\\begin{wrapfigure}{r}{3cm}\n\\includegraphics{port.jpg}\n\\caption{Photo: Mara Quint/Reuters}\n\\end{wrapfigure}\n",
            ),
            (
                "Text.\n\n\\includegraphics{port.jpg}\n\nText.\n",
                "Text.\n\n\\includegraphics{port.jpg} \\\\\n\\emph{Photo: Mara Quint/Reuters}\n\nText.\n",
            ),
        ],
    );
}

#[test]
fn a_name_from_a_file_is_no_markup() {
    use super::place::escaped;
    use crate::markup::ImageForm as Form;
    assert_eq!(escaped(Form::Html, "<b>&"), "&lt;b&gt;&amp;");
    assert_eq!(escaped(Form::Latex, "\\input{a_b} 5%"), "/inputa\\_b 5\\%");
    assert_eq!(escaped(Form::Markdown, "*A* [b](c)"), "\\*A\\* \\[b](c)");
    assert_eq!(escaped(Form::FrontMatter, "A\" \\"), "A’ ’");
    assert_eq!(escaped(Form::Rst, "`A`"), "\\`A\\`");
}

#[test]
fn a_reference_finds_its_definition_wherever_it_stands() {
    let text = "![Boats][The  port]\n\nText.\n\n![Text][none]\n\nMore.\n\n[the port]: port.jpg\n\n[the port]: other.jpg\n";
    let facts = analyse(text, Format::Markdown, &Settings::default()).facts;
    let sources: Vec<_> = facts
        .images
        .iter()
        .map(|p| p.image.source.as_str())
        .collect();
    assert_eq!(sources, ["port.jpg"]);
    let logo = text.replace("port.jpg", "img/logo.jpg");
    let facts = analyse(&logo, Format::Markdown, &Settings::default()).facts;
    assert_eq!(facts.images[0].exempt, Some("icon"));
}

#[test]
fn a_page_resource_credits_the_picture_in_the_text() {
    let text = "---\nresources:\n  - src: port.jpg\n    params:\n      credit: Bo Ek\n---\n\n![](port.jpg)\n";
    let found = analyse(text, Format::Markdown, &Settings::default())
        .facts
        .images;
    assert!(found.iter().all(|p| p.credit.is_some()), "{found:#?}");
}
