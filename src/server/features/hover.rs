//! Hover: who said a quotation, by which words, and how sure that is; who somebody is; what a picture is and where
//! its credit was found; why a finding is one.

use super::files;
use super::page::{Page, excerpt};
use super::target;
use crate::facts::images::{Picture, PictureFile};
use crate::facts::names::{self, Name};
use crate::facts::quotes::{Kind, Quote, Sieve};
use crate::picture;
use crate::rules;
use crate::server::pages;
use crate::server::snapshot::Snapshot;
use crate::text::{Source, Span};
use std::collections::BTreeMap;
use tower_lsp::lsp_types::{Hover, HoverContents, Position, Range, Url};

/// Longest stretch of the draft shown, in characters.
const EXCERPT: usize = 80;

pub fn hover(at: &Snapshot, position: Position) -> Option<Hover> {
    if at.is_settings {
        return super::settings_file::hover(at, position);
    }
    let byte = at.byte(position);
    let facts = &at.analysis.facts;
    let mut page = Page::new(at.client.markdown_hover);
    // The innermost thing first, which is also what is lit up.
    let mut lit: Option<Span> = None;
    let mut light = |span: Span| {
        lit.get_or_insert(span);
    };
    if let Some(named) = target::named(facts, byte) {
        light(named.span);
        about(at, named.name, &mut page);
    }
    if let Some(quote) = target::quote(facts, byte) {
        light(quote.span);
        page.part();
        quotation(at, quote, &mut page);
    }
    if let Some(shown) = picture_at(at, byte) {
        light(shown.image.span);
        page.part();
        shown_picture(at, shown, &mut page);
    } else if let Some(credit) = facts.credits.iter().find(|c| target::touches(c.span, byte)) {
        light(credit.span);
        page.part();
        page.say("Credit line, of no picture here: ")
            .strong(&excerpt(credit.value_text(), EXCERPT));
    }
    for finding in &at.analysis.findings {
        if target::touches(finding.span, byte) {
            light(finding.span);
            page.part();
            rule(at, finding.rule, &mut page);
        }
    }
    if page.is_empty() {
        return None;
    }
    Some(Hover {
        contents: HoverContents::Markup(page.content()),
        range: lit.map(|s| at.range(s)),
    })
}

/// Who or what a name is: its mentions, forms and first reference.
pub fn about(at: &Snapshot, whole: &Name, page: &mut Page) {
    let Name {
        name,
        kind,
        mentions,
    } = whole;
    page.strong(name).say(match kind {
        names::Kind::Person => ", person",
        names::Kind::Place => ", place",
        names::Kind::Organisation => ", organisation",
        names::Kind::Unknown => "",
    });
    let quoted = mentions.iter().filter(|m| m.quoted()).count();
    page.item().say(&count(mentions.len(), "mention"));
    if quoted == mentions.len() {
        page.say(", in quotations only");
    } else if quoted > 0 {
        page.say(&format!(", {quoted} of them in quotations"));
    }
    let mut forms: BTreeMap<&str, usize> = BTreeMap::new();
    for mention in mentions {
        *forms.entry(&mention.text).or_default() += 1;
    }
    if forms.len() > 1 {
        page.item().say("Called ");
        list(page, forms.into_iter(), |page, (form, n)| {
            page.quote(form).say(&format!(" ({n})"));
        });
    }
    if let Some(first) = target::introduction(whole) {
        page.item().say("First reference: ");
        if let Some(title) = &first.title {
            page.quote(&title.text).say(" ");
        }
        page.quote(&first.text).say(", ");
        place(at, first.span, page);
    }
    let facts = &at.analysis.facts;
    let said = facts.quotes.iter();
    let said = said.filter(|q| target::person(facts, q).is_some_and(|n| std::ptr::eq(n, whole)));
    match said.filter(|q| is_speech(q)).count() {
        0 => {}
        n => {
            page.item().say("Quoted ").say(&count(n, "time"));
        }
    }
    let same = |text: &str| **name == *text || mentions.iter().any(|m| *m.text == *text);
    for entry in &at.settings.names {
        if !same(&entry.canonical) && !entry.variants.iter().any(|v| same(v)) {
            continue;
        }
        page.item()
            .say("In the name book: ")
            .quote(&entry.canonical);
        if let Some(second) = &entry.second {
            page.say(", then ").quote(second);
        }
        if entry.checked {
            page.say(", spelling checked");
        }
        if !entry.variants.is_empty() {
            page.say(", not ");
            list(page, entry.variants.iter(), |page, v| {
                page.quote(v);
            });
        }
    }
}

/// Whether somebody speaks in it, as opposed to a term, a title or a heading.
pub fn is_speech(quote: &Quote) -> bool {
    matches!(quote.kind, Kind::Full | Kind::Partial)
}

fn quotation(at: &Snapshot, quote: &Quote, page: &mut Page) {
    match quote.kind {
        Kind::Full | Kind::Partial => {}
        Kind::Term => {
            page.say("A term or a few words held at arm’s length: needs no speaker");
            return;
        }
        Kind::Title => {
            page.say("The title of a work: needs no speaker");
            return;
        }
        Kind::Exempt if quote.speaker.is_none() => {
            page.say("Attributed by its form, or no speech: needs no speaker");
            return;
        }
        Kind::Exempt => {}
    }
    let speaker = quote.speaker.as_ref();
    let open = rules::quotes::is_open(&at.settings, quote);
    match speaker {
        Some(s) if open => {
            page.say("Nobody is named for this quotation; likely ")
                .strong(&s.name);
        }
        Some(s) => {
            page.say("Said by ").strong(&s.name);
        }
        None if open => {
            page.say("Nobody is named for this quotation");
        }
        None => {
            page.say("Attributed, but to nobody who can be told");
        }
    }
    if quote.kind == Kind::Partial {
        page.say(" (part of a sentence)");
    }
    let words = [quote.cue, speaker.and_then(|s| s.span)];
    let words = words.into_iter().flatten().reduce(Span::joined);
    if let Some(span) = words {
        page.item().say("By the words “");
        page.quote(&excerpt(&text(at, span), EXCERPT)).say("”, ");
        place(at, span, page);
    }
    if let Some(how) = sureness(quote.sieve) {
        page.item().say(how);
    }
    if quote.runs_on {
        page.item().say("Runs on in the next paragraph");
    }
}

/// How the speaker was found, and how sure that makes it.
pub fn sureness(sieve: Sieve) -> Option<&'static str> {
    Some(match sieve {
        Sieve::Label => "Certain: a label names the speaker",
        Sieve::Tag => "Certain: a tag follows it",
        Sieve::Cue => "Certain: the words before it report it",
        Sieve::UnknownVerb => "Likely: what follows looks like a tag",
        Sieve::Colon => "Likely: a colon leads to it",
        Sieve::Split => "Likely: the same speaker as before in this paragraph",
        Sieve::Running => "Likely: it runs on from the paragraph before",
        Sieve::Neighbour => "A guess: only the paragraph before has a speaker",
        Sieve::Near => "A guess: only a sentence nearby names somebody",
        Sieve::None => return None,
    })
}

/// Whether a hover at `position` looks at a picture's file.
pub fn reads_files(at: &Snapshot, position: Position) -> bool {
    !at.is_settings && picture_at(at, at.byte(position)).is_some()
}

/// The picture whose element, caption or credit stands at byte `at`.
fn picture_at(at: &Snapshot, byte: usize) -> Option<&Picture> {
    let on = |span: Span| target::touches(span, byte);
    let pictures = at.analysis.facts.images.iter();
    pictures
        .filter(|p| {
            on(p.image.span)
                || p.caption.as_ref().is_some_and(|(s, _)| on(*s))
                || p.credit.as_ref().is_some_and(|c| on(c.span))
        })
        .min_by_key(|p| !on(p.image.span))
}

fn shown_picture(at: &Snapshot, shown: &Picture, page: &mut Page) {
    let image = &shown.image;
    let path = files::of_picture(at, &image.source);
    if let Some(url) = path.as_ref().and_then(|p| Url::from_file_path(p).ok()) {
        page.picture(url.as_str());
    }
    page.strong(&excerpt(&image.source, EXCERPT));
    if let (Some(w), Some(h)) = (image.width, image.height) {
        page.say(&format!(", {w} × {h} as printed"));
    }
    if !image.alt.trim().is_empty() {
        page.item()
            .say("Alternative text: ")
            .quote(&excerpt(&image.alt, EXCERPT));
    }
    match (&shown.credit, shown.exempt) {
        (Some(credit), _) => {
            page.item().say(if credit.placeholder {
                "Credit still to come: "
            } else {
                "Credit: "
            });
            page.quote(&excerpt(&credit.text, EXCERPT)).say(", ");
            place(at, credit.span, page);
        }
        (None, Some(why)) => {
            page.item().say("Needs no credit: ").quote(why);
        }
        (None, None) => {
            page.item().say("No credit");
        }
    }
    match at.pictures.get(&image.source) {
        Some(file) => metadata(file, page),
        // Not looked at yet.
        None => {
            if let Some(file) = path.and_then(|p| picture::read(&p)) {
                metadata(&file, page);
            }
        }
    }
}

/// What the picture's file tells.
fn metadata(file: &PictureFile, page: &mut Page) {
    if let (Some(w), Some(h)) = (file.width, file.height) {
        page.item().say(&format!("{w} × {h} pixels"));
    }
    let fields = [
        ("Credit line", &file.credit_line),
        ("Creator", &file.creator),
        ("Copyright", &file.copyright),
        ("Source", &file.source),
    ];
    for (name, value) in fields {
        if let Some(value) = value {
            page.item().say(name).say(" in the file: ");
            page.quote(&excerpt(value, EXCERPT));
        }
    }
    if let Some(listed) = &file.listed {
        page.item()
            .say("Credit in ")
            .quote(&excerpt(&listed.file, EXCERPT));
        page.say(": ").quote(&excerpt(&listed.credit, EXCERPT));
    }
    if let Some(who) = file.generated() {
        page.item().say(&format!(
            "Made by a machine, wholly or in part, the {who} says"
        ));
    }
    if let Some(credentials) = &file.credentials {
        page.item()
            .say("Carries content credentials, which are not verified");
        if let Some(generator) = &credentials.generator {
            page.say(", written by ")
                .quote(&excerpt(generator, EXCERPT));
        }
    }
    for note in &file.notes {
        page.item().quote(note);
    }
}

fn rule(at: &Snapshot, name: &str, page: &mut Page) {
    let Some(rule) = rules::by_name(name) else {
        return;
    };
    page.strong(rule.name).say(": ").document(rule.summary);
    page.paragraph().document(rule.why);
    if let Some(address) = pages::address(&at.client, at.settings.docs.as_deref(), name) {
        page.paragraph().link("Examples and settings", &address);
    }
}

/// Where something stands, as a link where the client can follow one.
fn place(at: &Snapshot, span: Span, page: &mut Page) {
    let Range { start, .. } = at.range(span);
    let line = start.line + 1;
    let words = format!("line {line}");
    if at.url.scheme() == "file" {
        let mut url = at.url.clone();
        url.set_fragment(Some(&format!("L{line}")));
        page.link(&words, url.as_str());
    } else {
        page.say(&words);
    }
}

/// The source text of a span.
pub fn text(at: &Snapshot, span: Span) -> String {
    Source::slice(&at.rope, span).into_owned()
}

/// `1 mention`, `2 mentions`.
pub fn count(n: usize, thing: &str) -> String {
    format!("{n} {thing}{}", if n == 1 { "" } else { "s" })
}

fn list<T>(page: &mut Page, items: impl Iterator<Item = T>, write: impl Fn(&mut Page, T)) {
    for (i, item) in items.enumerate() {
        if i > 0 {
            page.say(", ");
        }
        write(page, item);
    }
}

#[cfg(test)]
mod tests {
    use super::super::fixture::{draft, in_all_units, inside, with, words};
    use super::*;
    use crate::config::{NameEntry, Settings};
    use crate::markup::Format;
    use crate::server::client::Client;

    const TEXT: &str = "😀 Mara Quint, the harbour master, spoke on Friday.\n\n“We lost two boats in one night,” Quint said. \
        “It was dark.”\n\nQuint’s crew rested.\n";

    fn shown(at: &Snapshot, words: &str, nth: usize) -> (String, String) {
        let hover = hover(at, inside(at, words, nth)).expect("there is something");
        let HoverContents::Markup(content) = hover.contents else {
            panic!("not the content of today");
        };
        (
            content.value,
            super::super::fixture::words(at, hover.range.unwrap()),
        )
    }

    #[test]
    fn a_quotation_tells_its_speaker_in_any_unit() {
        in_all_units(Format::Plain, TEXT, |at| {
            let (text, lit) = shown(at, "lost", 0);
            assert!(text.starts_with("Said by **Mara Quint**"), "{text}");
            assert!(
                text.contains("“Quint said”, [line 3](<file:///desk/draft.md#L3>)"),
                "{text}"
            );
            assert!(text.contains("Certain"), "{text}");
            assert_eq!(lit, "“We lost two boats in one night,”");
        });
    }

    #[test]
    fn a_name_tells_its_mentions_forms_and_first_reference() {
        let at = draft(Format::Plain, TEXT);
        let (text, lit) = shown(&at, "Quint", 2);
        assert!(text.starts_with("**Mara Quint**, person"), "{text}");
        assert!(text.contains("- 3 mentions\n"), "{text}");
        assert!(text.contains("Mara Quint (1), Quint (2)"), "{text}");
        assert!(
            text.contains("First reference: Mara Quint, [line 1]"),
            "{text}"
        );
        assert_eq!(lit, "Quint");
    }

    #[test]
    fn the_name_book_and_clients_without_markdown_are_minded() {
        let names = vec![NameEntry {
            canonical: "Mara Quint".into(),
            variants: vec!["Maria Quint".into()],
            checked: true,
            ..NameEntry::default()
        }];
        let settings = Settings {
            names,
            ..Settings::default()
        };
        let at = with(Client::default(), Format::Plain, TEXT, settings);
        let (text, _) = shown(&at, "Mara", 0);
        assert!(
            text.contains("In the name book: Mara Quint, spelling checked, not Maria Quint"),
            "{text}"
        );
        assert!(
            text.contains("First reference: Mara Quint, line 1"),
            "{text}"
        );
        assert!(!text.contains('*'), "{text}");
    }

    #[test]
    fn nothing_in_the_draft_becomes_a_link() {
        let at = draft(
            Format::Plain,
            "Mara Quint spoke. “[See](command:evil) <img src=x> this now,” Quint said.\n",
        );
        for (nth, word) in [(0, "See"), (0, "this"), (1, "Quint"), (0, "said")] {
            if let Some(hover) = hover(&at, inside(&at, word, nth)) {
                let HoverContents::Markup(content) = hover.contents else {
                    panic!("not the content of today");
                };
                assert!(!content.value.contains("](command"), "{}", content.value);
            }
        }
    }

    #[test]
    fn empty_places_say_nothing() {
        let at = draft(Format::Plain, TEXT);
        assert!(hover(&at, inside(&at, "rested", 0)).is_none());
        assert!(hover(&draft(Format::Plain, ""), Position::new(7, 7)).is_none());
        assert_eq!(
            words(&at, Range::new(Position::new(0, 0), Position::new(0, 2))),
            "😀"
        );
    }

    #[test]
    fn a_picture_is_shown_with_what_its_file_tells() {
        let folder = tempfile::tempdir().unwrap();
        let mut png = b"\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR\0\0\0\x03\0\0\0\x02\x08\x02\0\0\0".to_vec();
        png.extend(*b"\x12\x16\xf1\x4d\0\0\0\0IEND\xae\x42\x60\x82");
        std::fs::write(folder.path().join("boat.png"), png).unwrap();
        let mut at = draft(
            Format::Markdown,
            "![A boat](boat.png)\n\n*Photo: Nora Vell/Reuters*\n",
        );
        at.url = Url::from_file_path(folder.path().join("draft.md")).unwrap();
        let (text, lit) = shown(&at, "A boat", 0);
        assert!(text.starts_with("![](<file:///"), "{text}");
        assert!(
            text.contains("**boat.png**") && text.contains("- 3 × 2 pixels"),
            "{text}"
        );
        assert!(
            text.contains("Credit: Photo: Nora Vell/Reuters, [line 3]"),
            "{text}"
        );
        assert_eq!(lit, "![A boat](boat.png)");
        std::fs::write(folder.path().join("boat.png.yml"), "credit: Bo Ek").unwrap();
        let text = shown(&at, "A boat", 0).0;
        assert!(text.contains("Credit in boat.png.yml: Bo Ek"), "{text}");
        std::fs::remove_file(folder.path().join("boat.png")).unwrap();
        assert!(!shown(&at, "A boat", 0).0.contains("!["));
    }
}
