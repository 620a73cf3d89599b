//! Drafts as a whole: running quotations, pronouns, the forms of interviews and letters, guesses. All invented; who says
//! what in single sentences is tried in `tests/languages`.

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
fn split_tags_and_clauses_of_their_own() {
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
fn pronouns_mean_somebody_unnamed_who_has_just_spoken() {
    let last = |text: &str| {
        let of = quotes("en", text);
        of.last()
            .and_then(|q| q.speaker.as_ref())
            .map(|s| s.name.to_string())
    };
    let after = |tag: &str| {
        last(&format!(
            "Ben Lorne came.\n\n“They are gone,” {tag}. It rained. “Twice,” he added."
        ))
    };
    for (tag, who) in [
        (
            "a spokesman for the council said",
            "a spokesman for the council",
        ),
        ("one keeper said", "one keeper"),
        // Nobody is meant by `he` that a body or a woman is.
        ("the council said", "Ben Lorne"),
        ("a spokeswoman said", "Ben Lorne"),
    ] {
        assert_eq!(after(tag).as_deref(), Some(who), "{tag}");
    }
    let asked = "Ben Lorne came.\n\nA reporter asked Lorne what he saw. “They are gone,” he said.";
    assert_eq!(last(asked).as_deref(), Some("Ben Lorne"));
}

#[test]
fn a_sentence_of_its_own_is_speech_wherever_its_full_stop_stands() {
    let kinds = |language: &str, text: &str| {
        let quotes = quotes(language, text);
        quotes.iter().map(|q| q.kind).collect::<Vec<_>>()
    };
    let text = "Lorne habló de la torre. “Hemos contado las aves dos veces”. Luego se fue.";
    assert_eq!(kinds("es", text), [Kind::Full]);
    let text = "Lorne habló de “las aves que hemos contado”. Luego se fue.";
    assert_eq!(kinds("es", text), [Kind::Partial]);
}

#[test]
fn dutch() {
    assert!(quotes("nl", "’s Avonds ging hij naar ’t bos.").is_empty());
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

/// What each quotation is and who says it; `-` where nobody is found.
fn desk(format: Format, text: &str) -> Vec<(Kind, Sieve, String)> {
    let facts = analyse(text, format, &Settings::default()).facts;
    let name = |q: &Quote| {
        q.speaker
            .as_ref()
            .map_or("-".to_string(), |s| s.name.to_string())
    };
    let quotes = facts.quotes.iter();
    quotes.map(|q| (q.kind, q.sieve, name(q))).collect()
}

fn exempt(who: &str) -> (Kind, Sieve, String) {
    (Kind::Exempt, Sieve::Label, who.to_string())
}

#[test]
fn labels_of_an_interview() {
    let text = "Ada Lorne keeps the tower.\n\n**HERALD:** Why did you leave?\n\n**LORNE:** I was tired. “We must all rest \
        at times.”\n\n“I went home that day.” And I slept.\n\n**HERALD:** And then?\n\n**LORNE:** I slept.\n";
    assert_eq!(
        desk(Format::Markdown, text),
        [exempt("Ada Lorne"), exempt("Ada Lorne")]
    );
    // A heading ends it, and so do paragraphs enough.
    let ended = format!("{text}\n## The tower\n\n“Nobody asked us about it at all.”\n");
    assert_eq!(desk(Format::Markdown, &ended)[2].0, Kind::Full);
    let long = format!(
        "{text}{}“Nobody asked us about it.”\n",
        "\nIt rained.\n\n".repeat(3)
    );
    assert_eq!(desk(Format::Markdown, &long)[2].0, Kind::Full);
    // One label is none.
    let once = "**HERALD:** Two birds are gone.\n\n“Nobody asked us about it at all.”\n";
    assert_eq!(desk(Format::Markdown, once)[0].0, Kind::Full);
}

#[test]
fn questions_and_answers() {
    let text = "Q: Why did you leave?\n\nA: I was tired. “We must all rest at times.”\n\n“I went home.” I slept.\n\n\
        Q: And then?\n\nA: “I slept for a week.”\n";
    let of = |text: &str| -> Vec<Kind> {
        let found = desk(Format::Plain, text);
        found.into_iter().map(|(kind, ..)| kind).collect()
    };
    assert_eq!(of(text), [Kind::Exempt; 3]);
    assert_eq!(of(&text.replace(": ", ". ")), [Kind::Exempt; 3]);
    let russian = text.replace("Q: ", "В: ").replace("A: ", "О: ");
    assert_eq!(of(&russian), [Kind::Exempt; 3]);
    // Initials are no labels.
    assert_eq!(
        of(
            "A. Lorne left. “We must all rest at times.”\n\nA. Lorne slept. “I went home that day.”\n"
        ),
        [Kind::Full; 2]
    );
}

#[test]
fn answers_without_a_label() {
    let bold = "**Why did you leave?**\n\nI was tired. “We must all rest at times.”\n\n**What will you do now?**\n\n\
        “Nothing at all, for a year.”\n";
    assert_eq!(desk(Format::Markdown, bold), [exempt("-"), exempt("-")]);
    let plain = "Why did you leave?\n\n“I was tired of it all.”\n\nDo you miss it?\n\nNo.\n\nWhat will you do?\n\nRest.\n";
    assert_eq!(desk(Format::Plain, plain), [exempt("-")]);
    // Questions to nobody, and too few of them.
    for text in [
        bold.replace("you", "they"),
        bold.replace("**What will you do now?**", "It rained."),
        plain.replace("Do you miss it?", "It rained."),
    ] {
        assert_eq!(desk(Format::Markdown, &text)[0].0, Kind::Full, "{text}");
    }
    let german = "---\nlang: de\n---\n\n**Warum gehen Sie?**\n\n„Ich war müde von allem.“\n\n**Was machen Sie nun?**\n\nNichts.\n";
    assert_eq!(desk(Format::Markdown, german), [exempt("-")]);
}

#[test]
fn letters() {
    let text = "Dear editor,\n\n“Nobody counted anything at all.”\n\nYours faithfully,\n\nAda Lorne\n\n“We counted them twice.”\n";
    let kinds: Vec<Kind> = desk(Format::Plain, text).into_iter().map(|q| q.0).collect();
    assert_eq!(kinds, [Kind::Exempt, Kind::Full]);
}

#[test]
fn block_quotes_name_whom_they_quote() {
    let markdown = "Night fell.\n\n> “We counted them twice and again.”\n>\n> Ben Marsh, *The Long Night* (2012)\n\n> Two were gone.\n>\n\
        > — Ada Lorne (@lorne) May 3, 2024\n";
    let label = |who: &str| (Kind::Full, Sieve::Label, who.to_string());
    assert_eq!(
        desk(Format::Markdown, markdown),
        [label("Ben Marsh"), label("Ada Lorne")]
    );
    // What nobody is said to have spoken is a note, in all its paragraphs.
    let note =
        "“They are gone,” Ada Lorne said.\n\n> We counted them twice.\n>\n> Two were gone.\n";
    let kinds = desk(Format::Markdown, note).into_iter().map(|q| q.0);
    assert_eq!(kinds.collect::<Vec<_>>()[1..], [Kind::Exempt, Kind::Exempt]);
    // One element’s name is not the next one’s, in one chunk or in several.
    let html = "<blockquote><p>We counted them twice.</p></blockquote><blockquote><p>Two were gone.</p>\
        <cite>Ada Lorne</cite></blockquote>";
    let found = desk(Format::Html, html);
    assert_eq!(found[0].0, Kind::Exempt);
    assert_eq!(found[1], label("Ada Lorne"));
}

#[test]
fn only_who_can_speak_is_guessed() {
    let guess = |before: &str| {
        let text = format!("{before}\n\n“We counted them twice.”\n");
        desk(Format::Plain, &text).remove(0).2
    };
    assert_eq!(guess("Ada Lorne came at noon."), "Ada Lorne");
    assert_eq!(guess("The keeper came at noon."), "The keeper");
    assert_eq!(guess("The council met at noon."), "The council");
    assert_eq!(guess("Islanders came at noon."), "Islanders");
    assert_eq!(guess("Three bassoonists came."), "Three bassoonists");
    assert_eq!(guess("The paper reported that two were gone."), "The paper");
    for nobody in [
        "The first crossing takes an hour.",
        "Hundreds came.",
        "It rained.",
        "Fog delayed the birds.",
        "London was cold.",
    ] {
        assert_eq!(guess(nobody), "-", "{nobody}");
    }
}
