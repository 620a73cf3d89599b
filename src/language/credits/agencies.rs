//! Agencies and archives, and those who are nobody: `Internet`.

use super::same;
use rustc_hash::FxHashSet;
use std::sync::LazyLock;

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

/// Bytes of the longest agency's name.
pub const LONGEST_AGENCY: usize = 26;

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
