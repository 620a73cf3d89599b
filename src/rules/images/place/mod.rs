//! Where a credit is written: the next line, the caption, an attribute or a key, as the picture's form has it.

mod elements;
mod keys;
mod lines;
mod surroundings;

use super::wording::{self, Wording};
use crate::facts::images::Picture;
use crate::finding::{Edit, Fix};
use crate::markup::ImageForm;
use crate::rules::Context;
use crate::text::Span;
use surroundings::{is_cut, line_around};

/// The fix that gives `picture` a credit, with the photographer's name where the file tells it. None where the markup
/// has no place for one, or the line is so long that nobody wrote it.
pub fn add_credit(context: &Context<'_>, picture: &Picture) -> Option<Fix> {
    let file = context.pictures.get(&picture.image.source);
    let form = picture.image.form;
    let beside = matches!(
        form,
        ImageForm::Html | ImageForm::Jsx | ImageForm::Shortcode
    );
    let span = picture.image.span;
    if !beside && is_cut(line_around(context.source, span), span) {
        return None;
    }
    let wording = if is_labelled_by_markup(context, picture) {
        wording::value(file)
    } else {
        wording::line(context.settings, context.pack.code, file)
    };
    let title = match wording.placeholder {
        Some(_) => format!("Add a credit: {}", wording.text),
        None => format!("Add the credit from the file: {}", wording.text),
    };
    let wording = escaped_wording(form, wording);
    let edits = match form {
        ImageForm::FrontMatter => vec![keys::add(context.source, picture, wording)?],
        ImageForm::Html => elements::html(context.source, picture, wording),
        ImageForm::Jsx | ImageForm::Shortcode => {
            vec![elements::component(context.source, picture, wording)]
        }
        ImageForm::Markdown | ImageForm::WikiEmbed => {
            vec![lines::markdown(context.source, picture, wording)]
        }
        ImageForm::Rst => lines::rst(context.source, picture, wording),
        ImageForm::Asciidoc => vec![lines::asciidoc(context.source, picture, wording)],
        ImageForm::Org => vec![lines::org(context.source, picture, wording)],
        ImageForm::Latex => vec![lines::latex(context.source, picture, wording)],
        ImageForm::Bracket => vec![lines::next_line(context.source, picture, "", wording, "")],
    };
    Some(Fix {
        title,
        safe: false,
        edits,
    })
}

/// Whether the credit goes to a key or attribute that is its label.
fn is_labelled_by_markup(context: &Context<'_>, picture: &Picture) -> bool {
    match picture.image.form {
        ImageForm::FrontMatter | ImageForm::Jsx => true,
        ImageForm::Shortcode => elements::credit_argument(context.source, picture).is_some(),
        _ => false,
    }
}

/// `text` as the markup around a picture of this form takes it: a name from a file must not become markup.
pub fn escaped(form: ImageForm, text: &str) -> String {
    let special: &[char] = match form {
        ImageForm::Html => {
            let text = text.replace('&', "&amp;").replace('<', "&lt;");
            return text.replace('>', "&gt;");
        }
        // In quotation marks; entities mean something in some of them only.
        ImageForm::FrontMatter | ImageForm::Jsx | ImageForm::Shortcode => {
            return text.replace(['"', '\\'], "’");
        }
        ImageForm::Latex => return escaped_in_latex(text),
        ImageForm::Markdown | ImageForm::WikiEmbed => &['*', '<', '[', '`', '\\', '{'],
        ImageForm::Rst => &['*', '`', '|', '\\'],
        ImageForm::Asciidoc | ImageForm::Org | ImageForm::Bracket => return text.to_string(),
    };
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if special.contains(&c) {
            out.push('\\');
        }
        out.push(c);
    }
    out
}

fn escaped_in_latex(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' | '%' | '$' | '#' | '_' => out.extend(['\\', c]),
            '\\' => out.push('/'),
            '{' | '}' => {}
            '~' | '^' => out.push('-'),
            _ => out.push(c),
        }
    }
    out
}

fn escaped_wording(form: ImageForm, wording: Wording) -> Wording {
    let Some(open) = wording.placeholder else {
        return Wording {
            text: escaped(form, &wording.text),
            placeholder: None,
        };
    };
    let before = escaped(form, &wording.text[..open.from()]);
    let inner = escaped(form, &wording.text[open.range()]);
    let after = escaped(form, &wording.text[open.to()..]);
    Wording {
        placeholder: Some(Span::new(before.len(), before.len() + inner.len())),
        text: before + &inner + &after,
    }
}

fn insert(at: usize, before: &str, wording: Wording, after: &str) -> Edit {
    Edit {
        span: Span::at(at),
        text: format!("{before}{}{after}", wording.text),
        placeholder: wording.placeholder.map(|p| p.shifted(before.len())),
    }
}

/// At the end of a caption, as a sentence of its own.
fn into_caption(at: usize, caption: &str, wording: Wording) -> Edit {
    let ended = caption.ends_with(['.', '!', '?', '…', '”', '"', '»']);
    insert(at, if ended { " " } else { ". " }, wording, "")
}

/// The caption that readers see: no title that shows under the mouse.
fn printed_caption(picture: &Picture) -> Option<(Span, &str)> {
    let (span, text) = picture.caption.as_ref()?;
    let title = picture.image.title.as_ref().map(|t| t.1);
    (title != Some(*span)).then_some((*span, text.as_str()))
}
