//! Words of labels and what they do there, and the words that join them to their values.

use super::same;
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
    /// A film, by whose picture it stands; `Video: …` announces films as well.
    Film,
    /// Which picture it is: `cover`, `file`.
    Qualifier,
    /// Its maker where a picture is named beside it: `автор фото`.
    Author,
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
    "en" Film: "video" "videos" "footage";
    "en" Maker: "photographer" "photographers" "illustrator" "artist";
    "en" Credit: "credit" "credits" "courtesy" "attribution" "handout" "copyright";
    "en" Source: "source" "sources";
    "en" Qualifier: "file" "archive" "archival" "stock" "staff" "pool" "profile" "author" "drone" "aerial" "inset"
        "above" "below" "left" "right" "center" "centre" "bottom" "composite" "background" "original" "preview" "caption" "captions" "text" "words" "design"
        "submitted" "contributed" "provided" "press" "publicity" "social" "wire" "ap" "afp" "reuters" "getty" "epa" "pa";
    "en" Lead: "cover" "featured" "feature" "header" "hero" "top" "title" "lead" "main" "banner" "thumbnail" "teaser";
    "en" All: "all" "both" "other";
    "de" Subject: "foto" "bild" "symbolfoto" "symbolbild" "archivfoto" "archivbild" "grafik" "repro" "bildquelle"
        "fotoquelle" "beitragsbild" "titelbild" "bildschirmfoto" "illustriert" "karikatur" "montage" "fotomontage"
        "themenbild" "sujetbild" "beispielbild" "pressefoto" "pressebild" "agenturfoto" "luftbild" "luftaufnahme" "satellitenbild"
        "standbild" "videostill" "zeichnung";
    "de" Subjects: "fotos" "bilder" "grafiken";
    "de" Maker: "fotograf" "fotografin";
    "de" Credit: "bildnachweis" "fotonachweis" "bildrechte" "fotocredit" "bildcredit" "bildcredits" "bildhinweis" "copyright-hinweis";
    "de" Source: "quelle" "quellen";
    "de" All: "alle";
    "fr" Subject: "photographie" "infographie" "dessin" "visuel" "capture" "photomontage" "cliché";
    "fr" Qualifier: "archives" "d’archives" "d'archives" "d’illustration" "d'illustration" "d’écran" "d'écran" "aérienne";
    "fr" Author: "auteur" "autrice";
    "fr" Subjects: "photographies";
    "fr" Maker: "photographe" "illustratrice" "illustrateur";
    "fr" Credit: "crédit" "crédits" "légende-crédit";
    "fr" All: "toutes";
    "es" Subject: "fotografía" "imagen" "ilustración" "infografía" "captura" "gráfico" "fotomontaje" "composición";
    "es" Qualifier: "pantalla";
    "es" Author: "autor" "autora";
    "es" Subjects: "fotografías" "imágenes";
    "es" Maker: "fotógrafo" "fotógrafa";
    "es" Credit: "crédito" "créditos" "cortesía";
    "es" Source: "fuente" "archivo";
    "nl" Subject: "beeld" "archieffoto" "illustratie" "afbeelding" "persfoto" "archiefbeeld" "tekening";
    "nl" Subjects: "foto’s" "foto's" "beelden";
    "nl" Maker: "fotografie" "fotograaf";
    "nl" Credit: "fotocredits" "beeldcredits";
    "nl" Source: "bron";
    "it" Subject: "immagine" "fotografia" "illustrazione" "disegno" "grafica" "ph" "fotogramma";
    "it" Qualifier: "d’archivio" "d'archivio" "repertorio";
    "it" Author: "autore";
    "it" Subjects: "immagini";
    "it" Maker: "fotografo";
    "it" Credit: "crediti";
    "it" Source: "fonte" "archivio";
    "pt" Subject: "imagem" "ilustração" "arte" "montagem" "infográfico";
    "pt" Subjects: "imagens";
    "pt" Credit: "divulgação" "reprodução" "fotocrédito";
    "pt" Source: "acervo" "arquivo";
    "uk" Subject: "фото" "зображення" "ілюстрація" "скріншот" "колаж" "інфографіка" "скрін" "фотографія" "графіка" "знімок" "кадр";
    "uk" Qualifier: "архівне" "ілюстративне";
    "uk" Author: "автор" "авторка";
    "uk" Credit: "надано";
    "uk" Maker: "фотограф" "фотографка" "світлини" "світлина";
    "uk" Source: "джерело" "джерела";
    "ru" Subject: "изображение" "иллюстрация" "скриншот" "коллаж" "инфографика" "снимок" "фотография" "графика" "рисунок" "скрин";
    "ru" Qualifier: "архивное" "иллюстративное";
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
pub const fn first_letters(text: &[u8]) -> Option<usize> {
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

/// Words between a label and its value, longest first: `by`, `courtesy of`.
pub static LINKS: &[&str] = &[
    "used with the permission of",
    "used with permission from",
    "used by permission of",
    "used with permission of",
    "mit freundlicher genehmigung von",
    "per gentile concessione di",
    "reproduced courtesy of",
    "zur verfügung gestellt von",
    "gentilmente concessa da",
    "facilitada por",
    "contributed by",
    "submitted by",
    "aangeleverd door",
    "aufgenommen von",
    "generated with",
    "generated using",
    "generated by",
    "courtesy of the",
    "created with",
    "created using",
    "created by",
    "provided by",
    "cedidas por",
    "cedida por",
    "cedido por",
    "tomada por",
    "scattata da",
    "fornita da",
    "fournie par",
    "gemaakt door",
    "prise par",
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
