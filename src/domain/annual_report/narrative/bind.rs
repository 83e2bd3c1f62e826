//! 核对: a text is held against the figures before it is kept.

use super::bound::{Bound, Term};
use super::fault::TextFault;
use super::part::Part;
use super::pieces::{Piece, pieces};
use crate::domain::annual_report::Amount;

/// Characters of a text at most.
const LONGEST: usize = 20_000;
/// What ends a sentence.
const ENDS: &[char] = &['。', '；', '！', '？', '\n', ';'];
/// What ends the words that belong to a number.
const STOPS: &[char] = &['，', '、', '：', '（', '）', ',', ':', '(', ')'];
/// Numbers that are years.
const YEARS: std::ops::RangeInclusive<i64> = 1949..=2100;
/// What follows a year.
const YEAR: char = '年';

impl Bound<'_> {
    /// 绑定: the text as it is kept, with every right number beside its words replaced by the figure's name.
    ///
    /// # Errors
    /// [`TextFault`].
    pub fn bind(&self, part: Part, text: &str) -> Result<String, TextFault> {
        let text = text.replace("\r\n", "\n").trim_end().to_owned();
        if text.chars().count() > LONGEST {
            return Err(TextFault::TooLong { max: LONGEST });
        }
        self.says_something(part, &text)?;
        let pieces = pieces(&text)?;
        self.says_what_it_counts(&pieces)?;
        let mut bound = String::with_capacity(text.len());
        let mut clause = Clause::default();
        for (place, piece) in pieces.iter().enumerate() {
            match *piece {
                Piece::Words(words) => {
                    clause.read(words, &self.words.this_year);
                    bound.push_str(words);
                }
                Piece::Figure(name) => {
                    self.known(name)?;
                    let meant = self.meant(&clause, words_after(&pieces, place));
                    if let Some((term, amount)) = meant.filter(|(term, _)| term.name != name) {
                        return Err(TextFault::Disagrees {
                            written: in_braces(name),
                            figure: term.name.clone(),
                            amount,
                        });
                    }
                    clause.words.clear();
                    bound.push_str(&in_braces(name));
                }
                Piece::Number(written, amount) => {
                    let after = words_after(&pieces, place);
                    match self.meant(&clause, after) {
                        Some((term, figure)) if figure == amount => bound.push_str(&in_braces(&term.name)),
                        Some((term, figure)) => {
                            let (written, name) = (written.to_owned(), term.name.clone());
                            return Err(TextFault::Disagrees { written, figure: name, amount: figure });
                        }
                        None => bound.push_str(written),
                    }
                    clause.number(amount, after, self.year);
                }
            }
        }
        Ok(bound)
    }

    /// The figure that a number stands for: the one whose words come right before it and whose unit comes after it.
    fn meant(&self, clause: &Clause, after: &str) -> Option<(&Term, Amount)> {
        if clause.tells_of_another_year {
            return None;
        }
        let mut words: String = clause.words.chars().filter(|c| !c.is_whitespace()).collect();
        for filler in &self.words.fillers {
            words = words.replace(filler.as_str(), "");
        }
        let fits = |term: &&Term| {
            after.trim_start().starts_with(&term.unit)
                && !term.unless.iter().any(|other| words.contains(other.as_str()))
        };
        let length =
            |term: &Term| term.phrases.iter().filter(|phrase| words.ends_with(phrase.as_str())).map(String::len).max();
        let candidates = self.words.figures.iter().filter(fits);
        let (_, term) = candidates.filter_map(|term| Some((length(term)?, term))).max_by_key(|(length, _)| *length)?;
        Some((term, self.get(&term.name)?))
    }

    /// 五 may not be empty or 无, and neither may 六 when fees were charged.
    fn says_something(&self, part: Part, text: &str) -> Result<(), TextFault> {
        let says = text.trim().trim_end_matches(ENDS);
        let is_nothing = says.is_empty() || self.words.nothing.iter().any(|nothing| says == nothing);
        let must = match part {
            Part::Overview | Part::Problems => true,
            Part::Others => self.has_fees(),
            Part::Contact
            | Part::Disclosure
            | Part::Management
            | Part::Platform
            | Part::Oversight
            | Part::Shortcomings
            | Part::Measures
            | Part::Matters => false,
        };
        if is_nothing && must { Err(TextFault::Nothing) } else { Ok(()) }
    }

    fn has_fees(&self) -> bool {
        let is_fee = |term: &Term| term.cells.iter().any(|cell| cell.starts_with("statistics/fees/"));
        self.all().any(|(term, amount)| is_fee(term) && amount != Amount::ZERO)
    }

    /// R21: a sentence with a number of requests received says whether those carried over are among them.
    fn says_what_it_counts(&self, pieces: &[Piece<'_>]) -> Result<(), TextFault> {
        let mut sentence = Sentence::default();
        for (place, piece) in pieces.iter().enumerate() {
            match *piece {
                Piece::Words(words) => {
                    let mut parts = words.split(ENDS);
                    sentence.add(parts.next().unwrap_or_default());
                    for next in parts {
                        self.check(&sentence)?;
                        sentence = Sentence::default();
                        sentence.add(next);
                    }
                }
                Piece::Number(text, _) | Piece::Figure(text) => {
                    sentence.counts |= self.counts_received(&sentence.words, words_after(pieces, place));
                    sentence.typed.push_str(text);
                }
            }
        }
        self.check(&sentence)
    }

    fn counts_received(&self, before: &str, after: &str) -> bool {
        let has = |list: &[String]| list.iter().any(|word| before.contains(word.as_str()));
        let words = self.words;
        let is_of_cases = after.trim_start().starts_with('件');
        is_of_cases && has(&words.received) && has(&words.request) && !has(&words.elsewhere)
    }

    fn check(&self, sentence: &Sentence) -> Result<(), TextFault> {
        let says = self.words.kinds.iter().any(|kind| sentence.words.contains(kind.as_str()));
        if sentence.counts && !says {
            return Err(TextFault::Ambiguous { sentence: sentence.typed.trim().to_owned() });
        }
        Ok(())
    }
}

/// What stands before a number and belongs to it.
#[derive(Default)]
struct Clause {
    words: String,
    tells_of_another_year: bool,
}

impl Clause {
    fn read(&mut self, words: &str, this_year: &[String]) {
        for c in words.chars() {
            if ENDS.contains(&c) {
                self.tells_of_another_year = false;
            }
            if ENDS.contains(&c) || STOPS.contains(&c) {
                self.words.clear();
            } else {
                self.words.push(c);
            }
        }
        if this_year.iter().any(|word| words.contains(word.as_str())) {
            self.tells_of_another_year = false;
        }
    }

    fn number(&mut self, amount: Amount, after: &str, year: i32) {
        self.words.clear();
        let named = amount.as_whole().filter(|number| YEARS.contains(number) && after.starts_with(YEAR));
        if let Some(named) = named {
            self.tells_of_another_year = named != i64::from(year);
        }
    }
}

/// A sentence so far.
#[derive(Default)]
struct Sentence {
    /// Its words without its numbers.
    words: String,
    /// All of it.
    typed: String,
    /// Whether it says how many requests were received.
    counts: bool,
}

impl Sentence {
    fn add(&mut self, words: &str) {
        self.words.push_str(words);
        self.typed.push_str(words);
    }
}

fn words_after<'a>(pieces: &[Piece<'a>], place: usize) -> &'a str {
    match pieces.get(place + 1) {
        Some(Piece::Words(words)) => words,
        Some(Piece::Number(..) | Piece::Figure(_)) | None => "",
    }
}

fn in_braces(name: &str) -> String {
    format!("{{{name}}}")
}
