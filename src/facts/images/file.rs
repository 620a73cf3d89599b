//! What picture files tell of themselves, as plain values. Whoever may read files fills them in.

use crate::language::credits;
use std::collections::BTreeMap;
use std::sync::Arc;

/// What a picture's file tells of it. Empty where it tells nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PictureFile {
    /// IPTC Credit Line: what the supplier wants to be printed.
    pub credit_line: Option<String>,
    /// Who made it: XMP `dc:creator`, IPTC By-line, EXIF Artist.
    pub creator: Option<String>,
    /// XMP `dc:rights`, IPTC Copyright Notice, EXIF Copyright.
    pub copyright: Option<String>,
    /// IPTC Source: who it came from.
    pub source: Option<String>,
    /// The IPTC Digital Source Type's last part (`trainedAlgorithmicMedia`).
    pub digital_source_type: Option<String>,
    /// Pixels.
    pub width: Option<u32>,
    pub height: Option<u32>,
    /// What its content credentials state, if it carries any.
    pub credentials: Option<Credentials>,
    /// The credit that a file beside it or a data file of the site gives it.
    pub listed: Option<Listed>,
    /// What could not be read, in a sentence each.
    pub notes: Vec<String>,
}

/// A credit in a file that the site generator reads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listed {
    pub credit: String,
    /// The file's name.
    pub file: String,
}

/// What the manifests of a picture's content credentials (C2PA) state. Their signatures are not checked.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Credentials {
    /// As [`PictureFile::digital_source_type`].
    pub source_type: Option<String>,
    /// The program that wrote the last manifest.
    pub generator: Option<String>,
}

/// The digital source types of pictures that a machine made wholly, and of those that it made parts of.
pub const GENERATED: [&str; 2] = [
    "trainedAlgorithmicMedia",
    "compositeWithTrainedAlgorithmicMedia",
];

impl PictureFile {
    /// Who says that a machine made it, wholly or in part: the file's metadata or else its manifest.
    pub fn generated(&self) -> Option<&'static str> {
        let says = |t: &Option<String>| t.as_deref().is_some_and(|t| GENERATED.contains(&t));
        let credentials = self.credentials.as_ref();
        if says(&self.digital_source_type) {
            Some("file")
        } else if credentials.is_some_and(|c| says(&c.source_type)) {
            Some("file’s manifest")
        } else {
            None
        }
    }

    /// Whose it is, in the order of domain rules: Credit Line, Creator and Source, Copyright Notice, Source.
    pub fn credit(&self) -> Option<String> {
        let (creator, source) = (self.creator.as_deref(), self.source.as_deref());
        if let Some(line) = self.credit_line.as_deref() {
            // An agency alone is no credit of a photographer who is named.
            return Some(match creator {
                Some(name) if credits::is_agency(line) && !line.contains(name) => {
                    format!("{name}/{line}")
                }
                _ => line.to_string(),
            });
        }
        match (creator, source) {
            (Some(name), Some(source)) if source != name => Some(format!("{name}/{source}")),
            (Some(name), _) => Some(name.to_string()),
            (None, source) => self.copyright.as_deref().or(source).map(bare_notice),
        }
    }
}

/// A copyright notice without its mark and word.
fn bare_notice(notice: &str) -> String {
    let mut rest = notice.trim();
    for mark in ["Copyright", "copyright", "(c)", "(C)", "©"] {
        rest = rest.strip_prefix(mark).unwrap_or(rest).trim_start();
    }
    let kept = if rest.is_empty() { notice.trim() } else { rest };
    kept.to_string()
}

/// The files of a draft's pictures, by the path as the draft writes it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Pictures(Arc<BTreeMap<String, Arc<PictureFile>>>);

impl Pictures {
    /// What the file behind `source` (as written in the draft) tells.
    pub fn get(&self, source: &str) -> Option<&PictureFile> {
        self.0.get(source).map(Arc::as_ref)
    }

    /// How many files have been read.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether no file has been read.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl FromIterator<(String, Arc<PictureFile>)> for Pictures {
    fn from_iter<T: IntoIterator<Item = (String, Arc<PictureFile>)>>(files: T) -> Self {
        Pictures(Arc::new(files.into_iter().collect()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_credit_follows_the_order_of_the_fields() {
        let mut file = PictureFile {
            source: Some("Harbour Post".into()),
            ..PictureFile::default()
        };
        assert_eq!(file.credit().as_deref(), Some("Harbour Post"));
        file.copyright = Some("© Quint Pictures".into());
        assert_eq!(file.credit().as_deref(), Some("Quint Pictures"));
        file.creator = Some("Mara Quint".into());
        assert_eq!(file.credit().as_deref(), Some("Mara Quint/Harbour Post"));
        file.credit_line = Some("Reuters".into());
        assert_eq!(file.credit().as_deref(), Some("Mara Quint/Reuters"));
        file.credit_line = Some("Mara Quint/AFP via Getty Images".into());
        assert_eq!(
            file.credit().as_deref(),
            Some("Mara Quint/AFP via Getty Images")
        );
        assert_eq!(PictureFile::default().credit(), None);
    }
}
