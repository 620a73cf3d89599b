//! What a picture is, told from its name, class, size and alternative text: a photograph, a graphic (screenshot, chart,
//! drawing), or something that needs no credit (logo, icon, badge, tracking pixel).

use crate::markup::{Image, ImageForm};

/// A picture that is up to this wide and high is an icon, in pixels.
const ICON: u32 = 64;

const EXEMPT: &[&str] = &[
    "logo",
    "logos",
    "logotype",
    "wordmark",
    "icon",
    "icons",
    "favicon",
    "ico",
    "avatar",
    "avatars",
    "gravatar",
    "badge",
    "badges",
    "sprite",
    "sprites",
    "spacer",
    "emoji",
    "emojis",
    "smiley",
    "pixel",
    "button",
    "buttons",
    "btn",
    "bullet",
    "arrow",
    "divider",
    "separator",
    "spinner",
    "loader",
    "beacon",
    "glyph",
    "glyphs",
    "blank",
    "transparent",
    "favicons",
];

const GRAPHIC: &[&str] = &[
    "screenshot",
    "screenshots",
    "screencap",
    "screengrab",
    "screencast",
    "screen",
    "capture",
    "chart",
    "charts",
    "graph",
    "graphs",
    "graphic",
    "graphics",
    "plot",
    "plots",
    "diagram",
    "diagrams",
    "schema",
    "schematic",
    "flowchart",
    "infographic",
    "infographics",
    "illustration",
    "illustrations",
    "drawing",
    "cartoon",
    "comic",
    "meme",
    "map",
    "maps",
    "table",
    "figure",
    "fig",
    "wireframe",
    "mockup",
    "mockups",
    "poster",
    "slide",
    "slides",
    "architecture",
    "workflow",
    "timeline",
    "histogram",
    "scatter",
    "heatmap",
    "boxplot",
    "barplot",
    "chunk",
    "qr",
    "qrcode",
    "sketch",
    "terminal",
    "console",
    "dashboard",
    "ui",
    "banner",
    "render",
    "thumb",
    "hex",
    "sticker",
    "flyer",
    "ggplot",
    "dialog",
    "window",
    "desktop",
];

const PHOTO: &[&str] = &[
    "photo",
    "photos",
    "photograph",
    "photographs",
    "portrait",
    "headshot",
    "dsc",
    "img",
    "pxl",
    "dscn",
    "dscf",
    "jpg",
    "jpeg",
    "gettyimages",
    "unsplash",
    "pexels",
    "shutterstock",
    "flickr",
];

const BADGE_HOSTS: &[&str] = &[
    "img.shields.io",
    "shields.io",
    "badge.fury.io",
    "badges.gitter.im",
    "travis-ci.org",
    "travis-ci.com",
    "codecov.io",
    "coveralls.io",
    "circleci.com",
    "ci.appveyor.com",
    "api.codacy.com",
    "badgen.net",
    "zenodo.org/badge",
    "www.r-pkg.org/badges",
    "cranlogs.r-pkg.org",
    "mybinder.org/badge",
    "deepscan.io",
    "snyk.io",
    "goreportcard.com",
    "secure.gravatar.com",
    "www.gravatar.com",
    "gravatar.com",
    "pixel.wp.com",
    "www.facebook.com/tr",
    "feeds.feedburner.com/~r",
    "sb.scorecardresearch.com",
    "pixel.quantserve.com",
    "stats.wordpress.com",
    "b.scorecardresearch.com",
    "doi.org/badge",
    "ctt.ac",
    "platform.twitter.com",
];

/// The words of a path, class or text: letters and digits apart from everything else, in any case.
fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_alphabetic())
        .filter(|w| w.len() > 1)
}

fn any(words_of: &str, list: &[&str]) -> bool {
    words(words_of).any(|w| list.iter().any(|l| l.eq_ignore_ascii_case(w)))
}

/// The file name of a path or address, without its query.
fn file_name(source: &str) -> &str {
    let path = source.split(['?', '#']).next().unwrap_or(source);
    path.rsplit(['/', '\\']).next().unwrap_or(path)
}

/// Why the picture needs no credit, if it needs none.
pub fn exempt(image: &Image) -> Option<&'static str> {
    if image.decorative {
        return Some("decorative");
    }
    let source = image.source.trim_start();
    if source
        .get(..5)
        .is_some_and(|s| s.eq_ignore_ascii_case("data:"))
    {
        return Some("data");
    }
    let small = |side: Option<u32>| side.is_some_and(|s| s <= ICON);
    let thin = |side: Option<u32>| side.is_some_and(|s| s <= 2);
    if small(image.width) && small(image.height) || thin(image.width) || thin(image.height) {
        return Some("icon");
    }
    let address = source
        .trim_start_matches("https:")
        .trim_start_matches("http:");
    if let Some(host) = address.strip_prefix("//")
        && BADGE_HOSTS.iter().any(|b| host.starts_with(b))
    {
        return Some("badge");
    }
    let name = file_name(source);
    let folder = source.strip_suffix(name).unwrap_or("");
    let folder = folder
        .rsplit('/')
        .take(3)
        .any(|f| any(f, EXEMPT) && !f.contains('.'));
    if any(name, EXEMPT) || folder || any(&image.classes, EXEMPT) {
        return Some("icon");
    }
    // `Company logo`, but not `A logo above the door`.
    let last = words(&image.alt).last().unwrap_or("");
    let few = image.alt.split_whitespace().count() <= 4;
    let sign = ["logo", "icon", "badge", "avatar", "emoji", "favicon"];
    (few && sign.iter().any(|s| s.eq_ignore_ascii_case(last))).then_some("icon")
}

/// Whether the picture is a graphic rather than a photograph.
pub fn graphic(image: &Image) -> bool {
    let name = file_name(&image.source);
    let stem = name.rsplit_once('.').map_or(name, |(s, _)| s);
    let ending = name
        .rsplit_once('.')
        .map_or("", |(_, e)| e)
        .to_ascii_lowercase();
    match ending.as_str() {
        "svg" | "gif" | "bmp" | "pdf" | "eps" | "ps" | "tikz" | "drawio" | "excalidraw"
        | "puml" => return true,
        _ => {}
    }
    if any(stem, GRAPHIC) || any(&image.classes, GRAPHIC) || any(&image.alt, &GRAPHIC[..20]) {
        return true;
    }
    if image.alt.to_ascii_lowercase().contains("screen shot") || stem.contains("creen Shot") {
        return true;
    }
    // Cameras do not write PNG.
    matches!(ending.as_str(), "png")
        && !any(stem, PHOTO)
        && !any(&image.alt, PHOTO)
        && image.form != ImageForm::FrontMatter
}

#[cfg(test)]
mod tests {
    use super::*;

    fn image(source: &str) -> Image {
        Image {
            source: source.into(),
            ..Image::default()
        }
    }

    #[test]
    fn icons_badges_and_pixels_need_no_credit() {
        for source in [
            "data:image/png;base64,AAAA",
            "/img/logo-dark.png",
            "/icons/mail.jpg",
            "https://img.shields.io/x/y.svg",
            "avatar_small.jpg",
        ] {
            assert!(exempt(&image(source)).is_some(), "{source}");
        }
        for source in [
            "harbour.jpg",
            "/2024/catalogos/ship.jpg",
            "iconic-ship.jpg",
            "https://example.org/a.jpg?logo=1",
        ] {
            assert_eq!(exempt(&image(source)), None, "{source}");
        }
        let sized = |width, height| Image {
            width,
            height,
            ..image("a.jpg")
        };
        assert!(exempt(&sized(Some(1), Some(1))).is_some());
        assert!(exempt(&sized(Some(48), Some(48))).is_some());
        assert!(exempt(&sized(Some(48), Some(600))).is_none());
        assert!(exempt(&sized(Some(640), None)).is_none());
    }

    #[test]
    fn an_empty_alt_is_decorative_only_where_markup_says_so() {
        assert_eq!(exempt(&image("ship.jpg")), None);
        let decorative = Image {
            decorative: true,
            ..image("ship.jpg")
        };
        assert_eq!(exempt(&decorative), Some("decorative"));
    }

    #[test]
    fn graphics_are_told_from_photographs() {
        for source in [
            "a.svg",
            "unnamed-chunk-3-1.png",
            "sales-chart.jpg",
            "Screenshot_2024.jpg",
            "menu.png",
        ] {
            assert!(graphic(&image(source)), "{source}");
        }
        for source in [
            "harbour.jpg",
            "photo-of-harbour.png",
            "IMG_2041.JPG",
            "ship.webp",
            "https://cdn.example.org/i/4711",
        ] {
            assert!(!graphic(&image(source)), "{source}");
        }
    }
}
