//! Which person the words for a speaker mean: a surname, a description, a pronoun, a verb without a subject.

use super::{Desk, SALIENT};
use crate::facts::names;
use crate::facts::quotes::gender::gender_of;
use crate::facts::quotes::noun::{self, Form};
use crate::facts::quotes::{Said, Speaker, Subject};
use crate::language::Class;
use crate::language::names::{Known, known_raw};
use crate::text::Span;
use std::cell::OnceCell;
use std::sync::Arc;

/// How many mentions back a person of the right gender is looked for where no sentence is about one. Counted in mentions,
/// since words typed between would change how many bytes lie there.
const NEAR: usize = 8;

/// Words that name somebody, in a chunk whose first byte is known.
#[derive(Clone, Copy)]
pub struct Placed<'a> {
    said: &'a Said,
    start: usize,
}

impl<'a> Placed<'a> {
    pub fn at(start: usize, said: &'a Said) -> Self {
        Placed { said, start }
    }

    pub fn text(self) -> &'a Arc<str> {
        &self.said.text
    }

    fn span(self) -> Span {
        self.said.span.shifted(self.start)
    }

    fn named(self) -> Span {
        self.said.named.shifted(self.start)
    }
}

/// Somebody that the draft spoke of.
pub struct Spoken<'a> {
    who: Placed<'a>,
    /// The sentence reports what they say.
    speaks: bool,
    /// As what a sentence is about, not as who says a quotation.
    subject: bool,
    /// Whether a pronoun may mean them, and their name if they have one; once somebody has asked.
    salient: OnceCell<Option<Option<u32>>>,
}

impl<'a> Desk<'a> {
    pub(super) fn remember(&mut self, start: usize, subject: &'a Subject) {
        let who = Placed::at(start, &subject.who);
        self.spoken_of(who, subject.cue.is_some(), true);
    }

    /// Keeps `who` as the latest.
    pub(super) fn spoken_of(&mut self, who: Placed<'a>, speaks: bool, subject: bool) {
        let may = match who.said.form {
            Form::Name => true,
            Form::Nominal => speaks,
            Form::Pronoun => false,
        };
        if may {
            self.spoken_of.push(Spoken {
                who,
                speaks,
                subject,
                salient: OnceCell::new(),
            });
        }
    }

    /// The last ones spoken of that a pronoun may mean, the latest first, each with the name if there is one.
    fn salient(&self) -> impl Iterator<Item = (&Spoken<'a>, Option<u32>)> {
        let spoken = self.spoken_of.iter().rev();
        let salient = spoken.filter_map(|s| {
            let name = s.salient.get_or_init(|| self.salient_name(s));
            Some((s, (*name)?))
        });
        salient.take(SALIENT)
    }

    /// Forgets whom no pronoun can mean any more, where many have been spoken of.
    fn forget(&mut self) {
        if self.spoken_of.len() > 4 * SALIENT {
            self.salient().for_each(drop);
            let is_salient = |s: &Spoken| matches!(s.salient.get(), Some(Some(_)));
            self.spoken_of.retain(is_salient);
        }
    }

    /// The name of somebody spoken of, if a pronoun may mean them: a name, or somebody unnamed who speaks.
    fn salient_name(&self, spoken: &Spoken<'a>) -> Option<Option<u32>> {
        let who = spoken.who;
        let text = who.text();
        if who.said.form == Form::Name {
            let name = self.people.in_words(who.named());
            // `Vulnerable tools are`: large only as its sentence's first word.
            (name.is_some() || !is_everyday(text)).then_some(name)
        } else {
            // `One keeper, Ada Lorne, said`; and whoever asks is answered by somebody else.
            let passing = || {
                text.starts_with("One ") || text.contains("reporter") || text.contains("journalist")
            };
            (self.is_somebody(text) && !(spoken.subject && passing())).then_some(None)
        }
    }

    /// Whether the description `text` is of one person that nobody has named: `a spokesman for the town`, but not `the
    /// keeper`, `a council`, `residents`.
    fn is_somebody(&self, text: &str) -> bool {
        let lexicon = self.pack.lexicon();
        let classes = text.split_whitespace().map(|w| (w, lexicon.class(w)));
        let mut head = classes.take_while(|(_, c)| !c.contains(Class::PREP));
        let some = ["a", "an", "another", "one"];
        let opens = |(word, _): (&str, Class)| some.iter().any(|s| word.eq_ignore_ascii_case(s));
        let human = |(_, c): (_, Class)| c.contains(Class::HUMAN) && !c.contains(Class::BODY);
        head.next().is_some_and(opens) && head.last().is_some_and(human)
    }

    /// Whom a sentence nearby is about, unless that is a place or no name at all. `reports`: it says what they say.
    pub(super) fn likely(&mut self, said: Placed<'_>, reports: bool) -> Option<Speaker> {
        let speaker = self.speaker(said);
        let named = speaker
            .person
            .is_some_and(|p| self.people.names()[p as usize].kind != names::Kind::Place);
        // At its sentence's start `Islanders` may pass for a name.
        let agent = || noun::is_agent(said.text().as_bytes(), self.pack);
        (reports || said.said.form != Form::Name || named || agent()).then_some(speaker)
    }

    pub fn speaker(&mut self, said: Placed<'_>) -> Speaker {
        let form = said.said.form;
        if form == Form::Pronoun {
            self.forget();
            return self.pronoun(said);
        }
        let person = self.people.in_words(said.named());
        let name = match person {
            Some(p) if form == Form::Name || self.is_apposition(said, p) => {
                self.people.names()[p as usize].name.clone()
            }
            _ => said.text().clone(),
        };
        Speaker {
            name,
            span: Some(said.span()),
            form,
            person,
        }
    }

    /// Whether the description `said` ends with the name of person `name`, and with nothing between that makes it
    /// somebody else’s: `die Wärterin Ada Lorne`, but not `a spokesman for Ada Lorne`.
    fn is_apposition(&self, said: Placed<'_>, name: u32) -> bool {
        let whose = &self.people.names()[name as usize];
        let last = self.people.at_end_of(said.named());
        let own = last.filter(|(_, n)| *n == name && whose.kind == names::Kind::Person);
        // By its words: in `text` white space is no longer what it is in the draft.
        let before = own.and_then(|(span, _)| {
            let at = whose.mentions.partition_point(|m| m.span < span);
            said.text().rfind(&*whose.mentions.get(at)?.text)
        });
        let Some(before) = before else {
            return false;
        };
        let lexicon = self.pack.lexicon();
        let mut words = said.text()[..before].split_whitespace();
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
    fn pronoun(&self, said: Placed<'_>) -> Speaker {
        let class = self.pack.lexicon().class(said.text());
        if !class.intersects(Class::PRONOUN | Class::DET) {
            return self.dropped(said);
        }
        let gender = gender_of(class);
        let told = if gender.is_empty() { 0 } else { SALIENT };
        let mut before = self.salient().take(told);
        let subject = before.find_map(|(s, name)| {
            let earlier = s.who.span().to() <= said.span().from();
            let person = earlier.then(|| self.meant(s, name, gender)).flatten()?;
            Some((person, s))
        });
        let sure = |n: u32| self.genders.of(n, &self.people, self.pack) == gender;
        let person = match subject {
            // Whoever has just spoken goes on; whom a sentence is about need not be who speaks next.
            Some((name, who)) if who.speaks || name.is_some_and(sure) => name,
            Some((name, who)) => self
                .people
                .last_between(who.who.span().to(), said.span().from(), sure)
                .or(name),
            None if gender.is_empty() => None,
            None => self.people.last_of(NEAR, said.span().from(), sure),
        };
        let name = match (person, subject) {
            (Some(p), _) => self.people.names()[p as usize].name.clone(),
            (None, Some((_, who))) => who.who.text().clone(),
            (None, None) => said.text().clone(),
        };
        Speaker {
            name,
            span: Some(said.span()),
            form: Form::Pronoun,
            person,
        }
    }

    /// Who the verb `said` without a subject (`“…”, dijo.`) means: whoever was spoken of last; without a name if nobody
    /// was.
    fn dropped(&self, said: Placed<'_>) -> Speaker {
        let mut before = self.salient();
        let last = before.find(|(s, _)| s.who.span().to() <= said.span().from());
        let person = last.and_then(|(_, name)| name);
        let name = match (person, last) {
            (Some(p), _) => self.people.names()[p as usize].name.clone(),
            (None, last) => last.map_or_else(|| "".into(), |(s, _)| s.who.text().clone()),
        };
        Speaker {
            name,
            span: Some(said.span()),
            form: Form::Pronoun,
            person,
        }
    }

    /// The person that `salient`, of that `name`, is, if a pronoun of that gender may mean them; `Some(None)` for somebody
    /// named but once. A surname that several people share is the one of that gender’s.
    fn meant(&self, salient: &Spoken<'_>, name: Option<u32>, gender: Class) -> Option<Option<u32>> {
        let Some(name) = name else {
            // A person if they speak.
            let of = noun_gender(salient.who.text());
            return (salient.speaks && (of.is_empty() || of == gender)).then_some(None);
        };
        let of = |n: u32| self.genders.of(n, &self.people, self.pack);
        let known = of(name);
        if known.is_empty() || known == gender {
            return Some(Some(name));
        }
        let mut others = self.people.with_surname(salient.who.text()).iter();
        let other = others.find(|n| of(**n) == gender)?;
        Some(Some(*other))
    }
}

/// Whether `word` is one that any sentence may begin with.
fn is_everyday(word: &str) -> bool {
    let known = known_raw(word);
    known.intersects(Known::WORD | Known::STOP)
        && !known.intersects(Known::GIVEN | Known::SURNAME | Known::PROPER)
}

/// The gender that a description is surely of: `a spokeswoman`, `the widow`.
fn noun_gender(text: &str) -> Class {
    const SHE: &[&str] = &[
        "mother", "sister", "daughter", "wife", "widow", "girl", "aunt", "nun",
    ];
    const HE: &[&str] = &[
        "father", "brother", "son", "husband", "widower", "boy", "uncle", "monk",
    ];
    let is = |list: &[&str]| text.split(' ').any(|w| list.contains(&w));
    if text.contains("woman") || is(SHE) {
        Class::FEMININE
    } else if text.ends_with("man") || text.contains("man ") || is(HE) {
        Class::MASCULINE
    } else {
        Class::empty()
    }
}
