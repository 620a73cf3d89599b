//! The languages: English in full, and packs for eight more whose word lists stand in `data`.

use super::{Lexicon, Pack};
use std::sync::LazyLock;

macro_rules! lexicon {
    ($words:literal, $abbreviations:expr) => {
        LazyLock::new(|| {
            let words = include_str!(concat!("data/", $words));
            Lexicon::new(words, "", &$abbreviations)
        })
    };
}

pub static ENGLISH: Pack = Pack {
    code: "en",
    comma_inside: true,
    tag: ("", " said"),
    ask: ("", " asked"),
    curly_pairs: true,
    dash_dialogue: false,
    say: Some(["said", "says", "say", "saying"]),
    lexicon: LazyLock::new(|| {
        Lexicon::new(
            include_str!("data/en.words"),
            include_str!("data/en.verbs.tsv"),
            &[
                "Mr", "Mrs", "Ms", "Dr", "Prof", "Gen", "Lt", "Col", "Sgt", "Capt", "Cmdr", "Adm",
                "Maj", "Cpl", "Pvt", "Gov", "Sen", "Rep", "Reps", "Sens", "Pres", "Rev", "Fr",
                "Hon", "St", "Sr", "Jr", "Jan", "Feb", "Mar", "Apr", "Aug", "Sept", "Oct", "Nov",
                "Dec", "No", "vs", "Inc", "Corp", "Ltd", "Co", "Bros", "Mt", "Ft", "Ave", "Blvd",
                "Rd", "Dept", "Atty", "Supt", "Det", "Insp", "Messrs", "Mme", "Mlle", "Ariz",
                "Calif", "Colo", "Conn", "Del", "Fla", "Ga", "Ill", "Ind", "Kan", "Ky", "La",
                "Mass", "Md", "Mich", "Minn", "Miss", "Mo", "Mont", "Neb", "Nev", "Okla", "Ore",
                "Pa", "Penn", "Tenn", "Tex", "Va", "Vt", "Wash", "Wis", "Wyo", "etc", "al",
                "approx", "Ph.D", "a.m", "p.m", "e.g", "i.e",
            ],
        )
    }),
};

/// All packs.
pub static ALL: [&Pack; 9] = [
    &ENGLISH,
    &GERMAN,
    &FRENCH,
    &SPANISH,
    &DUTCH,
    &ITALIAN,
    &PORTUGUESE,
    &UKRAINIAN,
    &RUSSIAN,
];

static GERMAN: Pack = Pack {
    code: "de",
    comma_inside: false,
    tag: ("sagte ", ""),
    ask: ("fragte ", ""),
    curly_pairs: false,
    dash_dialogue: false,
    say: None,
    lexicon: lexicon!(
        "de.words",
        [
            "Dr", "Prof", "Nr", "Str", "Abs", "Art", "bzw", "ca", "etc", "evtl", "ggf", "inkl",
            "Mio", "Mrd", "St", "usw", "vgl", "z.B", "d.h", "u.a", "Jan", "Feb", "Aug", "Sept",
            "Okt", "Nov", "Dez",
        ]
    ),
};

static FRENCH: Pack = Pack {
    code: "fr",
    comma_inside: false,
    tag: ("a déclaré ", ""),
    ask: ("a demandé ", ""),
    curly_pairs: true,
    dash_dialogue: true,
    say: None,
    lexicon: lexicon!(
        "fr.words",
        [
            "M", "MM", "Mme", "Mlle", "Dr", "Me", "Mgr", "St", "Ste", "av", "etc", "p.ex",
        ]
    ),
};

static SPANISH: Pack = Pack {
    code: "es",
    comma_inside: false,
    tag: ("dijo ", ""),
    ask: ("preguntó ", ""),
    curly_pairs: true,
    dash_dialogue: true,
    say: None,
    lexicon: lexicon!(
        "es.words",
        [
            "Sr", "Sra", "Srta", "Dr", "Dra", "D", "Dña", "Ud", "Uds", "etc", "Gral", "núm", "pág",
        ]
    ),
};

static DUTCH: Pack = Pack {
    code: "nl",
    comma_inside: true,
    tag: ("zei ", ""),
    ask: ("vroeg ", ""),
    curly_pairs: false,
    dash_dialogue: false,
    say: None,
    lexicon: lexicon!(
        "nl.words",
        [
            "dr", "drs", "mr", "mw", "dhr", "prof", "ir", "nr", "blz", "bijv", "ca", "enz", "o.a",
            "m.n",
        ]
    ),
};

static ITALIAN: Pack = Pack {
    code: "it",
    comma_inside: false,
    tag: ("ha detto ", ""),
    ask: ("ha chiesto ", ""),
    curly_pairs: true,
    dash_dialogue: true,
    say: None,
    lexicon: lexicon!(
        "it.words",
        [
            "sig", "dott", "prof", "ing", "avv", "on", "gen", "ecc", "art", "pag", "S",
        ]
    ),
};

static PORTUGUESE: Pack = Pack {
    code: "pt",
    comma_inside: false,
    tag: ("disse ", ""),
    ask: ("perguntou ", ""),
    curly_pairs: true,
    dash_dialogue: true,
    say: None,
    lexicon: lexicon!(
        "pt.words",
        [
            "Sr", "Sra", "Dr", "Dra", "Prof", "Gen", "D", "etc", "pág", "nº",
        ]
    ),
};

static UKRAINIAN: Pack = Pack {
    code: "uk",
    comma_inside: false,
    // The present has no gender.
    tag: ("— каже ", ""),
    ask: ("— питає ", ""),
    curly_pairs: false,
    dash_dialogue: true,
    say: None,
    lexicon: lexicon!(
        "uk.words",
        [
            "м", "р", "рр", "ст", "вул", "грн", "млн", "млрд", "тис", "ім", "о", "св",
        ]
    ),
};

static RUSSIAN: Pack = Pack {
    code: "ru",
    comma_inside: false,
    // The present has no gender.
    tag: ("— говорит ", ""),
    ask: ("— спрашивает ", ""),
    curly_pairs: false,
    dash_dialogue: true,
    say: None,
    lexicon: lexicon!(
        "ru.words",
        [
            "г", "гг", "ст", "ул", "руб", "млн", "млрд", "тыс", "им", "о", "св", "т.е", "т.д",
        ]
    ),
};
