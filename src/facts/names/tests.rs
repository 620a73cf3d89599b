//! Mentions, people and spellings, over whole drafts.

use crate::config::Settings;
use crate::draft::analyse;
use crate::facts::names::{Kind, Slip};
use crate::markup::Format;

/// `name: mention, mention` a line, in the order of the draft.
fn names(text: &str) -> Vec<String> {
    let facts = analyse(text, Format::Plain, &Settings::default()).facts;
    let line = |n: &crate::facts::names::Name| {
        let mentions: Vec<&str> = n.mentions.iter().map(|m| &text[m.span.range()]).collect();
        format!("{}: {}", n.name, mentions.join(", "))
    };
    facts.names.iter().map(line).collect()
}

/// `wrong/right` of each variant, with what kind it is.
fn slips(text: &str) -> Vec<(Slip, String)> {
    let facts = analyse(text, Format::Plain, &Settings::default()).facts;
    facts
        .variants
        .iter()
        .map(|v| (v.slip, format!("{}/{}", v.wrong, v.right)))
        .collect()
}

#[test]
fn surnames_stand_for_the_full_name() {
    assert_eq!(
        names(
            "Anna Lindqvist won. “It took years,” Lindqvist said. Her coach, Tomas Brandt, agreed, and so did Lindqvist’s sister."
        ),
        [
            "Anna Lindqvist: Anna Lindqvist, Lindqvist, Lindqvist",
            "Tomas Brandt: Tomas Brandt"
        ]
    );
}

#[test]
fn particles_initials_apostrophes_and_hyphens_belong_to_names() {
    assert_eq!(
        names(
            "They met Ursula van der Berg, J. K. Marlow, Sean O’Dowd, Bashar al-Nouri and Choi Min-ho."
        ),
        [
            "Ursula van der Berg: Ursula van der Berg",
            "J. K. Marlow: J. K. Marlow",
            "Sean O’Dowd: Sean O’Dowd",
            "Bashar al-Nouri: Bashar al-Nouri",
            "Choi Min-ho: Choi Min-ho",
        ]
    );
}

#[test]
fn titles_roles_and_places_before_a_name_are_no_part_of_it() {
    assert_eq!(
        names(
            "They heard French Prime Minister Élodie Marchand and retired Gen. Paul Brightwater on Monday."
        ),
        [
            "French: French",
            "Élodie Marchand: Élodie Marchand",
            "Paul Brightwater: Paul Brightwater"
        ]
    );
}

#[test]
fn a_family_name_may_come_first() {
    assert_eq!(
        names("The visit of Xu Minghua was short. An aide said Xu was tired."),
        ["Xu Minghua: Xu Minghua, Xu"]
    );
}

#[test]
fn two_people_of_one_surname_stay_two() {
    assert_eq!(
        names(
            "Eric Marlow and his wife, Dora Marlow, came late. The crowd cheered Dora Marlow. Then Marlow spoke."
        ),
        [
            "Eric Marlow: Eric Marlow",
            "Dora Marlow: Dora Marlow, Dora Marlow, Marlow"
        ]
    );
}

#[test]
fn a_sentence_start_makes_no_name() {
    let found = names(
        "However, nobody came. Rising water stopped the trains. Meanwhile Anna Lindqvist waited. We’ll see.",
    );
    assert_eq!(found, ["Anna Lindqvist: Anna Lindqvist"]);
}

#[test]
fn headings_introduce_nobody() {
    let found = names(
        "Rivers Rise Again\n\nThe water in the Oder rose. A spokesman for Tomas Brandt said so.",
    );
    assert_eq!(found, ["Oder: Oder", "Tomas Brandt: Tomas Brandt"]);
}

#[test]
fn kinds() {
    let text = "The Ministry of Defence and NATO met Anna Lindqvist in Berlin.";
    let facts = analyse(text, Format::Plain, &Settings::default()).facts;
    let kinds: Vec<Kind> = facts.names.iter().map(|n| n.kind).collect();
    assert_eq!(
        kinds,
        [
            Kind::Organisation,
            Kind::Organisation,
            Kind::Person,
            Kind::Place
        ]
    );
}

#[test]
fn spellings_of_one_name() {
    let spelling = |s: &str| vec![(Slip::Spelling, s.to_string())];
    assert_eq!(
        slips("Anna Lindqvist won. Later Lindqvst left the hall."),
        spelling("Lindqvst/Lindqvist")
    );
    assert_eq!(
        slips("President Brandtskyy came. Brandtsky spoke first."),
        spelling("Brandtsky/Brandtskyy")
    );
    assert_eq!(
        slips("Muhsin Qaddoumi came. So did Mohsin Kaddoumi, they said."),
        spelling("Kaddoumi/Qaddoumi")
    );
    assert_eq!(
        slips("They met Elif Erdoğlu. Then Elif Erdoglu left."),
        spelling("Elif Erdoglu/Elif Erdoğlu")
    );
    assert_eq!(
        slips("They spoke of Greenpeace for an hour. Later Grenpeace answered."),
        spelling("Grenpeace/Greenpeace")
    );
    assert_eq!(
        slips("People in Finland waited. They love Finland, and Finlnad loves them."),
        spelling("Finlnad/Finland")
    );
}

#[test]
fn two_people_are_no_slip() {
    for text in [
        "Eric Marlow and his daughter Erica Marlow came. Eric Marlow spoke.",
        "Stephen Walker met Robert Walter. Then Walter left, and Walker stayed.",
        "The Germans met in Germany. A German minister spoke of the German past.",
        "They like the Smiths. Anna Smith and Paul Smith waved.",
        "Iran and Iraq talked. Then Iran and Iraq left.",
        "Trade with Latin America grew. Latinos cheered.",
    ] {
        assert_eq!(slips(text), [], "{text}");
    }
}

#[test]
fn given_names_and_acronyms() {
    assert_eq!(
        slips("Mark Ellwood won. Later Marc Ellwood left."),
        [(Slip::Given, "Marc/Mark".to_string())]
    );
    assert_eq!(
        slips("Joseph Ellwood won. Later Joe Ellwood left."),
        [(Slip::Nickname, "Joe/Joseph".to_string())]
    );
    assert_eq!(
        slips("They praised UNESCO. Then Unesco answered."),
        [(Slip::Acronym, "Unesco/UNESCO".to_string())]
    );
    // A dateline.
    assert_eq!(
        slips("MONTGOMERY, Ala. — The port is shut. Nobody in Montgomery knew why."),
        []
    );
    assert_eq!(
        slips("BRANDELTOWN (KX) -- The port is shut. Nobody in Brandeltown knew why."),
        []
    );
}

#[test]
fn a_job_of_another_language_is_no_part_of_a_name() {
    let people = |language: &str, text: &str| {
        let settings = Settings {
            language: Some(language.to_string()),
            ..Settings::default()
        };
        let facts = analyse(text, Format::Plain, &settings).facts;
        let people = facts.names.iter().filter(|n| n.kind == Kind::Person);
        people.map(|n| n.name.to_string()).collect::<Vec<_>>()
    };
    assert_eq!(
        people(
            "de",
            "Es kamen CDU-Chef Martin Ellwood und Geschäftsführer Thomas Moss."
        ),
        ["Martin Ellwood", "Thomas Moss"]
    );
    assert_eq!(
        people(
            "nl",
            "Daar stond Brandel-trainer Martin Ellwood naast Thomas van 't Hek."
        ),
        ["Martin Ellwood", "Thomas van 't Hek"]
    );
    assert_eq!(
        people("fr", "C’est l’avis d’Arnaud Ellwood."),
        ["Arnaud Ellwood"]
    );
}

#[test]
fn a_job_before_a_name_is_no_part_of_it() {
    assert_eq!(
        names(
            "They heard Brandel Senior Technologist Martin Ellwood and Chief Architect Ann Moss, and Dalby Conservative Bea Lund."
        ),
        [
            "Brandel Senior: Brandel Senior",
            "Martin Ellwood: Martin Ellwood",
            "Ann Moss: Ann Moss",
            "Dalby: Dalby",
            "Bea Lund: Bea Lund"
        ]
    );
}

#[test]
fn titles_in_a_row_are_one() {
    assert_eq!(
        names("Deputy Prime Minister Ann Lee met Ben Marsh. The Deputy Prime Minister spoke."),
        [
            "Ann Lee: Ann Lee",
            "Ben Marsh: Ben Marsh",
            "Deputy Prime Minister: Deputy Prime Minister"
        ]
    );
}

#[test]
fn transliterations_differ_in_more_than_a_letter() {
    let same = |a: &str, b: &str| {
        let text = format!(
            "The talks were opened by {a}.\n\nOn Tuesday the group heard from {a} again.\n\nA word is expected from {b} soon."
        );
        slips(&text)
    };
    for (a, b) in [
        ("Karim Zelinsky", "Karim Zelinskiy"),
        ("Omar Khadoumi", "Omar Hadoumi"),
        ("Nasser al-Marwazi", "Nasser el-Marwasi"),
        ("Fiona MacAllen", "Fiona McAllen"),
        ("Soulaymo Outtaka", "Soulaymo Ouattara"),
        ("Yevgen Marlow", "Evgen Marlow"),
        ("Ken Ripenga", "Ken Ripengai"),
    ] {
        assert_eq!(same(a, b).len(), 1, "{a} {b}: {:?}", same(a, b));
    }
    for (a, b) in [
        ("Nasser al-Marwazi", "Marwazi"),
        ("John Hadley", "John Hanley Smith"),
        ("Maria Ortega", "Mario Ortega"),
    ] {
        assert_eq!(same(a, b), [], "{a} {b}");
    }
}

#[test]
fn words_cut_short_in_tables_are_no_names() {
    let text = "Supply -- Start Stocks 536 536 316 316 Production 2,007 2,007\n\nStart Stcks 1,905 1,905 1,425 End Stcks 947 947 632\n";
    assert_eq!(slips(text), []);
    // A player's is one all the same.
    let text = "Stead 9 0 41 1, Decker 6 0 28 0.\n\nB. Dekker not out 8 12 4 0\n";
    assert_eq!(slips(text).len(), 1);
}

#[test]
fn lists_of_players_are_no_slips() {
    let text = "Matt Dawson is back. Dawson missed three games.\n\nTait, Voyce, Moen.\n\nDowson, Haughton, Monye, P Sanderson (Kent), M Horan (Munster), A Horgan (Munster).";
    let facts = analyse(text, Format::Plain, &Settings::default()).facts;
    assert!(facts.variants.iter().all(|v| !v.sure));
    assert!(names(text).contains(&"P Sanderson: P Sanderson".to_string()));
}

#[test]
fn a_word_that_stands_for_a_name_is_told() {
    let text = "Ed Tabble spoke. Tabble won. Later Tabble left; aides said Tabble was tired. They blamed Table and his friends.";
    assert_eq!(slips(text).len(), 1);
    let text = "She asked the Secretery of State on Wenesday. It was Febuary.";
    assert_eq!(slips(text).len(), 3);
    // Names, and words that are spelled so.
    let text = "She met Aprilia, Mr Sundman and Octavia Friedan. The Presidents came.";
    assert_eq!(slips(text), []);
}
