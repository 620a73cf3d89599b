//! Values that stand for a credit still to come.

use super::same;

/// Values that stand for one still to come, lower case.
pub static PLACEHOLDERS: &[&str] = &[
    "tbc",
    "tbd",
    "tba",
    "todo",
    "to do",
    "to come",
    "fixme",
    "credit",
    "name",
    "your name",
    "name here",
    "credit here",
    "photographer",
    "photographer name",
    "photographer's name",
    "photographer’s name",
    "name/agency",
    "name / agency",
    "agency",
    "source",
    "source here",
    "placeholder",
    "unknown",
    "unbekannt",
    "inconnu",
    "desconocido",
    "onbekend",
    "n/a",
    "n.a.",
    "lorem ipsum",
    "firstname lastname",
    "first name last name",
    "photo credit",
    "insert credit",
    "add credit",
    "credit needed",
    "missing",
];

/// Whether `value` stands for a credit still to come (domain rule: the whole value).
pub fn is_placeholder(value: &str) -> bool {
    let value = value.trim().trim_end_matches('.').trim();
    let inner = value
        .strip_prefix(['[', '<', '{'])
        .and_then(|v| v.strip_suffix([']', '>', '}']));
    if let Some(inner) = inner {
        // `[Jane Doe](address)` does not end with the bracket; what does is a form to fill in.
        return !inner.contains(['[', '(', '/']) || is_placeholder(inner);
    }
    let value = value.trim_end_matches('?').trim_end();
    if value.is_empty() {
        return true;
    }
    // A form half filled in: `Name/Reuters`.
    if ["Name/", "Photographer/"]
        .iter()
        .any(|p| value.starts_with(p))
        || value.ends_with("/Agency")
    {
        return true;
    }
    let all = |set: &[char]| value.chars().all(|c| set.contains(&c));
    if value.starts_with(['T', 't']) && value.len() >= 2 && all(&['T', 'K', 't', 'k', '/']) {
        return value[1..].contains(['K', 'k']);
    }
    if value.len() >= 3 && all(&['x', 'X']) || all(&['-', '–', '—', '_', '…', '.', '?']) {
        return true;
    }
    PLACEHOLDERS.iter().any(|p| same(p, value))
}
