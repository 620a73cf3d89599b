//! What the files of drafts' pictures tell, read on a thread of its own: a slow disk holds up no keystroke.

use super::desk::{Desk, State, Text};
use super::uri;
use crate::facts::images::{Picture, Pictures};
use crate::picture::root_of;
use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::mpsc::{Receiver, Sender, channel};

/// Pictures of one draft that are looked at.
const MOST: usize = 500;

/// The pictures of a draft, to be looked at.
struct Look {
    key: String,
    draft: PathBuf,
    root: PathBuf,
    pictures: Vec<Picture>,
}

#[derive(Default)]
pub struct Looks {
    /// The thread, once there was a picture.
    worker: Option<Sender<Look>>,
    /// The pictures that were last looked at for each open draft, and the round of findings they were seen in.
    asked: HashMap<String, (u64, Vec<String>)>,
}

impl Looks {
    /// Files may have changed: all are looked at anew.
    pub fn look_again(&mut self) {
        self.asked.clear();
    }
}

/// Has the files looked at of every open draft that shows other pictures than before.
pub fn look(desk: &Arc<Desk>, state: &mut State) {
    let looks = &mut state.looks;
    looks.asked.retain(|key, _| state.open.contains_key(key));
    for (key, open) in &mut state.open {
        let Text::Draft(text) = &mut open.text else {
            continue;
        };
        // What is shown changes only with a new round.
        let round = text.findings().round;
        let known = looks.asked.get_mut(key);
        if known.as_ref().is_some_and(|(seen, _)| *seen == round) {
            continue;
        }
        let shown = &text.analyse().facts.images;
        let shown = &shown[..shown.len().min(MOST)];
        let sources = shown.iter().map(|p| p.image.source.as_str());
        if let Some((seen, before)) = known
            && sources.clone().eq(before.iter())
        {
            *seen = round;
            continue;
        }
        let Some(draft) = uri::path(key) else {
            continue;
        };
        let sources = sources.map(str::to_string).collect();
        looks.asked.insert(key.clone(), (round, sources));
        if shown.is_empty() {
            continue;
        }
        let within = state.roots.iter().find(|r| draft.starts_with(r));
        let look = Look {
            key: key.clone(),
            root: within.cloned().unwrap_or_else(|| root_of(&draft)),
            draft,
            pictures: shown.to_vec(),
        };
        let worker = looks.worker.get_or_insert_with(|| start(desk));
        // Without a thread nothing is known of pictures' files.
        let _ = worker.send(look);
    }
}

fn start(desk: &Arc<Desk>) -> Sender<Look> {
    let (sender, looks) = channel();
    let desk = desk.clone();
    let work = move || work(&desk, &looks);
    let _ = std::thread::Builder::new()
        .name("pictures".into())
        .spawn(work);
    sender
}

fn work(desk: &Arc<Desk>, looks: &Receiver<Look>) {
    for look in looks {
        let found = desk.files.load_all(&look.draft, &look.root, &look.pictures);
        let taker = desk.clone();
        // State changes on the loop's thread alone.
        desk.hub
            .spawn(async move { take(&taker, &look.key, found) });
    }
}

fn take(desk: &Desk, key: &str, found: Pictures) {
    let state = &mut *desk.state();
    if let Some(open) = state.open.get_mut(key)
        && let Text::Draft(draft) = &mut open.text
        && *draft.pictures() != found
    {
        draft.set_pictures(found);
        open.report.is_due = true;
        state.refresh_due = true;
    }
}

/// The path that `source`, which means `old` in the draft at `draft`, is to be after `old` was moved to `new`, written
/// as it was: from the draft's folder, or from the root where it starts with a slash.
pub fn moved(draft: &Path, source: &str, old: &Path, new: &Path) -> Option<String> {
    let folder = draft.parent()?;
    let from = if source.starts_with('/') {
        // Whatever folder the path counted from stands before it in the old path.
        let tail: PathBuf = source.trim_start_matches('/').into();
        let mut root = old.to_path_buf();
        for _ in tail.components() {
            root.pop();
        }
        root
    } else {
        folder.to_path_buf()
    };
    let relative = relative(&from, new)?;
    if source.starts_with('/') {
        return (!relative.starts_with("..")).then(|| format!("/{relative}"));
    }
    let dotted = source.starts_with("./") && !relative.starts_with("..");
    Some(if dotted {
        format!("./{relative}")
    } else {
        relative
    })
}

/// The way from a folder to a file, with forward slashes.
fn relative(folder: &Path, file: &Path) -> Option<String> {
    let common = folder
        .components()
        .zip(file.components())
        .take_while(|(a, b)| a == b)
        .count();
    if common == 0 {
        return None;
    }
    let up = folder.components().skip(common).map(|_| "..".to_string());
    let down = file.components().skip(common);
    let down = down.map(|c| c.as_os_str().to_string_lossy().into_owned());
    Some(up.chain(down).collect::<Vec<_>>().join("/"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[cfg(unix)]
    #[test]
    fn paths_follow_their_files() {
        let draft = Path::new("/w/news/a.md");
        let moved = |source: &str, old: &str, new: &str| {
            super::moved(draft, source, Path::new(old), Path::new(new))
        };
        let is = |s: &str| Some(s.to_string());
        assert_eq!(
            moved("b.jpg", "/w/news/b.jpg", "/w/news/c.jpg"),
            is("c.jpg")
        );
        assert_eq!(
            moved("./b.jpg", "/w/news/b.jpg", "/w/news/x/c.jpg"),
            is("./x/c.jpg")
        );
        assert_eq!(
            moved("b.jpg", "/w/news/b.jpg", "/w/img/b.jpg"),
            is("../img/b.jpg")
        );
        assert_eq!(
            moved("/img/b.jpg", "/w/static/img/b.jpg", "/w/static/p/b.jpg"),
            is("/p/b.jpg")
        );
        assert_eq!(
            moved("/img/b.jpg", "/w/static/img/b.jpg", "/w/other/b.jpg"),
            None
        );
    }
}
