//! Related places: each rule about quotations and names shows what else its finding speaks of.

use copydesk::config::{NameEntry, Settings};
use copydesk::draft::analyse;
use copydesk::finding::Severity;
use copydesk::markup::Format;
use copydesk::rules::{self, Family};
use copydesk::text::Span;

/// A rule, what it says of the place and a draft: the finding stands between `⟦` and `⟧`, the place between `⟪` and `⟫`.
const PLACES: &[(&str, &str, &str)] = &[
    (
        "unattributed-quote",
        "Ada Lorne is named here",
        "⟪Ada Lorne⟫ keeps the birds. It rained.\n\nThe tower is old.\n\n⟦“We looked for them all night.”⟧\n",
    ),
    (
        "unattributed-quote",
        "the likely speaker: Ada Lorne",
        "⟪Ada Lorne⟫ was tired. ⟦“We looked for them all night.”⟧\n",
    ),
    (
        "unattributed-quote",
        "the last speaker: the keeper",
        "“They are gone,” ⟪the keeper⟫ said.\n\nThe tower is old.\n\n⟦“We looked for them all night.”⟧\n",
    ),
    (
        "unattributed-quote",
        "the quotation",
        "⟪“We looked for them all night,”⟫ ⟦TK⟧ said.\n",
    ),
    (
        "orphan-quote",
        "the likely speaker: the keeper",
        "“We looked for them all night,” ⟪the keeper⟫ said.\n\n⟦“In the morning we found a feather.”⟧\n",
    ),
    (
        "unbalanced-quote",
        "seems to end here",
        "⟦“⟧We looked for them all ⟪night,⟫ the keeper said.\n",
    ),
    (
        "unbalanced-quote",
        "seems to begin here",
        "It rained. ⟪We⟫ looked for them all night,⟦”⟧ the keeper said.\n",
    ),
    (
        "reversed-mark",
        "its partner",
        "⟪“⟫We looked for them all night,⟦“⟧ the keeper said.\n",
    ),
    (
        "continued-marks",
        "goes on here",
        "“It was late,” the keeper said. “They were gone.⟦”⟧\n\n⟪“In the morning we found a feather.”⟫\n",
    ),
    (
        "continued-marks",
        "left open here",
        "The keeper said: ⟪“We looked for them all night.⟫\n\n⟦In⟧ the morning we found a feather.”\n",
    ),
    (
        "mixed-marks",
        "its partner",
        "⟦\"⟧We looked for them all night,⟪”⟫ the keeper said.\n",
    ),
    (
        "quote-mismatch",
        "quoted here as",
        "# Keeper ⟦‘searched for them every night’⟧\n\n⟪“We looked for them every night,”⟫ the keeper said.\n",
    ),
    (
        "anonymous-source",
        "what the source said",
        "⟪“We looked for them all night,”⟫ ⟦a source close to the zoo⟧ said.\n",
    ),
    (
        "loaded-verb",
        "what was said",
        "⟪“We looked for them all night,”⟫ the keeper ⟦claimed⟧.\n",
    ),
    (
        "buried-attribution",
        "the quotation begins here",
        "⟪“It was late. Nobody slept. In the morning we found a feather,”⟫ ⟦the keeper⟧ said.\n",
    ),
    (
        "two-speakers",
        "the first speaker",
        "⟪“They are gone,”⟫ said Ada Lorne, the keeper. ⟦“They never came back,”⟧ said Ben Marsh, a warden.\n",
    ),
    (
        "altered-quote",
        "changed here",
        "⟦“⟪[The birds]⟫ were gone when ⟪[the warden]⟫ came,”⟧ the keeper said.\n",
    ),
    (
        "quote-punctuation",
        "the quotation opens here",
        "⟪“⟫We looked for them all night⟦”,⟧ the keeper said.\n",
    ),
    (
        "attribution-tense",
        "“said” here",
        "“We looked for them all night,” the keeper ⟪said⟫.\n\n“They were gone,” a warden ⟦says⟧.\n\n“We found a feather,” the keeper said.\n",
    ),
    (
        "inconsistent-name",
        "spelled “Lindqvist” here",
        "Anna ⟪Lindqvist⟫ opened the fair. Lindqvist thanked all.\n\nOn Sunday ⟦Lindquist⟧ left for Oslo.\n",
    ),
    (
        "house-style-name",
        "spelled “Kyiv” here",
        "The talks in ⟦Kiev⟧ were over. Nobody left ⟪Kyiv⟫.\n",
    ),
    (
        "given-name",
        "spelled “Mark” here",
        "⟪Mark⟫ Ellwood won the seat. Supporters cheered when ⟦Marc⟧ Ellwood came to the door.\n",
    ),
    (
        "acronym-case",
        "spelled “ECOWAS” here",
        "The ministers of ⟪ECOWAS⟫ met on Sunday. A spokeswoman for ⟦Ecowas⟧ said they would meet again.\n",
    ),
    (
        "first-reference",
        "also named here",
        "The talks began. Then Senator ⟦Brandtsen⟧ left the hall. Nobody followed ⟪Brandtsen⟫.\n",
    ),
    (
        "nickname",
        "spelled “Joseph” here",
        "⟪Joseph⟫ Marsh was elected on Sunday. The town knows ⟦Joe⟧ Marsh well.\n",
    ),
    (
        "title-mismatch",
        "“Gen.” here",
        "⟪Gen.⟫ Tomas Brandt spoke first.\n\nThe crowd heard ⟦General⟧ Tomas Brandt twice.\n",
    ),
    (
        "second-reference",
        "named in full here",
        "The strike of the ⟦HWU⟧ is over. The ⟪⟦Harbour Workers Union⟧⟫ won.\n",
    ),
    (
        "second-reference",
        "named here first",
        "The ⟪Harbour Workers Union⟫ won. The strike of the ⟦Harbour Workers Union⟧ is over.\n",
    ),
];

fn settings(rule: &str) -> Settings {
    let kyiv = NameEntry {
        canonical: "Kyiv".to_string(),
        variants: vec!["Kiev".to_string()],
        ..NameEntry::default()
    };
    let union = NameEntry {
        canonical: "Harbour Workers Union".to_string(),
        second: Some("HWU".to_string()),
        ..NameEntry::default()
    };
    let level = |name: &str| (name == rule).then_some(Severity::Error);
    Settings {
        names: vec![kyiv, union],
        rules: rules::all()
            .map(|r| (r.name.to_string(), level(r.name)))
            .collect(),
        ..Settings::default()
    }
}

/// The draft without signs, its finding and the places.
fn read(marked: &str) -> (String, Vec<Span>, Vec<Span>) {
    let (mut text, mut flagged, mut places) = (String::new(), Vec::new(), Vec::new());
    let (mut flag, mut place) = (0, 0);
    for c in marked.chars() {
        match c {
            '⟦' => flag = text.len(),
            '⟪' => place = text.len(),
            '⟧' => flagged.push(Span::new(flag, text.len())),
            '⟫' => places.push(Span::new(place, text.len())),
            c => text.push(c),
        }
    }
    (text, flagged, places)
}

#[test]
fn findings_about_quotations_and_names_show_what_else_they_speak_of() {
    for (rule, message, marked) in PLACES {
        let (text, flagged, places) = read(marked);
        let found = analyse(&text, Format::Markdown, &settings(rule)).findings;
        let spans: Vec<_> = found.iter().map(|f| f.span).collect();
        assert_eq!(spans, flagged, "{rule}: {marked}");
        let expected: Vec<_> = places.iter().map(|p| (*p, *message)).collect();
        let related = found[0].related.iter().map(|r| (r.span, &*r.message));
        assert_eq!(related.collect::<Vec<_>>(), expected, "{rule}: {marked}");
    }
    // Its places are in other drafts.
    let is_shown = |name| name == "name-across-drafts" || PLACES.iter().any(|p| p.0 == name);
    for rule in rules::all() {
        let speaks = matches!(rule.family, Family::Quotes | Family::Names);
        assert!(!speaks || is_shown(rule.name), "{}", rule.name);
    }
}
