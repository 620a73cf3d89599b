//! A site's data files (`_data/photos.yml`) that list pictures with their credits.

use super::{Stamp, side, stamp};
use crate::facts::images::Listed;
use crate::markup::front_matter::data::{self, Syntax};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Where generators keep data: Jekyll, Eleventy and Lume at the root, some sites below their source, Hexo, Hugo.
const FOLDERS: &[&str] = &["_data", "src/_data", "source/_data", "data"];
/// A file that lists pictures has one of these in its name or in its folder's.
const NAMES: &[&str] = &["image", "photo", "picture", "galler", "media", "credit"];
/// Most entries of a folder, and most data files, that are looked at.
const MANY: usize = 1000;
const FILES: usize = 64;

/// The lists of a site, and the files they stand in.
#[derive(Debug, Default)]
pub struct Site {
    stamps: Vec<(PathBuf, Stamp)>,
    /// File name of the picture, its folders from the last on, its credit.
    listed: Vec<(String, Listed)>,
}

impl Site {
    /// The lists of the site whose drafts lie in `root`; `known` if no file has changed since.
    pub fn read(root: &Path, known: Option<&Arc<Site>>) -> Arc<Site> {
        let stamps = files(root);
        if let Some(known) = known.filter(|k| k.stamps == stamps) {
            return known.clone();
        }
        let mut listed = Vec::new();
        for (path, _) in &stamps {
            let Some(text) = side::read(path) else {
                continue;
            };
            let (name, syntax) = (name(path), syntax(path).unwrap_or(Syntax::Yaml));
            let credits = data::credits(
                &String::from_utf8_lossy(&text),
                syntax,
                name.contains("credit"),
            );
            let found = credits.into_iter();
            listed.extend(found.filter_map(|(p, c)| Some((p, side::listed(&c, path)?))));
        }
        Arc::new(Site { stamps, listed })
    }

    /// What is listed of the picture at `path`: of its path's last parts, as many as the list gives.
    pub fn find(&self, path: &Path) -> Option<&Listed> {
        let names = |listed: &str| {
            let listed = listed.trim_start_matches(['.', '/']);
            !listed.is_empty() && path.ends_with(listed)
        };
        self.listed.iter().find(|(p, _)| names(p)).map(|(_, l)| l)
    }
}

fn name(path: &Path) -> String {
    let stem = path.file_stem().unwrap_or_default().to_string_lossy();
    stem.to_lowercase()
}

fn syntax(path: &Path) -> Option<Syntax> {
    match path.extension()?.to_str()? {
        "yml" | "yaml" | "json" => Some(Syntax::Yaml),
        "toml" => Some(Syntax::Toml),
        _ => None,
    }
}

/// The data files of a site that may list pictures. Links are not followed.
fn files(root: &Path) -> Vec<(PathBuf, Stamp)> {
    let mut out = Vec::new();
    let Ok(root) = fs::canonicalize(root) else {
        return out;
    };
    for folder in FOLDERS {
        let folder = root.join(folder);
        let mut below = Vec::new();
        look_in(&folder, false, &mut out, &mut below);
        for folder in below {
            let named = NAMES.iter().any(|n| name(&folder).contains(n));
            look_in(&folder, named, &mut out, &mut Vec::new());
        }
    }
    out.sort();
    out.truncate(FILES);
    out
}

/// Adds the data files of one folder; `named`: whatever their names.
fn look_in(folder: &Path, named: bool, out: &mut Vec<(PathBuf, Stamp)>, below: &mut Vec<PathBuf>) {
    if fs::canonicalize(folder).ok().as_deref() != Some(folder) {
        return;
    }
    let Ok(entries) = fs::read_dir(folder).map(|e| e.take(MANY)) else {
        return;
    };
    for entry in entries.flatten() {
        let (path, kind) = (entry.path(), entry.file_type());
        if kind.as_ref().is_ok_and(|k| k.is_dir()) {
            below.push(path);
        } else if kind.is_ok_and(|k| k.is_file())
            && syntax(&path).is_some()
            && (named || NAMES.iter().any(|n| name(&path).contains(n)))
            && let Some(stamp) = stamp(&path)
        {
            out.push((path, stamp));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn credit(root: &Path, path: &str) -> Option<String> {
        let site = Site::read(root, None);
        site.find(&root.join(path)).map(|l| l.credit.clone())
    }

    #[test]
    fn lists_of_a_site_credit_its_pictures() {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path();
        let write = |name: &str, text: &str| {
            let path = root.join(name);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, text).unwrap();
        };
        write(
            "_data/photos.yml",
            "- file: /img/a.jpg\n  credit: Mara Quint\n",
        );
        write(
            "_data/galleries/spring.json",
            "{\"b.jpg\": {\"credit\": \"Bo Ek\"}}",
        );
        write("data/photo-credits.toml", "\"c.jpg\" = \"Ada Lum\"\n");
        write("_data/people.yml", "- file: d.jpg\n  credit: Mara Quint\n");
        let of = |path: &str| credit(root, path);
        assert_eq!(of("static/img/a.jpg").as_deref(), Some("Mara Quint"));
        assert_eq!(of("static/other/a.jpg"), None);
        assert_eq!(of("any/b.jpg").as_deref(), Some("Bo Ek"));
        assert_eq!(of("c.jpg").as_deref(), Some("Ada Lum"));
        assert_eq!(of("d.jpg"), None);
        assert_eq!(of("ba.jpg"), None);
    }

    #[cfg(unix)]
    #[test]
    fn links_among_the_data_are_not_followed() {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path().join("site");
        fs::create_dir_all(root.join("_data")).unwrap();
        fs::create_dir_all(folder.path().join("photos")).unwrap();
        let list = folder.path().join("photos/all.yml");
        fs::write(&list, "a.jpg:\n  credit: Mara Quint\n").unwrap();
        let link = std::os::unix::fs::symlink::<PathBuf, PathBuf>;
        link(list, root.join("_data/photos.yml")).unwrap();
        link(folder.path().join("photos"), root.join("_data/photos")).unwrap();
        link(folder.path().join("photos"), root.join("data")).unwrap();
        assert_eq!(credit(&root, "a.jpg"), None);
    }

    #[test]
    fn a_list_is_read_again_when_it_has_changed() {
        let folder = tempfile::tempdir().unwrap();
        let list = folder.path().join("_data/photos.yml");
        fs::create_dir(folder.path().join("_data")).unwrap();
        fs::write(&list, "a.jpg:\n  credit: Mara Quint\n").unwrap();
        let first = Site::read(folder.path(), None);
        assert!(Arc::ptr_eq(
            &first,
            &Site::read(folder.path(), Some(&first))
        ));
        fs::write(&list, "a.jpg:\n  credit: Bo Ek\n").unwrap();
        let second = Site::read(folder.path(), Some(&first));
        assert_eq!(second.find(Path::new("a.jpg")).unwrap().credit, "Bo Ek");
    }
}
