//! For people at a terminal: the line, a caret under the exact words, the message, related places and fixes.
//!
//! A paragraph is one long line, so an excerpt around the words is shown, not the whole line.

use super::super::report::{Place, Places, Report};
use super::concise::one_line;
use super::{Look, Output, Summary};
use crate::finding::{Finding, Severity};
use crate::text::Span;
use annotate_snippets::{AnnotationKind, Group, Level, Renderer, Snippet};
use std::ops::Range;

pub struct Human {
    renderer: Renderer,
    colour: bool,
    /// Columns of the excerpt.
    width: usize,
}

/// At most so many fixes are listed; an editor offers them all.
const FIXES: usize = 3;
/// Columns beside an excerpt: line number and frame.
const MARGIN: usize = 8;
/// At most so many related places are listed.
const RELATED: usize = 3;

impl Human {
    pub fn new(look: Look) -> Self {
        let renderer = if look.colour {
            Renderer::styled()
        } else {
            Renderer::plain()
        };
        let width = look.width.clamp(40, 160);
        Human {
            // The excerpt is cut to size here, so the renderer need not cut it again.
            renderer: renderer.term_width(1000),
            colour: look.colour,
            width: width - MARGIN,
        }
    }

    fn finding(&self, report: &Report, places: &mut Places<'_>, finding: &Finding) -> String {
        let place = places.place(finding.span.from());
        let (excerpt, caret) = excerpt(&report.text, finding.span, self.width);
        let snippet = Snippet::source(excerpt)
            .line_start(place.line)
            .annotation(AnnotationKind::Primary.span(caret));
        let message = self.wrapped(finding);
        let mut group = level(finding.severity)
            .primary_title(message.as_str())
            .id(finding.rule)
            .element(snippet);
        for related in finding.related.iter().take(RELATED) {
            group = group.element(Level::NOTE.message(self.related(report, places, related)));
        }
        group = fixes(group, finding);
        // The renderer would count the column in the excerpt, so the place is put in here.
        let shown = self.renderer.render(&[group]);
        let lines = message.split('\n').count();
        let end = shown.match_indices('\n').nth(lines - 1);
        let (title, rest) = end.map_or((shown.as_str(), ""), |(at, _)| {
            (&shown[..at], &shown[at + 1..])
        });
        let indent = " ".repeat(place.line.to_string().len());
        let (on, off) = if self.colour {
            ("\x1b[94m", "\x1b[0m")
        } else {
            ("", "")
        };
        let (name, Place { line, column }) = (one_line(&report.name), place);
        format!("{title}\n{indent}{on}-->{off} {name}:{line}:{column}\n{rest}\n\n")
    }

    /// The message in lines as wide as the terminal; the first stands behind severity and rule.
    fn wrapped(&self, finding: &Finding) -> String {
        let before = format!("{}[{}]: ", finding.severity.name(), finding.rule);
        let message = one_line(&finding.message);
        let before = " ".repeat(before.len());
        let options = textwrap::Options::new(self.width + MARGIN)
            .initial_indent(&before)
            .subsequent_indent(&before)
            .break_words(false);
        let lines = textwrap::wrap(&message, options);
        let lines: Vec<&str> = lines.iter().map(|line| line.trim_start()).collect();
        lines.join("\n")
    }

    fn related(
        &self,
        report: &Report,
        places: &mut Places<'_>,
        related: &crate::finding::Related,
    ) -> String {
        let message = one_line(&related.message);
        match &related.path {
            Some(far) => {
                let Place { line, column } = far.start.into();
                format!(
                    "{message} ({}:{line}:{column})",
                    one_line(&far.path.to_string_lossy())
                )
            }
            None => {
                let Place { line, column } = places.place(related.span.from());
                format!("{message} ({}:{line}:{column})", one_line(&report.name))
            }
        }
    }
}

fn fixes<'a>(mut group: Group<'a>, finding: &'a Finding) -> Group<'a> {
    for fix in finding.fixes.iter().take(FIXES) {
        let safe = if fix.safe { " (safe)" } else { "" };
        let text = format!("{}{safe}", one_line(&fix.title));
        group = group.element(Level::HELP.with_name("fix").message(text));
    }
    if finding.fixes.len() > FIXES {
        let more = finding.fixes.len() - FIXES;
        let text = format!("and {more} more in an editor");
        group = group.element(Level::HELP.with_name("fix").message(text));
    }
    group
}

fn level(severity: Severity) -> Level<'static> {
    match severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Information => Level::INFO,
        Severity::Hint => Level::NOTE.with_name("hint"),
    }
}

impl Output for Human {
    fn draft(&self, report: &Report) -> String {
        let mut places = Places::of(&report.text);
        let findings = report.analysis.findings.iter();
        findings
            .map(|f| self.finding(report, &mut places, f))
            .collect()
    }

    fn end(&self, summary: &Summary) -> String {
        let total: usize = summary.findings.iter().sum();
        let mut out = match total {
            0 => format!("No findings in {}", count(summary.drafts, "draft")),
            _ => {
                let kinds = ["hint", "information", "warning", "error"];
                let parts = kinds.into_iter().zip(summary.findings).rev();
                let parts = parts.filter(|(_, n)| *n > 0).map(|(kind, n)| match kind {
                    "information" => format!("{n} information"),
                    _ => count(n, kind),
                });
                let mut out = format!(
                    "{} ({}) in {} of {}",
                    count(total, "finding"),
                    parts.collect::<Vec<_>>().join(", "),
                    summary.flagged,
                    count(summary.drafts, "draft")
                );
                if summary.settings > 0 {
                    out += &format!(" and {}", count(summary.settings, "settings file"));
                }
                out
            }
        };
        if summary.fixed > 0 {
            out += &format!("; {} fixed", summary.fixed);
        }
        if summary.fixable > 0 {
            out += &format!("; {} with a safe fix (--fix makes them)", summary.fixable);
        }
        if !summary.failed.is_empty() {
            out += &format!("; {} not checked", count(summary.failed.len(), "file"));
        }
        out + ".\n"
    }
}

fn count(n: usize, noun: &str) -> String {
    let plural = if n == 1 { "" } else { "s" };
    format!("{n} {noun}{plural}")
}

/// One line of text around `span`, at most about `width` characters, and the bytes of it that the caret goes under.
fn excerpt(text: &str, span: Span, width: usize) -> (String, Range<usize>) {
    const GAP: &str = "…";
    let flagged = text.get(span.range()).unwrap_or_default();
    let before = text.get(..span.from()).unwrap_or_default();
    let after = text.get(span.to()..).unwrap_or_default();
    let line_before = &before[before.rfind(['\n', '\r']).map_or(0, |i| i + 1)..];
    let line_after = &after[..after.find(['\n', '\r']).unwrap_or(after.len())];

    // The words first, cut in their middle if they are too long, then what room is left around them.
    let head: String = flagged.chars().take(width).collect();
    let marked = if head.len() == flagged.len() {
        head
    } else {
        let tail = back(flagged, width / 3);
        let head: String = flagged.chars().take(width - width / 3 - 3).collect();
        format!("{head} {GAP} {tail}")
    };
    let room = width.saturating_sub(marked.chars().count());
    let mut left = back(line_before, (room / 2).max(12));
    if left.len() < line_before.len() {
        // Start at a word.
        left = left.split_once(' ').map_or(left, |(_, rest)| rest);
    }
    let right_room = room.saturating_sub(left.chars().count()).max(12);
    let right: String = line_after.chars().take(right_room).collect();

    let mut out = String::new();
    if left.len() < line_before.len() {
        out += GAP;
    }
    out += left;
    let start = out.len();
    out += &flat(&marked);
    let mut end = out.len();
    out += &right;
    if right.len() < line_after.len() {
        out += GAP;
    }
    if end == start {
        // A place between two characters: the caret points at what follows.
        end += out[start..].chars().next().map_or(0, char::len_utf8);
    }
    (out, start..end)
}

/// The last `count` characters of `text`.
fn back(text: &str, count: usize) -> &str {
    let at = text.char_indices().rev().take(count).last();
    at.map_or("", |(at, _)| &text[at..])
}

/// On one line.
fn flat(text: &str) -> String {
    text.replace("\r\n", "↵").replace(['\n', '\r'], "↵")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::draft::Analysis;
    use crate::finding::{Fix, Related};

    fn marked(text: &str, span: Range<usize>, width: usize) -> (String, String) {
        let (line, caret) = excerpt(text, span.into(), width);
        (line.clone(), line[caret].to_string())
    }

    #[test]
    fn the_caret_stands_under_the_words() {
        let text = "One.\nTwo “words” here.\nThree.";
        let at = text.find('“').unwrap();
        let (line, caret) = marked(text, at..at + "“words”".len(), 60);
        assert_eq!(line, "Two “words” here.");
        assert_eq!(caret, "“words”");
    }

    #[test]
    fn long_lines_and_long_words_are_cut() {
        let text = format!("{}flagged{}", "é word ".repeat(90), " 😀 more".repeat(90));
        let at = text.find("flagged").unwrap();
        let (line, caret) = marked(&text, at..at + 7, 60);
        assert_eq!(caret, "flagged");
        assert!(line.chars().count() < 70 && line.starts_with('…') && line.ends_with('…'));
        let (line, caret) = marked(&text, 0..text.len(), 60);
        assert!(line.chars().count() <= 60);
        assert!(caret.starts_with("é word") && caret.ends_with("more") && caret.contains(" … "));
    }

    #[test]
    fn an_empty_place_and_the_end_have_a_caret() {
        assert_eq!(marked("ab", 1..1, 60).1, "b");
        assert_eq!(marked("ab", 2..2, 60).1, "");
        assert_eq!(marked("", 0..0, 60).1, "");
    }

    fn report(text: &str, span: Range<usize>) -> Report {
        let finding = Finding {
            rule: "test-rule",
            severity: Severity::Warning,
            span: span.into(),
            message: "Something is wrong: mend it.".to_string(),
            related: vec![Related {
                span: Span::at(0),
                message: "Here too.".to_string(),
                path: None,
            }],
            fixes: vec![Fix {
                title: "Mend it".to_string(),
                safe: true,
                edits: Vec::new(),
            }],
        };
        Report {
            name: "a/draft.txt".to_string(),
            text: text.to_string(),
            format: None,
            analysis: Analysis {
                findings: vec![finding],
                ..Analysis::default()
            },
            fixed: 0,
        }
    }

    fn plain() -> Human {
        let colour = false;
        Human::new(Look { colour, width: 80 })
    }

    #[test]
    fn a_finding_shows_its_words_its_places_and_its_fixes() {
        let text = "Head\n\nThe “élite” words.\n";
        let at = text.find("“").unwrap();
        let shown = plain().draft(&report(text, at..at + "“élite”".len()));
        let want = "\
warning[test-rule]: Something is wrong: mend it.
 --> a/draft.txt:3:5
  |
3 | The “élite” words.
  |     ^^^^^^^
  |
  = note: Here too. (a/draft.txt:1:1)
  = fix: Mend it (safe)

";
        assert_eq!(shown, want);
    }

    #[test]
    fn no_span_is_too_odd_to_show() {
        for (text, span) in [
            ("", 0..0),
            ("a\n", 2..2),
            ("\u{1b}[31m\t\u{7}é", 0..8),
            ("a\r\nb\rc\n\n", 0..6),
        ] {
            let shown = plain().draft(&report(text, span));
            assert!(
                shown.contains("test-rule") && !shown.contains('\u{1b}'),
                "{shown}"
            );
        }
    }
}
