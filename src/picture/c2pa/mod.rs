//! Content credentials (C2PA): what the manifests of a picture state. Neither signatures nor hashes are checked.
//!
//! A manifest store is a tree of JUMBF boxes (ISO/IEC 19566-5) of known depth: store, manifest, assertions, content, so
//! that nothing here calls itself. CBOR is read value by value as far as it is wanted; what stands between is passed
//! over. The crate of the specification's authors brings over two hundred others, TLS and HTTP among them.

mod cbor;
mod jumbf;

use crate::facts::images::{Credentials, GENERATED};
use cbor::{ARRAY, Cbor, entries, major, map, pass, text};
use jumbf::{Superbox, are_whole, boxes, superbox};
use serde_json::Value;

/// Largest content of one assertion that is read, in bytes.
const ASSERTION: usize = 64 * 1024;
/// Most source types of one manifest that are kept.
const MANY: usize = 200;

/// What the manifests state, and what their author's metadata says.
#[derive(Debug, Default)]
pub struct Store {
    pub credentials: Credentials,
    pub creator: Option<String>,
    pub credit: Option<String>,
    pub rights: Option<String>,
    /// The store could be read to its end.
    pub whole: bool,
}

/// One manifest.
#[derive(Debug, Default)]
struct Manifest<'a> {
    label: &'a str,
    source_types: Vec<String>,
    /// Labels of the manifests of what the picture was made from; `true` where it is the same picture before an edit.
    ingredients: Vec<(String, bool)>,
    generator: Option<String>,
    creator: Option<String>,
    credit: Option<String>,
    rights: Option<String>,
    whole: bool,
}

/// Reads a manifest store.
pub fn read(bytes: &[u8]) -> Store {
    let store = boxes(bytes).filter_map(superbox);
    let Some(store) = store.into_iter().find(|s| s.label == "c2pa") else {
        return Store::default();
    };
    let all: Vec<Manifest<'_>> = boxes(store.content)
        .filter_map(superbox)
        .map(manifest)
        .collect();
    let mut out = Store {
        whole: are_whole(bytes) && are_whole(store.content) && all.iter().all(|m| m.whole),
        ..Store::default()
    };
    // The last one is about the picture as it is; from there to what it was made from.
    let mut way: Vec<(&Manifest<'_>, bool)> = all.last().map(|m| (m, true)).into_iter().collect();
    let mut at = 0;
    while let Some(&(manifest, own)) = way.get(at) {
        at += 1;
        add(&mut out, manifest, own);
        for (label, before) in &manifest.ingredients {
            let next = all.iter().find(|m| m.label == label);
            let next = next.filter(|n| way.iter().all(|(m, _)| !std::ptr::eq(*m, *n)));
            way.extend(next.map(|n| (n, own && *before)));
        }
    }
    out
}

/// Whether a JUMBF box is a manifest store.
pub fn is_store(bytes: &[u8]) -> bool {
    let store = boxes(bytes).next().and_then(superbox);
    store.is_some_and(|s| s.label == "c2pa")
}

/// Adds what a manifest states; `own`: of the picture or of itself before an edit, not of a part put into it.
fn add(out: &mut Store, manifest: &Manifest<'_>, own: bool) {
    let slot = &mut out.credentials.source_type;
    let generated = |t: &str| GENERATED.contains(&t);
    for found in &manifest.source_types {
        let stronger = generated(found) && !slot.as_deref().is_some_and(generated);
        if own && (slot.is_none() || stronger) {
            *slot = Some(found.clone());
        } else if !own && stronger {
            // A part that a machine made makes the whole a composite.
            *slot = Some(GENERATED[1].into());
        }
    }
    if own {
        let fill = |field: &mut Option<String>, value: &Option<String>| {
            if field.is_none() {
                field.clone_from(value);
            }
        };
        fill(&mut out.credentials.generator, &manifest.generator);
        fill(&mut out.creator, &manifest.creator);
        fill(&mut out.credit, &manifest.credit);
        fill(&mut out.rights, &manifest.rights);
    }
}

fn manifest(store: Superbox<'_>) -> Manifest<'_> {
    let mut out = Manifest {
        label: store.label,
        whole: are_whole(store.content),
        ..Manifest::default()
    };
    for part in boxes(store.content).filter_map(superbox) {
        // Labels carry a version, and a number where there are several: `c2pa.actions.v2__1`.
        match part.label {
            "c2pa.assertions" | "c2pa.assertion.store" => {
                out.whole &= are_whole(part.content);
                for assertion in boxes(part.content).filter_map(superbox) {
                    let known = content(&assertion)
                        .is_none_or(|c| assert(&mut out, &assertion, c).is_some());
                    out.whole &= known;
                }
            }
            label if is(label, "c2pa.claim") => {
                out.generator = content(&part).and_then(|(_, body)| generator(body));
            }
            _ => {}
        }
    }
    out
}

/// Whether `label` is `name`, whatever its version and number.
fn is(label: &str, name: &str) -> bool {
    label
        .strip_prefix(name)
        .is_some_and(|rest| rest.is_empty() || rest.starts_with(".v") || rest.starts_with("__"))
}

/// Type and body of what an assertion holds.
fn content<'a>(part: &Superbox<'a>) -> Option<(&'a [u8], &'a [u8])> {
    boxes(part.content)
        .map(|part| (part.kind, part.body))
        .find(|(kind, _)| [b"cbor", b"json"].iter().any(|k| *kind == *k))
        .filter(|(_, body)| body.len() <= ASSERTION)
}

/// Reads an assertion; nothing if it is damaged.
fn assert(out: &mut Manifest<'_>, part: &Superbox<'_>, (kind, body): (&[u8], &[u8])) -> Option<()> {
    if is(part.label, "c2pa.actions") && kind == b"cbor" {
        actions(body, &mut out.source_types)
    } else if is(part.label, "c2pa.ingredient") && kind == b"cbor" {
        out.ingredients.extend(ingredient(body)?);
        Some(())
    } else if kind == b"json" && METADATA.iter().any(|m| is(part.label, m)) {
        metadata(&serde_json::from_slice(body).ok()?, out);
        Some(())
    } else {
        Some(())
    }
}

/// Assertions in JSON-LD that name who made the picture.
const METADATA: &[&str] = &[
    "stds.schema-org.CreativeWork",
    "c2pa.metadata",
    "cawg.metadata",
    "stds.iptc",
    "stds.iptc.photo-metadata",
];

fn metadata(json: &Value, out: &mut Manifest<'_>) {
    let text = |names: &[&str]| {
        let found = names.iter().find_map(|n| json.get(n))?;
        super::field(&texts(found).join(", "))
    };
    let fill = |field: &mut Option<String>, value| *field = field.take().or(value);
    fill(&mut out.creator, text(&["author", "dc:creator", "creator"]));
    fill(&mut out.credit, text(&["photoshop:Credit", "creditText"]));
    fill(&mut out.rights, text(&["dc:rights", "copyrightNotice"]));
    let named = ["Iptc4xmpExt:DigitalSourceType", "iptcExt:DigitalSourceType"];
    let stated = text(&named).and_then(|t| super::source_type(&t));
    out.source_types.extend(stated);
}

/// A value of JSON-LD: text, a list of them, a thing with a name, a text with its language.
fn texts(value: &Value) -> Vec<&str> {
    let list = match value {
        Value::Array(list) => list,
        value => std::slice::from_ref(value),
    };
    list.iter().take(16).filter_map(one_text).collect()
}

fn one_text(value: &Value) -> Option<&str> {
    match value {
        Value::Object(thing) => ["name", "@value", "x-default"]
            .iter()
            .find_map(|key| thing.get(*key)?.as_str()),
        value => value.as_str(),
    }
}

/// The digital source types of an actions assertion, in its actions and in what is said of several at once.
fn actions(body: &[u8], found: &mut Vec<String>) -> Option<()> {
    map(&mut Cbor::new(body), |key, at| match key {
        "actions" | "templates" => entries(at, ARRAY, |at| {
            map(at, |key, at| match key {
                "digitalSourceType" => {
                    let stated = text(at)?.and_then(|t| super::source_type(&t));
                    if found.len() < MANY {
                        found.extend(stated);
                    }
                    Some(())
                }
                _ => pass(at),
            })
        }),
        _ => pass(at),
    })
}

/// The label of an ingredient's manifest, and whether it is the picture itself before an edit. Nothing where it has
/// none, or only showed the way (`inputTo`).
fn ingredient(body: &[u8]) -> Option<Option<(String, bool)>> {
    let (mut relationship, mut label) = (None, None);
    map(&mut Cbor::new(body), |key, at| match key {
        "relationship" => {
            relationship = text(at)?;
            Some(())
        }
        // `c2pa_manifest` before version 3.
        "activeManifest" | "c2pa_manifest" => map(at, |key, at| match key {
            "url" => {
                label = text(at)?.and_then(|url| {
                    let path = url.rsplit_once("c2pa/")?.1;
                    Some(path.split('/').next()?.to_string())
                });
                Some(())
            }
            _ => pass(at),
        }),
        _ => pass(at),
    })?;
    let before = match relationship.as_deref() {
        Some("parentOf") => true,
        Some("componentOf") => false,
        _ => return Some(None),
    };
    Some(label.map(|l| (l, before)))
}

/// The program that a claim names.
fn generator(body: &[u8]) -> Option<String> {
    let (mut name, mut old) = (None, None);
    let mut named = |key: &str, at: &mut Cbor<'_>| match key {
        "name" => {
            name = text(at)?;
            Some(())
        }
        _ => pass(at),
    };
    map(&mut Cbor::new(body), |key, at| match key {
        "claim_generator" => {
            old = text(at)?;
            Some(())
        }
        // One, in the first version of claims a list.
        "claim_generator_info" if major(at)? == ARRAY => {
            entries(at, ARRAY, |at| map(at, &mut named))
        }
        "claim_generator_info" => map(at, &mut named),
        _ => pass(at),
    });
    super::field(&name.or(old)?)
}

#[cfg(test)]
pub mod tests;
