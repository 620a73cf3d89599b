//! The words of credit lines: labels in every language, agencies, licences, placeholders.
//!
//! One table for all languages: `Photo: AFP` stands in French and Ukrainian papers as well, and the
//! words of different languages do not get in each other's way. The language of an entry serves completion and the
//! credits that fixes write.

use rustc_hash::FxHashSet;
use std::sync::LazyLock;

/// What a word does in a label.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// What is shown: `photo`, `illustration`.
    Subject,
    /// The same, of several pictures.
    Subjects,
    /// Who made it: `photographer`.
    Maker,
    /// A credit whatever stands before it: `credit`, `courtesy`.
    Credit,
    /// Whose it is where it is bound to a picture; tables and texts have sources too.
    Source,
    /// Which picture it is: `cover`, `file`.
    Qualifier,
    /// The first picture of the draft: `header`, `featured`.
    Lead,
    /// Every picture: `all`.
    All,
}

/// A word of labels, in lower case.
pub struct LabelWord {
    pub language: &'static str,
    pub word: &'static str,
    pub role: Role,
}

macro_rules! words {
    ($($language:literal $role:ident: $($word:literal)+;)+) => {
        &[$($(LabelWord { language: $language, word: $word, role: Role::$role },)+)+]
    };
}

/// Label words of all languages; a word that is two languages' stands with one of them.
pub static LABEL_WORDS: &[LabelWord] = words! {
    "en" Subject: "photo" "photograph" "photography" "picture" "pic" "image" "img" "illustration" "graphic" "infographic"
        "chart" "screenshot" "screengrab" "artwork" "art" "portrait" "headshot" "cartoon" "map" "still" "collage";
    "en" Subjects: "photos" "photographs" "pictures" "pics" "images" "illustrations" "graphics" "screenshots" "charts"
        "maps" "portraits";
    "en" Maker: "photographer" "photographers" "illustrator" "artist";
    "en" Credit: "credit" "credits" "courtesy" "attribution" "handout" "copyright";
    "en" Source: "source" "sources";
    "en" Qualifier: "file" "archive" "archival" "stock" "staff" "pool" "profile" "author" "drone" "aerial" "inset"
        "above" "below" "left" "right" "center" "centre" "bottom" "composite" "background" "original" "preview" "caption" "captions" "text" "words" "video" "videos" "design"
        "submitted" "contributed" "provided" "press" "publicity" "social" "wire" "ap" "afp" "reuters" "getty" "epa" "pa";
    "en" Lead: "cover" "featured" "feature" "header" "hero" "top" "title" "lead" "main" "banner" "thumbnail" "teaser";
    "en" All: "all" "both" "other";
    "de" Subject: "foto" "bild" "symbolfoto" "symbolbild" "archivfoto" "archivbild" "grafik" "repro" "bildquelle"
        "fotoquelle" "beitragsbild" "titelbild" "bildschirmfoto" "illustriert" "karikatur" "montage" "fotomontage";
    "de" Subjects: "fotos" "bilder" "grafiken";
    "de" Maker: "fotograf" "fotografin";
    "de" Credit: "bildnachweis" "fotonachweis" "bildrechte" "fotocredit" "bildcredit" "copyright-hinweis";
    "de" Source: "quelle" "quellen";
    "de" All: "alle";
    "fr" Subject: "photographie" "infographie" "dessin" "visuel" "capture";
    "fr" Subjects: "photographies";
    "fr" Maker: "photographe" "illustratrice" "illustrateur";
    "fr" Credit: "crédit" "crédits" "légende-crédit";
    "fr" All: "toutes";
    "es" Subject: "fotografía" "imagen" "ilustración" "infografía" "captura";
    "es" Subjects: "fotografías" "imágenes";
    "es" Maker: "fotógrafo" "fotógrafa";
    "es" Credit: "crédito" "créditos" "cortesía";
    "es" Source: "fuente" "archivo";
    "nl" Subject: "beeld" "archieffoto" "illustratie" "afbeelding" "persfoto";
    "nl" Maker: "fotografie" "fotograaf";
    "nl" Credit: "fotocredits" "beeldcredits";
    "nl" Source: "bron";
    "it" Subject: "immagine" "fotografia" "illustrazione" "disegno";
    "it" Subjects: "immagini";
    "it" Maker: "fotografo";
    "it" Credit: "crediti";
    "it" Source: "fonte";
    "pt" Subject: "imagem" "ilustração" "arte";
    "pt" Subjects: "imagens";
    "pt" Credit: "divulgação" "reprodução" "fotocrédito";
    "uk" Subject: "фото" "зображення" "ілюстрація" "скріншот" "колаж" "інфографіка" "скрін";
    "uk" Maker: "фотограф" "світлини" "світлина";
    "uk" Source: "джерело" "джерела";
    "ru" Subject: "изображение" "иллюстрация" "скриншот" "коллаж" "инфографика" "снимок";
    "ru" Subjects: "фотографии" "иллюстрации" "изображения";
    "ru" Credit: "предоставлено";
    "ru" Source: "источник" "источники";
};

/// The role of a word of labels; any case.
pub fn role(word: &str) -> Option<Role> {
    if word.len() > 32 || word.len() < 2 || !may_start_label(word.as_bytes()) {
        return None;
    }
    let mut alike = BY_LETTER[letter(word)].iter();
    alike.find(|l| same(l.word, word)).map(|l| l.role)
}

/// The label words by their first letters.
static BY_LETTER: LazyLock<Vec<Vec<&LabelWord>>> = LazyLock::new(|| {
    let mut list = vec![Vec::new(); LETTERS];
    for label in LABEL_WORDS {
        list[letter(label.word)].push(label);
    }
    list
});

const LETTERS: usize = 64;

/// Whether a label word may start `text`, by the first three letters: few other words do.
pub fn may_start_label(text: &[u8]) -> bool {
    match first_letters(text) {
        Some(at) => STARTS[at / 64] & 1 << (at % 64) != 0,
        None => true,
    }
}

/// The first three letters as a number, the same in any case; what is no letter counts as none. `None` where they
/// are not ASCII.
const fn first_letters(text: &[u8]) -> Option<usize> {
    let mut number = 0;
    let mut i = 0;
    while i < 3 {
        let byte = if i < text.len() { text[i] } else { 0 };
        if !byte.is_ascii() {
            return None;
        }
        let letter = if byte.is_ascii_alphabetic() {
            byte & 31
        } else {
            0
        };
        number = number << 5 | letter as usize;
        i += 1;
    }
    Some(number)
}

/// The set of what label words start with.
static STARTS: [u64; 512] = {
    let mut set = [0; 512];
    let mut i = 0;
    while i < LABEL_WORDS.len() {
        if let Some(at) = first_letters(LABEL_WORDS[i].word.as_bytes()) {
            set[at / 64] |= 1 << (at % 64);
        }
        i += 1;
    }
    set
};

/// The same for a word in any case; few others share it.
fn letter(word: &str) -> usize {
    let mut first = word.chars().take(1).flat_map(char::to_lowercase);
    first.next().map_or(0, |c| c as usize % LETTERS)
}

/// Whether `word` in lower case is `lower`.
pub fn same(lower: &str, word: &str) -> bool {
    lower.len() == word.len()
        && if word.is_ascii() {
            lower.eq_ignore_ascii_case(word)
        } else {
            lower.chars().eq(word.chars().flat_map(char::to_lowercase))
        }
}

/// Words between a label and its value, longest first: `by`, `courtesy of`.
pub static LINKS: &[&str] = &[
    "used with the permission of",
    "used with permission from",
    "used by permission of",
    "used with permission of",
    "mit freundlicher genehmigung von",
    "per gentile concessione di",
    "reproduced courtesy of",
    "generated with",
    "generated using",
    "generated by",
    "courtesy of the",
    "created with",
    "created using",
    "created by",
    "provided by",
    "supplied by",
    "captured by",
    "designed by",
    "courtesy of",
    "avec l’aimable autorisation de",
    "is courtesy of",
    "licensed from",
    "made with",
    "taken by",
    "made by",
    "shot by",
    "drawn by",
    "is by",
    "are by",
    "adapted from",
    "credit goes to",
    "belongs to",
    "cortesía de",
    "courtesy",
    "copyright",
    "supplied",
    "from",
    "via",
    "von",
    "par",
    "por",
    "door",
    "van",
    "di",
    "by",
];

/// Agencies and archives as they sign, the case included. Names of well-known picture agencies,
/// from their own credit lines.
pub static AGENCIES: &[&str] = &[
    "123RF",
    "AAP",
    "Abaca",
    "ABACA",
    "Adobe Stock",
    "AdobeStock",
    "AFP",
    "AFP via Getty Images",
    "AFP/Getty Images",
    "Agence France-Presse",
    "Agencia EFE",
    "Alamy",
    "Alamy Stock Photo",
    "Anadolu",
    "Anadolu Agency",
    "ANI",
    "ANP",
    "ANSA",
    "AP",
    "AP Photo",
    "APA",
    "Associated Press",
    "The Associated Press",
    "Belga",
    "Bigstock",
    "Bloomberg",
    "Bloomberg via Getty Images",
    "Bridgeman Images",
    "Canva",
    "Corbis",
    "CTK",
    "ČTK",
    "Depositphotos",
    "dpa",
    "DPA",
    "Dreamstime",
    "EFE",
    "EPA",
    "EPA-EFE",
    "Europa Press",
    "Everett Collection",
    "FEMA",
    "Flickr",
    "Fotolia",
    "Freepik",
    "Getty",
    "Getty Images",
    "Getty Images/iStockphoto",
    "GettyImages",
    "Google Street View",
    "Hulton Archive",
    "IMAGO",
    "imago",
    "iStock",
    "iStockphoto",
    "iStockPhoto",
    "Keystone",
    "Kyodo",
    "Lehtikuva",
    "Library of Congress",
    "LUSA",
    "Lusa",
    "Magnum Photos",
    "Mary Evans",
    "MAXPPP",
    "MTI",
    "NASA",
    "ESA",
    "ESO",
    "NOAA",
    "USGS",
    "NTB",
    "NurPhoto",
    "Newscom",
    "National Archives",
    "PA",
    "PA Images",
    "PA Media",
    "PA Wire",
    "PAP",
    "Pexels",
    "picture alliance",
    "picture-alliance",
    "Pixabay",
    "Press Association",
    "PTI",
    "Reuters",
    "REUTERS",
    "Rex",
    "REX",
    "Rex Features",
    "Rex/Shutterstock",
    "RIA Novosti",
    "Ritzau Scanpix",
    "Scanpix",
    "Science Photo Library",
    "Shutterstock",
    "Shutterstock.com",
    "Sipa",
    "SIPA",
    "Sipa USA",
    "SOPA Images",
    "Splash News",
    "SplashNews.com",
    "TASS",
    "The Canadian Press",
    "ThinkStock",
    "Thinkstock",
    "TT",
    "UIG",
    "Ukrinform",
    "UNIAN",
    "UNICEF",
    "Unsplash",
    "UPI",
    "WENN",
    "Wikimedia",
    "Wikimedia Commons",
    "Wikipedia",
    "Xinhua",
    "Yonhap",
    "ZUMA",
    "Zuma Press",
    "ZUMA Press",
    "ZUMAPRESS.com",
    "Укрінформ",
    "УНІАН",
    "РИА Новости",
    "ТАСС",
    // Droits réservés: the holder is not known, as French papers sign.
    "DR",
    "D.R.",
];

/// Whether `text` is an agency's name, as it signs.
pub fn is_agency(text: &str) -> bool {
    // `Efe`, `Afp`: what shouts in its own papers is toned down in others.
    let toned = || {
        (3..=SHOUTED_MOST).contains(&text.len())
            && text.starts_with(|c: char| c.is_ascii_uppercase())
            && KNOWN.1.contains(&*text.to_ascii_uppercase())
    };
    text.len() <= LONGEST_AGENCY && (KNOWN.0.contains(text) || toned())
}

/// Whether `word` may be one of those without which nothing is a credit: what labels, agencies, licences and the
/// like start with.
pub fn may_sign(word: &str) -> bool {
    // `123RF`
    if word.starts_with(|c: char| c.is_ascii_digit()) {
        return word.ends_with(char::is_alphabetic) && NUMBERED.iter().any(|a| word.starts_with(a));
    }
    let mut buffer = [0; LONGEST_SIGN];
    if first_letters(word.as_bytes()).is_some_and(|at| SIGNS.0[at / 64] & 1 << (at % 64) == 0) {
        return false;
    }
    if word.is_ascii() {
        let end = word.bytes().position(|b| !b.is_ascii_alphabetic());
        let letters = &word.as_bytes()[..end.unwrap_or(word.len())];
        return buffer.get_mut(..letters.len()).is_some_and(|lower| {
            lower.copy_from_slice(letters);
            lower.make_ascii_lowercase();
            SIGNS.1.contains(&*lower)
        });
    }
    SIGNS.1.contains(letters(word).to_lowercase().as_bytes())
}

/// Agencies whose names start with a number.
static NUMBERED: LazyLock<Vec<&str>> = LazyLock::new(|| {
    let numbered = |a: &&str| a.starts_with(|c: char| c.is_ascii_digit());
    AGENCIES.iter().copied().filter(numbered).collect()
});

/// These words as far as they are ASCII, in lower case.
pub fn signs() -> impl Iterator<Item = &'static str> {
    let words = SIGNS.1.iter().filter(|w| w.is_ascii());
    words.filter_map(|w| std::str::from_utf8(w).ok())
}

/// Bytes of the longest of these words that is ASCII.
const LONGEST_SIGN: usize = 16;

/// The letters that `word` starts with.
fn letters(word: &str) -> &str {
    let end = word.find(|c: char| !c.is_alphabetic());
    &word[..end.unwrap_or(word.len())]
}

/// What these words start with, as in [`STARTS`], and the words.
static SIGNS: LazyLock<([u64; 512], FxHashSet<Vec<u8>>)> = LazyLock::new(|| {
    use Role::{Credit, Maker, Source, Subject, Subjects};
    let named = [Subject, Subjects, Maker, Credit, Source];
    let labels = LABEL_WORDS.iter().filter(|l| named.contains(&l.role));
    let labels = labels.map(|l| l.word);
    let agencies = AGENCIES.iter().map(|a| a.strip_prefix("The ").unwrap_or(a));
    let forms = ["c", "copy", "copyright", "via"];
    let all = labels
        .chain(agencies)
        .chain(LICENCES.iter().copied())
        .chain(forms);
    // `123RF` has none.
    let all = all.map(letters).filter(|w| !w.is_empty());
    let words: FxHashSet<_> = all.map(|w| w.to_lowercase().into_bytes()).collect();
    let mut starts = [0; 512];
    for at in words.iter().filter_map(|w| first_letters(w)) {
        starts[at / 64] |= 1 << (at % 64);
    }
    (starts, words)
});

/// Bytes of the longest agency's name.
const LONGEST_AGENCY: usize = 26;

/// The agencies, and those of them that are written in capitals.
static KNOWN: LazyLock<(FxHashSet<&str>, FxHashSet<&str>)> = LazyLock::new(|| {
    let capitals = |a: &&str| a.len() <= SHOUTED_MOST && a.bytes().all(|b| b.is_ascii_uppercase());
    let all = AGENCIES.iter().copied();
    (all.clone().collect(), all.filter(capitals).collect())
});

/// Bytes of the longest name in capitals.
const SHOUTED_MOST: usize = 16;

/// Where pictures are found: nobody's name. Lower case.
const NOBODY: &[&str] = &[
    "internet",
    "the internet",
    "google",
    "google images",
    "web",
    "the web",
    "social media",
    "social networks",
    "open sources",
    "facebook",
    "instagram",
    "twitter",
    "x",
    "tiktok",
    "telegram",
    "pinterest",
    "youtube",
    "reddit",
    "soziale medien",
    "réseaux sociaux",
    "redes sociales",
    "sociale media",
    "інтернет",
    "відкриті джерела",
    "з відкритих джерел",
    "соцмережі",
    "интернет",
    "открытые источники",
    "из открытых источников",
    "соцсети",
];

/// Whether `value` only says where a picture was found.
pub fn is_nobody(value: &str) -> bool {
    NOBODY.iter().any(|n| same(n, value))
}

/// Whether `value` is an agency alone whose pictures have photographers with a right to be named. Public bodies and
/// archives sign for their own.
pub fn has_photographers(value: &str) -> bool {
    const OWN: &[&str] = &[
        "NASA",
        "ESA",
        "ESO",
        "NOAA",
        "USGS",
        "FEMA",
        "UNICEF",
        "Library of Congress",
        "National Archives",
        "Google Street View",
        "Bridgeman Images",
        "Mary Evans",
        "Hulton Archive",
        "Everett Collection",
        "DR",
        "D.R.",
        "Wikimedia",
        "Wikipedia",
        "Canva",
    ];
    is_agency(value) && !OWN.contains(&value)
}

/// Licences and their marks, lower case; a credit line that starts or ends with one is a credit.
pub static LICENCES: &[&str] = &[
    "cc by",
    "cc-by",
    "cc0",
    "cc 0",
    "cc license",
    "cc licence",
    "public domain",
    "creative commons",
    "gemeinfrei",
    "domaine public",
    "dominio público",
    "domínio público",
    "rechtenvrij",
    "pubblico dominio",
    "суспільне надбання",
    "общественное достояние",
];

/// Values that stand for one still to come, lower case.
pub static PLACEHOLDERS: &[&str] = &[
    "tbc",
    "tbd",
    "tba",
    "todo",
    "to do",
    "to come",
    "fixme",
    "credit",
    "name",
    "your name",
    "name here",
    "credit here",
    "photographer",
    "photographer name",
    "photographer's name",
    "photographer’s name",
    "name/agency",
    "name / agency",
    "agency",
    "source",
    "source here",
    "placeholder",
    "unknown",
    "unbekannt",
    "inconnu",
    "desconocido",
    "onbekend",
    "n/a",
    "n.a.",
    "lorem ipsum",
    "firstname lastname",
    "first name last name",
    "photo credit",
    "insert credit",
    "add credit",
    "credit needed",
    "missing",
];

/// Whether `value` stands for a credit still to come (domain rule: the whole value).
pub fn is_placeholder(value: &str) -> bool {
    let value = value.trim().trim_end_matches('.').trim();
    let inner = value
        .strip_prefix(['[', '<', '{'])
        .and_then(|v| v.strip_suffix([']', '>', '}']));
    if let Some(inner) = inner {
        // `[Jane Doe](address)` does not end with the bracket; what does is a form to fill in.
        return !inner.contains(['[', '(', '/']) || is_placeholder(inner);
    }
    let value = value.trim_end_matches('?').trim_end();
    if value.is_empty() {
        return true;
    }
    // A form half filled in: `Name/Reuters`.
    if ["Name/", "Photographer/"]
        .iter()
        .any(|p| value.starts_with(p))
        || value.ends_with("/Agency")
    {
        return true;
    }
    let all = |set: &[char]| value.chars().all(|c| set.contains(&c));
    if value.starts_with(['T', 't']) && value.len() >= 2 && all(&['T', 'K', 't', 'k', '/']) {
        return value[1..].contains(['K', 'k']);
    }
    if value.len() >= 3 && all(&['x', 'X']) || all(&['-', '–', '—', '_', '…', '.', '?']) {
        return true;
    }
    PLACEHOLDERS.iter().any(|p| same(p, value))
}

/// The label that a fix writes in a language: `Photo`, `Foto`.
pub fn label(language: &str) -> &'static str {
    match language.split(['-', '_']).next().unwrap_or_default() {
        "de" | "es" | "nl" | "it" | "pt" => "Foto",
        "uk" | "ru" => "Фото",
        _ => "Photo",
    }
}

/// Labels to complete with in a language, the likeliest first: `Photo`, `Photo courtesy of`.
pub fn labels(language: &str) -> &'static [&'static str] {
    match language.split(['-', '_']).next().unwrap_or_default() {
        "de" => &[
            "Foto",
            "Bild",
            "Symbolfoto",
            "Archivfoto",
            "Grafik",
            "Quelle",
        ],
        "fr" => &[
            "Photo",
            "Crédit photo",
            "Photo d’archives",
            "Image",
            "Infographie",
            "Source",
        ],
        "es" => &[
            "Foto",
            "Fotografía",
            "Imagen",
            "Fuente",
            "Cortesía de",
            "Archivo",
        ],
        "nl" => &["Foto", "Beeld", "Archieffoto", "Illustratie", "Bron"],
        "it" => &["Foto", "Fotografia", "Immagine", "Fonte", "Crediti"],
        "pt" => &[
            "Foto",
            "Imagem",
            "Crédito",
            "Fonte",
            "Divulgação",
            "Reprodução",
        ],
        "uk" => &["Фото", "Ілюстрація", "Скріншот", "Колаж", "Джерело"],
        "ru" => &["Фото", "Иллюстрация", "Скриншот", "Коллаж", "Источник"],
        _ => &[
            "Photo",
            "Photo courtesy of",
            "Photograph",
            "Image",
            "Image source",
            "Illustration",
            "Graphic",
            "Chart",
            "Screenshot",
            "Handout",
        ],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn placeholders_are_whole_values() {
        for p in [
            "TK",
            "TKTK",
            "tk",
            "TBC",
            "XXX",
            "??",
            "credit?",
            "Photographer",
            "[name]",
            "n/a",
            "",
            "Name/Agency",
            "…",
        ] {
            assert!(is_placeholder(p), "{p}");
        }
        for p in [
            "T. K. Lee",
            "Name of the Rose Press",
            "NASA",
            "Tkachenko",
            "[Lee](https://x.org)",
            "XX",
        ] {
            assert!(!is_placeholder(p), "{p}");
        }
    }

    #[test]
    fn words_of_every_pack_are_known_in_any_case() {
        for w in [
            "Photo",
            "PHOTOS",
            "Bildnachweis",
            "Crédit",
            "Fuente",
            "Beeld",
            "Immagine",
            "Reprodução",
            "Джерело",
            "ИСТОЧНИК",
        ] {
            assert!(role(w).is_some(), "{w}");
        }
        assert!(role("photon").is_none());
    }

    #[test]
    fn no_agency_is_longer_than_the_longest() {
        let longest = AGENCIES.iter().map(|a| a.len()).max();
        assert_eq!(longest, Some(LONGEST_AGENCY));
        assert!(AGENCIES.iter().all(|a| is_agency(a)));
    }

    #[test]
    fn words_of_credits_are_told_apart_in_any_case() {
        for word in [
            "Photo",
            "PHOTOS",
            "Crédit",
            "ФОТО",
            "Getty",
            "ČTK",
            "123RF",
            "CC0",
            "Via",
            "photo-credit",
        ] {
            assert!(may_sign(word), "{word}");
        }
        for word in ["The", "photon", "2016", "5m", "a", ""] {
            assert!(!may_sign(word), "{word}");
        }
        let ascii = |w: &&Vec<u8>| w.is_ascii();
        assert!(
            SIGNS
                .1
                .iter()
                .filter(ascii)
                .all(|w| w.len() <= LONGEST_SIGN)
        );
    }

    #[test]
    fn every_word_is_in_lower_case_and_stands_once() {
        for (i, l) in LABEL_WORDS.iter().enumerate() {
            assert!(same(l.word, l.word), "{}", l.word);
            assert!(
                LABEL_WORDS[..i].iter().all(|o| o.word != l.word),
                "{}",
                l.word
            );
        }
    }
}
