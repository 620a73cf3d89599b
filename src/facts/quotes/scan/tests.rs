//! Marks of every kind in small texts.

use super::*;

fn scan(text: &str) -> Scan {
    super::scan(text, &Tokens::of(text, crate::language::english()), &[])
}

/// The spans found, `~` before nested ones, `?` behind unclosed ones, `'` before single ones.
fn found(text: &str) -> Vec<String> {
    let scan = scan(text);
    let show = |m: &Marked| {
        let (nested, single) = (
            if m.nested { "~" } else { "" },
            if m.single { "'" } else { "" },
        );
        let open = if m.closed { "" } else { "?" };
        format!("{nested}{single}{}{open}", &text[m.content.range()])
    };
    scan.marks.iter().map(show).collect()
}

#[test]
fn pairs_of_every_kind() {
    assert_eq!(found("He said “yes” and \"no\"."), ["yes", "no"]);
    assert_eq!(found("Er sagte „ja“ und »nein«."), ["ja", "nein"]);
    assert_eq!(found("Il dit « oui » puis «non»."), [" oui ", "non"]);
    assert_eq!(found("Hon sade ”ja” och »nej»."), ["ja", "nej"]);
    assert_eq!(found("他说「好」。"), ["好"]);
    // Low marks that were typed as commas.
    assert_eq!(found(",,Ja”, zei hij. ,,Nee.’’ En 3,,4."), ["Ja", "Nee."]);
    assert_eq!(found("She asked:\"Why?\" He left."), ["Why?"]);
    assert_eq!(found("His act—\"My plan!\"—wears thin."), ["My plan!"]);
}

#[test]
fn nesting() {
    assert_eq!(
        found("“He told me ‘go’ and I went.”"),
        ["He told me ‘go’ and I went.", "~'go"]
    );
    assert_eq!(
        found("‘He said “no” to me,’ she said."),
        ["'He said “no” to me,", "no"]
    );
    assert_eq!(found("“A “b” c”"), ["A “b” c", "~b"]);
    assert_eq!(found("“No,“ he said. “Yes.”"), ["No,", "Yes."]);
    assert_eq!(
        found("“I call it \"odd\" today.”"),
        ["I call it \"odd\" today.", "~odd"]
    );
}

#[test]
fn straight_marks_nest() {
    assert_eq!(
        found("\"We call it \"odd\" and \"new\" here,\" she said."),
        ["We call it \"odd\" and \"new\" here,", "~odd", "~new"]
    );
    // Paragraphs run together: each opens, the last closes.
    assert_eq!(
        found("\"We won. \"It rained. \"Nobody came.\""),
        ["We won.?", "It rained.?", "Nobody came."]
    );
}

#[test]
fn apostrophes_are_no_marks() {
    assert_eq!(
        found("Don’t say ’tis the ’90s, rock ’n’ roll dogs’ dinner."),
        [""; 0]
    );
    assert_eq!(
        found("‘The boys’ coats are wet,’ she said."),
        ["'The boys’ coats are wet,"]
    );
    assert_eq!(
        found("'We're goin' home,' he said."),
        ["'We're goin' home,"]
    );
}

#[test]
fn primes_are_no_marks() {
    assert_eq!(found("He is 6’2” tall and 6'11\" long."), [""; 0]);
    assert_eq!(found("“He is 6’2” tall,” she said."), ["He is 6’2” tall,"]);
    assert_eq!(found("A 12\" pizza and a 5” pipe"), [""; 0]);
    assert_eq!(scan("A “so-called” 5” pipe, 13”.").strays, []);
    assert_eq!(found("\"There were 12\" he said."), ["There were 12"]);
}

#[test]
fn what_is_not_closed() {
    assert_eq!(found("“We won, Lee said."), ["We won, Lee said.?"]);
    assert_eq!(
        found("“We won, Lee said. “It was fun.”"),
        ["We won, Lee said.?", "It was fun."]
    );
    assert_eq!(
        found("\"We won, Lee said. \"It was fun.\""),
        ["We won, Lee said.?", "It was fun."]
    );
    assert_eq!(scan("We won,” Lee said.").strays, [Span::new(7, 10)]);
}

#[test]
fn ten_thousand_unclosed_marks() {
    for mark in ["“", " \"a", " ‘a", "„", "«", " 'a", "a' "] {
        let text = mark.repeat(10_000);
        assert!(scan(&text).marks.len() <= 10_000);
    }
}
