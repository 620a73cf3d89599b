//! Made-up news copy of any length, for the benches: people introduced and quoted, split and running
//! quotations, pictures with and without credits. The same seed gives the same text.

const GIVEN: &[&str] = &[
    "Marta", "Henrik", "Aisha", "Tomas", "Ingrid", "Kwame", "Yelena", "Rafael", "Noor", "Callum",
    "Sunniva", "Dmitri", "Priya", "Owen", "Lucia", "Bartek", "Hana", "Jerome", "Soraya", "Viggo",
];
const FAMILY: &[&str] = &[
    "Lindqvist",
    "Okonjo",
    "Paredes",
    "Whitcombe",
    "Dragunov",
    "Tanaka",
    "Brennan",
    "Achterberg",
    "Castellanos",
    "Nyström",
    "Fairweather",
    "Oyelaran",
    "Kowalczyk",
    "Delacroix",
    "Haddad",
    "Rasmussen",
    "Venkatesan",
    "Mulgrew",
    "Ferreira",
    "Sutherland",
    "Abernathy",
    "Zielinski",
];
const TITLES: &[&str] = &[
    "the harbour master",
    "a spokeswoman for the council",
    "the head of the teachers’ union",
    "who runs the ferry line",
    "the finance minister",
    "a retired surveyor",
];
const PLACES: &[&str] = &[
    "Norrhaven",
    "Port Ellery",
    "Vasterby",
    "Lake Corrin",
    "the Tallis Valley",
    "Westmarch",
];
const SAID: &[&str] = &[
    "The bridge will not open before the spring, and nobody should plan as if it did",
    "We asked for three buses and were given a timetable",
    "There is no money left in that account",
    "My mother walked this road for forty years without a lamp",
    "What they call a saving is a bill that somebody else will pay",
    "It was the right decision, taken for the wrong reasons",
    "You cannot mend a roof with a press release",
];
const PLAIN: &[&str] = &[
    "The committee met for the first time since the flood and put off the vote on the new pier until the surveyors had reported.",
    "Work on the line was to have started in March, but the contractor asked for another eight weeks and a higher price.",
    "About 300 people came to the hall in the rain, more than the organisers had chairs for.",
    "A report published last year found that one in five of the houses by the river had no insurance at all.",
    "The ferry carries some 40,000 passengers a year, most of them on weekdays and almost all of them before nine in the morning.",
];

/// A pseudo-random sequence (xorshift).
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % sides as u64) as usize
    }

    fn pick(&mut self, list: &'static [&'static str]) -> &'static str {
        list[self.roll(list.len())]
    }
}

/// An article of at least `bytes` bytes, in Markdown or plain text.
pub fn article(bytes: usize, markdown: bool) -> String {
    let mut dice = Dice(0x9E37_79B9_7F4A_7C15);
    let mut out = String::with_capacity(bytes + 1024);
    out.push_str(if markdown {
        "---\ntitle: The bridge and the bill\nauthor: Desk\n---\n\n"
    } else {
        "The bridge and the bill\n\n"
    });
    let mut people: Vec<(&str, &str)> = Vec::new();
    let mut paragraph = 0;
    while out.len() < bytes {
        paragraph += 1;
        let known = people.len();
        let new = known < 4 || dice.roll(9) == 0;
        let (given, family) = if new {
            let person = (dice.pick(GIVEN), dice.pick(FAMILY));
            people.push(person);
            person
        } else {
            people[known - 1 - dice.roll(known.min(4))]
        };
        let said = dice.pick(SAID);
        match dice.roll(7) {
            0 | 1 => {
                let (name, title) = if new {
                    (
                        format!("{given} {family}"),
                        format!(", {},", dice.pick(TITLES)),
                    )
                } else {
                    (family.to_string(), String::new())
                };
                out.push_str(&format!(
                    "“{said},” {name}{title} said on Tuesday. {}",
                    dice.pick(PLAIN)
                ));
            }
            2 => out.push_str(&format!(
                "“{said},” said {given} {family}. “{}.”",
                dice.pick(SAID)
            )),
            3 => out.push_str(&format!(
                "In {}, {family} told reporters that the plan was “a polite way of saying no”. {}",
                dice.pick(PLACES),
                dice.pick(PLAIN)
            )),
            4 => out.push_str(&format!(
                "{} {family} did not answer questions sent by email. {}",
                dice.pick(PLAIN),
                dice.pick(PLAIN)
            )),
            5 => out.push_str(&format!("{} {}", dice.pick(PLAIN), dice.pick(PLAIN))),
            _ => out.push_str(&format!(
                "According to {given} {family}, “{said}.” {}",
                dice.pick(PLAIN)
            )),
        }
        out.push('\n');
        if markdown {
            out.push('\n');
            if paragraph % 25 == 0 {
                out.push_str("## What comes next\n\n");
            }
            if paragraph % 12 == 0 {
                let credit = if paragraph % 24 == 0 {
                    ""
                } else {
                    "*Photo: Ida Brandt/Norrhaven Post*\n"
                };
                out.push_str(&format!(
                    "![The pier at {}](pictures/pier-{paragraph}.jpg)\n{credit}\n",
                    dice.pick(PLACES)
                ));
            }
        }
    }
    out
}
