//! The languages: English in full, and packs for eight more whose word lists stand in `data`.

use super::{Lexicon, Pack};
use std::sync::LazyLock;

macro_rules! lexicon {
    ($words:literal) => {
        LazyLock::new(|| Lexicon::new(include_str!(concat!("data/", $words)), ""))
    };
}

pub static ENGLISH: Pack = Pack {
    code: "en",
    abbreviations: &[
        "Mr", "Mrs", "Ms", "Dr", "Prof", "Gen", "Lt", "Col", "Sgt", "Capt", "Cmdr", "Adm", "Maj",
        "Cpl", "Pvt", "Gov", "Sen", "Rep", "Reps", "Sens", "Pres", "Rev", "Fr", "Hon", "St", "Sr",
        "Jr", "Jan", "Feb", "Mar", "Apr", "Aug", "Sept", "Oct", "Nov", "Dec", "No", "vs", "Inc",
        "Corp", "Ltd", "Co", "Bros", "Mt", "Ft", "Ave", "Blvd", "Rd", "Dept", "Atty", "Supt",
        "Det", "Insp", "Messrs", "Mme", "Mlle", "Ariz", "Calif", "Colo", "Conn", "Del", "Fla",
        "Ga", "Ill", "Ind", "Kan", "Ky", "La", "Mass", "Md", "Mich", "Minn", "Miss", "Mo", "Mont",
        "Neb", "Nev", "Okla", "Ore", "Pa", "Penn", "Tenn", "Tex", "Va", "Vt", "Wash", "Wis", "Wyo",
        "etc", "al", "approx", "Ph.D", "a.m", "p.m", "e.g", "i.e",
    ],
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
    abbreviations: &[
        "Dr", "Prof", "Nr", "Str", "Abs", "Art", "bzw", "ca", "etc", "evtl", "ggf", "inkl", "Mio",
        "Mrd", "St", "usw", "vgl", "z.B", "d.h", "u.a", "Jan", "Feb", "Aug", "Sept", "Okt", "Nov",
        "Dez",
    ],
    comma_inside: false,
    tag: ("sagte ", ""),
    ask: ("fragte ", ""),
    curly_pairs: false,
    dash_dialogue: false,
    say: None,
    lexicon: lexicon!("de.words"),
};

static FRENCH: Pack = Pack {
    code: "fr",
    abbreviations: &[
        "M", "MM", "Mme", "Mlle", "Dr", "Me", "Mgr", "St", "Ste", "av", "etc", "p.ex",
    ],
    comma_inside: false,
    tag: ("a déclaré ", ""),
    ask: ("a demandé ", ""),
    curly_pairs: true,
    dash_dialogue: true,
    say: None,
    lexicon: lexicon!("fr.words"),
};

static SPANISH: Pack = Pack {
    code: "es",
    abbreviations: &[
        "Sr", "Sra", "Srta", "Dr", "Dra", "D", "Dña", "Ud", "Uds", "etc", "Gral", "núm", "pág",
    ],
    comma_inside: false,
    tag: ("dijo ", ""),
    ask: ("preguntó ", ""),
    curly_pairs: true,
    dash_dialogue: true,
    say: None,
    lexicon: lexicon!("es.words"),
};

static DUTCH: Pack = Pack {
    code: "nl",
    abbreviations: &[
        "dr", "drs", "mr", "mw", "dhr", "prof", "ir", "nr", "blz", "bijv", "ca", "enz", "o.a",
        "m.n",
    ],
    comma_inside: true,
    tag: ("zei ", ""),
    ask: ("vroeg ", ""),
    curly_pairs: false,
    dash_dialogue: false,
    say: None,
    lexicon: lexicon!("nl.words"),
};

static ITALIAN: Pack = Pack {
    code: "it",
    abbreviations: &[
        "sig", "dott", "prof", "ing", "avv", "on", "gen", "ecc", "art", "pag", "S",
    ],
    comma_inside: false,
    tag: ("ha detto ", ""),
    ask: ("ha chiesto ", ""),
    curly_pairs: true,
    dash_dialogue: true,
    say: None,
    lexicon: lexicon!("it.words"),
};

static PORTUGUESE: Pack = Pack {
    code: "pt",
    abbreviations: &[
        "Sr", "Sra", "Dr", "Dra", "Prof", "Gen", "D", "etc", "pág", "nº",
    ],
    comma_inside: false,
    tag: ("disse ", ""),
    ask: ("perguntou ", ""),
    curly_pairs: true,
    dash_dialogue: true,
    say: None,
    lexicon: lexicon!("pt.words"),
};

static UKRAINIAN: Pack = Pack {
    code: "uk",
    abbreviations: &[
        "м", "р", "рр", "ст", "вул", "грн", "млн", "млрд", "тис", "ім", "о", "св",
    ],
    comma_inside: false,
    // The present has no gender.
    tag: ("— каже ", ""),
    ask: ("— питає ", ""),
    curly_pairs: false,
    dash_dialogue: true,
    say: None,
    lexicon: lexicon!("uk.words"),
};

static RUSSIAN: Pack = Pack {
    code: "ru",
    abbreviations: &[
        "г", "гг", "ст", "ул", "руб", "млн", "млрд", "тыс", "им", "о", "св", "т.е", "т.д",
    ],
    comma_inside: false,
    // The present has no gender.
    tag: ("— говорит ", ""),
    ask: ("— спрашивает ", ""),
    curly_pairs: false,
    dash_dialogue: true,
    say: None,
    lexicon: lexicon!("ru.words"),
};
