//! Rename: a person's name in all its forms. Possessives stay; what stands within quotations is somebody's words
//! and is changed only where the client asks the writer about it, else left as it is.

use super::hover::text;
use super::target;
use crate::facts::names::{Mention, Name, Place};
use crate::finding::Edit;
use crate::markup::Format;
use crate::server::actions::workspace_edit;
use crate::server::snapshot::Snapshot;
use crate::text::Span;
use tower_lsp::jsonrpc::{Error, Result};
use tower_lsp::lsp_types::{
    AnnotatedTextEdit, ChangeAnnotation, DocumentChanges, OneOf,
    OptionalVersionedTextDocumentIdentifier, Position, PrepareRenameResponse, TextDocumentEdit,
    TextEdit, WorkspaceEdit,
};

pub fn prepare(at: &Snapshot, position: Position) -> Option<PrepareRenameResponse> {
    let named = target::mention(&at.analysis.facts, at.byte(position))?;
    Some(PrepareRenameResponse::RangeWithPlaceholder {
        range: at.range(named.span),
        placeholder: named.mention?.text.to_string(),
    })
}

pub fn rename(at: &Snapshot, position: Position, new: &str) -> Result<Option<WorkspaceEdit>> {
    let Some(named) = target::mention(&at.analysis.facts, at.byte(position)) else {
        return Err(Error::invalid_params("there is no name here"));
    };
    let Some(mention) = named.mention else {
        return Ok(None);
    };
    if new.split_whitespace().next().is_none() || new.contains(['\n', '\r']) {
        return Err(Error::invalid_params(
            "a name has at least one word, on one line",
        ));
    }
    let renaming = Renaming::new(named.name, &mention.text, new);
    let mut outside = Vec::new();
    let mut quoted = Vec::new();
    for other in &named.name.mentions {
        let list = if other.quoted() && other.span != mention.span {
            &mut quoted
        } else {
            &mut outside
        };
        edits(at, other, &renaming, list);
    }
    Ok(Some(
        if quoted.is_empty() || !at.client.change_annotations {
            workspace_edit(at, outside)
        } else {
            annotated(at, &outside, &quoted)
        },
    ))
}

/// An edit whose part within quotations the client asks about.
fn annotated(at: &Snapshot, outside: &[Edit], quoted: &[Edit]) -> WorkspaceEdit {
    const QUOTED: &str = "quoted";
    let annotation = ChangeAnnotation {
        label: "Within quotations".to_string(),
        needs_confirmation: Some(true),
        description: Some("These are somebody’s own words".to_string()),
    };
    let edit = |e: &Edit| TextEdit {
        range: at.range(e.span),
        new_text: e.text.clone(),
    };
    let plain = outside.iter().map(|e| OneOf::Left(edit(e)));
    let asked = quoted.iter().map(|e| {
        OneOf::Right(AnnotatedTextEdit {
            text_edit: edit(e),
            annotation_id: QUOTED.to_string(),
        })
    });
    WorkspaceEdit {
        document_changes: Some(DocumentChanges::Edits(vec![TextDocumentEdit {
            text_document: OptionalVersionedTextDocumentIdentifier {
                uri: at.url.clone(),
                version: at.version,
            },
            edits: plain.chain(asked).collect(),
        }])),
        change_annotations: Some([(QUOTED.to_string(), annotation)].into()),
        ..WorkspaceEdit::default()
    }
}

/// The edits that give one mention its new form.
fn edits(at: &Snapshot, mention: &Mention, renaming: &Renaming<'_>, out: &mut Vec<Edit>) {
    let Some(new) = renaming.form(&mention.text, mention.place.contains(Place::CAPS)) else {
        return;
    };
    let old: Vec<&str> = words(&mention.text);
    let new: Vec<&str> = words(&new);
    let source = text(at, mention.span);
    let write = |s: &str| match at.format {
        Format::Html => s.replace('&', "&amp;").replace('<', "&lt;"),
        _ => s.to_string(),
    };
    let before = out.len();
    // Word by word, so that line breaks and markup between the words stay.
    let mut from = 0;
    let mut pairs = Vec::new();
    for (i, word) in old.iter().enumerate() {
        let Some(found) = source[from..].find(word) else {
            break;
        };
        let span = Span::new(from + found, from + found + word.len());
        from = span.to();
        pairs.push((span.shifted(mention.span.from()), new.get(i)));
    }
    if pairs.len() == old.len() && old.len() == new.len() {
        for ((span, new), old) in pairs.into_iter().zip(&old) {
            if let Some(new) = new.filter(|n| *n != old) {
                out.push(Edit::replace(span, write(new)));
            }
        }
    } else if old != new {
        out.push(Edit::replace(mention.span, write(&new.join(" "))));
    }
    if out.len() > before {
        possessive(at, mention, &new, out);
    }
}

/// `James’ boat` becomes `Lee’s boat`.
fn possessive(at: &Snapshot, mention: &Mention, new: &[&str], out: &mut Vec<Edit>) {
    let ends_in_s = |s: &str| s.ends_with(['s', 'S']);
    if !ends_in_s(&mention.text) || new.last().is_none_or(|w| ends_in_s(w)) || mention.quoted() {
        return;
    }
    let end = mention.span.to();
    let Some(behind) = at.rope.get_byte_slice(end..) else {
        return;
    };
    let mut behind = behind.chars();
    let mark = behind.next();
    if matches!(mark, Some('’' | '\'')) && behind.next().is_some_and(char::is_whitespace) {
        let mark = mark.map_or(0, char::len_utf8);
        out.push(Edit::insert(end + mark, "s"));
    }
}

fn words(text: &str) -> Vec<&str> {
    text.split_whitespace().collect()
}

fn same(a: &str, b: &str) -> bool {
    a == b || a.to_lowercase() == b.to_lowercase()
}

/// Old and new full name, and which words of the one became which of the other.
struct Renaming<'a> {
    old: Vec<&'a str>,
    new: Vec<&'a str>,
    /// Words `changed.0..changed.1` of the old name became `changed.0..changed.2` of the new one.
    changed: (usize, usize, usize),
}

impl<'a> Renaming<'a> {
    /// From the words of one mention to `new` ones.
    fn new(name: &'a Name, mention: &'a str, new: &'a str) -> Self {
        let full = words(&name.name);
        let (mention, new) = (words(mention), words(new));
        // A mention that is no part of the full name is renamed by itself.
        let (old, at) = match place_in(&full, &mention) {
            Some(at) => (full, at),
            None => (mention.clone(), 0),
        };
        let to = at + mention.len();
        let mut full_new = old[..at].to_vec();
        full_new.extend(&new);
        full_new.extend(&old[to..]);
        Renaming {
            old,
            new: full_new,
            changed: (at, to, at + new.len()),
        }
    }

    /// What becomes of a mention's form; `None` if it stays.
    fn form(&self, form: &str, capitals: bool) -> Option<String> {
        let form = words(form);
        let new = match place_in(&self.old, &form) {
            Some(at) => self.part(at, at + form.len()).join(" "),
            None => self.alike(&form)?,
        };
        let shouted = capitals && form.iter().all(|w| w.to_uppercase() == **w);
        let new = if shouted { new.to_uppercase() } else { new };
        (!new.is_empty() && new != form.join(" ")).then_some(new)
    }

    /// What became of words `from..to` of the old name.
    fn part(&self, from: usize, to: usize) -> Vec<&'a str> {
        let (start, end, new_end) = self.changed;
        if to <= start || end <= from {
            return self.old[from..to].to_vec();
        }
        if from <= start && end <= to {
            let mut out = self.old[from..start].to_vec();
            out.extend(&self.new[start..new_end]);
            out.extend(&self.old[end..to]);
            return out;
        }
        if end == new_end {
            return self.new[from..to].to_vec();
        }
        // A part of what was changed, and the number of words is another: the surname is the last word with its
        // particles, the given name the first.
        let changed = &self.new[start..new_end];
        if to == self.old.len() {
            let mut at = changed.len().saturating_sub(1);
            while at > 1 && changed[at - 1].chars().all(|c| !c.is_uppercase()) {
                at -= 1;
            }
            return changed[at..].to_vec();
        }
        if from == 0 && to == 1 {
            return changed[..1].to_vec();
        }
        changed.to_vec()
    }

    /// The new form of one with initials (`M. Rutte`) or a nickname, or that is spelled slightly otherwise.
    fn alike(&self, form: &[&str]) -> Option<String> {
        let (last, rest) = form.split_last()?;
        let surname = self.old.last()?;
        let is_surname = same(last, surname) || rest.is_empty() && near(last, surname);
        if !is_surname {
            return None;
        }
        let surname = self.part(self.old.len() - 1, self.old.len()).join(" ");
        let first = |words: &[&str]| words.first().and_then(|w| w.chars().next());
        let (old, new) = (first(&self.old)?, first(&self.new)?);
        let mut out = String::new();
        for (i, word) in rest.iter().enumerate() {
            match word.strip_prefix(old) {
                Some(".") if i == 0 => out.extend([new, '.']),
                _ => out += word,
            }
            out.push(' ');
        }
        Some(out + &surname)
    }
}

/// A slip of the same surname: the same first letter and all but one or two letters alike.
fn near(a: &str, b: &str) -> bool {
    let first = |s: &str| s.chars().next();
    let (a, b) = (a.to_lowercase(), b.to_lowercase());
    first(&a) == first(&b) && crate::text::nearest(&a, [b.as_str()]).is_some()
}

/// Where `part` stands in `full`, whole words, whatever the case; a surname before a given name.
fn place_in(full: &[&str], part: &[&str]) -> Option<usize> {
    if part.is_empty() || part.len() > full.len() {
        return None;
    }
    let places = 0..=full.len() - part.len();
    places
        .rev()
        .find(|&at| full[at..].iter().zip(part).all(|(a, b)| same(a, b)))
}

#[cfg(test)]
mod tests {
    use super::super::fixture::{able, draft, in_all_units, inside, with, words as words_of};
    use super::*;
    use crate::config::Settings;
    use crate::finding::apply;
    use crate::server::client::Client;

    /// The draft after a rename, with what stands within quotations renamed too if `quoted`.
    fn renamed(at: &Snapshot, word: &str, nth: usize, new: &str, quoted: bool) -> String {
        let edit = rename(at, inside(at, word, nth), new).unwrap().unwrap();
        let mut edits = Vec::new();
        let mut take = |e: TextEdit| edits.push(Edit::replace(at.span(e.range), e.new_text));
        match (edit.document_changes, edit.changes) {
            (Some(DocumentChanges::Edits(list)), None) => {
                assert_eq!(list[0].text_document.version, Some(3));
                for e in list.into_iter().flat_map(|d| d.edits) {
                    match e {
                        OneOf::Left(e) => take(e),
                        OneOf::Right(e) if quoted => take(e.text_edit),
                        OneOf::Right(_) => {}
                    }
                }
            }
            (None, Some(changes)) => changes.into_values().flatten().for_each(take),
            _ => panic!("one of the two forms"),
        }
        edits.sort_by_key(|e| e.span);
        apply(&at.rope.to_string(), &edits)
    }

    const TEXT: &str = "😀 Mara Quint spoke on Friday. Quint’s crew rested.\n\n“Ask Mara Quint about it,” Lars Odum said. \
        Odum and Quint agreed.\n";

    #[test]
    fn surnames_change_in_every_form_and_possessives_stay() {
        in_all_units(Format::Plain, TEXT, |at| {
            let text = renamed(at, "Quint’s", 0, "Quindt", false);
            assert!(
                text.starts_with("😀 Mara Quindt spoke on Friday. Quindt’s crew"),
                "{text}"
            );
            assert!(
                text.ends_with(
                    "“Ask Mara Quint about it,” Lars Odum said. Odum and Quindt agreed.\n"
                ),
                "{text}"
            );
            assert!(
                renamed(at, "Quint’s", 0, "Quindt", true).contains("“Ask Mara Quindt about it,”")
            );
        });
    }

    #[test]
    fn full_names_change_their_short_forms() {
        let at = draft(Format::Plain, TEXT);
        let text = renamed(&at, "Mara Quint", 0, "Nora van der Quist", false);
        assert!(
            text.starts_with("😀 Nora van der Quist spoke on Friday. van der Quist’s crew"),
            "{text}"
        );
        let text = renamed(&at, "Mara Quint", 0, "Nora Quint", false);
        assert!(
            text.starts_with("😀 Nora Quint spoke on Friday. Quint’s crew"),
            "{text}"
        );
    }

    #[test]
    fn forms_follow_their_words() {
        let check = |full: &str, mention: &str, new: &str, forms: &[(&str, Option<&str>)]| {
            let name = Name {
                name: full.into(),
                kind: crate::facts::names::Kind::Person,
                mentions: Default::default(),
            };
            let renaming = Renaming::new(&name, mention, new);
            for (form, want) in forms {
                assert_eq!(
                    renaming.form(form, true).as_deref(),
                    *want,
                    "{full} {mention} {new} {form}"
                );
            }
        };
        check(
            "Mark Rutte",
            "Rutte",
            "Rutter",
            &[
                ("Mark Rutte", Some("Mark Rutter")),
                ("RUTTE", Some("RUTTER")),
                ("Mark", None),
                ("M. Rutte", Some("M. Rutter")),
                ("Rute", Some("Rutter")),
                ("NATO", None),
            ],
        );
        check(
            "Mark Rutte",
            "Mark Rutte",
            "Jan Rutte",
            &[
                ("Rutte", None),
                ("Mark", Some("Jan")),
                ("M. Rutte", Some("J. Rutte")),
            ],
        );
        check(
            "Joe Biden Smith",
            "Biden Smith",
            "Bides",
            &[("Smith", Some("Bides")), ("Joe", None)],
        );
        check(
            "Anna Anna",
            "Anna",
            "Hanna",
            &[("Anna Anna", Some("Anna Hanna"))],
        );
    }

    #[test]
    fn possessives_of_names_in_s_become_whole() {
        let at = draft(
            Format::Plain,
            "Nora James spoke on Friday. James’ crew rested.\n",
        );
        let text = renamed(&at, "James’", 0, "Lee", false);
        assert_eq!(text, "Nora Lee spoke on Friday. Lee’s crew rested.\n");
    }

    #[test]
    fn quotations_are_left_where_the_client_cannot_ask() {
        let client = Client {
            change_annotations: false,
            document_changes: false,
            ..able()
        };
        let at = with(client, Format::Plain, TEXT, Settings::default());
        let text = renamed(&at, "Quint", 0, "Quindt", true);
        assert!(text.contains("“Ask Mara Quint about it,”"), "{text}");
        // Unless the quoted one is the one that is renamed.
        let text = renamed(&at, "Quint about", 0, "Mara Quindt", false);
        assert!(text.contains("“Ask Mara Quindt about it,”"), "{text}");
    }

    #[test]
    fn what_can_be_renamed_is_told_before() {
        let at = draft(Format::Plain, TEXT);
        let Some(PrepareRenameResponse::RangeWithPlaceholder { range, placeholder }) =
            prepare(&at, inside(&at, "Quint’s", 0))
        else {
            panic!("nothing");
        };
        assert_eq!(
            (words_of(&at, range).as_str(), placeholder.as_str()),
            ("Quint", "Quint")
        );
        assert!(prepare(&at, inside(&at, "rested", 0)).is_none());
        assert!(rename(&at, inside(&at, "rested", 0), "x").is_err());
        assert!(rename(&at, inside(&at, "Quint", 0), " \t").is_err());
        assert!(rename(&at, inside(&at, "Quint", 0), "a\nb").is_err());
    }
}
