//! Languages: in `sentences` a table of news sentences each and who says what in them, in `fine` drafts that raise nothing; here a draft of several paragraphs
//! in each besides English, read as a whole: tags before, behind and within quotations, inverted verbs, cues that are
//! prepositions, nested marks, dashes, and one quotation of nobody. All invented.

use copydesk::config::Settings;
use copydesk::draft::analyse;
use copydesk::facts::quotes::Attribution;
use copydesk::finding::apply;
use copydesk::markup::Format;

/// The draft’s language as detected, who says each quotation in order, and the draft with the first fix of its only
/// missing attribution.
fn desk(text: &str) -> (&'static str, Vec<String>, String) {
    let analysis = analyse(text, Format::Plain, &Settings::default());
    let who = analysis.facts.quotes.iter().map(|q| {
        let speaker = q.speaker.as_ref().map(|s| s.name.to_string());
        speaker.unwrap_or_else(|| "nobody".to_string())
    });
    let who = who.collect();
    let mut missing = analysis
        .findings
        .iter()
        .filter(|f| f.rule == "unattributed-quote");
    let (first, more) = (missing.next(), missing.count());
    assert_eq!(more, 0, "{:#?}", analysis.findings);
    let fix = first
        .and_then(|f| f.fixes.first())
        .expect("a quotation of nobody, and its fix");
    (analysis.language, who, apply(text, &fix.edits))
}

fn check(language: &str, text: &str, who: &[&str], fixed: &str) {
    let (found, speakers, mended) = desk(text);
    assert_eq!(found, language);
    // The first is the one of nobody: whoever is likely stands in its fix.
    assert_eq!(speakers[1..], *who, "{text}");
    let line = mended
        .lines()
        .find(|l| !text.contains(l))
        .unwrap_or("nothing");
    assert_eq!(line, fixed);
}

/// Who says each quotation of `text`, by the words that name them: `nobody` where none are found, `unnamed` where words
/// report it and name no one.
fn speakers(language: &str, text: &str) -> String {
    let settings = Settings {
        language: Some(language.to_string()),
        ..Settings::default()
    };
    let analysis = analyse(text, Format::Plain, &settings);
    let who = analysis.facts.quotes.iter().map(|q| {
        let named = q.speaker.as_ref().map(|s| match s.span {
            Some(span) => text[span.range()].to_string(),
            None => s.name.to_string(),
        });
        match (q.attribution, named) {
            (Attribution::None | Attribution::LeadIn, _) => "nobody".to_string(),
            (_, named) => named.unwrap_or("unnamed".to_string()),
        }
    });
    who.collect::<Vec<_>>().join("; ")
}

#[test]
fn sentences() {
    let tables = [
        ("en", include_str!("sentences/en.txt")),
        ("de", include_str!("sentences/de.txt")),
        ("fr", include_str!("sentences/fr.txt")),
        ("es", include_str!("sentences/es.txt")),
        ("nl", include_str!("sentences/nl.txt")),
        ("it", include_str!("sentences/it.txt")),
        ("pt", include_str!("sentences/pt.txt")),
        ("uk", include_str!("sentences/uk.txt")),
        ("ru", include_str!("sentences/ru.txt")),
    ];
    let mut wrong = Vec::new();
    for (language, table) in tables {
        for line in table.lines().filter(|l| !l.starts_with('#')) {
            let (who, text) = line.split_once(" | ").expect("a speaker and a sentence");
            let found = speakers(language, text);
            if found != who {
                wrong.push(format!("{language}: {found} | {text}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

/// Drafts of words in marks that are no speech, or that somebody is said to have spoken: nothing is to be flagged.
#[test]
fn fine_drafts_raise_nothing() {
    let drafts = [
        ("en", include_str!("fine/en.txt")),
        ("de", include_str!("fine/de.txt")),
        ("fr", include_str!("fine/fr.txt")),
        ("es", include_str!("fine/es.txt")),
        ("nl", include_str!("fine/nl.txt")),
        ("it", include_str!("fine/it.txt")),
        ("pt", include_str!("fine/pt.txt")),
        ("uk", include_str!("fine/uk.txt")),
        ("ru", include_str!("fine/ru.txt")),
    ];
    for (language, text) in drafts {
        let analysis = analyse(text, Format::Plain, &Settings::default());
        assert_eq!(analysis.language, language);
        assert!(
            analysis.findings.is_empty(),
            "{language}: {:#?}",
            analysis.findings
        );
        assert!(analysis.facts.quotes.len() > 9);
    }
}

#[test]
fn german() {
    check(
        "de",
        "Hunderte waren gekommen, obwohl es seit dem frühen Morgen regnete und ein kalter Wind vom Meer her wehte. Bürgermeisterin Anna Berger eröffnete am Montag den neuen Hafen.\n\
\n\
„Niemand hat uns gefragt, ob wir diesen Hafen wollten.“\n\
\n\
„Wir haben lange auf diesen Tag gewartet“, sagte Berger.\n\
\n\
Hafenmeister Karl Lohse erklärte: „Die Schiffe können ab sofort anlegen.“\n\
\n\
„Das Wetter“, so Lohse, „hat uns nicht aufgehalten.“\n\
\n\
„Die Kosten sind höher als geplant“, teilte die Stadt mit.\n\
\n\
Lohse zufolge ist der neue Kai „der längste der ganzen Küste“.\n\
\n\
Berger fügte hinzu, sie sei „stolz auf die Arbeiter und ihre Familien“.\n\
\n\
In einem Interview sagte Lohse: »Er sagte zu mir: ›Im Mai sind wir fertig‹, und er hatte recht.«\n\
\n\
„Wer soll das alles bezahlen?“, fragte sich Lohse.\n\
\n\
„Darüber reden wir morgen“, verspricht sie.\n",
        &[
            "Anna Berger",
            "Karl Lohse",
            "Karl Lohse",
            "Karl Lohse",
            "die Stadt",
            "Karl Lohse",
            "Anna Berger",
            "Karl Lohse",
            "Karl Lohse",
            "Anna Berger",
        ],
        "„Niemand hat uns gefragt, ob wir diesen Hafen wollten“, sagte Berger.",
    );
}

#[test]
fn french() {
    check(
        "fr",
        "Des centaines de personnes étaient venues malgré la pluie qui tombait depuis l’aube et un vent froid. La maire Anne Berger a inauguré lundi le nouveau port.\n\
\n\
« Personne ne nous a demandé si nous voulions de ce port. »\n\
\n\
« Nous avons longtemps attendu ce jour », s’est félicitée Anne Berger.\n\
\n\
Le capitaine Charles Lohse a expliqué : « Les navires peuvent accoster dès maintenant. »\n\
\n\
« Le temps, a-t-il ajouté, ne nous a pas arrêtés. »\n\
\n\
« Les coûts sont plus élevés que prévu », fait savoir la mairie.\n\
\n\
Selon Lohse, le nouveau quai est « le plus long de toute la côte ».\n\
\n\
Anne Berger s’est dite « fière des ouvriers et de leurs familles ».\n\
\n\
« Il m’a dit : “Nous finirons en mai”, et il avait raison », se souvient Berger.\n\
\n\
« Qui va payer tout cela ? », s’interroge Lohse.\n\
\n\
— Nous partons demain, dit Berger. Il le faut bien.\n",
        &[
            "Anne Berger",
            "Charles Lohse",
            "Charles Lohse",
            "la mairie",
            "Charles Lohse",
            "Anne Berger",
            "Anne Berger",
            "Charles Lohse",
            "Anne Berger",
        ],
        "« Personne ne nous a demandé si nous voulions de ce port », a déclaré Berger.",
    );
}

#[test]
fn spanish() {
    check(
        "es",
        "Cientos de personas acudieron a pesar de la lluvia que caía desde la madrugada y de un viento frío. La alcaldesa Ana Berger inauguró el lunes el nuevo puerto.\n\
\n\
“Nadie nos preguntó si queríamos este puerto.”\n\
\n\
“Hemos esperado mucho este día”, dijo Berger.\n\
\n\
El capitán Carlos Lohse explicó: “Los barcos pueden atracar desde ahora”.\n\
\n\
“El tiempo”, dijo Lohse, “no nos ha detenido”.\n\
\n\
«Los costes son más altos de lo previsto», ha indicado el ayuntamiento.\n\
\n\
Según Lohse, el nuevo muelle es “el más largo de toda la costa”.\n\
\n\
Berger añadió que está “orgullosa de los obreros y de sus familias”.\n\
\n\
«Me dijo: “Acabaremos en mayo”, y tenía razón», señaló Berger.\n\
\n\
“¿Quién va a pagar todo esto?”, preguntó Lohse.\n\
\n\
—Nos vamos mañana —dijo Berger—. No hay más remedio.\n\
\n\
“Ha sido un día muy largo para todos”, concluyó.\n",
        &[
            "Ana Berger",
            "Carlos Lohse",
            "Carlos Lohse",
            "Carlos Lohse",
            "el ayuntamiento",
            "Carlos Lohse",
            "Ana Berger",
            "Ana Berger",
            "Carlos Lohse",
            "Ana Berger",
            "Ana Berger",
            "Ana Berger",
        ],
        "“Nadie nos preguntó si queríamos este puerto”, dijo Berger.",
    );
}

#[test]
fn dutch() {
    check(
        "nl",
        "Honderden mensen waren gekomen, hoewel het sinds de vroege ochtend regende en er een koude wind stond. Burgemeester Anna Berger opende maandag de nieuwe haven.\n\
\n\
‘Niemand heeft ons gevraagd of we deze haven wilden.’\n\
\n\
‘We hebben lang op deze dag gewacht,’ zei Berger.\n\
\n\
Havenmeester Karel Lohse verklaarde: ‘De schepen kunnen vanaf nu aanleggen.’\n\
\n\
‘Het weer’, zei Lohse, ‘heeft ons niet tegengehouden.’\n\
\n\
‘De kosten zijn hoger dan gepland’, liet de gemeente weten.\n\
\n\
Volgens Lohse is de nieuwe kade ‘de langste van de hele kust’.\n\
\n\
Berger voegde toe dat ze ‘trots is op de arbeiders en hun gezinnen’.\n\
\n\
‘Hij zei tegen mij: “We zijn in mei klaar”, en hij had gelijk’, aldus Berger.\n\
\n\
‘Wie gaat dit allemaal betalen?’, vroeg Lohse.\n",
        &[
            "Anna Berger",
            "Karel Lohse",
            "Karel Lohse",
            "Karel Lohse",
            "de gemeente",
            "Karel Lohse",
            "Anna Berger",
            "Anna Berger",
            "Karel Lohse",
        ],
        "‘Niemand heeft ons gevraagd of we deze haven wilden,’ zei Berger.",
    );
}

#[test]
fn italian() {
    check(
        "it",
        "Centinaia di persone erano venute nonostante la pioggia che cadeva dal primo mattino e un vento freddo. La sindaca Anna Berger ha inaugurato lunedì il nuovo porto.\n\
\n\
«Nessuno ci ha chiesto se volevamo questo porto.»\n\
\n\
«Abbiamo aspettato a lungo questo giorno», ha detto Berger.\n\
\n\
Il capitano Carlo Lohse ha spiegato: «Le navi possono attraccare da subito».\n\
\n\
«Il tempo», ha detto Lohse, «non ci ha fermati».\n\
\n\
«I costi sono più alti del previsto», ha fatto sapere il comune.\n\
\n\
Secondo Lohse il nuovo molo è «il più lungo di tutta la costa».\n\
\n\
Berger ha aggiunto di essere «fiera degli operai e delle loro famiglie».\n\
\n\
«Mi ha detto: “Finiremo a maggio”, e aveva ragione», ha ricordato Berger.\n\
\n\
«Chi pagherà tutto questo?», ha chiesto Lohse.\n",
        &[
            "Anna Berger",
            "Carlo Lohse",
            "Carlo Lohse",
            "Carlo Lohse",
            "il comune",
            "Carlo Lohse",
            "Anna Berger",
            "Anna Berger",
            "Carlo Lohse",
        ],
        "«Nessuno ci ha chiesto se volevamo questo porto», ha detto Berger.",
    );
}

#[test]
fn portuguese() {
    check(
        "pt",
        "Centenas de pessoas vieram apesar da chuva que caía desde a madrugada e de um vento frio. A prefeita Ana Berger inaugurou na segunda-feira o novo porto.\n\
\n\
“Ninguém nos perguntou se queríamos este porto.”\n\
\n\
“Esperamos muito por este dia”, disse Berger.\n\
\n\
O capitão Carlos Lohse explicou: “Os navios podem atracar a partir de agora.”\n\
\n\
“O tempo”, disse Lohse, “não nos parou.”\n\
\n\
“Os custos são mais altos do que o previsto”, informou a prefeitura.\n\
\n\
Segundo Lohse, o novo cais é “o mais longo de toda a costa”.\n\
\n\
Berger acrescentou que está “orgulhosa dos operários e das suas famílias”.\n\
\n\
“Ele me disse: ‘Vamos acabar em maio’, e tinha razão”, lembrou Berger.\n\
\n\
“Quem vai pagar tudo isso?”, perguntou Lohse.\n\
\n\
— Partimos amanhã — disse Berger. — Não há outro jeito.\n",
        &[
            "Ana Berger",
            "Carlos Lohse",
            "Carlos Lohse",
            "Carlos Lohse",
            "a prefeitura",
            "Carlos Lohse",
            "Ana Berger",
            "Ana Berger",
            "Carlos Lohse",
            "Ana Berger",
            "Ana Berger",
        ],
        "“Ninguém nos perguntou se queríamos este porto”, disse Berger.",
    );
}

#[test]
fn ukrainian() {
    check(
        "uk",
        "Сотні людей прийшли, хоча від самого ранку йшов дощ і дув холодний вітер. Мерка Ганна Бергер відкрила в понеділок новий порт.\n\
\n\
«Ніхто не питав нас, чи ми хочемо цей порт».\n\
\n\
«Ми довго чекали на цей день», — сказала Бергер.\n\
\n\
Капітан Карл Лозе пояснив: «Кораблі можуть причалювати вже зараз».\n\
\n\
«Погода, — сказав Лозе, — нас не зупинила».\n\
\n\
«Витрати вищі, ніж планували», — повідомили в міській раді.\n\
\n\
За словами Лозе, новий причал «найдовший на всьому узбережжі».\n\
\n\
Бергер додала, що вона «пишається робітниками та їхніми родинами».\n\
\n\
«Він сказав мені: „Ми закінчимо в травні“, і мав рацію», — зазначила Бергер.\n\
\n\
«Хто за все це заплатить?» — запитав Лозе.\n\
\n\
— Ми їдемо завтра, — сказала Бергер. — Іншого шляху немає.\n",
        &[
            "Ганна Бергер",
            "Карл Лозе",
            "Карл Лозе",
            "міській раді",
            "Карл Лозе",
            "Ганна Бергер",
            "Ганна Бергер",
            "Карл Лозе",
            "Ганна Бергер",
            "Ганна Бергер",
        ],
        "«Ніхто не питав нас, чи ми хочемо цей порт», — каже Бергер.",
    );
}

#[test]
fn russian() {
    check(
        "ru",
        "Сотни людей пришли, хотя с самого утра шёл дождь и дул холодный ветер. Анна Бергер, глава города, открыла в понедельник новый порт.\n\
\n\
«Никто не спрашивал нас, хотим ли мы этот порт».\n\
\n\
«Мы долго ждали этого дня», — сказала Бергер.\n\
\n\
Капитан Карл Лозе пояснил: «Корабли могут причаливать уже сейчас».\n\
\n\
«Погода, — сказал Лозе, — нас не остановила».\n\
\n\
«Расходы выше, чем планировали», — сообщили в городском совете.\n\
\n\
По словам Лозе, новый причал «самый длинный на всём побережье».\n\
\n\
Бергер добавила, что она «гордится рабочими и их семьями».\n\
\n\
«Он сказал мне: „Мы закончим в мае“, и был прав», — отметила Бергер.\n\
\n\
«Кто за всё это заплатит?» — спросил Лозе.\n\
\n\
— Мы едем завтра, — сказала Бергер. — Другого пути нет.\n",
        &[
            "Анна Бергер",
            "Карл Лозе",
            "Карл Лозе",
            "городском совете",
            "Карл Лозе",
            "Анна Бергер",
            "Анна Бергер",
            "Карл Лозе",
            "Анна Бергер",
            "Анна Бергер",
        ],
        "«Никто не спрашивал нас, хотим ли мы этот порт», — говорит Бергер.",
    );
}
