//! What the elements of HTML mean to a reader of articles.

use crate::markup::MarkKind;

/// An element, as far as it matters here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum Tag {
    /// An element of no meaning that stands in a line (`span`, custom elements).
    Inline,
    /// One that breaks the line (`div`, `section`).
    Block,
    /// The page and its article, which classes are not asked of.
    Page,
    Paragraph,
    Heading(u8),
    List,
    Item,
    Term,
    Table,
    Row,
    Cell,
    BlockQuote,
    Quote,
    Cite,
    Footer,
    Figure,
    Caption,
    Picture,
    Anchor,
    Strong,
    Emphasis,
    Code,
    Aside,
    Title,
    NoScript,
    /// Its content is not prose; it may stand in a line.
    Masked,
    /// The same, and it breaks the line.
    MaskedBlock,
    // Without content:
    Image,
    Source,
    Video,
    Break,
    Meta,
    Html,
    Void,
}

impl Tag {
    pub fn of(name: &[u8]) -> Self {
        match name {
            b"p" => Tag::Paragraph,
            b"a" => Tag::Anchor,
            b"b" | b"strong" => Tag::Strong,
            b"i" | b"em" | b"dfn" | b"var" => Tag::Emphasis,
            b"h1" => Tag::Heading(1),
            b"h2" => Tag::Heading(2),
            b"h3" => Tag::Heading(3),
            b"h4" => Tag::Heading(4),
            b"h5" => Tag::Heading(5),
            b"h6" => Tag::Heading(6),
            b"div" | b"section" | b"header" | b"hgroup" | b"address" | b"center" | b"details"
            | b"summary" | b"form" | b"fieldset" | b"legend" | b"hr" | b"head" => Tag::Block,
            b"body" | b"main" | b"article" => Tag::Page,
            b"html" => Tag::Html,
            b"ul" | b"ol" | b"dl" => Tag::List,
            b"li" => Tag::Item,
            b"dt" | b"dd" => Tag::Term,
            b"table" => Tag::Table,
            b"tr" | b"tbody" | b"thead" | b"tfoot" => Tag::Row,
            b"td" | b"th" => Tag::Cell,
            b"caption" => Tag::Block,
            b"blockquote" => Tag::BlockQuote,
            b"q" => Tag::Quote,
            b"cite" => Tag::Cite,
            b"footer" => Tag::Footer,
            b"figure" => Tag::Figure,
            b"figcaption" => Tag::Caption,
            b"picture" => Tag::Picture,
            b"code" | b"kbd" | b"samp" | b"tt" => Tag::Code,
            b"nav" | b"aside" | b"menu" | b"label" | b"dialog" => Tag::Aside,
            b"title" => Tag::Title,
            b"noscript" => Tag::NoScript,
            b"pre" | b"xmp" | b"plaintext" | b"listing" => Tag::MaskedBlock,
            b"script" | b"style" | b"svg" | b"math" | b"template" | b"iframe" | b"object"
            | b"canvas" | b"select" | b"textarea" | b"button" | b"datalist" | b"audio"
            | b"noembed" => Tag::Masked,
            b"video" | b"amp-video" => Tag::Video,
            b"img" | b"amp-img" | b"image" => Tag::Image,
            b"source" => Tag::Source,
            b"br" => Tag::Break,
            b"meta" => Tag::Meta,
            b"area" | b"base" | b"col" | b"embed" | b"input" | b"link" | b"param" | b"track"
            | b"wbr" => Tag::Void,
            _ => Tag::Inline,
        }
    }

    /// Whether it stands in a line of text, without breaking it.
    pub fn is_inline(self) -> bool {
        matches!(
            self,
            Tag::Inline
                | Tag::Quote
                | Tag::Cite
                | Tag::Picture
                | Tag::Anchor
                | Tag::Strong
                | Tag::Emphasis
                | Tag::Code
                | Tag::NoScript
                | Tag::Masked
        )
    }

    /// Whether it never has an end tag.
    pub fn is_void(self) -> bool {
        matches!(
            self,
            Tag::Image | Tag::Source | Tag::Break | Tag::Meta | Tag::Void
        )
    }

    pub fn mark(self) -> Option<MarkKind> {
        match self {
            Tag::Strong => Some(MarkKind::Strong),
            Tag::Emphasis => Some(MarkKind::Emphasis),
            Tag::Anchor => Some(MarkKind::Link),
            Tag::Code => Some(MarkKind::Verbatim),
            Tag::Quote => Some(MarkKind::Quotation),
            _ => None,
        }
    }
}

/// What class names, `itemprop` and `role` say an element is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    Caption,
    Credit,
    /// Navigation, links to other articles, buttons to share.
    Links,
}

/// The role that words of a `class` give, if one does; in a figure more of them tell.
pub fn role_of_class(class: &str, in_figure: bool) -> Option<Role> {
    let mut role = None;
    for name in class.split_ascii_whitespace() {
        match (role_of_name(name, in_figure), role) {
            // What is called both is a caption with its credit in it.
            (Some(Role::Credit), Some(Role::Caption)) => {}
            (Some(Role::Caption), Some(Role::Credit)) => role = Some(Role::Caption),
            (Some(found), known) => role = known.or(Some(found)),
            (None, _) => {}
        }
    }
    role
}

/// Whether a class names a credit and none a caption.
pub fn is_credit_class(class: &str) -> bool {
    let roles = |role| {
        let mut names = class.split_ascii_whitespace();
        names.any(|n| role_of_name(n, false) == Some(role))
    };
    roles(Role::Credit) && !roles(Role::Caption)
}

fn role_of_name(name: &str, in_figure: bool) -> Option<Role> {
    const LINKS: &[&str] = &[
        "breadcrumb",
        "breadcrumbs",
        "comments",
        "menu",
        "most-popular",
        "nav",
        "navbar",
        "navigation",
        "newsletter",
        "newsletter-signup",
        "read-more",
        "recommended",
        "related",
        "related-articles",
        "related-links",
        "related-posts",
        "share",
        "share-buttons",
        "sharedaddy",
        "sidebar",
        "site-footer",
        "site-header",
        "social",
        "social-share",
        "tags",
        "trending",
    ];
    if LINKS.iter().any(|l| l.eq_ignore_ascii_case(name)) {
        return Some(Role::Links);
    }
    // Cheap look before the words are cut: most names are neither.
    let lower = name.to_ascii_lowercase();
    const WORDS: &[&str] = &[
        "credit",
        "copyright",
        "caption",
        "photog",
        "cutline",
        "attribution",
        "bildnachweis",
        "bildrecht",
        "fotograf",
        "bildunterschrift",
        "didascalia",
        "onderschrift",
        "bijschrift",
        "piefoto",
    ];
    const IN_FIGURE: &[&str] = &[
        "source", "author", "byline", "quelle", "fuente", "fonte", "agency", "autor", "auteur",
        "autore", "urheber", "rights", "courtesy", "agencia", "agence", "agenzia", "bron", "firma",
    ];
    const OF_PICTURES: &[&str] = &["image", "img", "photo", "picture", "figure", "foto"];
    const CAPTION_IN_FIGURE: &[&str] = &["legend", "legende", "leyenda", "pie", "bildtext"];
    let about = |words: &[&str]| words.iter().any(|w| lower.contains(w));
    // `image-box__author` says itself what it stands by; `author-photo` is a picture.
    let first = |words: &[&str]| words.iter().filter_map(|w| lower.find(w)).min();
    let in_figure =
        in_figure || first(OF_PICTURES).is_some_and(|p| first(IN_FIGURE).is_some_and(|a| p < a));
    let some = about(WORDS) || in_figure && (about(IN_FIGURE) || about(CAPTION_IN_FIGURE));
    if !some {
        return None;
    }
    let is = |w: &str, plain: &str| w == plain || w.strip_suffix('s') == Some(plain);
    let mut role = None;
    let mut about = false;
    for word in words(name) {
        let word = word.to_ascii_lowercase();
        match word.as_str() {
            // `has-caption` stands on what holds the picture, `credit-card` on an advertisement.
            "has" | "no" | "with" | "without" | "card" | "cards" | "ad" | "ads" | "footer"
            | "site" | "wrapper" | "toggle" | "button" | "icon" => about = true,
            w if is(w, "credit")
                || is(w, "copyright")
                || is(w, "photographer")
                || is(w, "attribution")
                || [
                    "photog",
                    "bildnachweis",
                    "bildrechte",
                    "credito",
                    "creditos",
                    "crediti",
                    "fotocredit",
                    "fotograf",
                    "fotografo",
                    "fotografia",
                ]
                .contains(&w)
                || (in_figure && IN_FIGURE.contains(&w))
                || ["photocredit", "imagecredit", "imgcredit", "mediacredit"]
                    .iter()
                    .any(|p| is(w, p)) =>
            {
                role = Some(Role::Credit);
            }
            // The last word says it: `caption__credit`, `attribution__caption`.
            w if (role.is_none() || is(w, "caption"))
                && (is(w, "caption")
                    || w.ends_with("caption")
                    || in_figure && CAPTION_IN_FIGURE.contains(&w)
                    || [
                        "captiontext",
                        "cutline",
                        "bildunterschrift",
                        "didascalia",
                        "onderschrift",
                        "bijschrift",
                        "piefoto",
                    ]
                    .contains(&w)) =>
            {
                role = Some(Role::Caption);
            }
            _ => {}
        }
    }
    if about { None } else { role }
}

/// The words of a name: `media__photoCredit` has `media`, `photo`, `Credit`.
fn words(name: &str) -> impl Iterator<Item = &str> {
    let bytes = name.as_bytes();
    let mut at = 0;
    std::iter::from_fn(move || {
        while at < bytes.len() && !bytes[at].is_ascii_alphanumeric() {
            at += 1;
        }
        let start = at;
        while at < bytes.len() && bytes[at].is_ascii_alphanumeric() {
            let hump =
                at > start && bytes[at].is_ascii_uppercase() && bytes[at - 1].is_ascii_lowercase();
            if hump {
                break;
            }
            at += 1;
        }
        (start < at).then(|| &name[start..at])
    })
}

/// The role that an `itemprop` gives within a figure.
pub fn role_of_itemprop(value: &str) -> Option<Role> {
    value.split_ascii_whitespace().find_map(|w| match w {
        "copyrightHolder" | "copyrightNotice" | "creditText" | "creator" | "author"
        | "photographer" | "contributor" | "provider" => Some(Role::Credit),
        "caption" | "description" => Some(Role::Caption),
        _ => None,
    })
}

/// Whether an ARIA role makes its element navigation.
pub fn is_links_role(value: &str) -> bool {
    ["navigation", "contentinfo", "search", "menu", "menubar"]
        .iter()
        .any(|r| r.eq_ignore_ascii_case(value))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn class_names_tell_captions_and_credits() {
        for name in [
            "credit",
            "photo-credits",
            "caption__credit",
            "mediaPhotoCredit",
            "image-copyright",
            "photographer",
        ] {
            assert_eq!(role_of_class(name, false), Some(Role::Credit), "{name}");
        }
        for name in [
            "wp-caption-text",
            "imageCaption",
            "media-caption",
            "cutline",
        ] {
            assert_eq!(role_of_class(name, false), Some(Role::Caption), "{name}");
        }
        for name in [
            "has-caption",
            "credit-card-offers",
            "footer-copyright",
            "accredited",
        ] {
            assert_eq!(role_of_class(name, false), None, "{name}");
        }
        assert_eq!(role_of_class("box__source", false), None);
        assert_eq!(role_of_class("box__source", true), Some(Role::Credit));
        assert_eq!(role_of_class("image__author", false), Some(Role::Credit));
        assert_eq!(role_of_class("author-photo", false), None);
        assert_eq!(
            role_of_class("image__caption attribution", false),
            Some(Role::Caption)
        );
        assert_eq!(role_of_class("big related", false), Some(Role::Links));
    }
}
