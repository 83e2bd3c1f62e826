//! 栏目对照: which line has the headings, and which column is what.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use serde::{Deserialize, Serialize};

use crate::domain::code::{Category, Channel};
use crate::domain::register::{Cells, Field, Given, Unsaid, Vocabulary, plain};
use crate::files::sheet::Sheet;
use crate::store::register_imports::HeadingRow;

/// Lines among which the headings are looked for.
const LOOKED_AT: usize = 20;
/// Columns that a line must have in common with a register to be taken for its headings.
const ENOUGH: usize = 2;
/// Longest heading that is kept, in characters.
const HEADING_MAX: usize = 100;
/// Lines from which a sample is taken.
const SAMPLED: usize = 50;

/// Which column is what.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mapping {
    /// Which table of the file, from 0.
    pub sheet: usize,
    /// The line with the headings, from 0.
    pub line: usize,
    /// Whether the headings stand in two lines, the upper one over groups of columns.
    pub is_double: bool,
    /// What each column is; nothing if it is not read.
    pub columns: Vec<Option<Field>>,
    /// 申请渠道 of lines that do not say one.
    #[serde(default)]
    pub channel: Option<Channel>,
    /// 申请人类别 of lines that do not say one.
    #[serde(default)]
    pub category: Option<Category>,
}

/// A column as the file has it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Heading {
    /// What it is called; empty if it is not.
    pub title: String,
    /// What stands first below it.
    pub sample: String,
    /// What it is taken for.
    pub field: Option<Field>,
}

/// What is wrong with a mapping.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MappingFault {
    /// A column that a register cannot do without.
    Missing(Field),
    /// Two columns are taken for the same.
    Twice(Field),
}

impl Mapping {
    /// The columns as the file has them.
    pub(super) fn headings(&self, sheet: &Sheet) -> Vec<Heading> {
        let titles = titles(sheet, self.line, self.is_double);
        let below = sheet.rows.iter().skip(self.first()).take(SAMPLED);
        let rows: Vec<&Vec<Given>> = below.collect();
        let sample = |column: usize| {
            let cells = rows.iter().filter_map(|row| row.get(column)).find(|given| !given.is_empty());
            cells.map(Given::shown).unwrap_or_default().chars().take(40).collect()
        };
        let columns = self.columns.iter().enumerate();
        columns
            .map(|(column, field)| Heading {
                title: titles.get(column).map(Title::shown).unwrap_or_default(),
                sample: sample(column),
                field: *field,
            })
            .collect()
    }

    /// The first line that may be a request, from 0.
    pub(super) fn first(&self) -> usize {
        self.line + if self.is_double { 2 } else { 1 }
    }

    /// What stands under each known column of a line.
    pub(super) fn cells(&self, row: &[Given]) -> Cells {
        let columns = self.columns.iter().zip(row);
        columns.filter_map(|(field, given)| field.map(|field| (field, given.clone()))).collect()
    }

    /// What lines that do not say it are.
    pub(super) fn unsaid(&self) -> Unsaid {
        Unsaid { channel: self.channel, category: self.category }
    }

    /// Whether a register can be read like this.
    pub(super) fn check(&self) -> Result<(), Vec<MappingFault>> {
        let mut counts: BTreeMap<Field, usize> = BTreeMap::new();
        self.columns.iter().flatten().for_each(|field| *counts.entry(*field).or_default() += 1);
        let has = |field: Field| counts.contains_key(&field);
        let number = if has(Field::SourceRef) { None } else { Some(Field::Number) };
        let channel = if self.channel.is_some() { None } else { Some(Field::Channel) };
        let category = if self.category.is_some() { None } else { Some(Field::Category) };
        let needed = [number, Some(Field::ReceivedOn), channel, category].into_iter().flatten();
        let missing = needed.filter(|field| !has(*field)).map(MappingFault::Missing);
        let twice = counts.iter().filter(|(_, count)| **count > 1).map(|(field, _)| MappingFault::Twice(*field));
        let faults: Vec<MappingFault> = missing.chain(twice).collect();
        if faults.is_empty() { Ok(()) } else { Err(faults) }
    }

    /// What is to be remembered of it for the next file.
    pub(super) fn learnt(&self, sheet: &Sheet) -> Vec<(String, Option<Field>)> {
        let titles = titles(sheet, self.line, self.is_double);
        let pairs = titles.iter().zip(&self.columns).map(|(title, field)| (title.key(), *field));
        let known: BTreeMap<String, Option<Field>> = pairs.filter(|(key, _)| !key.is_empty()).collect();
        known.into_iter().collect()
    }
}

/// The table and the line that look most like the headings of a register, and what the columns are taken for.
pub(super) fn guess(sheets: &[Sheet], known: &Vocabulary, kept: &[HeadingRow]) -> Mapping {
    best(sheets.iter().enumerate(), known, kept).unwrap_or_else(|| {
        let filled = sheets.iter().position(|sheet| !sheet.rows.is_empty());
        unknown(sheets, filled.unwrap_or_default())
    })
}

/// The same in one of the tables.
pub(super) fn guess_in(sheets: &[Sheet], table: usize, known: &Vocabulary, kept: &[HeadingRow]) -> Mapping {
    let only = sheets.iter().enumerate().skip(table).take(1);
    best(only, known, kept).unwrap_or_else(|| unknown(sheets, table))
}

fn best<'a>(
    sheets: impl Iterator<Item = (usize, &'a Sheet)>,
    known: &Vocabulary,
    kept: &[HeadingRow],
) -> Option<Mapping> {
    let kept: HashMap<&str, Option<Field>> = kept.iter().map(|row| (row.heading.as_str(), row.field)).collect();
    let meaning = |title: &Title| match kept.get(title.key().as_str()) {
        Some(field) => *field,
        None => title.meaning(known),
    };
    let mut best: Option<(usize, Mapping)> = None;
    for (number, sheet) in sheets {
        for line in 0..sheet.rows.len().min(LOOKED_AT) {
            for is_double in [false, true] {
                let columns = distinct(titles(sheet, line, is_double).iter().map(meaning));
                let score = columns.iter().flatten().count();
                if score >= ENOUGH && best.as_ref().is_none_or(|(most, _)| score > *most) {
                    let mapping = Mapping { sheet: number, line, is_double, columns, channel: None, category: None };
                    best = Some((score, mapping));
                }
            }
        }
    }
    best.map(|(_, mapping)| mapping)
}

/// The first line with anything in it, of which nothing is known.
fn unknown(sheets: &[Sheet], number: usize) -> Mapping {
    let filled = |row: &Vec<Given>| row.iter().filter(|given| !given.is_empty()).count() >= ENOUGH;
    let rows = sheets.get(number).map_or(&[][..], |sheet| &sheet.rows);
    let line = rows.iter().position(filled).unwrap_or_default();
    let columns = vec![None; rows.get(line).map_or(0, Vec::len)];
    Mapping { sheet: number, line, is_double: false, columns, channel: None, category: None }
}

/// Each column once, and only those that an import reads.
fn distinct(fields: impl Iterator<Item = Option<Field>>) -> Vec<Option<Field>> {
    let mut seen = BTreeSet::new();
    fields.map(|field| field.filter(|field| field.is_read() && seen.insert(*field))).collect()
}

/// A heading: what stands over a group of columns, and what stands over this one.
#[derive(Debug, Clone, Default)]
struct Title {
    group: String,
    own: String,
}

impl Title {
    fn shown(&self) -> String {
        let both = [self.group.as_str(), self.own.as_str()];
        both.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · ")
    }

    /// What it is remembered by.
    fn key(&self) -> String {
        plain(&format!("{}{}", self.group, self.own)).chars().take(HEADING_MAX).collect()
    }

    fn meaning(&self, known: &Vocabulary) -> Option<Field> {
        let both = format!("{}{}", self.group, self.own);
        known.fields.of(&both).or_else(|| known.fields.of(&self.own))
    }
}

fn titles(sheet: &Sheet, line: usize, is_double: bool) -> Vec<Title> {
    let of = |line: usize| sheet.rows.get(line).map_or(&[][..], Vec::as_slice);
    let (upper, lower) = (of(line), if is_double { of(line + 1) } else { &[] });
    let text = |row: &[Given], column: usize| row.get(column).map(Given::shown).unwrap_or_default();
    let mut group = String::new();
    (0..upper.len().max(lower.len()))
        .map(|column| {
            let (above, below) = (text(upper, column), text(lower, column));
            if !above.is_empty() {
                group.clone_from(&above);
            }
            // A heading over several columns stands in the first of them.
            match below.is_empty() {
                true => Title { group: String::new(), own: above },
                false => Title { group: group.clone(), own: below },
            }
        })
        .collect()
}
