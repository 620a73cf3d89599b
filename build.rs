//! Compiles the data of the language packs.

use std::path::{Path, PathBuf};

#[path = "src/language/data/names/build.rs"]
mod names;

fn main() {
    let out = PathBuf::from(std::env::var_os("OUT_DIR").expect("cargo sets OUT_DIR"));
    names::build(Path::new("src/language/data/names"), &out);
}
