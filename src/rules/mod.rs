//! The rules: one file a rule, one line a rule in its family's list. Work on facts; know no markup, files or protocol.

pub mod housekeeping;
pub mod images;
pub mod names;
mod page;
pub mod quotes;
mod suppression;

pub use page::page;
pub use suppression::{Suppression, is_suppressing};

use crate::config::Settings;
use crate::facts::Facts;
use crate::facts::names::across::Elsewhere;
use crate::fault;
use crate::finding::{Finding, Fix, Related, Severity};
use crate::markup::Format;
use crate::text::{Source, Span};

/// All rules, in the order of the documentation.
pub fn all() -> impl Iterator<Item = &'static Rule> {
    let families = [
        quotes::RULES,
        names::RULES,
        images::RULES,
        housekeeping::RULES,
    ];
    families.into_iter().flatten().copied()
}

/// A rule: its documentation, its logic and its examples.
pub struct Rule {
    /// In kebab-case; names the problem.
    pub name: &'static str,
    pub family: Family,
    /// One line: what it flags.
    pub summary: &'static str,
    /// Default severity; `None` is off.
    pub severity: Option<Severity>,
    /// Why a copy editor sends this back: a paragraph or two of Markdown.
    pub why: &'static str,
    /// Run by the tests and printed in the documentation.
    pub examples: &'static [Example],
    pub check: fn(&Context<'_>, &mut Report<'_>),
}

impl Rule {
    /// Its default severity in a word.
    pub fn level(&self) -> &'static str {
        self.severity.map_or("off", |s| s.name())
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Family {
    Quotes,
    Names,
    Images,
    Housekeeping,
}

impl Family {
    /// Its name on the command line.
    pub fn name(self) -> &'static str {
        match self {
            Family::Quotes => "quotes",
            Family::Names => "names",
            Family::Images => "images",
            Family::Housekeeping => "housekeeping",
        }
    }
}

/// A draft that shows a rule at work.
pub struct Example {
    pub format: Format,
    /// The draft; what is flagged stands between `⟦` and `⟧`. Without these it is fine.
    pub text: &'static str,
    /// The draft after the first fix; `None` where the rule offers none (or the draft is fine).
    pub fixed: Option<&'static str>,
}

/// What a rule may look at.
pub struct Context<'a> {
    /// What is to be judged.
    pub facts: &'a Facts,
    /// What the whole draft says; `facts` may be some of it.
    pub whole: &'a Facts,
    /// Its mentions by place, each with the index of its name, where somebody has put them in order already.
    pub mentions: Option<&'a [(Span, u32)]>,
    pub settings: &'a Settings,
    pub source: &'a dyn Source,
    pub format: Format,
    pub pack: &'static crate::language::Pack,
    /// Suppressions in the draft's comments; [`check`] fills them in for the housekeeping rules.
    pub suppressions: &'a [Suppression],
    /// What the files of the draft's pictures tell; empty where nobody has looked.
    pub pictures: &'a crate::facts::images::Pictures,
    /// Names of the draft that other drafts spell otherwise; empty where it was looked at alone.
    pub elsewhere: &'a [Elsewhere],
}

/// Where a rule puts its findings.
pub struct Report<'a> {
    rule: &'static str,
    severity: Severity,
    findings: &'a mut Vec<Finding>,
}

impl Report<'_> {
    /// Adds a finding with the rule's severity.
    pub fn add(&mut self, span: Span, message: String, related: Vec<Related>, fixes: Vec<Fix>) {
        self.add_as(self.severity, span, message, related, fixes);
    }

    /// Adds a finding that is less sure than the rule is as a whole: at most `severity`.
    pub fn add_as(
        &mut self,
        severity: Severity,
        span: Span,
        message: String,
        related: Vec<Related>,
        mut fixes: Vec<Fix>,
    ) {
        // Mentions come as they are read: the text of a picture after the paragraph that it stands in.
        for fix in &mut fixes {
            fix.edits.sort_by_key(|e| e.span);
        }
        self.findings.push(Finding {
            rule: self.rule,
            severity: severity.min(self.severity),
            span,
            message,
            related,
            fixes,
        });
    }
}

/// Runs every rule that the settings leave on, and takes out what somebody has let stand. In source order.
pub fn check(context: &Context<'_>) -> Vec<Finding> {
    let mut findings = Vec::new();
    run(quotes::RULES, context, &mut findings);
    run(names::RULES, context, &mut findings);
    if images::has_work(context) {
        run(images::RULES, context, &mut findings);
    }
    let suppressions = suppression::apply(context, &mut findings);
    let context = Context {
        suppressions: &suppressions,
        ..*context
    };
    // Last, and never suppressed: they speak of the suppressions.
    if !suppressions.is_empty() {
        run(housekeeping::RULES, &context, &mut findings);
    }
    findings.extend(context.facts.faults.iter().map(|span| unread(*span)));
    findings.sort_by(|a, b| (a.span, a.rule).cmp(&(b.span, b.rule)));
    findings
}

/// Runs the rules that `which` answers true for and the settings leave on. Nothing is suppressed.
pub fn check_some(context: &Context<'_>, which: &dyn Fn(&Rule) -> bool) -> Vec<Finding> {
    let mut findings = Vec::new();
    let rules: Vec<_> = all().filter(|r| which(r)).collect();
    run(&rules, context, &mut findings);
    findings
}

/// How much of a draft a rule's findings in one place depend on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reach {
    /// Quotations of the same block and of the blocks before and behind it that have some.
    Near,
    /// That, and where the draft names which people.
    People,
    /// One name, or one variant.
    Name,
    /// Perhaps everything.
    Draft,
}

impl Rule {
    /// How much its findings matter under these settings; `None` where it is off.
    pub fn severity_under(&self, settings: &Settings) -> Option<Severity> {
        let set = settings.rules.get(self.name).copied();
        set.unwrap_or(self.severity)
    }

    /// What is to be looked at again when something changes.
    pub fn reach(&self) -> Reach {
        match self.name {
            "unattributed-quote" | "orphan-quote" => Reach::People,
            "unbalanced-quote" | "reversed-mark" | "continued-marks" | "mixed-marks"
            | "anonymous-source" | "loaded-verb" | "buried-attribution" | "two-speakers"
            | "altered-quote" | "quote-punctuation" => Reach::Near,
            "inconsistent-name" | "given-name" | "nickname" | "acronym-case"
            | "first-reference" | "title-mismatch" => Reach::Name,
            _ => Reach::Draft,
        }
    }
}

/// The name of findings about the desk's own faults. It is no rule: nothing turns it off.
pub const FAULT: &str = "internal-fault";

fn fault(span: Span, what: &str) -> Finding {
    Finding {
        rule: FAULT,
        severity: Severity::Warning,
        span,
        message: format!(
            "{what} This is a mistake in copydesk, not in your text; please report it."
        ),
        related: Vec::new(),
        fixes: Vec::new(),
    }
}

fn unread(span: Span) -> Finding {
    fault(
        span,
        "This part could not be read, so nothing in it is checked.",
    )
}

fn unruled(rule: &str) -> Finding {
    let what = format!("The rule `{rule}` broke off, so what it looks for is not checked here.");
    fault(Span::at(0), &what)
}

fn run(rules: &[&Rule], context: &Context<'_>, findings: &mut Vec<Finding>) {
    for rule in rules {
        if let Some(severity) = rule.severity_under(context.settings) {
            let before = findings.len();
            let mut report = Report {
                rule: rule.name,
                severity,
                findings,
            };
            if fault::guard(|| (rule.check)(context, &mut report)).is_none() {
                findings.truncate(before);
                findings.push(unruled(rule.name));
            }
        }
    }
}

#[cfg(test)]
mod tests;

/// The rule of that name.
pub fn by_name(name: &str) -> Option<&'static Rule> {
    all().find(|r| r.name == name)
}

/// The rule whose name is most like `name`, if one is.
pub fn nearest(name: &str) -> Option<&'static str> {
    crate::text::nearest(name, all().map(|r| r.name))
}
