//! House styles: settings files compiled in. Each value names its public source in a comment beside it.

/// Name and text of each.
pub const PRESETS: &[(&str, &str)] = &[
    ("ap", include_str!("presets/ap.toml")),
    ("bbc", include_str!("presets/bbc.toml")),
    ("guardian", include_str!("presets/guardian.toml")),
    ("reuters", include_str!("presets/reuters.toml")),
];

#[cfg(test)]
mod tests {
    use super::super::{Settings, parse};

    #[test]
    fn every_preset_is_sound_and_says_something() {
        for (name, text) in super::PRESETS {
            let (settings, problems) = parse(text, None, &|_| Err("no file".to_string()));
            assert_eq!(problems, [], "{name}");
            assert_ne!(settings, Settings::default(), "{name}");
        }
    }
}
