//! A text that is not being edited, read once and judged as often as need be: under what settings say now, with what
//! other drafts and pictures' files tell.

use super::pack;
use crate::config::Settings;
use crate::draft::chunks::Chunks;
use crate::facts::images::Pictures;
use crate::facts::names::across::Elsewhere;
use crate::facts::{self, Facts};
use crate::fault;
use crate::finding::Finding;
use crate::language::{self, Pack};
use crate::markup::Format;
use crate::rules::{self, Context};
use crate::text::Span;

/// A text and its facts. They depend on the format and the language alone.
#[derive(Debug)]
pub struct Reading {
    pub text: String,
    pub format: Format,
    pub facts: Facts,
    pack: &'static Pack,
}

/// What a reading is judged by besides its own facts.
#[derive(Clone, Copy)]
pub struct Light<'a> {
    pub settings: &'a Settings,
    /// What the files of its pictures tell.
    pub pictures: &'a Pictures,
    /// Its names that other drafts spell otherwise.
    pub elsewhere: &'a [Elsewhere],
}

impl Reading {
    pub fn new(text: String, format: Format, settings: &Settings) -> Self {
        let chunks = Chunks::read_once(&text.as_str(), format, pack(settings));
        let pack = chunks.pack();
        Reading {
            facts: facts_of(&chunks, text.len()),
            text,
            format,
            pack,
        }
    }

    /// Its findings.
    pub fn judge(&self, light: &Light<'_>) -> Vec<Finding> {
        judge(&self.text, self.format, self.pack, &self.facts, light)
    }

    /// Which of the settings' entries that let findings stand have something to let stand here, in their order.
    pub fn used(&self, light: &Light<'_>) -> Vec<bool> {
        used(&self.text, self.format, self.pack, &self.facts, light)
    }
}

/// The same of facts that somebody else has worked out, in the language of that code.
pub fn used_entries(
    text: &str,
    format: Format,
    language: &str,
    facts: &Facts,
    light: &Light<'_>,
) -> Vec<bool> {
    let pack = language::by_code(language).unwrap_or(language::english());
    used(text, format, pack, facts, light)
}

/// What chunks that have been read say together; a fault over all `len` bytes of the text if that cannot be told.
pub(super) fn facts_of(chunks: &Chunks, len: usize) -> Facts {
    let whole = || Facts {
        faults: vec![Span::new(0, len)],
        ..Facts::default()
    };
    fault::guard(|| facts::resolve(&chunks.placed(), chunks.pack())).unwrap_or_else(whole)
}

/// Findings of a text with these facts.
pub(super) fn judge(
    text: &str,
    format: Format,
    pack: &'static Pack,
    facts: &Facts,
    light: &Light<'_>,
) -> Vec<Finding> {
    rules::check(&Context {
        facts,
        whole: facts,
        mentions: None,
        settings: light.settings,
        source: &text,
        format,
        pack,
        suppressions: &[],
        pictures: light.pictures,
        elsewhere: light.elsewhere,
    })
}

fn used(
    text: &str,
    format: Format,
    pack: &'static Pack,
    facts: &Facts,
    light: &Light<'_>,
) -> Vec<bool> {
    let ignores = &light.settings.ignores;
    if ignores.is_empty() {
        return Vec::new();
    }
    let open = Settings {
        ignores: Vec::new(),
        ..light.settings.clone()
    };
    let light = Light {
        settings: &open,
        ..*light
    };
    let findings = judge(text, format, pack, facts, &light);
    let used = ignores.iter().map(|i| {
        let mut findings = findings.iter();
        findings.any(|f| i.lets_stand(f.rule, || text[f.span.range()].into()))
    });
    used.collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::{Ignore, NameEntry};
    use crate::draft::analyse;

    #[test]
    fn a_reading_is_judged_as_the_text_would_be_analysed() {
        let text = "Marta Lindqvist met the press.\n\n“The bridge will not open.”\n\nMarta Lindqwist left for Kiev.\n";
        let reading = Reading::new(text.to_string(), Format::Plain, &Settings::default());
        let named = NameEntry {
            canonical: "Kyiv".into(),
            variants: vec!["Kiev".into()],
            ..NameEntry::default()
        };
        let ignore = |rule: &str, text: &str| Ignore {
            rule: rule.into(),
            text: Some(text.into()),
            ..Ignore::default()
        };
        let all = Settings {
            names: vec![named],
            ignores: vec![
                ignore("unattributed-quote", "“The bridge will not open.”"),
                ignore("unattributed-quote", "“Another.”"),
                ignore("house-style-name", "Kiev"),
            ],
            ..Settings::default()
        };
        for settings in [&Settings::default(), &all] {
            let light = Light {
                settings,
                pictures: &Pictures::default(),
                elsewhere: &[],
            };
            let whole = analyse(text, Format::Plain, settings);
            assert_eq!(reading.judge(&light), whole.findings);
            let of_facts = used_entries(text, Format::Plain, whole.language, &whole.facts, &light);
            assert_eq!(reading.used(&light), of_facts);
            let want = [true, false, true];
            assert_eq!(of_facts, want[..settings.ignores.len()]);
        }
    }
}
