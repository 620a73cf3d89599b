//! Rules that speak of picture files, and settings.

use crate::config::Settings;
use crate::draft::{analyse, analyse_with};
use crate::facts::images::PictureFile;
use crate::finding::{Finding, apply};
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
}
