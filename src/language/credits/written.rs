//! Labels that fixes and completion write, by language.

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
