//! The fix that attributes a quotation: `“We won.”` becomes `“We won,” Lee said.`

use super::likely::Likely;
use crate::facts::Facts;
use crate::facts::quotes::{Form, Quote};
use crate::finding::{Edit, Fix, Related};
use crate::language::{Class, Pack};
use crate::rules::Context;
use crate::text::{Source, Span};

/// How many people besides the likeliest are offered.
const OTHERS: usize = 4;

/// What stands for a speaker that the writer must still find out.
pub const PLACEHOLDER: &str = "TK";

/// The fixes that name a speaker: the likeliest first, then the people named last before the quotation, then a
/// placeholder.
pub fn fixes<'a>(context: &Context<'a>, likely: &mut Likely<'a>, quote: &Quote) -> Vec<Fix> {
    let mut names: Vec<String> = Vec::new();
    if let Some(speaker) = &quote.speaker {
        match speaker.person {
            Some(p) => names.push(likely.short(p).to_string()),
            None if speaker.form == Form::Name => names.push(speaker.name.to_string()),
            None => {}
        }
    }
    for (person, _) in likely.people(quote.span.start) {
        let short = likely.short(person);
        if names.len() > OTHERS {
            break;
        }
        if !names.iter().any(|n| n == short) {
            names.push(short.to_string());
        }
    }
    names.push(PLACEHOLDER.to_string());
    names
        .iter()
        .filter_map(|name| fix(context, quote, name, likely.present))
        .collect()
}

/// Where the likeliest speaker is named: whom the draft suggests, else whom the first fix offers, else who spoke last.
pub fn speaker(context: &Context<'_>, likely: &mut Likely<'_>, quote: &Quote) -> Option<Related> {
    let named = |quote: &Quote| {
        let speaker = quote.speaker.as_ref()?;
        Some((speaker.span?, speaker.name.clone()))
    };
    if let Some((span, name)) = named(quote) {
        return Some(Related::here(span, format!("the likely speaker: {name}")));
    }
    if let Some((person, span)) = likely.people(quote.span.start).next() {
        // Who is spoken of hardly speaks.
        let outside = !quote.span.covers(span);
        let name = &context.whole.names[person as usize].name;
        return outside.then(|| Related::here(span, format!("{name} is named here")));
    }
    let quotes = &context.whole.quotes;
    let before = quotes.partition_point(|q| q.span.start < quote.span.start);
    let (span, name) = named(quotes.get(before.checked_sub(1)?)?)?;
    Some(Related::here(span, format!("the last speaker: {name}")))
}

/// Whether quoted words break off: `and then..`, `and then . . .`
fn is_ellipsis(spoken: &str) -> bool {
    let before = spoken.strip_suffix('.').unwrap_or(spoken).trim_end();
    before.ends_with('.')
}

/// Whether most of the draft’s attributions are in the present tense.
pub fn is_present(whole: &Facts, source: &dyn Source, pack: &'static Pack) -> bool {
    let lexicon = pack.lexicon();
    let cues = whole.quotes.iter().filter_map(|q| q.cue);
    let (mut past, mut present) = (0, 0);
    for cue in cues.take(MANY) {
        let class = lexicon.class(&source.slice(cue));
        past += usize::from(class.contains(Class::PAST));
        present += usize::from(class.contains(Class::PRESENT) && !class.contains(Class::PAST));
    }
    present > past
}

/// Whether the tense depends on quotations from `first` on.
pub fn tells_tense(whole: &Facts, first: usize) -> bool {
    let before = whole.quotes[..first].iter().filter(|q| q.cue.is_some());
    before.take(MANY).count() < MANY
}

/// What stands before and behind the speaker’s name, in the present tense or in the past.
fn words(context: &Context<'_>, asks: bool, present: bool) -> (&'static str, String) {
    let pack = context.pack;
    if asks {
        let (before, after) = pack.asking_tag();
        return (before, after.to_string());
    }
    let (before, after) = pack.tag();
    let says = pack.plain_verb(Class::PRESENT, "says");
    match says.filter(|_| present) {
        Some(says) => (before, format!(" {says}")),
        None => (before, after.to_string()),
    }
}

/// How many attributions tell the draft’s tense.
const MANY: usize = 64;

/// What ends an inline quotation by markup.
const Q_END: &str = "</q>";

/// The fix that inserts `name`; `None` where the quotation has no closing mark to put it behind.
fn fix(context: &Context<'_>, quote: &Quote, name: &str, present: bool) -> Option<Fix> {
    if !quote.closed {
        return None;
    }
    // An element that prints its own marks ends behind them.
    let end_tag = Span::new(
        quote.span.to(),
        (quote.span.to() + Q_END.len()).min(context.source.len()),
    );
    let element = quote.span == quote.content;
    if element && !context.source.slice(end_tag).eq_ignore_ascii_case(Q_END) {
        return None;
    }
    let quote_end = if element {
        end_tag.to()
    } else {
        quote.span.to()
    };
    let content = context.source.slice(quote.content);
    let spoken = content.trim_end();
    let end = quote.content.from() + spoken.len();
    let behind = context.source.slice(Span::new(
        quote_end,
        (quote_end + 1).min(context.source.len()),
    ));
    let pack = context.pack;
    let mut edits = Vec::new();
    // The full stop of the quotation becomes the tag’s.
    // `“… ‘the watch.’”`: the stop within the inner marks is the sentence’s.
    let inner = spoken.trim_end_matches(['’', '\'', '”', '"', '»', '›']);
    let nested = inner.len() < spoken.len() && inner.ends_with('.');
    let (spoken, end) = if nested {
        (inner, quote.content.from() + inner.len())
    } else {
        (spoken, end)
    };
    let comma = match spoken.chars().next_back() {
        Some('.') if !is_ellipsis(spoken) => {
            let stop = Span::new(end - 1, end);
            edits.push(Edit::replace(
                stop,
                if pack.comma_inside() { "," } else { "" },
            ));
            !pack.comma_inside()
        }
        Some(',') if !pack.comma_inside() => {
            edits.push(Edit::replace(Span::new(end - 1, end), ""));
            true
        }
        // `«Кто?» — говорит`: no comma before a dash behind these.
        Some('?' | '!' | '…') if pack.tag().0.starts_with('—') => false,
        Some('?' | '!' | '…' | ',' | '—' | '–') | Some('.') => !pack.comma_inside(),
        _ if pack.comma_inside() => {
            edits.push(Edit::insert(end, ","));
            false
        }
        _ => true,
    };
    let mut tag = String::from(if comma { ", " } else { " " });
    let (before, after) = words(context, spoken.ends_with('?'), present);
    tag.push_str(before);
    let from = tag.len();
    tag.push_str(name);
    let placeholder = Span::new(from, tag.len());
    tag.push_str(&after);
    if !behind.starts_with(['.', ',', ';', ':', '?', '!']) {
        tag.push('.');
    }
    edits.push(Edit {
        placeholder: Some(placeholder),
        ..Edit::insert(quote_end, tag)
    });
    let title = if name == PLACEHOLDER {
        format!("Attribute it to a speaker to come ({PLACEHOLDER})")
    } else {
        format!("Attribute it to {name}")
    };
    Some(Fix {
        title,
        safe: false,
        edits,
    })
}

/// The fixes that put a speaker in the place of a placeholder.
pub fn replacements(likely: &mut Likely<'_>, quote: &Quote, placeholder: Span) -> Vec<Fix> {
    let people = likely.people(quote.span.start).take(OTHERS);
    let named = people.map(|(n, _)| likely.short(n));
    named
        .map(|name| Fix {
            title: format!("Attribute it to {name}"),
            safe: false,
            edits: vec![Edit::replace(placeholder, name)],
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use crate::config::Settings;
    use crate::draft::analyse;
    use crate::finding::apply;
    use crate::markup::Format;

    /// The first line of `text` with the fix of its first quotation of nobody: the likeliest speaker.
    fn fixed(language: &str, text: &str) -> String {
        let settings = Settings {
            language: Some(language.to_string()),
            ..Settings::default()
        };
        let found = analyse(text, Format::Plain, &settings).findings;
        let finding = found.iter().find(|f| f.rule == "unattributed-quote");
        let fix = finding.and_then(|f| f.fixes.first()).expect("a fix");
        let mended = apply(text, &fix.edits);
        mended.lines().next().unwrap_or_default().to_string()
    }

    #[test]
    fn the_tag_follows_the_marks() {
        let english = [
            ("“We counted them.”", "“We counted them,” TK said."),
            ("“We counted them”.", "“We counted them,” TK said."),
            ("\"We counted them.\"", "\"We counted them,\" TK said."),
            ("“Who counted them?”", "“Who counted them?” TK asked."),
            ("“They are gone!”", "“They are gone!” TK said."),
            ("“And then they …”", "“And then they …” TK said."),
            ("“And then they . . .”", "“And then they . . .” TK said."),
            ("“And then they...”", "“And then they...” TK said."),
            (
                "“We call it ‘the watch.’”",
                "“We call it ‘the watch,’” TK said.",
            ),
            (
                "“We call it ‘the watch’.”",
                "“We call it ‘the watch’,” TK said.",
            ),
            (
                "“Did you say ‘the watch’?”",
                "“Did you say ‘the watch’?” TK asked.",
            ),
        ];
        for (text, want) in english {
            assert_eq!(fixed("en", text), want);
        }
        let others = [
            (
                "de",
                "„Wir haben gezählt.“",
                "„Wir haben gezählt“, sagte TK.",
            ),
            ("de", "„Wer hat gezählt?“", "„Wer hat gezählt?“, fragte TK."),
            (
                "de",
                "„Wir haben gezählt,“",
                "„Wir haben gezählt“, sagte TK.",
            ),
            (
                "de",
                "»Wir haben gezählt!«",
                "»Wir haben gezählt!«, sagte TK.",
            ),
            (
                "fr",
                "« Nous avons compté. »",
                "« Nous avons compté », a déclaré TK.",
            ),
            (
                "fr",
                "« Qui a compté ? »",
                "« Qui a compté ? », a demandé TK.",
            ),
            (
                "es",
                "«¿Quién los ha contado?»",
                "«¿Quién los ha contado?», preguntó TK.",
            ),
            (
                "nl",
                "‘Wie heeft ze geteld?’",
                "‘Wie heeft ze geteld?’ vroeg TK.",
            ),
            (
                "it",
                "«Chi li ha contati?»",
                "«Chi li ha contati?», ha chiesto TK.",
            ),
            (
                "pt",
                "“Quem os contou aqui?”",
                "“Quem os contou aqui?”, perguntou TK.",
            ),
            (
                "ru",
                "«Кто их пересчитал?»",
                "«Кто их пересчитал?» — спрашивает TK.",
            ),
            (
                "uk",
                "«Хто їх порахував?»",
                "«Хто їх порахував?» — питає TK.",
            ),
        ];
        for (language, text, want) in others {
            assert_eq!(fixed(language, text), want);
        }
    }

    #[test]
    fn the_tag_is_in_the_tense_of_the_draft() {
        let text = "“We counted them.”\n\n“Two were gone,” Ada Lorne VERB.\n\n“We slept,” VERB Ben Marsh.\n";
        let first = |verb: &str| fixed("en", &text.replace("VERB", verb));
        assert_eq!(first("said"), "“We counted them,” Lorne said.");
        assert_eq!(first("says"), "“We counted them,” Lorne says.");
    }
}
