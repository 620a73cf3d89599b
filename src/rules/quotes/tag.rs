//! The fix that attributes a quotation: `“We won.”` becomes `“We won,” Lee said.`

use crate::facts::Facts;
use crate::facts::names::{Kind, Name};
use crate::facts::quotes::{Form, Quote};
use crate::finding::{Edit, Fix, Related};
use crate::language::{Class, Pack};
use crate::rules::Context;
use crate::text::{Source, Span};
use std::cmp::Reverse;
use std::collections::BinaryHeap;

/// How many people besides the likeliest are offered.
const OTHERS: usize = 4;

/// What stands for a speaker that the writer must still find out.
pub const PLACEHOLDER: &str = "TK";

/// The fixes that name a speaker: the likeliest first, then the people named last before the quotation, then a
/// placeholder.
pub fn fixes(context: &Context<'_>, quote: &Quote) -> Vec<Fix> {
    let mut names = Vec::new();
    if let Some(speaker) = &quote.speaker {
        match speaker.person {
            Some(p) => names.push(short(&context.whole.names[p as usize]).to_string()),
            None if speaker.form == Form::Name => names.push(speaker.name.to_string()),
            None => {}
        }
    }
    for (name, _) in nearest(context, quote) {
        let short = short(name);
        if names.len() > OTHERS {
            break;
        }
        if !names.iter().any(|n| n == short) {
            names.push(short.to_string());
        }
    }
    names.push(PLACEHOLDER.to_string());
    let present = is_present(context.whole, context.source, context.pack);
    names
        .iter()
        .filter_map(|name| fix(context, quote, name, present))
        .collect()
}

/// Where the likeliest speaker is named: whom the draft suggests, else whom the first fix offers, else who spoke last.
pub fn speaker(context: &Context<'_>, quote: &Quote) -> Option<Related> {
    let named = |quote: &Quote| {
        let speaker = quote.speaker.as_ref()?;
        Some((speaker.span?, speaker.name.clone()))
    };
    if let Some((span, name)) = named(quote) {
        return Some(Related::here(span, format!("the likely speaker: {name}")));
    }
    if let Some((name, span)) = nearest(context, quote).next() {
        // Who is spoken of hardly speaks.
        let outside = !quote.span.covers(span);
        return outside.then(|| Related::here(span, format!("{} is named here", name.name)));
    }
    let quotes = &context.whole.quotes;
    let before = quotes.partition_point(|q| q.span.start < quote.span.start);
    let (span, name) = named(quotes.get(before.checked_sub(1)?)?)?;
    Some(Related::here(span, format!("the last speaker: {name}")))
}

/// The people of the draft, the one named closest before `quote` first, each with that place. Few of them are asked
/// for, so they are put in order as far as that goes.
fn nearest<'a>(context: &Context<'a>, quote: &Quote) -> impl Iterator<Item = (&'a Name, Span)> {
    let start = quote.span.start;
    let names = &context.whole.names;
    let people = (0..).zip(names).filter(|(_, n)| n.kind == Kind::Person);
    let people = people.filter_map(|(i, name): (usize, _)| {
        let mentions = &name.mentions;
        let behind = mentions.partition_point(|m| m.span.end <= start);
        let before = behind.checked_sub(1).map(|i| &mentions[i]);
        let at = before.or(mentions.first())?.span;
        Some(Reverse((before.is_none(), start.abs_diff(at.end), i, at)))
    });
    let mut people: BinaryHeap<_> = people.collect();
    std::iter::from_fn(move || people.pop().map(|Reverse((_, _, i, at))| (&names[i], at)))
}

/// How a person is called once introduced: the shortest form that the draft uses, or the surname.
fn short(name: &Name) -> &str {
    let forms = name.mentions.iter().map(|m| &m.text[..]);
    let shortest = forms.min_by_key(|t| t.split_whitespace().count());
    // `Un` alone is no way to call Kim Jong Un.
    let surname = || {
        let last = name.name.split_whitespace().next_back();
        last.filter(|s| s.chars().count() > 2)
    };
    match shortest {
        Some(form) if !form.contains(' ') => form,
        _ if name.kind == Kind::Person => surname().unwrap_or(&name.name),
        _ => &name.name,
    }
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
pub fn replacements(context: &Context<'_>, quote: &Quote, placeholder: Span) -> Vec<Fix> {
    let people = nearest(context, quote).take(OTHERS);
    people
        .map(|(n, _)| Fix {
            title: format!("Attribute it to {}", short(n)),
            safe: false,
            edits: vec![Edit::replace(placeholder, short(n))],
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
