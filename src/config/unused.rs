//! Entries of a settings file that let nothing stand, once every draft that it governs has been looked at.

use super::{Ignore, Loaded, remove_entry};
use crate::finding::{Finding, Severity};
use crate::rules;

const RULE: &str = "unused-suppression";

/// The file's own entries that have let nothing stand in the drafts looked at so far.
pub fn own_entries(loaded: &Loaded) -> Vec<Ignore> {
    let own = loaded.settings.ignores.iter().filter(|i| i.place.is_some());
    own.cloned().collect()
}

/// Takes those from `left` that a draft has used: `used` says which of its settings' entries.
pub fn note_used(left: &mut Vec<Ignore>, ignores: &[Ignore], used: &[bool]) {
    for (entry, _) in ignores.iter().zip(used).filter(|(_, used)| **used) {
        left.retain(|e| e != entry);
    }
}

/// A finding for each entry of the file that is in `left`. Of a rule that is off nothing is said.
pub fn unused_entries(loaded: &Loaded, left: &[Ignore]) -> Vec<Finding> {
    let set = loaded.settings.rules.get(RULE).copied();
    let Some(severity) = set.unwrap_or(Some(Severity::Information)) else {
        return Vec::new();
    };
    let mut findings = Vec::new();
    for entry in loaded.settings.ignores.iter().filter(|e| left.contains(e)) {
        let off = loaded.settings.rules.get(&entry.rule) == Some(&None);
        let Some(place) = entry.place.filter(|_| !off) else {
            continue;
        };
        let message = format!(
            "`{}` finds nothing that this entry lets stand, so it does nothing: remove it.",
            entry.rule
        );
        findings.push(Finding {
            rule: rules::by_name(RULE).map_or(RULE, |r| r.name),
            severity,
            span: place,
            message,
            related: Vec::new(),
            fixes: vec![remove_entry(&loaded.text, place)],
        });
    }
    findings
}
