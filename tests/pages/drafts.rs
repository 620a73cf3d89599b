//! Pictures as each format shows them, with their credits.

use copydesk::config::Settings;
use copydesk::draft::analyse;
use copydesk::markup::Format;

const CASES: &[(Format, &str, Option<&str>)] = &[
    (
        Format::Markdown,
        "The harbour was closed.\n\n- ![Boats](a.jpg)\n  *Photo: Mara Quint*\n\n\nNobody worked there at all.\n",
        Some("Mara Quint"),
    ),
    (
        Format::Markdown,
        "The harbour was closed.\n\n![Boats](a.jpg \"Photo: Mara Quint\")\n\nNobody worked there at all.\n",
        Some("Mara Quint"),
    ),
    (
        Format::Markdown,
        "The harbour was closed.\n\n[![Boats](a.jpg)](https://x.org)\n*Photo: Mara Quint*\n\nNobody worked there at all.\n",
        Some("Mara Quint"),
    ),
    (
        Format::Markdown,
        "The harbour was closed.\n\n![Boats. Photo: Mara Quint](a.jpg){width=50%}\n\nNobody worked there at all.\n",
        None,
    ),
    (
        Format::Markdown,
        "The harbour was closed.\n\n![[a.jpg|300]]\n*Photo: Mara Quint*\n\nNobody worked there at all.\n",
        Some("Mara Quint"),
    ),
    (
        Format::Markdown,
        "The harbour was closed.\n\n![[a.jpg]]\n\nNobody worked there at all.\n",
        None,
    ),
    (
        Format::Markdown,
        "The harbour was closed.\n\n![[img/a.jpg|Boats|300]]\n\nPhoto: Mara Quint\n\nNobody worked there at all.\n",
        Some("Mara Quint"),
    ),
    (
        Format::Markdown,
        "The harbour was closed.\n\n![[Some note]]\n\n![](a.jpg)\n*Photo: Mara Quint*\n\nNobody worked there at all.\n",
        Some("Mara Quint"),
    ),
    (
        Format::Markdown,
        "The harbour was closed.\n\n<figure><img src=\"{{ '/img/a.jpg' | url }}\" alt=\"x\"><figcaption>Photo: Mara Quint</figcaption></figure>\n\nNobody worked there at all.\n",
        Some("Mara Quint"),
    ),
    (
        Format::Markdown,
        "The harbour was closed.\n\n{% image \"a.jpg\", \"Boats\" %}\n\nPhoto: Mara Quint\n\nNobody worked there at all.\n",
        Some("Mara Quint"),
    ),
    (
        Format::Markdown,
        "The harbour was closed.\n\n{% image \"./a.jpg\", \"Boats\", \"100vw\" %}\n\nNobody worked there at all.\n",
        None,
    ),
    (
        Format::Markdown,
        "The harbour was closed.\n\n{{< figure src=\"a.jpg\" caption=\"Boats\" attr=\"Mara Quint\" attrlink=\"x\" >}}\n\nNobody worked there at all.\n",
        Some("Mara Quint"),
    ),
    (
        Format::Markdown,
        "The harbour was closed.\n\n{{% figure src=\"a.jpg\" title=\"Boats\" %}}\n\nNobody worked there at all.\n",
        None,
    ),
    (
        Format::Markdown,
        "The harbour was closed.\n\n{{< img src=\"a.jpg\" alt=\"x\" caption=\"Photo: Mara Quint\" >}}\n\nNobody worked there at all.\n",
        Some("Mara Quint"),
    ),
    (
        Format::Markdown,
        "The harbour was closed.\n\n{{< image src=\"a.jpg\" caption=\"Boats\" credit=\"Mara Quint\" >}}\n\nNobody worked there at all.\n",
        Some("Mara Quint"),
    ),
    (
        Format::Markdown,
        "The harbour was closed.\n\n{% include figure.html src=\"a.jpg\" caption=\"Boats\" credit=\"Mara Quint\" %}\n\nNobody worked there at all.\n",
        Some("Mara Quint"),
    ),
    (
        Format::Markdown,
        "The harbour was closed.\n\n{% include image.html url=\"/a.jpg\" description=\"Boats. Photo: Mara Quint\" %}\n\nNobody worked there at all.\n",
        Some("Mara Quint"),
    ),
    (
        Format::Markdown,
        "The harbour was closed.\n\n![Boats]({{ site.baseurl }}/a.jpg)\n*Photo: Mara Quint*\n\nNobody worked there at all.\n",
        Some("Mara Quint"),
    ),
    (
        Format::Markdown,
        "The harbour was closed.\n\n![Boats]({{ \"/assets/a.jpg\" | relative_url }})\n*Photo: Mara Quint*\n\nNobody worked there at all.\n",
        Some("Mara Quint"),
    ),
    (
        Format::Mdx,
        "The harbour was closed.\n\n<Image src=\"/a.jpg\" alt=\"x\" credit=\"Mara Quint\" />\n\nNobody worked there at all.\n",
        Some("Mara Quint"),
    ),
    (
        Format::Mdx,
        "The harbour was closed.\n\nimport boats from \"./a.jpg\"\n\n<Image src={boats} alt=\"x\" />\n\n*Photo: Mara Quint*\n\nNobody worked there at all.\n",
        Some("Mara Quint"),
    ),
    (
        Format::Mdx,
        "The harbour was closed.\n\n<Figure src=\"a.jpg\" caption=\"Boats. Photo: Mara Quint\" />\n\nNobody worked there at all.\n",
        Some("Mara Quint"),
    ),
    (
        Format::Mdx,
        "The harbour was closed.\n\n<Figure src=\"a.jpg\">\n  Boats. Photo: Mara Quint\n</Figure>\n\nNobody worked there at all.\n",
        Some("Mara Quint"),
    ),
    (
        Format::Mdx,
        "The harbour was closed.\n\n<Image src=\"/a.jpg\" alt=\"x\" />\n\nNobody worked there at all.\n",
        None,
    ),
    (
        Format::Mdx,
        "The harbour was closed.\n\n<img src=\"a.jpg\" alt=\"x\" />\n<small>Photo: Mara Quint</small>\n\nNobody worked there at all.\n",
        Some("Mara Quint"),
    ),
    (
        Format::Mdx,
        "The harbour was closed.\n\n<Picture src={import(\"./a.jpg\")} formats={[\"avif\"]} alt=\"x\" />\n\n*Photo: Mara Quint*\n\nNobody worked there at all.\n",
        Some("Mara Quint"),
    ),
    (
        Format::Rst,
        "The harbour was closed.\n\n.. figure:: a.jpg\n   :alt: Boats\n\n   Boats. Photo: Mara Quint\n\n\nNobody worked there at all.\n",
        Some("Mara Quint"),
    ),
    (
        Format::Rst,
        "The harbour was closed.\n\n.. figure:: a.jpg\n\n   Boats.\n\n   Photo: Mara Quint\n\n\nNobody worked there at all.\n",
        Some("Mara Quint"),
    ),
    (
        Format::Rst,
        "The harbour was closed.\n\n- .. image:: a.jpg\n     :alt: Boats\n\n  Photo: Mara Quint\n\n\nNobody worked there at all.\n",
        Some("Mara Quint"),
    ),
    (
        Format::Rst,
        "The harbour was closed.\n\n* .. figure:: a.jpg\n\n     Boats. Photo: Mara Quint\n\n\nNobody worked there at all.\n",
        Some("Mara Quint"),
    ),
    (
        Format::Rst,
        "The harbour was closed.\n\n|boats|\n\n.. |boats| image:: a.jpg\n\nPhoto: Mara Quint\n\n\nNobody worked there at all.\n",
        Some("Mara Quint"),
    ),
    (
        Format::Rst,
        "The harbour was closed.\n\n.. image:: a.jpg\n   :alt: x\n\n\nNobody worked there at all.\n",
        None,
    ),
    (
        Format::Rst,
        "The harbour was closed.\n\n1. .. image:: a.jpg\n\n\nNobody worked there at all.\n",
        None,
    ),
    (
        Format::Asciidoc,
        "The harbour was closed.\n\n.Boats. Photo: Mara Quint\nimage::a.jpg[Boats]\n\n\nNobody worked there at all.\n",
        Some("Mara Quint"),
    ),
    (
        Format::Asciidoc,
        "The harbour was closed.\n\nimage::a.jpg[Boats,title=\"Boats. Photo: Mara Quint\"]\n\n\nNobody worked there at all.\n",
        Some("Mara Quint"),
    ),
    (
        Format::Asciidoc,
        "The harbour was closed.\n\nimage::a.jpg[]\n\nPhoto: Mara Quint\n\n\nNobody worked there at all.\n",
        Some("Mara Quint"),
    ),
    (
        Format::Asciidoc,
        "The harbour was closed.\n\nThe boats image:a.jpg[Boats] lie. (Photo: Mara Quint)\n\n\nNobody worked there at all.\n",
        Some("Mara Quint"),
    ),
    (
        Format::Asciidoc,
        "The harbour was closed.\n\n* item\n+\nimage::a.jpg[]\n+\nPhoto: Mara Quint\n\n\nNobody worked there at all.\n",
        Some("Mara Quint"),
    ),
    (
        Format::Asciidoc,
        "The harbour was closed.\n\nimage::a.jpg[]\n\n\nNobody worked there at all.\n",
        None,
    ),
    (
        Format::Org,
        "The harbour was closed.\n\n#+CAPTION: Boats. Photo: Mara Quint\n[[file:a.jpg]]\n\n\nNobody worked there at all.\n",
        Some("Mara Quint"),
    ),
    (
        Format::Org,
        "The harbour was closed.\n\n[[./a.jpg]]\nPhoto: Mara Quint\n\n\nNobody worked there at all.\n",
        Some("Mara Quint"),
    ),
    (
        Format::Org,
        "The harbour was closed.\n\n- [[file:a.jpg]]\n  Photo: Mara Quint\n\n\nNobody worked there at all.\n",
        Some("Mara Quint"),
    ),
    (
        Format::Org,
        "The harbour was closed.\n\n[[file:a.jpg]]\n\n\nNobody worked there at all.\n",
        None,
    ),
    (
        Format::Org,
        "The harbour was closed.\n\n[[attachment:a.jpg]]\nPhoto: Mara Quint\n\n\nNobody worked there at all.\n",
        Some("Mara Quint"),
    ),
    (
        Format::Latex,
        "The harbour was closed.\n\n\\begin{figure}\n\\includegraphics[width=3cm]{a.jpg}\n\\caption{Boats. Photo: Mara Quint}\n\\end{figure}\n\n\nNobody worked there at all.\n",
        Some("Mara Quint"),
    ),
    (
        Format::Latex,
        "The harbour was closed.\n\n\\includegraphics{a}\n\nPhoto: Mara Quint\n\n\nNobody worked there at all.\n",
        Some("Mara Quint"),
    ),
    (
        Format::Latex,
        "The harbour was closed.\n\n\\begin{figure}\\includegraphics{a.jpg}\\caption{Boats}\\end{figure}\n\n\nNobody worked there at all.\n",
        None,
    ),
    (
        Format::Latex,
        "The harbour was closed.\n\n\\begin{figure}\\subfloat[Boats]{\\includegraphics{a.jpg}}\\caption{Boats. Photo: Mara Quint}\\end{figure}\n\n\nNobody worked there at all.\n",
        Some("Mara Quint"),
    ),
    (
        Format::Plain,
        "The harbour was closed.\n\n[PHOTO: Boats in the harbour]\nPhoto: Mara Quint\n\nNobody worked there at all.\n",
        Some("Mara Quint"),
    ),
    (
        Format::Plain,
        "The harbour was closed.\n\n[IMAGE: a.jpg | Boats | Credit: Mara Quint]\n\nNobody worked there at all.\n",
        Some("Mara Quint"),
    ),
    (
        Format::Markdown,
        "---\ntitle: x\nimage: a.jpg\nimage_credit: Mara Quint\n---\n",
        Some("Mara Quint"),
    ),
    (
        Format::Markdown,
        "---\nfeatured_image:\n  src: a.jpg\n  credit:\n    name: Mara Quint\n    url: x\n---\n",
        Some("Mara Quint"),
    ),
    (
        Format::Markdown,
        "---\nimage: a.jpg\nimageCredit: \"Photo by [Mara Quint](https://x) on Unsplash\"\n---\n",
        Some("Mara Quint"),
    ),
    (
        Format::Markdown,
        "---\nheader:\n  image: a.jpg\n  caption: \"Photo credit: [**Mara Quint**](https://x)\"\n---\n",
        Some("Mara Quint"),
    ),
    (
        Format::Markdown,
        "---\ncover:\n  image: a.jpg\n  caption: Boats\nphoto_by: Mara Quint\n---\n",
        Some("Mara Quint"),
    ),
    (
        Format::Markdown,
        "---\nimages:\n- file: a.jpg\n  photographer: Mara Quint\n---\n",
        Some("Mara Quint"),
    ),
    (
        Format::Markdown,
        "+++\n[image]\ncaption = \"Image credit: [Mara Quint](https://x)\"\npreview_only = false\nfilename = \"a.jpg\"\n+++\n",
        Some("Mara Quint"),
    ),
    (
        Format::Markdown,
        "---\nimage: a.jpg\nauthor: Mara Quint\n---\n",
        None,
    ),
    (
        Format::Markdown,
        "---\nimage: a.jpg\nbyline: Mara Quint\n---\n",
        None,
    ),
    (
        Format::Markdown,
        "The harbour was closed.\n\n![Boats](a.jpg)\n\n*Boats in the harbour at dawn. Mara Quint*\n\nNobody worked there at all.\n",
        Some("Mara Quint"),
    ),
];

#[test]
fn credits_are_found_in_every_format() {
    let mut wrong = Vec::new();
    for (format, text, credit) in CASES {
        let analysis = analyse(text, *format, &Settings::default());
        let shown = &analysis.facts.images;
        let found: Vec<_> = shown
            .iter()
            .map(|i| i.credit.as_ref().map(|c| &*c.text))
            .collect();
        let right = |found: &Option<&str>| match (found, credit) {
            (Some(found), Some(credit)) => found.contains(credit),
            (None, None) => true,
            _ => false,
        };
        if found.is_empty() || !found.iter().all(right) {
            wrong.push(format!("{credit:?} is read as {found:?} in {text:?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
