//! What a settings file sets, and what is said of one that is wrong.

use super::*;

#[test]
fn an_entry_is_taken_out_whole_and_nothing_else() {
    let removed = |text: &str, n: usize| {
        let (_, problems) = parse(text, Date::parse("2026-06-15"), &|_| Err(String::new()));
        let fix = &problems[n].fixes[0];
        assert_eq!(fix.title, "Remove the entry", "{problems:?}");
        let left = crate::finding::apply(text, &fix.edits);
        // What is left says the same but for the entry.
        let (_, now) = parse(&left, Date::parse("2026-06-15"), &|_| Err(String::new()));
        assert_eq!(now.len() + 1, problems.len(), "{left}");
        left
    };
    let over = "[[ignore]]\nrule = \"mixed-marks\"\nuntil = 2026-01-01\n";
    let kept = "[[ignore]]\nrule = \"two-speakers\"\n";
    assert_eq!(
        removed(&format!("language = \"en\"\n\n{over}\n{kept}"), 0),
        format!("language = \"en\"\n\n{kept}")
    );
    assert_eq!(removed(&format!("{kept}\n{over}"), 0), format!("{kept}\n"));
    assert_eq!(
        removed(&format!("{over}\n# Ours.\n[rules]\n"), 0),
        "# Ours.\n[rules]\n"
    );
    let one = "{ rule = \"mixed-marks\", until = 2026-01-01 }";
    let other = "{ rule = \"two-speakers\" }";
    assert_eq!(
        removed(&format!("ignore = [{one}, {other}]\n"), 0),
        format!("ignore = [{other}]\n")
    );
    assert_eq!(
        removed(&format!("ignore = [{other}, {one}]\n"), 0),
        format!("ignore = [{other}]\n")
    );
    assert_eq!(removed(&format!("ignore = [{one}]\n"), 0), "ignore = []\n");
}

#[test]
fn entries_are_the_same_wherever_they_stand() {
    let of = |text: &str| parse(text, None, &|_| Err(String::new())).0;
    let entry = "[[ignore]]\nrule = \"mixed-marks\"\n";
    let (here, there) = (of(entry), of(&format!("\n\n{entry}")));
    assert_eq!(here, there);
    assert_ne!(here.ignores[0].place, there.ignores[0].place);
    assert_ne!(here, of(&format!("{entry}text = \"x\"\n")));
}

#[test]
fn addresses_are_those_of_the_web() {
    let of = |text: &str| parse(text, None, &|_| Err(String::new()));
    assert_eq!(
        of("docs = \"https://a.example/\"").0.docs.as_deref(),
        Some("https://a.example/")
    );
    let (settings, problems) = of("docs = \"command:evil\"");
    assert!(settings.docs.is_none() && problems.len() == 1);
}

fn parsed(text: &str) -> (Settings, Vec<Finding>) {
    let today = Date::parse("2026-06-15");
    parse(text, today, &|name| match name {
        "house.toml" => Ok(
            "preset = \"house.toml\"\n[credits]\nalt = true\nformat = \"Foto: {name}\"\n"
                .to_string(),
        ),
        _ => Err("there is no such file".to_string()),
    })
}

/// The words each problem stands on and what it says.
fn problems(text: &str) -> Vec<(&str, String)> {
    let problems = parsed(text).1.into_iter();
    problems
        .map(|p| (&text[p.span.range()], p.message))
        .collect()
}

#[test]
fn every_key_is_taken() {
    let (settings, problems) = parsed(
        "language = \"en-GB\"\n\
         [credits]\nformat = \"Photo: {name}\"\nexempt = \"logo\"\nalt = true\nexpected = true\n\
         [quotes]\nlead-in = true\n\
         [[names]]\nname = \"Kyiv\"\nvariants = [\"Kiev\"]\nsecond = \"the city\"\nexceptions = [\"chicken Kiev\"]\nauto = true\nin-quotes = true\nchecked = true\n",
    );
    assert_eq!(problems, []);
    assert_eq!(settings.language.as_deref(), Some("en-GB"));
    assert_eq!(settings.credits.exempt, ["logo"]);
    assert!(settings.credits.alt && settings.credits.expected && settings.quotes.lead_in);
    let name = &settings.names[0];
    assert!(name.auto && name.in_quotes && name.checked);
    assert_eq!(name.second.as_deref(), Some("the city"));
    assert_eq!(
        (name.canonical.as_str(), name.variants[0].as_str()),
        ("Kyiv", "Kiev")
    );
}

#[test]
fn what_is_wrong_is_told_at_its_place_and_the_rest_holds() {
    let text = "langauge = \"en\"\n[credits]\nalt = \"yes\"\nexpected = true\n[qoutes]\n";
    let (settings, _) = parsed(text);
    assert!(settings.credits.expected);
    let problems = problems(text);
    let words: Vec<&str> = problems.iter().map(|p| p.0).collect();
    assert_eq!(words, ["langauge", "\"yes\"", "qoutes"]);
    assert!(problems[0].1.contains("did you mean `language`"));
    assert!(
        problems[1]
            .1
            .contains("`credits.alt` takes true or false, not text")
    );
    let (_, found) = parsed(text);
    let fixed = crate::finding::apply(text, &found[0].fixes[0].edits);
    assert!(fixed.starts_with("language = "));
}

#[test]
fn a_slip_in_the_toml_costs_only_its_line() {
    let text = "language = = \"en\"\n[credits]\nexpected = true\n";
    let (settings, found) = parsed(text);
    assert!(settings.credits.expected);
    assert!(
        found
            .iter()
            .any(|p| p.message.starts_with("This is not TOML"))
    );
    for broken in [
        "[",
        "a = \"é",
        "[[ignore]]\nrule",
        "\u{0}",
        "x = 1e",
        "[a]\n[a]\n",
        "'''",
    ] {
        for problem in parsed(broken).1 {
            assert!(broken.get(problem.span.range()).is_some(), "{broken:?}");
        }
    }
}

#[test]
fn entries_that_have_ended_or_say_too_little_do_nothing() {
    let entry =
        |until: &str| format!("[[ignore]]\nrule = \"unused-suppression\"\nuntil = {until}\n");
    assert_eq!(parsed(&entry("2026-06-15")).0.ignores.len(), 1);
    assert_eq!(parsed(&entry("\"2026-06-14\"")).0.ignores.len(), 0);
    assert!(problems(&entry("2026-06-14"))[0].1.contains("2026-06-14"));
    assert!(
        problems("[[ignore]]\nreason = \"so\"\n")[0]
            .1
            .contains("no `rule`")
    );
}

#[test]
fn a_preset_gives_way_to_the_file() {
    let (settings, problems) =
        parsed("preset = \"house.toml\"\n[credits]\nformat = \"Photo: {name}\"\n");
    assert_eq!(problems, []);
    assert!(settings.credits.alt);
    assert_eq!(settings.style.as_deref(), Some("house.toml"));
    assert_eq!(settings.credits.format.as_deref(), Some("Photo: {name}"));
    assert!(
        parsed("preset = \"none.toml\"").1[0]
            .message
            .contains("no such file")
    );
    assert!(
        parsed("preset = \"guardain\"").1[0]
            .message
            .contains("`guardian`")
    );
}

#[test]
fn an_editor_goes_over_the_file() {
    let (mut settings, _) = parsed("[credits]\nalt = true\nexpected = true\n");
    let json = serde_json::json!({"credits": {"alt": false, "format": null}, "trace": 5});
    let said = overlay(&mut settings, &json);
    assert!(!settings.credits.alt && settings.credits.expected);
    assert_eq!(said.len(), 1);
}
