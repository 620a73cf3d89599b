use super::*;
use crate::language;

fn split(text: &str) -> Vec<String> {
    let tokens = Tokens::of(text, language::english());
    (0..tokens.sentences.len())
        .map(|i| {
            let r = tokens.sentence(i);
            let span = tokens.list[r.start]
                .span
                .joined(tokens.list[r.end - 1].span);
            text[span.range()].to_string()
        })
        .collect()
}

#[test]
fn abbreviations_and_initials_do_not_end_sentences() {
    assert_eq!(
        split("Gen. J. K. Smith met Mr. Lee in the U.S. Senate. He left.").len(),
        2
    );
    assert_eq!(split("He lives in the U.S. The rest is known.").len(), 2);
    assert_eq!(
        split("“We won,” he said. “It was fun.” They left!").len(),
        3
    );
}

#[test]
fn marks_behind_a_word_are_told_apart() {
    let text = "Lee’s A4—B “C” U.K.’s e.g. 3.5m x.y é’s d’un J.R. No. he. a-b a- 5,é 6’2”";
    let tokens = Tokens::of(text, language::english());
    let words: Vec<&str> = tokens.list.iter().map(|t| &text[t.span.range()]).collect();
    let want = [
        "Lee’s", "A4", "—", "B", "“", "C", "”", "U.K.", "’", "s", "e", ".", "g", ".", "3.5m", "x",
        ".", "y", "é’s", "d’un", "J.R.", "No.", "he", ".", "a-b", "a", "-", "5", ",", "é", "6",
        "’", "2", "”",
    ];
    assert_eq!(words, want);
}

#[test]
fn words_keep_what_belongs_to_them() {
    let text = "O’Brien’s Jong-un—a 6.5-mile U.S. run.";
    let tokens = Tokens::of(text, language::english());
    let words: Vec<&str> = tokens.list.iter().map(|t| &text[t.span.range()]).collect();
    assert_eq!(
        words,
        [
            "O’Brien’s",
            "Jong-un",
            "—",
            "a",
            "6.5",
            "-",
            "mile",
            "U.S.",
            "run",
            "."
        ]
    );
}
