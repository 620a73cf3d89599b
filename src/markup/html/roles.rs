//! What an element is to a picture near by: its caption, its credit, nothing.

use super::reader::Reader;
use super::tags::{Role, Tag, is_credit_class, is_links_role, role_of_class, role_of_itemprop};
use crate::markup::{BlockKind, Builder};
use crate::text::Span;

/// How many elements a caption may stand above its picture's.
const CAPTION_REACH: usize = 4;

impl<'a> Reader<'a> {
    pub(super) fn role(
        &self,
        tag: Tag,
        class: Span,
        kind: BlockKind,
        in_figure: bool,
    ) -> Option<Role> {
        if tag == Tag::Caption {
            // In a quotation's figure it names the source. A template may have one for credits alone.
            let credit = is_credit_class(&self.chunk[class.range()]);
            let role = if credit { Role::Credit } else { Role::Caption };
            return (kind != BlockKind::BlockQuote).then_some(role);
        }
        if matches!(
            tag,
            Tag::Html | Tag::Page | Tag::Figure | Tag::Picture | Tag::Masked | Tag::Title
        ) {
            return None;
        }
        if let Some(role) = self.attributes.get("role")
            && is_links_role(&self.chunk[role.range()])
        {
            return Some(Role::Links);
        }
        if let Some(prop) = self.attributes.get("itemprop")
            && let Some(role) = role_of_itemprop(&self.chunk[prop.range()])
            && in_figure
        {
            return Some(role);
        }
        // Vox and others sign behind the caption; in a caption or in text it is a work's title.
        if tag == Tag::Cite && in_figure && kind == BlockKind::Paragraph {
            return Some(Role::Credit);
        }
        let role = role_of_class(&self.chunk[class.range()], in_figure);
        // `caption-link` on a photographer's name is a link in a credit, no caption.
        role.filter(|r| !(*r == Role::Caption && tag == Tag::Anchor && kind == BlockKind::Credit))
    }

    /// Whether a figure is open not far above.
    pub(super) fn in_figure(&self) -> bool {
        let near = self.stack.iter().rev().take(8);
        near.into_iter().any(|f| f.figure)
    }

    /// Whether the tag opens a block that microdata calls a picture.
    pub(super) fn is_image_object(&self, tag: Tag) -> bool {
        let kind = self.attributes.get("itemtype");
        matches!(tag, Tag::Block)
            && kind.is_some_and(|k| self.chunk[k.range()].trim().ends_with("/ImageObject"))
    }

    /// The group of the picture that stands last in an element near by, made if it has none.
    pub(super) fn group_of_near_image(&self, out: &mut Builder<'a>) -> Option<u32> {
        let last = out.document.images.len().checked_sub(1)?;
        let text = out.document.blocks[self.blocks_at_image.min(out.document.blocks.len())..]
            .iter()
            .any(|b| matches!(b.kind, BlockKind::Paragraph | BlockKind::Heading(_)));
        if text || !out.prose.is_blank() && out.kind == BlockKind::Paragraph {
            return None;
        }
        let near = self
            .stack
            .iter()
            .rev()
            .take(CAPTION_REACH)
            .take_while(|f| !matches!(f.tag, Tag::Page | Tag::Html))
            .any(|f| f.images <= last);
        if !near && !self.stack.is_empty() {
            return None;
        }
        if let Some(group) = out.document.images[last].group {
            return Some(group);
        }
        let group = out.new_group();
        out.document.images[last].group = Some(group);
        Some(group)
    }
}
