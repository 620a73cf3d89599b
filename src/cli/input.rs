//! Reading drafts: files and standard input, with a clear sentence for what is no draft.

use crate::files::LARGEST_DRAFT;
use crate::markup::Format;
use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

/// The longest line, in bytes, for the same reason: data or a page squeezed into one line.
const LONGEST_LINE: usize = 1 << 20;

/// A draft as it was read.
#[derive(Debug)]
pub struct Input {
    /// As named on the command line; `-` for standard input.
    pub name: String,
    /// `None` for standard input.
    pub path: Option<PathBuf>,
    /// A byte order mark stood before the text.
    pub bom: bool,
    pub text: String,
}

impl Input {
    /// Reads the file named `name`, or standard input for `-`. The error is a sentence without the name.
    pub fn read(name: &Path) -> Result<Self, String> {
        if name == Path::new("-") {
            let bytes = read_all(&mut io::stdin().lock())?;
            return Self::of("-".to_string(), None, bytes);
        }
        let describe = |e: io::Error| match e.kind() {
            io::ErrorKind::NotFound => "there is no such file".to_string(),
            io::ErrorKind::PermissionDenied => "you may not read this file".to_string(),
            _ => format!("cannot be read: {e}"),
        };
        let meta = std::fs::metadata(name).map_err(describe)?;
        if meta.is_dir() {
            return Err("is a folder, not a draft".to_string());
        }
        if meta.len() > LARGEST_DRAFT {
            return Err(too_large(meta.len()));
        }
        let bytes = read_all(&mut File::open(name).map_err(describe)?)?;
        Self::of(name.display().to_string(), Some(name.to_path_buf()), bytes)
    }

    fn of(name: String, path: Option<PathBuf>, mut bytes: Vec<u8>) -> Result<Self, String> {
        if bytes.starts_with(&[0xff, 0xfe]) || bytes.starts_with(&[0xfe, 0xff]) {
            return Err("is UTF-16; save it as UTF-8".to_string());
        }
        let bom = bytes.starts_with("\u{feff}".as_bytes());
        if bom {
            bytes.drain(..3);
        }
        if memchr::memchr(0, &bytes).is_some() {
            return Err("is no text: it holds zero bytes".to_string());
        }
        let text = String::from_utf8(bytes).map_err(|e| {
            let before = &e.as_bytes()[..e.utf8_error().valid_up_to()];
            let line = memchr::memchr_iter(b'\n', before).count() + 1;
            format!("is not UTF-8 (line {line}); save it as UTF-8")
        })?;
        let longest = text.split(['\n', '\r']).map(str::len).max().unwrap_or(0);
        if longest > LONGEST_LINE {
            return Err(format!(
                "has a line of {}; that is no article text",
                megabytes(longest as u64)
            ));
        }
        Ok(Input {
            name,
            path,
            bom,
            text,
        })
    }

    /// The format that the file's ending says; plain text for anything unknown.
    pub fn format(&self) -> Format {
        let ending = self.path.as_deref().and_then(Path::extension);
        let format = ending.and_then(|e| Format::from_extension(e.to_str()?));
        format.unwrap_or(Format::Plain)
    }
}

fn read_all(from: &mut dyn Read) -> Result<Vec<u8>, String> {
    let mut bytes = Vec::new();
    from.take(LARGEST_DRAFT + 1)
        .read_to_end(&mut bytes)
        .map_err(|e| format!("cannot be read: {e}"))?;
    if bytes.len() as u64 > LARGEST_DRAFT {
        return Err(too_large(bytes.len() as u64));
    }
    Ok(bytes)
}

fn too_large(bytes: u64) -> String {
    let (size, limit) = (megabytes(bytes), megabytes(LARGEST_DRAFT));
    format!("is too large for a draft ({size}; at most {limit})")
}

fn megabytes(bytes: u64) -> String {
    format!("{:.1} MB", bytes as f64 / f64::from(1 << 20))
}
