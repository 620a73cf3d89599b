//! What only the whole draft can tell of its quotations.

use super::gender::{Genders, gender_of};
use super::interview;
use super::noun::Form;
use super::{
    Attribution, Kind, Letter, LocalQuote, Question, Quote, Said, Sieve, Speaker, Subject,
};
use crate::facts::ChunkFacts;
use crate::facts::names::{self, Name};
use crate::language::{Class, Pack};
use crate::markup::BlockKind;
use crate::text::Span;
use std::borrow::Cow;
use std::collections::VecDeque;

/// Settles the speakers over the whole draft.
pub fn resolve(chunks: &[(usize, &ChunkFacts)], names: &[Name], pack: &'static Pack) -> Vec<Quote> {
    let part = Part {
        chunks,
        from: 0,
        block: 0,
    };
    let ways = Ways::of(chunks.iter().map(|(_, c)| *c));
    let genders = Genders::of_draft(chunks);
    settle(&part, ways, People::of(names), genders, pack)
}

/// Some chunks in a row, each with its first byte.
pub(super) struct Part<'a> {
    pub chunks: &'a [(usize, &'a ChunkFacts)],
    /// Those before this one only tell what was said before.
    pub from: usize,
    /// Index in the draft of the first block.
    pub block: u32,
}

/// Settles the quotations of a part of the draft.
pub(super) fn settle(
    part: &Part<'_>,
    ways: Ways,
    people: People<'_>,
    genders: Genders<'_>,
    pack: &'static Pack,
) -> Vec<Quote> {
    let mut desk = Desk {
        people,
        genders,
        pack,
        quotes: Vec::new(),
        salient: VecDeque::with_capacity(SALIENT),
        before: Before::default(),
        block_quote: None,
    };
    let single = ways.single(pack);
    let mut index = part.block;
    let mut first = 0;
    for (n, (start, chunk)) in part.chunks.iter().enumerate() {
        if n == part.from {
            first = desk.quotes.len();
        }
        for block in &chunk.blocks {
            desk.block(*start, block, index, single);
            index += 1;
        }
    }
    desk.settle_open(false);
    if ways.forms() {
        interview::exempt(&mut desk, part.chunks, ways);
    }
    let mut quotes = desk.quotes;
    quotes.drain(..first);
    for quote in &mut quotes {
        quote.attribution = attribution(quote.sieve);
    }
    quotes
}

/// In which ways the draft prints speech, by counts over its blocks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Ways {
    /// Stretches in single and in double marks.
    singles: i64,
    doubles: i64,
    /// Speaker labels of an interview, its questions in bold and plain.
    labels: i64,
    bold: i64,
    plain: i64,
    /// Last lines of letters.
    letters: i64,
}

impl Ways {
    pub fn of<'a>(chunks: impl Iterator<Item = &'a ChunkFacts>) -> Self {
        let mut ways = Ways::default();
        for block in chunks.flat_map(|c| &c.blocks) {
            let quotes = &block.quotes;
            ways.singles += i64::from(quotes.singles);
            ways.doubles += i64::from(quotes.doubles);
            ways.labels += i64::from(quotes.answer.is_some());
            ways.bold += i64::from(quotes.question == Some(Question::Bold));
            ways.plain += i64::from(quotes.question == Some(Question::Plain));
            ways.letters += i64::from(quotes.letter == Some(Letter::Closes));
        }
        ways
    }

    /// With the blocks of `new` instead of those of `old`.
    pub fn with(self, old: Ways, new: Ways) -> Self {
        Ways {
            singles: self.singles - old.singles + new.singles,
            doubles: self.doubles - old.doubles + new.doubles,
            labels: self.labels - old.labels + new.labels,
            bold: self.bold - old.bold + new.bold,
            plain: self.plain - old.plain + new.plain,
            letters: self.letters - old.letters + new.letters,
        }
    }

    /// Whether single marks are the draft's first ones.
    pub fn single(self, pack: &Pack) -> bool {
        self.singles > self.doubles || pack.single_marks() && self.doubles == 0
    }

    /// Its labels come again.
    pub fn has_labels(self) -> bool {
        self.labels > 1
    }

    /// It has questions to somebody, in bold.
    pub fn asks_in_bold(self) -> bool {
        self.bold > 1
    }

    /// The same without any mark of it.
    pub fn asks_plainly(self) -> bool {
        self.plain > 2
    }

    fn has_letters(self) -> bool {
        self.letters > 0
    }

    /// Its form may tell who speaks, over any number of paragraphs.
    pub fn forms(self) -> bool {
        self.has_labels() || self.asks_in_bold() || self.asks_plainly() || self.has_letters()
    }
}

pub fn attribution(sieve: Sieve) -> Attribution {
    match sieve {
        Sieve::Label | Sieve::Tag | Sieve::Cue | Sieve::UnknownVerb | Sieve::Colon => {
            Attribution::Explicit
        }
        Sieve::Split | Sieve::Running | Sieve::Neighbour => Attribution::Inherited,
        Sieve::Near => Attribution::LeadIn,
        Sieve::None => Attribution::None,
    }
}

/// The names of the draft by the place of their mentions.
pub struct People<'a> {
    names: &'a [Name],
    /// Mentions by place, each with the index of its name.
    mentions: Cow<'a, [(Span, u32)]>,
}

/// The mentions of `names` by place, each with the index of its name.
pub(super) fn by_place(names: &[Name]) -> Vec<(Span, u32)> {
    let mut mentions = Vec::new();
    for (i, name) in (0..).zip(names) {
        mentions.extend(name.mentions.iter().map(|m| (m.span, i)));
    }
    mentions.sort_unstable();
    mentions
}

impl<'a> People<'a> {
    pub fn names(&self) -> &'a [Name] {
        self.names
    }

    pub(super) fn of(names: &'a [Name]) -> Self {
        People::at(names, Cow::Owned(by_place(names)))
    }

    pub(super) fn at(names: &'a [Name], mentions: Cow<'a, [(Span, u32)]>) -> Self {
        People { names, mentions }
    }

    /// The name that the words `span` speak of: the last person in it, else the last name.
    pub fn in_words(&self, span: Span) -> Option<u32> {
        let first = self.mentions.partition_point(|(s, _)| s.end <= span.start);
        let within = self.mentions[first..]
            .iter()
            .take_while(|(s, _)| s.start < span.end);
        let mut best = None;
        for (_, name) in within {
            let is_person = |n: u32| self.names[n as usize].kind == names::Kind::Person;
            if best.is_none_or(|b| is_person(*name) || !is_person(b)) {
                best = Some(*name);
            }
        }
        best
    }

    /// The mention that the words `span` end with.
    fn at_end_of(&self, span: Span) -> Option<(Span, u32)> {
        let behind = self.mentions.partition_point(|(s, _)| s.start < span.end);
        let last = behind.checked_sub(1).map(|i| self.mentions[i]);
        last.filter(|(s, _)| s.end == span.end && s.start >= span.start)
    }

    /// The last name mentioned outside quotations in the bytes `from..to` that is `sure`.
    fn last_between(&self, from: usize, to: usize, sure: impl Fn(u32) -> bool) -> Option<u32> {
        let end = self.mentions.partition_point(|(s, _)| s.to() <= to);
        let near = self.mentions[..end].iter().rev();
        let mut near = near.take_while(|(s, _)| s.from() >= from).map(|(_, n)| *n);
        near.find(|&n| self.names[n as usize].kind == names::Kind::Person && sure(n))
    }
}

/// How far back a person of the right gender is looked for where no sentence is about one, in bytes.
const NEAR: usize = 600;

/// What stood before a block.
#[derive(Default)]
struct Before {
    /// The last quotation, if its paragraph stands right before, and whether that one runs on.
    quote: Option<usize>,
    /// Who the last sentence was about.
    subject: Option<(Said, bool)>,
    lead: Option<Option<Said>>,
    /// The block quote it belongs to, however it is quoted: its chunk’s first byte and its number there.
    group: Option<(usize, u32)>,
    /// It is a paragraph of this block quote, whose first quotation is that.
    block_quote: Option<((usize, u32), usize)>,
}

/// How many of those the draft has just spoken of a pronoun may mean.
pub(super) const SALIENT: usize = 16;

/// Somebody the draft has just spoken of.
struct Salient {
    said: Said,
    name: Option<u32>,
    /// The sentence reports what they say.
    speaks: bool,
}

pub struct Desk<'a> {
    people: People<'a>,
    genders: Genders<'a>,
    pack: &'static Pack,
    pub quotes: Vec<Quote>,
    /// The last subjects and speakers, the latest last.
    salient: VecDeque<Salient>,
    before: Before,
    /// The block quote that the block at hand belongs to: its chunk’s first byte and its number there.
    block_quote: Option<(usize, u32)>,
}

impl Desk<'_> {
    fn block(&mut self, start: usize, block: &crate::facts::BlockFacts, index: u32, single: bool) {
        if let (BlockKind::Citation, Some(label)) = (block.kind, &block.quotes.label) {
            self.label(&shifted(label, start));
            return;
        }
        if matches!(
            block.kind,
            BlockKind::Alt | BlockKind::Caption | BlockKind::Links | BlockKind::Citation
        ) {
            for local in block.quotes.quotes.iter().filter(|q| counts(q, single)) {
                self.quote(start, local, index);
            }
            return;
        }
        if matches!(block.kind, BlockKind::Heading(_) | BlockKind::Title) {
            for local in &block.quotes.quotes {
                self.quote(start, local, index);
            }
            self.settle_open(false);
            self.before = Before::default();
            return;
        }
        let local = &block.quotes;
        self.block_quote = local.block_quote.map(|group| (start, group));
        // The last line of a block quote names who said that one.
        let own = block.kind != BlockKind::BlockQuote
            || block.group.is_none()
            || block.group.map(|group| (start, group)) == self.before.group;
        if let Some(label) = local.label.as_ref().filter(|_| own) {
            self.label(&shifted(label, start));
        }
        let mut subjects = local.subjects.iter().peekable();
        let first = self.quotes.len();
        for quote in local.quotes.iter().filter(|q| counts(q, single)) {
            while let Some(s) = subjects.next_if(|s| s.who.span.from() < quote.span.from()) {
                self.remember(start, s);
            }
            self.quote(start, quote, index);
            let at = self.quotes.len() - 1;
            if self.quotes[at].sieve == Sieve::None || quote.opens {
                self.inherit(at, quote, at == first);
            }
            self.quotes[at].runs_on = !quote.closed && quote.ends;
        }
        subjects.for_each(|s| self.remember(start, s));
        self.follow_up(block, first, start);
        for quote in &mut self.quotes[first..] {
            if quote.sieve == Sieve::None && quote.speaker.is_some() {
                quote.sieve = Sieve::Near;
            }
        }
    }

    /// A block that is but a name behind a dash: the quotation before it is that person's.
    fn label(&mut self, said: &Said) {
        let Some(at) = self.before.quote else {
            return;
        };
        let speaker = self.speaker(said);
        let first = self.before.block_quote.map_or(at, |(_, first)| first);
        for quote in &mut self.quotes[first..=at] {
            if attribution(quote.sieve) != Attribution::Explicit {
                quote.speaker = Some(speaker.clone());
                quote.sieve = Sieve::Label;
                if quote.kind == Kind::Exempt && self.before.block_quote.is_some() {
                    quote.kind = Kind::Full;
                }
            }
        }
    }

    /// Keeps what the next block must know of this one.
    fn follow_up(&mut self, block: &crate::facts::BlockFacts, first: usize, start: usize) {
        let last = self.quotes.len().checked_sub(1).filter(|&q| q >= first);
        // What runs on must run on into something: the last block’s open quotation is a slip if this one opens none.
        self.settle_open(block.quotes.quotes.first().is_some_and(|q| q.opens));
        let group = self.block_quote;
        let block_quote = group.map(|group| match self.before.block_quote {
            Some((before, from)) if before == group => (group, from),
            _ => (group, first),
        });
        // A block quote that nobody is said to have spoken may be a note or a warning.
        if block_quote.is_some() {
            for quote in &mut self.quotes[first..] {
                if matches!(quote.sieve, Sieve::None | Sieve::Near | Sieve::Neighbour) {
                    quote.kind = Kind::Exempt;
                }
            }
        }
        self.before = Before {
            group: block
                .group
                .filter(|_| block.kind == BlockKind::BlockQuote)
                .map(|group| (start, group)),
            block_quote,
            quote: last,
            subject: block
                .quotes
                .subjects
                .last()
                .filter(|s| s.speaks())
                .map(|s| (shifted(&s.who, start), s.cue.is_some())),
            lead: block
                .quotes
                .lead
                .as_ref()
                .map(|l| l.as_ref().map(|s| shifted(s, start))),
        };
    }

    /// Whether the quotation that was left open before runs on here.
    fn settle_open(&mut self, goes_on: bool) {
        if let Some(before) = self.before.quote {
            self.quotes[before].runs_on &= goes_on;
        }
    }

    /// A7 and A8: what the paragraph before tells of a quotation without words of its own.
    fn inherit(&mut self, at: usize, local: &LocalQuote, first: bool) {
        if !first || !local.opens {
            return;
        }
        let before = self.before.quote.map(|q| &self.quotes[q]);
        if let Some(open) = before.filter(|q| q.runs_on && !q.closed) {
            let (speaker, was_none) = (open.speaker.clone(), open.sieve == Sieve::None);
            if self.quotes[at].sieve == Sieve::None {
                self.quotes[at].sieve = if was_none {
                    Sieve::None
                } else {
                    Sieve::Running
                };
                self.quotes[at].speaker = speaker;
            } else {
                self.backward(at);
            }
            return;
        }
        if self.quotes[at].sieve != Sieve::None {
            return;
        }
        let together =
            self.block_quote.is_some() && self.before.block_quote.map(|b| b.0) == self.block_quote;
        if let Some(before) = before.filter(|_| together) {
            let (sieve, speaker) = (before.sieve, before.speaker.clone());
            self.quotes[at].sieve = if sieve == Sieve::None {
                sieve
            } else {
                Sieve::Running
            };
            self.quotes[at].speaker = speaker;
            return;
        }
        if let Some(lead) = self.before.lead.clone() {
            self.quotes[at].sieve = Sieve::Running;
            self.quotes[at].speaker = lead.map(|s| self.speaker(&s));
            return;
        }
        let neighbour = before
            .filter(|q| q.speaker.is_some() && q.sieve != Sieve::None && q.sieve != Sieve::Near);
        if let (true, Some(quote)) = (local.whole, neighbour) {
            self.quotes[at].speaker = quote.speaker.clone();
            self.quotes[at].sieve = Sieve::Neighbour;
        } else if let Some((subject, reports)) = self.before.subject.clone()
            && self.quotes[at].speaker.is_none()
        {
            self.quotes[at].speaker = self.likely(&subject, reports);
        }
    }

    /// Gives the speaker of quotation `at` to the paragraphs of a running quotation before it.
    fn backward(&mut self, at: usize) {
        let speaker = self.quotes[at].speaker.clone();
        for quote in self.quotes[..at].iter_mut().rev() {
            if !quote.runs_on
                || !matches!(quote.sieve, Sieve::None | Sieve::Split | Sieve::Neighbour)
            {
                break;
            }
            quote.sieve = Sieve::Running;
            quote.speaker = speaker.clone();
        }
    }

    fn quote(&mut self, start: usize, local: &LocalQuote, block: u32) {
        let said = local.speaker.as_ref().map(|s| shifted(s, start));
        let likely = || self.likely(&shifted(local.likely.as_ref()?, start), local.cue.is_some());
        let speaker = match &said {
            Some(said) => Some(self.speaker(said)).filter(|s| !s.name.is_empty()),
            None => likely(),
        };
        if let Some(said) = &said {
            self.push_salient(said, true);
        }
        self.quotes.push(Quote {
            span: local.span.shifted(start),
            content: local.content.shifted(start),
            kind: local.kind,
            attribution: Attribution::None, // settled last
            sieve: local.sieve,
            cue: local.cue.map(|c| c.shifted(start)),
            speaker,
            closed: local.closed,
            runs_on: false,
            opens: local.opens,
            ends: local.ends,
            starts: local.starts,
            words: local.words,
            sentences: local.sentences,
            altered: local.altered,
            block,
        });
    }

    fn remember(&mut self, start: usize, subject: &Subject) {
        self.push_salient(&shifted(&subject.who, start), subject.cue.is_some());
    }

    fn push_salient(&mut self, said: &Said, speaks: bool) {
        if said.form != Form::Name {
            return;
        }
        let name = self.people.in_words(said.named);
        if self.salient.len() == SALIENT {
            self.salient.pop_front();
        }
        self.salient.push_back(Salient {
            said: said.clone(),
            name,
            speaks,
        });
    }

    /// Whom a sentence nearby is about, unless that is a place or no name at all. `reports`: it says what they say.
    fn likely(&self, said: &Said, reports: bool) -> Option<Speaker> {
        let speaker = self.speaker(said);
        let named = speaker
            .person
            .is_some_and(|p| self.people.names[p as usize].kind != names::Kind::Place);
        (reports || said.form != Form::Name || named).then_some(speaker)
    }

    pub fn speaker(&self, said: &Said) -> Speaker {
        let person = if said.form == Form::Pronoun {
            return self.pronoun(said);
        } else {
            self.people.in_words(said.named)
        };
        let name = match person {
            Some(p) if said.form == Form::Name || self.is_apposition(said, p) => {
                self.people.names[p as usize].name.clone()
            }
            _ => said.text.clone(),
        };
        Speaker {
            name,
            span: Some(said.span),
            form: said.form,
            person,
        }
    }

    /// Whether the description `said` ends with the name of person `name`, and with nothing between that makes it
    /// somebody else’s: `die Wärterin Ada Lorne`, but not `a spokesman for Ada Lorne`.
    fn is_apposition(&self, said: &Said, name: u32) -> bool {
        let kind = self.people.names[name as usize].kind;
        let last = self.people.at_end_of(said.named);
        let own = last.filter(|(_, n)| *n == name && kind == names::Kind::Person);
        let Some(before) = own.map(|(span, _)| span.from() - said.named.from()) else {
            return false;
        };
        let lexicon = self.pack.lexicon();
        let mut words = said.text.get(..before).unwrap_or("").split_whitespace();
        let opens = words.clone().next().map(|w| lexicon.class(w));
        if opens.is_some_and(|c| c.contains(Class::DET)) {
            words.next();
        }
        opens.is_some_and(|c| !c.intersects(Class::PREP | Class::ELIDED))
            && words.clone().next().is_some()
            && words.all(|w| {
                let owner = w.ends_with("’s") || w.ends_with("'s") || w.ends_with('’');
                !owner
                    && !lexicon
                        .class(w)
                        .intersects(Class::PREP | Class::DET | Class::ELIDED)
            })
    }

    /// The person that `he` or `she` means: the last subject or speaker before it that it may mean, unless somebody
    /// named since is surely of that gender and the subject is not.
    fn pronoun(&self, said: &Said) -> Speaker {
        let class = self.pack.lexicon().class(&said.text);
        if !class.intersects(Class::PRONOUN | Class::DET) {
            return self.dropped(said);
        }
        let gender = gender_of(class);
        let mut before = self.salient.iter().rev();
        let subject = before.find_map(|s| {
            let earlier = s.said.span.to() <= said.span.from() && !gender.is_empty();
            let person = earlier.then(|| self.meant(s, gender)).flatten()?;
            Some((person, s))
        });
        let sure = |n: u32| self.genders.of(n, &self.people, self.pack) == gender;
        let person = match subject {
            // Whoever has just spoken goes on; whom a sentence is about need not be who speaks next.
            Some((name, who)) if who.speaks || name.is_some_and(sure) => name,
            Some((name, who)) => self
                .people
                .last_between(who.said.span.to(), said.span.from(), sure)
                .or(name),
            None if gender.is_empty() => None,
            None => {
                let near = said.span.from().saturating_sub(NEAR);
                self.people.last_between(near, said.span.from(), sure)
            }
        };
        let name = match (person, subject) {
            (Some(p), _) => self.people.names[p as usize].name.clone(),
            (None, Some((_, who))) => who.said.text.clone(),
            (None, None) => said.text.clone(),
        };
        Speaker {
            name,
            span: Some(said.span),
            form: Form::Pronoun,
            person,
        }
    }

    /// Who the verb `said` without a subject (`“…”, dijo.`) means: whoever was spoken of last; without a name if nobody
    /// was.
    fn dropped(&self, said: &Said) -> Speaker {
        let mut before = self.salient.iter().rev();
        let last = before.find(|s| s.said.span.to() <= said.span.from());
        let person = last.and_then(|s| s.name);
        let name = match (person, last) {
            (Some(p), _) => self.people.names[p as usize].name.clone(),
            (None, last) => last.map_or_else(|| "".into(), |s| s.said.text.clone()),
        };
        Speaker {
            name,
            span: Some(said.span),
            form: Form::Pronoun,
            person,
        }
    }

    /// The person that `salient` is, if a pronoun of that gender may mean them; `Some(None)` for somebody named but
    /// once. A surname that several people share is the one of that gender’s.
    fn meant(&self, salient: &Salient, gender: Class) -> Option<Option<u32>> {
        let Some(name) = salient.name else {
            // A person if they speak.
            return salient.speaks.then_some(None);
        };
        let of = |n: u32| self.genders.of(n, &self.people, self.pack);
        let known = of(name);
        if known.is_empty() || known == gender {
            return Some(Some(name));
        }
        let surname = &*salient.said.text;
        let shares = |n: &names::Name| {
            n.name
                .rsplit_once(' ')
                .is_some_and(|(_, last)| last == surname)
        };
        let mut others = (0u32..).zip(self.people.names());
        let other = others.find(|(n, name)| shares(name) && of(*n) == gender)?;
        Some(Some(other.0))
    }
}

/// Whether a quotation counts in a draft whose first marks are single or not.
fn counts(quote: &LocalQuote, single: bool) -> bool {
    if single {
        !quote.in_single
    } else {
        !quote.single || quote.kind == Kind::Exempt
    }
}

pub fn shifted(said: &Said, start: usize) -> Said {
    Said {
        span: said.span.shifted(start),
        named: said.named.shifted(start),
        ..said.clone()
    }
}
