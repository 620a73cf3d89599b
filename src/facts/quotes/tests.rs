//! Drafts in each language: who says what, by which sieve. All invented.

use super::{Kind, Quote, Sieve};
use crate::config::Settings;
use crate::draft::{Draft, analyse};
use crate::markup::Format;
use crate::text::Span;
use std::sync::Arc;

fn quotes(language: &str, text: &str) -> Vec<Quote> {
    let settings = Settings {
        language: Some(language.to_string()),
        ..Settings::default()
    };
    analyse(text, Format::Plain, &settings).facts.quotes
}

/// Who says the first quotation of `text`, by the words that name them.
fn speaker(language: &str, text: &str) -> String {
    let quotes = quotes(language, text);
    let span = quotes.first().and_then(|q| q.speaker.as_ref()?.span);
    span.map_or_else(
        || format!("nobody in {quotes:?}"),
        |s| text[s.range()].to_string(),
    )
}

fn check(language: &str, cases: &[(&str, &str)]) {
    let wrong: Vec<_> = cases
        .iter()
        .map(|(text, who)| (text, who, speaker(language, text)))
        .filter(|(_, who, got)| got != *who)
        .collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn english_tags() {
    check(
        "en",
        &[
            ("“We counted them twice,” Lorne said.", "Lorne"),
            (
                "“We counted them twice,” said Ada Lorne, who keeps the tower.",
                "Ada Lorne",
            ),
            (
                "“We counted them twice,” Lorne, who keeps the tower, told visitors.",
                "Lorne",
            ),
            (
                "“We counted them twice,” Rep. Ada Lorne (D-Ohio) said.",
                "Rep. Ada Lorne",
            ),
            ("“Did you count them?” Lorne asked the warden.", "Lorne"),
            ("“They are gone!” Lorne hissed.", "Lorne"),
            (
                "“We counted them twice,” a spokesman for the tower said.",
                "a spokesman for the tower",
            ),
            ("“We counted them twice,” according to Lorne.", "Lorne"),
            ("“We counted them twice,” the two write.", "two"),
            (
                "“And then?” Lorne went on, as if nobody had spoken.",
                "Lorne",
            ),
        ],
    );
}

#[test]
fn english_cues_before() {
    check(
        "en",
        &[
            ("Lorne said: “We counted them twice.”", "Lorne"),
            (
                "Lorne told visitors on Monday that “we counted them twice and again.”",
                "Lorne",
            ),
            (
                "According to Lorne, “we counted them twice and again.”",
                "Lorne",
            ),
            ("Said Lorne, “We counted them twice.”", "Lorne"),
            (
                "Lorne came back and said, “We counted them twice.”",
                "Lorne",
            ),
            (
                "Lorne closed the tower, saying: “We counted them twice.”",
                "Lorne",
            ),
            (
                "Lorne issued a statement: “We counted them twice.”",
                "Lorne",
            ),
            (
                "Lorne said she thinks “we counted them twice and again.”",
                "Lorne",
            ),
            (
                "The warden stood by her remark that “we counted them twice and again.”",
                "her",
            ),
            ("Lorne interjected, “We counted them twice.”", "Lorne"),
            (
                "Asked about the birds, Lorne said, “We counted them twice.”",
                "Lorne",
            ),
            ("“Why?” She added: “We counted them twice.”", "She"),
        ],
    );
}

#[test]
fn english_over_paragraphs() {
    let running = quotes(
        "en",
        "Lorne said: “We counted them.\n\n“They were gone.\n\n“Nobody slept that night.”\n",
    );
    assert_eq!(
        running.iter().map(|q| q.sieve).collect::<Vec<_>>(),
        [Sieve::Cue, Sieve::Running, Sieve::Running]
    );
    assert!(
        running
            .iter()
            .all(|q| q.speaker.as_ref().is_some_and(|s| &*s.name == "Lorne"))
    );
    assert!(running[0].runs_on && running[1].runs_on && !running[2].runs_on);
    let label = quotes(
        "en",
        "“We counted them twice and again.”\n\n— Ada Lorne, keeper\n",
    );
    assert_eq!(label[0].sieve, Sieve::Label);
    let colon = quotes(
        "en",
        "Lorne had one thing to say:\n\n“We counted them twice.”\n",
    );
    assert_eq!(colon[0].sieve, Sieve::Running);
}

#[test]
fn english_kinds() {
    let kinds = |text| {
        quotes("en", text)
            .iter()
            .map(|q| q.kind)
            .collect::<Vec<_>>()
    };
    assert_eq!(
        kinds("The so-called “night watch of the tower” met."),
        [Kind::Term]
    );
    assert_eq!(
        kinds("She read from “The Keeper of the Tower” at noon."),
        [Kind::Title]
    );
    assert_eq!(
        kinds("She was “not at all amused by it” at noon."),
        [Kind::Partial]
    );
    assert_eq!(kinds("“They are gone,” she said."), [Kind::Full]);
}

#[test]
fn english_subjects_over_clauses() {
    check(
        "en",
        &[
            (
                "A letter from the tower obtained by the Evening Herald warns that “the birds are gone for good”.",
                "A letter from the tower",
            ),
            (
                "Keepers marching through the streets chanted “Bring them back!” until noon.",
                "Keepers",
            ),
            (
                "A warden who spoke briefly to describe the night said, “We counted them twice.”",
                "A warden",
            ),
            (
                "OSLO, May 3 (AP) — In reply to the council, Ada Lorne’s deputy wrote to visitors, saying: “We counted them.”",
                "Ada Lorne’s deputy",
            ),
            (
                "The tower was closed, with the Board of Wardens calling it “a sad day for all of us”.",
                "Board of Wardens",
            ),
            (
                "The council was quick, with Ben Marsh writing that it was a “slip” and asking, “Who counts the birds?”",
                "Ben Marsh",
            ),
            (
                "That night, Lorne issued a statement: “We counted them twice.”",
                "Lorne",
            ),
            (
                "Outside the tower, about 200 keepers stood in the rain, holding signs and chanting “Bring them back!”",
                "about 200 keepers",
            ),
            (
                "The report led wardens in town to declare that “the birds are gone for good”.",
                "wardens in town",
            ),
            (
                "The tower is called the “Crown of the Hills” by the villagers, according to Lorne.",
                "the villagers",
            ),
            (
                "It was a “very good thing” that gave “frankly good advice,” she said.",
                "she",
            ),
            (
                "“We counted them,” Lorne wrote in a note telling why she is leaving, “but two were gone.”",
                "Lorne",
            ),
            ("“They come and go,” From said.", "From"),
            (
                "Lorne’s answer to wardens was, “Count them twice.”",
                "Lorne",
            ),
            (
                "Marsh was kind to the wardens, but he gave the keeper a warning: “Count them twice.”",
                "he",
            ),
        ],
    );
    let split = quotes(
        "en",
        "“We counted them,” Lorne wrote in a note telling why Marsh is leaving, “but two were gone.”",
    );
    assert!(
        split
            .iter()
            .all(|q| q.speaker.as_ref().is_some_and(|s| &*s.name == "Lorne")),
        "{split:#?}"
    );
    // The clause behind the quotation is none of its own.
    let which = quotes(
        "en",
        "“We counted them,” said Ada Lorne, the keeper. “They were gone,” which Marsh thinks is true.",
    );
    assert_eq!(
        &*which[1].speaker.as_ref().expect("a speaker").name,
        "Ada Lorne"
    );
}

#[test]
fn pronouns_mean_nobody_of_the_other_gender() {
    let who = |text| {
        let quotes = quotes("en", text);
        quotes
            .last()
            .and_then(|q| q.speaker.as_ref())
            .expect("a speaker")
            .name
            .to_string()
    };
    // By the given name, by the draft’s own pronouns, by a surname that two share, and nobody rather than a people.
    assert_eq!(
        who(
            "Mary Lorne keeps the tower.\n\nJohn Marsh brought the birds.\n\n“We counted them twice,” she said.\n"
        ),
        "Mary Lorne"
    );
    assert_eq!(
        who(
            "Ktan Lorne lost her keys.\n\nUvo Marsh lost his hat.\n\n“We counted them twice,” she said.\n"
        ),
        "Ktan Lorne"
    );
    assert_eq!(
        who(
            "John Lorne keeps the tower with Mary Lorne, whom Mary Lorne’s friends admire.\n\nLorne was there.\n\n“We counted them twice,” he said.\n"
        ),
        "John Lorne"
    );
    assert_eq!(
        who("The board answered.\n\n“We counted them twice,” she said.\n"),
        "she"
    );
}

#[test]
fn pronouns_mean_the_last_person_spoken_of() {
    let text = "Ada Lorne keeps the tower.\n\nMr. Ben Marsh helps Ada Lorne there.\n\n“We counted them twice,” she said.\n";
    let quotes = quotes("en", text);
    assert_eq!(
        &*quotes[0].speaker.as_ref().expect("a speaker").name,
        "Ada Lorne"
    );
}

#[test]
fn german() {
    check(
        "de",
        &[
            (
                "„Wir haben sie zweimal gezählt“, sagte Lorne am Montag.",
                "Lorne",
            ),
            (
                "„Wir haben sie zweimal gezählt“, teilte die Polizei mit.",
                "die Polizei",
            ),
            ("„Wir haben sie zweimal gezählt“, so Lorne.", "Lorne"),
            ("Lorne sagte: „Wir haben sie zweimal gezählt.“", "Lorne"),
            (
                "Laut Lorne haben sie „die Vögel zweimal und dreimal gezählt“.",
                "Lorne",
            ),
            (
                "Lorne hat am Montag gesagt: »Wir haben sie zweimal gezählt.«",
                "Lorne",
            ),
        ],
    );
}

#[test]
fn french() {
    check(
        "fr",
        &[
            (
                "« Nous les avons comptés deux fois », a déclaré Lorne.",
                "Lorne",
            ),
            ("« Nous les avons comptés deux fois », dit-il.", "dit-il"),
            (
                "« Nous les avons comptés deux fois », a-t-elle expliqué lundi.",
                "a-t-elle",
            ),
            (
                "Lorne a affirmé : « Nous les avons comptés deux fois. »",
                "Lorne",
            ),
            (
                "Selon Lorne, « nous les avons comptés deux fois et encore ».",
                "Lorne",
            ),
        ],
    );
}

#[test]
fn spanish() {
    check(
        "es",
        &[
            ("«Los contamos dos veces», dijo Lorne.", "Lorne"),
            (
                "“Los contamos dos veces”, ha explicado la guarda.",
                "la guarda",
            ),
            (
                "—Los contamos dos veces —dijo Lorne—. Faltaban dos.",
                "Lorne",
            ),
            ("Según Lorne, “los contamos dos veces y otra más”.", "Lorne"),
            ("Lorne añadió: “Los contamos dos veces”.", "Lorne"),
        ],
    );
}

#[test]
fn dutch() {
    check(
        "nl",
        &[
            ("‘We hebben ze twee keer geteld,’ zei Lorne.", "Lorne"),
            ("Volgens Lorne zijn ze ‘twee of drie keer geteld’.", "Lorne"),
            ("‘We hebben ze twee keer geteld’, aldus Lorne.", "Lorne"),
            (
                "Lorne liet weten: ‘We hebben ze twee keer geteld.’",
                "Lorne",
            ),
        ],
    );
    assert!(quotes("nl", "’s Avonds ging hij naar ’t bos.").is_empty());
}

#[test]
fn italian() {
    check(
        "it",
        &[
            ("«Li abbiamo contati due volte», ha detto Lorne.", "Lorne"),
            (
                "Lorne ha dichiarato: “Li abbiamo contati due volte”.",
                "Lorne",
            ),
            (
                "Secondo Lorne, «li abbiamo contati due volte e ancora».",
                "Lorne",
            ),
        ],
    );
}

#[test]
fn portuguese() {
    check(
        "pt",
        &[
            ("“Contamos duas vezes”, disse Lorne.", "Lorne"),
            (
                "— Contamos duas vezes — disse Lorne. — Faltavam dois.",
                "Lorne",
            ),
            (
                "De acordo com Lorne, “contamos duas vezes e mais uma”.",
                "Lorne",
            ),
        ],
    );
}

#[test]
fn ukrainian() {
    check(
        "uk",
        &[
            ("«Ми порахували їх двічі», — сказала Лорн.", "Лорн"),
            ("Лорн заявила: «Ми порахували їх двічі».", "Лорн"),
            (
                "За словами Лорн, «ми порахували їх двічі і ще раз».",
                "Лорн",
            ),
        ],
    );
}

#[test]
fn russian() {
    check(
        "ru",
        &[
            ("«Мы пересчитали их дважды», — сказал Лорн.", "Лорн"),
            (
                "— Мы пересчитали их дважды, — сказал Лорн. — Двух не было.",
                "Лорн",
            ),
            (
                "По словам Лорна, «мы пересчитали их дважды и ещё раз».",
                "Лорна",
            ),
        ],
    );
}

#[test]
fn ten_thousand_quotations_in_one_line() {
    for piece in [
        "“We won,” Lee said. ",
        "“We won. ",
        "We won.” ",
        "“a” ",
        "‘We won,’ he said. ",
        "he said “",
        "— he said ",
    ] {
        let text = piece.repeat(10_000);
        assert!(quotes("en", &text).len() <= 20_000);
        quotes("es", &text);
    }
}

#[test]
fn the_language_follows_the_text() {
    let german = "Der Wärter zählte die Vögel am Mittag und fand, dass zwei von ihnen fehlten. Die ganze Nacht suchte er \
        mit seinen Kollegen nach ihnen, doch am Morgen lag nur eine Feder vor der Tür. „Wir haben sie gezählt“, sagte Lorne.";
    let mut draft = Draft::new("“We counted them.”", Format::Plain, Arc::default());
    assert_eq!(draft.analyse().language, "en");
    draft.edit(Span::new(0, draft.rope().len_bytes()), german);
    let edited = draft.analyse().clone();
    assert_eq!(edited.language, "de");
    assert_eq!(
        *edited,
        analyse(german, Format::Plain, &Settings::default())
    );
}

#[test]
fn block_quotes() {
    let of = |text| analyse(text, Format::Markdown, &Settings::default());
    let said = |text| {
        let facts = of(text).facts;
        let name = |q: &Quote| q.speaker.as_ref().map(|s| s.name.to_string());
        facts
            .quotes
            .iter()
            .map(|q| (q.sieve, name(q)))
            .collect::<Vec<_>>()
    };
    let lorne = Some("Ada Lorne".to_string());
    assert_eq!(
        said("Night.\n\n> We counted them twice.\n>\n> — Ada Lorne, keeper\n"),
        [(Sieve::Label, lorne.clone())]
    );
    assert_eq!(
        said("Ada Lorne said:\n\n> We counted them twice.\n>\n> Two were gone.\n"),
        [(Sieve::Running, lorne.clone()), (Sieve::Running, lorne),]
    );
    // A note is no speech.
    assert!(
        of("Night.\n\n> We count them twice in this handbook.\n")
            .findings
            .is_empty()
    );
}

#[test]
fn interviews() {
    let found = analyse(
        "Q: Is it true?\n\nA: “We counted them twice and again.” That was it.\n",
        Format::Plain,
        &Settings::default(),
    );
    assert!(found.facts.quotes.iter().all(|q| q.kind == Kind::Exempt));
}
