//! Lines that are credits, and lines that are none.

use super::*;

fn read(line: &str, caption: bool) -> Vec<(&str, &str)> {
    let found = find(line, caption);
    found
        .iter()
        .map(|f| (&line[f.span.range()], &line[f.value.range()]))
        .collect()
}

#[track_caller]
fn value(line: &str, value: &str) {
    let got = read(line, false);
    assert_eq!(
        got.iter().map(|g| g.1).collect::<Vec<_>>(),
        [value],
        "{line}"
    );
}

#[test]
fn labels_of_every_kind() {
    value("Photo: Mara Quint/Reuters", "Mara Quint/Reuters");
    value("Photos by Mara Quint", "Mara Quint");
    value("Photo by: Mara Quint", "Mara Quint");
    value("Image source: nato.int", "nato.int");
    value("Photo credit: the harbour office", "the harbour office");
    value("Photo courtesy of Quint Farms.", "Quint Farms");
    value("Courtesy Quint Farms", "Quint Farms");
    value("Photo © Mara Quint", "Mara Quint");
    value("AP Photo/Mara Quint", "Mara Quint");
    value("Cover image: Mara Quint", "Mara Quint");
    value("Photo and caption by M. K. Quint", "M. K. Quint");
    value("Bildnachweis: Mara Quint", "Mara Quint");
    value("Imagen cedida por el Ayuntamiento", "el Ayuntamiento");
    value("Crédit photo : Mara Quint", "Mara Quint");
    value("Foto: privat", "privat");
    value("Фото: Марія Квінт / УНІАН", "Марія Квінт / УНІАН");
    value("Photo (top): Mara Quint", "Mara Quint");
    value("Harvest in June (Photo by Mara Quint)", "Mara Quint");
    value("Harvest in June. Photo: Mara Quint/AP", "Mara Quint/AP");
}

#[test]
fn forms_without_a_label() {
    for line in [
        "Mara Quint/Reuters",
        "Getty Images",
        "© Mara Quint",
        "(AP Photo/Mara Quint)",
        "Mara Quint on Unsplash",
        "Mara Quint, Flickr, CC BY 2.0",
        "Mara Quint/Harbour Post",
        "Public domain",
        "Mara Quint/Harbour Post via AP",
    ] {
        assert_eq!(find(line, false).len(), 1, "{line}");
        assert!(find(line, false)[0].alone, "{line}");
    }
}

#[test]
fn captions_end_with_a_signature() {
    let caption = "The mill at night Mara Quint/Reuters";
    assert_eq!(
        read(caption, true),
        [("Mara Quint/Reuters", "Mara Quint/Reuters")]
    );
    assert_eq!(
        read("The mill at night. Getty Images", true)[0].1,
        "Getty Images"
    );
    assert_eq!(
        read("The harbour. Photo credit Mara Quint", true),
        [("Photo credit Mara Quint", "Mara Quint")]
    );
    assert!(read("Image Credit Union opens a branch", true).is_empty());
    assert!(read("He told Reuters.", true).is_empty());
    assert!(read("The office of the Associated Press", true).is_empty());
}

#[test]
fn sentences_are_no_credits() {
    for line in [
        "Photo: protesters gather in front of the court and wait for the verdict",
        "The photo shows a harbour.",
        "A source said the ship had sailed.",
        "Credit where it is due.",
        "He worked for Reuters and AP.",
        "The image by the window and/or the door was his.",
        "Top officials met on Monday.",
        "Art is long, life is short.",
        "Source of the river",
        "She left (and came back).",
        "All pictures look alike.",
        "Video: How boats sail",
        "Foto van de haven",
        "Photo Finish at the derby",
        "Image caption, Ann Lee",
        "Автор статті, Марія Квінт",
        "Ph. D. students",
        "I could not go, so a photo from Harbour House will have to do here.",
    ] {
        assert!(
            find(line, false).is_empty(),
            "{line}: {:?}",
            read(line, false)
        );
    }
}

#[test]
fn placeholders_and_reach() {
    let f = &find("Photo: TK", false)[0];
    assert!(f.placeholder && f.alone && !f.all);
    assert!(find("Photo credit:", false)[0].placeholder);
    assert!(find("All images: Mara Quint", false)[0].all);
    assert!(find("Photos: Mara Quint", false)[0].all);
    assert!(find("Cover image: Mara Quint", false)[0].lead);
    assert!(find("Source: Mara Quint", false)[0].bound_only);
}

#[test]
fn the_notice_of_a_page_is_for_no_picture_far_away() {
    for line in ["© 2024 Harbour Post", "© Harbour Post. All rights reserved"] {
        assert!(find(line, false)[0].bound_only, "{line}");
    }
    assert!(!find("© Mara Quint", false)[0].bound_only);
}

#[test]
fn any_text_is_read() {
    for line in [
        "", " ", "©", "(", "Photo", "Photo:", "Photo: (", "/", "Фото", "é©é", "Photo by", "…",
        "(c)", "Photo(s)",
    ] {
        for caption in [false, true] {
            find(line, caption);
        }
    }
}

#[test]
fn labels_of_other_newsrooms() {
    for (line, who) in [
        ("Foto Ansa", "Ansa"),
        ("Beeld Mara Quint / ANP", "Mara Quint / ANP"),
        ("Ph. Mara Quint", "Mara Quint"),
        ("Автор фото, Getty Images", "Getty Images"),
        ("Fuente de la imagen, Reuters", "Reuters"),
        ("Crédit photo, Mara Quint", "Mara Quint"),
        (
            "Credit...Mara Quint for The Port",
            "Mara Quint for The Port",
        ),
        (
            "Boats (Photo Mara Quint pour Le Port)",
            "Mara Quint pour Le Port",
        ),
        ("Boats (Mara Quint for The Port)", "Mara Quint for The Port"),
        ("Boats (ansa)", "ansa"),
        ("Boats (AAP: Mara Quint)", "AAP: Mara Quint"),
        ("Boats in the harbour. Mara Quint", "Mara Quint"),
        (
            "Boats leave. REUTERS/Mara Quint, opens new tab",
            "REUTERS/Mara Quint",
        ),
        ("Boats leave.Photo: Mara Quint", "Mara Quint"),
        ("Video: Mara Quint", "Mara Quint"),
        ("Themenbild: Mara Quint", "Mara Quint"),
        ("Foto: Acervo pessoal", "Acervo pessoal"),
    ] {
        let found = read(line, true);
        let values: Vec<_> = found.iter().map(|f| f.1).collect();
        assert_eq!(values, [who], "{line}");
    }
}
