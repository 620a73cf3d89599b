//! Which person the words for a speaker mean: a surname, a description, a pronoun, a verb without a subject.

use super::{Desk, SALIENT, Salient, shifted};
use crate::facts::names;
use crate::facts::quotes::gender::gender_of;
use crate::facts::quotes::noun::{self, Form};
use crate::facts::quotes::{Said, Speaker, Subject};
use crate::language::Class;

/// How far back a person of the right gender is looked for where no sentence is about one, in bytes.
const NEAR: usize = 600;

impl Desk<'_> {
    pub(super) fn remember(&mut self, start: usize, subject: &Subject) {
        if subject.who.form == Form::Name {
            self.push_salient(shifted(&subject.who, start), subject.cue.is_some());
        }
    }

    /// Keeps the name `said` as the latest.
    pub(super) fn push_salient(&mut self, said: Said, speaks: bool) {
        let name = self.people.in_words(said.named);
        if self.salient.len() == SALIENT {
            self.salient.pop_front();
        }
        self.salient.push_back(Salient { said, name, speaks });
    }

    /// Whom a sentence nearby is about, unless that is a place or no name at all. `reports`: it says what they say.
    pub(super) fn likely(&self, said: &Said, reports: bool) -> Option<Speaker> {
        let speaker = self.speaker(said);
        let named = speaker
            .person
            .is_some_and(|p| self.people.names()[p as usize].kind != names::Kind::Place);
        // At its sentence's start `Islanders` may pass for a name.
        let agent = noun::is_agent(&said.text, self.pack);
        (reports || said.form != Form::Name || named || agent).then_some(speaker)
    }

    pub fn speaker(&self, said: &Said) -> Speaker {
        let person = if said.form == Form::Pronoun {
            return self.pronoun(said);
        } else {
            self.people.in_words(said.named)
        };
        let name = match person {
            Some(p) if said.form == Form::Name || self.is_apposition(said, p) => {
                self.people.names()[p as usize].name.clone()
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
        let whose = &self.people.names()[name as usize];
        let last = self.people.at_end_of(said.named);
        let own = last.filter(|(_, n)| *n == name && whose.kind == names::Kind::Person);
        // By its words: in `text` white space is no longer what it is in the draft.
        let before = own.and_then(|(span, _)| {
            let at = whose.mentions.partition_point(|m| m.span < span);
            said.text.rfind(&*whose.mentions.get(at)?.text)
        });
        let Some(before) = before else {
            return false;
        };
        let lexicon = self.pack.lexicon();
        let mut words = said.text[..before].split_whitespace();
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
            (Some(p), _) => self.people.names()[p as usize].name.clone(),
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
            (Some(p), _) => self.people.names()[p as usize].name.clone(),
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
        let mut others = self.people.with_surname(&salient.said.text).iter();
        let other = others.find(|n| of(**n) == gender)?;
        Some(Some(*other))
    }
}
