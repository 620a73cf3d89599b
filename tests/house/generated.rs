//! Files made from the registry. `COPYDESK_WRITE=1 cargo test --test main generated` writes them anew.

use copydesk::cli::docs;
use std::fs;
use std::path::Path;

/// What stands between `<!-- NAME -->` and `<!-- /NAME -->` in a file must be `want`.
fn section(file: &str, name: &str, want: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(file);
    let text = fs::read_to_string(&path).expect(file);
    let (open, close) = (format!("<!-- {name} -->\n"), format!("<!-- /{name} -->"));
    let start = text.find(&open).expect("the section's start") + open.len();
    let end = start + text[start..].find(&close).expect("the section's end");
    if text[start..end] == *want {
        return;
    }
    assert!(
        std::env::var_os("COPYDESK_WRITE").is_some(),
        "{file}: the section {name} is old; COPYDESK_WRITE=1 cargo test --test main generated"
    );
    fs::write(path, format!("{}{want}{}", &text[..start], &text[end..])).expect("written");
}

#[test]
fn generated_readme_lists_the_rules() {
    section("README.md", "rules", &docs::table(|_| None));
}
