//! Binds credits to pictures: own attribute, caption, same line, the next lines, then credits that stand
//! elsewhere in the draft.

use super::{CreditLine, LocalPicture, Picture, kind};
use crate::facts::{BlockFacts, ChunkFacts};
use crate::language::Pack;
use crate::markup::{BlockKind, ImageForm, ImagePlace, is_picture};
use crate::text::Span;
use std::collections::HashMap;

/// A credit behind a picture in the same block belongs to it up to this many bytes away.
const NEAR: usize = 400;
/// Chunks from a picture's own on in which its caption is looked for.
pub const FAR: usize = 6;

/// A chunk with its first byte.
type Placed<'a> = (usize, &'a ChunkFacts);

/// Binds credits to the pictures of the draft. Also gives all credits: of pictures or standing alone.
pub fn resolve(chunks: &[Placed<'_>], _pack: &'static Pack) -> (Vec<Picture>, Vec<CreditLine>) {
    let mut pictures = Vec::new();
    let mut defined = None;
    for (at, (start, chunk)) in chunks.iter().enumerate() {
        let first = pictures.len();
        for (index, local) in chunk.images.iter().enumerate() {
            let mut picture = picture(chunks, at, *start, chunk, index, local);
            if let Some(name) = &local.image.reference {
                // Without a definition it is no picture but words in brackets.
                let Some(address) = defined
                    .get_or_insert_with(|| defined_in(chunks))
                    .get(&**name)
                else {
                    continue;
                };
                picture.image.source = (*address).to_string();
                picture.exempt = kind::exempt(&picture.image);
                picture.graphic = kind::graphic(&picture.image);
            }
            pictures.push(picture);
        }
        share_in_group(&mut pictures[first..]);
    }
    let mut free = free(chunks, &pictures);
    if !pictures.is_empty() {
        share_plural(&mut pictures);
        share_same_source(&mut pictures);
        elsewhere(&mut pictures, &free);
    }
    free.extend(pictures.iter().filter_map(|p| p.credit.clone()));
    free.sort_by_key(|c| (c.span, c.value));
    free.dedup_by(|a, b| a.span == b.span);
    (pictures, free)
}

/// The addresses of the draft by their names; of two alike the first counts.
fn defined_in<'a>(chunks: &[Placed<'a>]) -> HashMap<&'a str, &'a str> {
    let mut all = HashMap::new();
    for definition in chunks.iter().flat_map(|(_, c)| &c.definitions) {
        all.entry(&*definition.name).or_insert(&*definition.address);
    }
    all
}

fn shifted(credit: &CreditLine, by: usize) -> CreditLine {
    CreditLine {
        span: credit.span.shifted(by),
        value: credit.value.shifted(by),
        ..credit.clone()
    }
}

/// A picture with the credit and caption that stand by it.
fn picture(
    chunks: &[Placed<'_>],
    at: usize,
    start: usize,
    chunk: &ChunkFacts,
    index: usize,
    local: &LocalPicture,
) -> Picture {
    let mut image = local.image.clone();
    image.span = image.span.shifted(start);
    for place in [
        &mut image.source_span,
        &mut image.figure_end,
        &mut image.outer,
    ] {
        *place = place.map(|s| s.shifted(start));
    }
    for own in [&mut image.title, &mut image.credit].into_iter().flatten() {
        own.1 = own.1.shifted(start);
    }
    let mut credit = local.credit.as_ref().map(|c| shifted(c, start));
    let mut caption = None;
    let near = Near {
        chunks,
        at,
        chunk,
        index,
        local,
    };
    // One figure: its captions, wherever they stand in it.
    if let Some(group) = local.image.group {
        for block in chunk
            .blocks
            .iter()
            .filter(|b| b.group == Some(group) && b.kind != BlockKind::Alt)
        {
            take(
                &mut credit,
                &mut caption,
                block,
                start,
                block.credits.credits.first(),
            );
        }
    }
    if credit.is_none() && local.image.form != ImageForm::FrontMatter {
        near.same_block(&mut credit, &mut caption, start);
    }
    if credit.is_none() && local.image.form != ImageForm::FrontMatter {
        near.next_blocks(&mut credit, &mut caption);
    }
    // What has a caption shows something, whatever its markup says.
    let decorative = local.exempt == Some("decorative") && caption.is_some();
    let exempt = local.exempt.filter(|_| !decorative);
    if caption.is_none() {
        caption = image.title.clone().map(|(text, span)| (span, text));
    }
    Picture {
        image,
        caption,
        credit,
        alt_credit: local.alt_credit.clone(),
        exempt,
        graphic: local.graphic,
    }
}

fn take(
    credit: &mut Option<CreditLine>,
    caption: &mut Option<(Span, String)>,
    block: &BlockFacts,
    start: usize,
    found: Option<&CreditLine>,
) {
    if credit.is_none() {
        *credit = found.map(|c| shifted(c, start));
    }
    if caption.is_none()
        && let Some((span, text)) = &block.credits.caption
    {
        *caption = Some((span.shifted(start), text.to_string()));
    }
}

/// The surroundings of a picture.
struct Near<'a> {
    chunks: &'a [Placed<'a>],
    at: usize,
    chunk: &'a ChunkFacts,
    index: usize,
    local: &'a LocalPicture,
}

impl Near<'_> {
    /// Where the next picture of the chunk starts.
    fn limit(&self) -> Option<u32> {
        let end = self.local.image.span.end;
        let rest = &self.chunk.images[self.index + 1..];
        rest.iter().map(|i| i.image.span.start).find(|s| *s >= end)
    }

    /// The same line and the lines behind it in the same paragraph.
    fn same_block(
        &self,
        credit: &mut Option<CreditLine>,
        caption: &mut Option<(Span, String)>,
        start: usize,
    ) {
        let image = self.local.image.span;
        let limit = self.limit().unwrap_or(u32::MAX);
        let holding = |b: &&BlockFacts| {
            b.kind != BlockKind::Alt && b.span.start <= image.start && image.end <= b.span.end
        };
        let until = self
            .chunk
            .blocks
            .partition_point(|b| b.span.start <= image.start);
        for block in self.chunk.blocks[..until]
            .iter()
            .rev()
            .take(4)
            .filter(holding)
        {
            let near = |c: &&CreditLine| {
                let behind = c.span.start >= image.end && c.span.start < limit;
                // `[PHOTO: Boats]` asks for a picture and says what it shows.
                let asked = self.local.image.form == ImageForm::Bracket
                    && c.span.from() <= image.from() + 1
                    && !c.label.chars().any(char::is_lowercase);
                let inside = image.covers(c.span) && !asked;
                inside || behind && c.span.from() - image.to() <= NEAR
            };
            take(
                credit,
                caption,
                block,
                start,
                block.credits.credits.iter().find(near),
            );
        }
    }

    /// The next two blocks that are no headings.
    fn next_blocks(&self, credit: &mut Option<CreditLine>, caption: &mut Option<(Span, String)>) {
        let image = self.local.image.span;
        let mut seen = 0;
        for (offset, (start, chunk)) in self.chunks[self.at..].iter().enumerate().take(FAR) {
            let own = offset == 0;
            let from = if own { image.end } else { 0 };
            let limit = if own {
                self.limit()
            } else {
                chunk.images.first().map(|i| i.image.span.start)
            };
            let first = chunk.blocks.partition_point(|b| b.span.start < from);
            for block in &chunk.blocks[first..] {
                if limit.is_some_and(|l| block.span.start >= l) {
                    return;
                }
                if block.kind == BlockKind::Alt {
                    continue;
                }
                let credits = &block.credits.credits;
                let heading = matches!(block.kind, BlockKind::Heading(_)) && credits.is_empty();
                if heading || seen == 2 || block.credits.long && !credits.iter().any(|c| c.alone) {
                    return;
                }
                // Close behind a picture a caption may end with its credit; further down only the credit alone
                // is sure to be one.
                let fits = |c: &&CreditLine| {
                    c.alone || seen == 0 && (c.last || block.kind == BlockKind::Caption)
                };
                let found = credits.iter().find(fits);
                let captioned = seen == 0 && block.credits.caption.is_some();
                if found.is_some() || captioned {
                    take(credit, caption, block, *start, found);
                }
                if credit.is_some() {
                    return;
                }
                seen += 1;
            }
            if limit.is_some() && self.chunk.images.len() > self.index + 1 && own {
                return;
            }
        }
    }
}

/// Pictures of one figure or one row share the credit behind the last of them.
fn share_in_group(pictures: &mut [Picture]) {
    for i in (1..pictures.len()).rev() {
        let (before, after) = pictures.split_at_mut(i);
        let (p, next) = (&mut before[i - 1], &after[0]);
        let together = p.image.group.is_some() && p.image.group == next.image.group
            || p.image.place != ImagePlace::Inline
                && next.image.span.from() <= p.image.span.to() + 8
                && p.image.form != ImageForm::FrontMatter;
        if !together {
            continue;
        }
        if p.credit.is_none() {
            p.credit = next.credit.clone();
        }
        if p.caption.is_none() {
            p.caption = next.caption.clone();
        }
    }
}

/// A plural credit is for the pictures before it as well.
fn share_plural(pictures: &mut [Picture]) {
    for i in (1..pictures.len()).rev() {
        if let Some(c) = pictures[i].credit.clone()
            && c.all
            && pictures[i - 1].credit.is_none()
            && pictures[i - 1].exempt.is_none()
        {
            pictures[i - 1].credit = Some(c);
        }
    }
}

/// A picture shown twice (in front matter and in the text) is credited once.
fn share_same_source(pictures: &mut [Picture]) {
    if pictures.len() < 2 {
        return;
    }
    let mut known: HashMap<&str, CreditLine> = HashMap::new();
    // What stands for pictures still to load and signs before captions are many pictures in one file.
    let told =
        |p: &Picture| !p.image.source.is_empty() && matches!(p.exempt, None | Some("decorative"));
    let sources: Vec<String> = pictures.iter().map(|p| p.image.source.clone()).collect();
    for (p, source) in pictures.iter().zip(&sources).filter(|(p, _)| told(p)) {
        if let Some(c) = &p.credit {
            known.entry(source).or_insert_with(|| c.clone());
            // Linked data names the file, the page a size of it.
            if p.image.form == ImageForm::FrontMatter {
                known.entry(file(source)).or_insert_with(|| c.clone());
            }
        }
    }
    let open = |p: &Picture| p.credit.is_none() && told(p);
    for (p, source) in pictures.iter_mut().zip(&sources).filter(|(p, _)| open(p)) {
        let found = known.get(&**source).or_else(|| known.get(file(source)));
        p.credit = found.cloned();
    }
}

/// The file that an address names, without scheme and query; all of it where that is no picture's name.
fn file(source: &str) -> &str {
    let path = source.split(['?', '#']).next().unwrap_or(source);
    let path = if is_picture(path) { path } else { source };
    let path = path.strip_prefix("https:").unwrap_or(path);
    path.strip_prefix("http:").unwrap_or(path)
}

/// Credits that are no picture's yet and are credits wherever they stand.
fn free(chunks: &[Placed<'_>], pictures: &[Picture]) -> Vec<CreditLine> {
    let mut taken: Vec<Span> = pictures
        .iter()
        .filter_map(|p| Some(p.credit.as_ref()?.span))
        .collect();
    taken.sort_unstable();
    let mut free = Vec::new();
    for (start, chunk) in chunks {
        for block in chunk.blocks.iter().filter(|b| b.kind != BlockKind::Links) {
            for c in &block.credits.credits {
                let own = c.alone && !c.bound_only;
                if own && taken.binary_search(&c.span.shifted(*start)).is_err() {
                    free.push(shifted(c, *start));
                }
            }
        }
    }
    free
}

/// Credits elsewhere in the draft: one for all pictures, for the first, or for the nearest.
fn elsewhere(pictures: &mut [Picture], free: &[CreditLine]) {
    let open = |p: &Picture| p.credit.is_none() && p.exempt.is_none();
    for c in free.iter().filter(|c| c.lead) {
        if let Some(first) = pictures.iter_mut().find(|p| p.exempt.is_none())
            && first.credit.is_none()
        {
            first.credit = Some(c.clone());
        }
    }
    for c in free.iter().filter(|c| c.all && !c.lead) {
        for p in pictures.iter_mut().filter(|p| open(p)) {
            p.credit = Some(c.clone());
        }
    }
    for c in free.iter().filter(|c| !c.all && !c.lead) {
        // Photographs first: a chart is rarely what one credit line is for. Then the last one before the line:
        // which is nearest must not change by what is written between.
        let distance = |p: &Picture| {
            let image = p.image.span;
            let behind = image.start >= c.span.end;
            let gap = if behind {
                image.start - c.span.end
            } else {
                c.span.start.saturating_sub(image.end)
            };
            (p.graphic, behind, gap)
        };
        let nearest = pictures
            .iter_mut()
            .filter(|p| open(p))
            .min_by_key(|p| distance(p));
        if let Some(p) = nearest {
            p.credit = Some(c.clone());
        }
    }
}
