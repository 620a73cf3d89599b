//! What the files of a draft's pictures tell: photographer, agency, copyright, size, and whether a machine made them.
//!
//! Stands at the edge, as settings do: it reads files, and only regular ones inside the workspace. Of each it reads
//! the parts that hold metadata and nothing else (at most [`head::BUDGET`] bytes); no picture is ever decoded, packed
//! text is unpacked up to as much, no address is opened. A file that is cut short or hostile gives notes, never an error.
//! The readers are our own, since no light crate reads IPTC, XMP and content credentials of all these formats.

mod c2pa;
mod head;
mod iim;
mod isobmff;
mod jpeg;
mod paths;
mod png;
mod side;
mod site;
mod tiff;
mod webp;
mod xmp;

pub use paths::{locate, root_of};

use crate::facts::images::{Listed, Picture, PictureFile, Pictures};
use crate::files::{Stamp, stamp};
use site::Site;
use std::collections::HashMap;
use std::fs::{self, File};
use std::io::{Read, Seek};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

/// Pictures of one draft that are looked at; a draft that names more is no article.
const MOST: usize = 500;

/// Sites whose data files are kept.
const SITES: usize = 16;

/// Reads the file behind `source`, a path as a draft at `draft` writes it, in the workspace `root`. Nothing if there is
/// no such picture inside the workspace.
pub fn load(draft: &Path, root: &Path, source: &str) -> Option<PictureFile> {
    let path = locate(draft, root, source)?;
    read(&path)
}

/// Reads a picture's file; nothing if it cannot be opened or is no regular file.
pub fn read(path: &Path) -> Option<PictureFile> {
    // A device or pipe is not even opened: that alone may block.
    fs::metadata(path).ok()?.is_file().then_some(())?;
    let mut file = File::open(path).ok()?;
    let mut found = read_from(&mut file);
    side::add(&mut found, path);
    Some(found)
}

/// Reads a picture's bytes.
pub fn read_from(file: &mut (impl Read + Seek)) -> PictureFile {
    assemble(head::read(file))
}

/// Files that have been read, by path, size and time of change.
#[derive(Debug, Default)]
pub struct Cache {
    files: Mutex<HashMap<PathBuf, Known>>,
    /// The data files of sites, by their roots.
    sites: Mutex<HashMap<PathBuf, Arc<Site>>>,
}

#[derive(Clone, Debug)]
struct Known {
    /// Of the picture and of the files beside it.
    stamps: (Stamp, Vec<(PathBuf, Stamp)>),
    /// What its site lists of it.
    listed: Option<Listed>,
    file: Arc<PictureFile>,
}

impl Cache {
    /// What the files of `pictures` tell; a file that has not changed is not read again. Reads files: not for a
    /// thread that must answer at once.
    pub fn load_all(&self, draft: &Path, root: &Path, pictures: &[Picture]) -> Pictures {
        let mut found: HashMap<&str, Arc<PictureFile>> = HashMap::new();
        let mut site = None;
        for picture in pictures.iter().take(MOST) {
            let source = picture.image.source.as_str();
            if source.is_empty() || found.contains_key(source) {
                continue;
            }
            if let Some(path) = locate(draft, root, source) {
                // Most drafts show nothing of this machine: no site is looked for.
                let site = site.get_or_insert_with(|| self.site(root));
                if let Some(file) = self.get(path, site) {
                    found.insert(source, file);
                }
            }
        }
        found.into_iter().map(|(s, f)| (s.to_string(), f)).collect()
    }

    /// What the site at `root` lists.
    fn site(&self, root: &Path) -> Arc<Site> {
        let mut sites = self.sites.lock().unwrap_or_else(PoisonError::into_inner);
        let site = Site::read(root, sites.get(root));
        if sites.len() >= SITES {
            sites.clear();
        }
        sites.insert(root.to_path_buf(), site.clone());
        site
    }

    fn get(&self, path: PathBuf, site: &Site) -> Option<Arc<PictureFile>> {
        let stamps = (stamp(&path)?, side::stamps(&path));
        let listed = site.find(&path).cloned();
        let known = self.lock().get(&path).cloned();
        if let Some(known) = known
            && known.stamps == stamps
            && known.listed == listed
        {
            return Some(known.file);
        }
        let mut file = read(&path)?;
        file.listed = file.listed.or_else(|| listed.clone());
        let file = Arc::new(file);
        let known = Known {
            stamps,
            listed,
            file: Arc::clone(&file),
        };
        let mut files = self.lock();
        if files.len() >= 8 * MOST {
            files.clear();
        }
        files.insert(path, known);
        Some(file)
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, HashMap<PathBuf, Known>> {
        // A panic elsewhere leaves a map that is still right.
        self.files.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The fields of all blocks: XMP before IPTC's older form before EXIF, since that is the order programs write them with
/// care.
fn assemble(head: head::Head) -> PictureFile {
    let mut file = PictureFile {
        width: head.width,
        height: head.height,
        notes: head.notes,
        ..PictureFile::default()
    };
    if let Some(xmp) = &head.xmp {
        let found = xmp::read(xmp);
        if !found.whole {
            file.notes
                .push("Its XMP data is damaged; what could be read is shown.".into());
        }
        file.credit_line = found.credit;
        file.creator = found.creator;
        file.copyright = found.rights;
        file.source = found.source;
        file.digital_source_type = found.digital_source_type;
    }
    let iim = head.iim.as_deref().map(iim::read).unwrap_or_default();
    let exif = head
        .exif
        .as_deref()
        .map(tiff::read_block)
        .unwrap_or_default();
    let or = |field: &mut Option<String>, others: [Option<String>; 2]| {
        if field.is_none() {
            *field = others.into_iter().flatten().next();
        }
    };
    or(&mut file.creator, [iim.byline, exif.artist.or(head.author)]);
    or(
        &mut file.copyright,
        [iim.copyright, exif.copyright.or(head.copyright)],
    );
    or(&mut file.credit_line, [iim.credit, None]);
    or(&mut file.source, [iim.source, None]);
    if let Some(manifests) = head.manifests {
        let store = c2pa::read(&manifests);
        if !store.whole && !manifests.is_empty() {
            let note = "Its content credentials are damaged; what could be read is shown.";
            file.notes.push(note.into());
        }
        or(&mut file.creator, [store.creator, None]);
        or(&mut file.credit_line, [store.credit, None]);
        or(&mut file.copyright, [store.rights, None]);
        file.credentials = Some(store.credentials);
    }
    file.width = file.width.or(exif.width);
    file.height = file.height.or(exif.height);
    file
}

/// A field's text: without white space around it and control characters, cut at 500 characters; nothing if empty.
fn field(text: &str) -> Option<String> {
    let clean: String = text
        .trim_matches(|c: char| c.is_whitespace() || c == '\0')
        .chars()
        .map(|c| if c.is_control() { ' ' } else { c })
        .take(500)
        .collect();
    let clean = clean.trim();
    (!clean.is_empty()).then(|| clean.to_string())
}

/// The last part of a digital source type's address.
fn source_type(text: &str) -> Option<String> {
    let last = text
        .trim()
        .trim_end_matches('/')
        .rsplit(['/', ':'])
        .next()?;
    field(last)
}

#[cfg(test)]
mod tests;
