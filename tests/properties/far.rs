//! What is typed in one place and felt in another, far from it: each of these must reach there key by key, and be gone
//! again when it is taken back.

use super::checks::incremental_equals_whole;
use copydesk::config::Settings;
use copydesk::draft::{Analysis, analyse};
use copydesk::facts::quotes::Quote;
use copydesk::finding::Severity;
use copydesk::markup::Format;
use std::sync::Arc;

/// A draft with `|` where `typed` goes. Paragraphs of no interest stand for `…`.
struct Case {
    what: &'static str,
    text: &'static str,
    typed: &'static str,
}

const CASES: &[Case] = &[
    Case {
        what: "a gender, by the draft's own pronouns",
        text: "Ktan Lorne lost the keys.\n\nUvo Marsh lost the hat.\n\n“We counted them twice,” he said.\n\n…\n\nIt rained.|\n",
        typed: " Uvo Marsh lost her hat.",
    },
    Case {
        what: "a label of an interview",
        text: "**Lorne:** It was late. “We counted them twice and again.”\n\n…\n\nIt rained.|\n",
        typed: "\n\n**Berg:** And then?",
    },
    Case {
        what: "which marks come first",
        text: "‘We counted them all twice,’ Lorne said.\n\n…\n\nIt rained.|\n",
        typed: " “It is not so,” he said. “It is not so at all. Nobody asked us.” “Nobody ever asked us.”",
    },
    Case {
        what: "a name in full, behind",
        text: "“We counted them twice,” Quellmar said.\n\n…\n\nIt rained.|\n",
        typed: " Then Anna Quellmar came.",
    },
    Case {
        what: "a gender, by a title",
        text: "Uvo Marsh lost the hat.\n\n“We counted them twice,” he said.\n\n…\n\nThen |Marsh left.\n",
        typed: "Mrs ",
    },
    Case {
        what: "a name in full",
        text: "# The pier\n\nIt rained.| Nobody came.\n\n…\n\n“We counted them twice,” Quellmar said.\n",
        typed: " Then Anna Quellmar came.",
    },
    Case {
        what: "a second one of that surname",
        text: "Anna Quellmar came.\n\nIt rained.|\n\n…\n\n“We counted them twice,” Quellmar said.\n",
        typed: " Peter Quellmar slept.",
    },
    Case {
        what: "a spelling",
        text: "It rained.|\n\n…\n\nAnna Quellmar came. “We counted them twice,” Anna Quellmar said.\n",
        typed: " Anna Quelmar slept.",
    },
    Case {
        what: "the last line of a letter",
        text: "Dear editor,\n\n“We counted them twice and again.”\n\n…\n\nI am well.|\n",
        typed: "\n\nYours faithfully,\n",
    },
    Case {
        what: "a quotation that runs on",
        text: "“We counted them twice|\n\n“We looked for them all night.\n\n“We found nobody there,” Lorne said.\n",
        typed: ".” It rained",
    },
    Case {
        what: "a person between the last one and a pronoun",
        text: "Mary Lorne keeps the tower.|\n\nIt rained.\n\n“We counted them twice,” she said.\n",
        typed: " Ada Berg keeps the birds.",
    },
    Case {
        what: "who was named last before a quotation of nobody",
        text: "Ada Lorne lost the keys.\n\nIt rained.|\n\n…\n\n“We counted them twice and again.”\n",
        typed: " Then Ben Marsh lost the hat.",
    },
    Case {
        what: "the tense that most attributions have",
        text: "“We counted them twice,” Lorne said.|\n\n…\n\n“We found nobody there,” Berg says.\n",
        typed: " “They were all gone,” Marsh said.",
    },
    Case {
        what: "a credit for all, at the foot",
        text: "# The pier\n\n![The pier](a.jpg)\n\n…\n\nThe end.|\n",
        typed: "\n\n*Photos: Ida Brandt/Norrhaven Post*\n",
    },
    Case {
        what: "an address",
        text: "# The pier\n\n![The pier][pier]\n\n…\n\nThe end.\n|",
        typed: "\n[pier]: a.jpg\n",
    },
    Case {
        what: "a comment that lets findings stand",
        text: "# The pier\n\nIt rained.\n\n|…\n\n“We counted them twice and again.”\n",
        typed: "<!-- copydesk-ignore-file unattributed-quote: so -->\n\n",
    },
    Case {
        what: "a headline that quotes",
        text: "# The pier|\n\n…\n\n“We looked for them every night,” the keeper said.\n",
        typed: " “searched for them every night”",
    },
];

/// What may be felt from afar.
fn felt(analysis: &Analysis, text: &str) -> Vec<String> {
    let facts = &analysis.facts;
    let said = |q: &Quote| {
        let who = q.speaker.as_ref().map(|s| &s.name);
        let words = text[q.span.range()].chars().take(30).collect::<String>();
        format!("{words} {:?} {:?} {:?}", q.kind, q.sieve, who)
    };
    let mut felt: Vec<String> = facts.quotes.iter().map(said).collect();
    let credit = |p: &copydesk::facts::images::Picture| p.credit.as_ref().map(|c| c.text.clone());
    felt.extend(facts.images.iter().map(|p| format!("{:?}", credit(p))));
    for finding in &analysis.findings {
        felt.push(finding.message.clone());
        felt.extend(finding.related.iter().map(|r| r.message.clone()));
    }
    felt
}

#[test]
fn what_is_felt_from_afar_is_felt_at_each_key() {
    for case in CASES {
        let filler = "The ferry was late and the hall was full. ".repeat(3);
        let marked = case.text.replace('…', &[filler.trim(); 4].join("\n\n"));
        let at = marked.find('|').unwrap();
        let text = marked.replace('|', "");
        let mut with = text.clone();
        with.insert_str(at, case.typed);
        let mut settings = Settings::default();
        let tense = ("attribution-tense".to_string(), Some(Severity::Hint));
        settings.rules.extend([tense]);
        let settings = Arc::new(settings);
        let [before, after] = [&text, &with].map(|text| {
            let felt = felt(&analyse(text, Format::Markdown, &settings), text);
            // Of what is typed itself there is no doubt.
            let own = |f: &String| !case.typed.contains(f.split(" ").next().unwrap_or(""));
            felt.into_iter().filter(own).collect::<Vec<_>>()
        });
        assert_ne!(before, after, "{} is not felt", case.what);
        let keys = case.typed.char_indices();
        let there = keys.clone().map(|(i, c)| (at + i, 0, c.to_string()));
        let back = keys
            .rev()
            .map(|(i, c)| (at + i, c.len_utf8(), String::new()));
        let again = [
            (at, 0, case.typed.to_string()),
            (at, case.typed.len(), String::new()),
        ];
        let edits = there.chain(back).chain(again).map(|e| (e, false));
        incremental_equals_whole(&text, Format::Markdown, &settings, edits);
    }
}
