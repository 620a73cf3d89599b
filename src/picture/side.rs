//! Files beside a picture that tell of it: the XMP files of photo programs, content credentials, and what content systems
//! keep with a file.

use super::{Stamp, c2pa, stamp, xmp};
use crate::facts::images::{Listed, PictureFile};
use crate::language::credits::is_placeholder;
use crate::markup::front_matter::data::{self, Syntax};
use std::fs::{self, File};
use std::io::Read;
use std::path::{Path, PathBuf};

/// Most bytes read of one.
const LONGEST: u64 = 512 * 1024;

#[derive(Clone, Copy)]
enum Kind {
    Xmp,
    /// Content credentials that were not put into the file.
    Manifests,
    Data(Syntax),
}

/// What is added to the whole name of `port.jpg`.
const ADDED: &[(&str, Kind)] = &[
    // darktable, digiKam
    (".xmp", Kind::Xmp),
    // Grav
    (".meta.yaml", Kind::Data(Syntax::Yaml)),
    // Kirby
    (".txt", Kind::Data(Syntax::Fields)),
    // Lektor
    (".lr", Kind::Data(Syntax::Fields)),
    // By hand, for templates that look there.
    (".yml", Kind::Data(Syntax::Yaml)),
    (".yaml", Kind::Data(Syntax::Yaml)),
    (".json", Kind::Data(Syntax::Yaml)),
    (".toml", Kind::Data(Syntax::Toml)),
];

/// The files beside the picture at `path`. No link out of its folder is followed.
fn all(path: &Path) -> Vec<(PathBuf, Kind)> {
    let (Some(folder), Some(name)) = (path.parent(), path.file_name()) else {
        return Vec::new();
    };
    let added = ADDED.iter().map(|(end, kind)| {
        let mut name = name.to_owned();
        name.push(end);
        (folder.join(name), *kind)
    });
    // Statamic keeps them in a folder.
    let mut kept = name.to_owned();
    kept.push(".yaml");
    let kept = (folder.join(".meta").join(kept), Kind::Data(Syntax::Yaml));
    // Lightroom, Bridge: `port.xmp`.
    let short = (path.with_extension("xmp"), Kind::Xmp);
    let manifests = (path.with_extension("c2pa"), Kind::Manifests);
    let inside = |(side, _): &(PathBuf, Kind)| {
        let real = fs::canonicalize(side).ok();
        let real = real.filter(|r| r.parent() == side.parent());
        real.is_some_and(|r| r != path && fs::metadata(r).is_ok_and(|m| m.is_file()))
    };
    added
        .chain([kept, short, manifests])
        .filter(inside)
        .collect()
}

/// Size and time of change of each of them.
pub fn stamps(path: &Path) -> Vec<(PathBuf, Stamp)> {
    let all = all(path).into_iter();
    all.filter_map(|(side, _)| {
        let stamp = stamp(&side)?;
        Some((side, stamp))
    })
    .collect()
}

/// Adds what they tell, where the picture itself does not.
pub fn add(file: &mut PictureFile, path: &Path) {
    for (side, kind) in all(path) {
        let Some(text) = read(&side) else {
            continue;
        };
        match kind {
            Kind::Xmp => add_xmp(file, &text),
            Kind::Manifests if file.credentials.is_none() => {
                file.credentials = Some(c2pa::read(&text).credentials);
            }
            Kind::Data(syntax) if file.listed.is_none() => {
                let text = String::from_utf8_lossy(&text);
                file.listed = data::credit(&text, syntax).and_then(|c| listed(&c, &side));
            }
            Kind::Manifests | Kind::Data(_) => {}
        }
    }
}

/// A credit of a side file, unless it is still to come.
pub fn listed(credit: &str, side: &Path) -> Option<Listed> {
    let credit = super::field(credit).filter(|c| !is_placeholder(c))?;
    let file = side.file_name()?.to_string_lossy().into_owned();
    Some(Listed { credit, file })
}

/// All of a file that is not too long.
pub fn read(path: &Path) -> Option<Vec<u8>> {
    let mut out = Vec::new();
    let file = File::open(path).ok()?;
    file.take(LONGEST + 1).read_to_end(&mut out).ok()?;
    (out.len() as u64 <= LONGEST).then_some(out)
}

fn add_xmp(file: &mut PictureFile, packet: &[u8]) {
    let found = xmp::read(packet);
    if !found.whole {
        let note = "The XMP file beside it is damaged; what could be read is shown.";
        file.notes.push(note.into());
    }
    let fill = |field: &mut Option<String>, value| *field = field.take().or(value);
    fill(&mut file.credit_line, found.credit);
    fill(&mut file.creator, found.creator);
    fill(&mut file.copyright, found.rights);
    fill(&mut file.source, found.source);
    fill(&mut file.digital_source_type, found.digital_source_type);
}

#[cfg(test)]
mod tests {
    use super::*;

    const JPEG: &[u8] = b"\xff\xd8\xff\xd9";

    fn listed(path: &Path) -> Option<(String, String)> {
        let file = super::super::read(path)?;
        file.listed.map(|l| (l.credit, l.file))
    }

    #[test]
    fn each_content_system_keeps_credits_in_its_way() {
        let folder = tempfile::tempdir().unwrap();
        let folder = fs::canonicalize(folder.path()).unwrap();
        let path = folder.join("port.jpg");
        fs::write(&path, JPEG).unwrap();
        fs::create_dir(folder.join(".meta")).unwrap();
        assert_eq!(listed(&path), None);
        for (name, text) in [
            ("port.jpg.meta.yaml", "photographer: Mara Quint\n"),
            (
                "port.jpg.txt",
                "Caption: Boats\n\n----\n\nCredit: Mara Quint",
            ),
            ("port.jpg.lr", "credit: Mara Quint\n---\nalt: Boats\n"),
            ("port.jpg.yml", "credit: Mara Quint\n"),
            ("port.jpg.yaml", "author: Mara Quint\n"),
            ("port.jpg.json", "{\"credit\": \"Mara Quint\"}"),
            ("port.jpg.toml", "credit = \"Mara Quint\"\n"),
            (".meta/port.jpg.yaml", "data:\n  credit: Mara Quint\n"),
        ] {
            let side = folder.join(name);
            fs::write(&side, text).unwrap();
            let file = name.trim_start_matches(".meta/").to_string();
            assert_eq!(listed(&path), Some(("Mara Quint".into(), file)), "{name}");
            // Still to come, of another kind, too long: nothing.
            for text in [
                "credit: TK\n",
                "\u{fffd}\0",
                &" ".repeat(LONGEST as usize + 1),
            ] {
                fs::write(&side, text).unwrap();
                assert_eq!(listed(&path), None, "{name}");
            }
            fs::remove_file(&side).unwrap();
        }
    }

    #[test]
    fn content_credentials_may_lie_beside() {
        let folder = tempfile::tempdir().unwrap();
        let path = fs::canonicalize(folder.path()).unwrap().join("port.jpg");
        fs::write(&path, JPEG).unwrap();
        fs::write(path.with_extension("c2pa"), c2pa::tests::generated()).unwrap();
        let file = super::super::read(&path).unwrap();
        assert_eq!(file.generated(), Some("file’s manifest"));
    }

    #[cfg(unix)]
    #[test]
    fn no_link_leads_elsewhere() {
        let folder = tempfile::tempdir().unwrap();
        let folder = fs::canonicalize(folder.path()).unwrap();
        fs::create_dir_all(folder.join("work")).unwrap();
        fs::create_dir(folder.join("meta")).unwrap();
        fs::write(folder.join("secret.yml"), "credit: Mara Quint\n").unwrap();
        fs::write(folder.join("meta/port.jpg.yaml"), "credit: Mara Quint\n").unwrap();
        let path = folder.join("work/port.jpg");
        fs::write(&path, JPEG).unwrap();
        let link = std::os::unix::fs::symlink::<PathBuf, PathBuf>;
        link(folder.join("secret.yml"), folder.join("work/port.jpg.yml")).unwrap();
        link("/dev/zero".into(), folder.join("work/port.jpg.json")).unwrap();
        link(folder.join("meta"), folder.join("work/.meta")).unwrap();
        assert_eq!(listed(&path), None);
    }
}
