//! 读取: a stranger's report into [`Published`], strictly typed but tolerant of what is not a figure.

use std::collections::BTreeMap;
use std::str::FromStr;

use super::node::Node;
use super::published::{OldColumn, OldLine, Published, ReceivedMeans};
use crate::domain::annual_report::{Amount, Row, Statistic};
use crate::domain::code::{Channel, UnknownCode};
use crate::domain::regime::Form;

/// Why a report cannot be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{place}: {problem}")]
pub struct ReadError {
    /// Where in the report, as a path of keys; empty for the whole document.
    pub place: String,
    /// What is wrong there.
    pub problem: Problem,
}

/// What is wrong at a place of a report.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Problem {
    /// An object was expected.
    #[error("expected an object")]
    NotAnObject,
    /// A key that every report needs is not there.
    #[error("missing")]
    Missing,
    /// A number or `null` was expected.
    #[error("expected a number or null, found {found}")]
    NotANumber {
        /// What is there, as written.
        found: String,
    },
    /// A count of requests must be whole.
    #[error("expected a whole number, found {found}")]
    NotWhole {
        /// What is there, as written.
        found: String,
    },
    /// A number too large, or with more than four decimals.
    #[error("{found} is too large or too fine a number")]
    OutOfRange {
        /// What is there, as written.
        found: String,
    },
    /// A word of a fixed list was expected.
    #[error("`{found}` is none of: {allowed}")]
    UnknownWord {
        /// What is there.
        found: String,
        /// The words that exist.
        allowed: String,
    },
    /// （六） both as one row and divided: the sum would count it twice.
    #[error("printed both as one row and as three")]
    DividedAndNot,
}

impl Problem {
    /// The stable code, by which the message for people is found.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::NotAnObject => "not_an_object",
            Self::Missing => "missing",
            Self::NotANumber { .. } => "not_a_number",
            Self::NotWhole { .. } => "not_whole",
            Self::OutOfRange { .. } => "out_of_range",
            Self::UnknownWord { .. } => "unknown_word",
            Self::DividedAndNot => "divided_and_not",
        }
    }
}

impl Problem {
    fn at(self, place: impl Into<String>) -> ReadError {
        ReadError { place: place.into(), problem: self }
    }
}

type Read<T> = Result<T, ReadError>;
type Entries = [(String, Node)];

impl Published {
    /// Reads a published report.
    ///
    /// Blanks (`null`), rows and cells left out, and keys that are not the contract's at the top
    /// (`narrative`) are accepted. What stands where a figure belongs must be a number.
    ///
    /// # Errors
    /// [`ReadError`] with the place: a word or a fraction where a number of requests belongs, a row or
    /// column that no form has, a report without its form or without any table.
    pub fn read(report: &Node) -> Read<Self> {
        let top = Place::top(report)?;
        let form: Form = top.required("form")?.word()?;
        let published = Self {
            agency: top.optional("agency").map_or(Ok(String::new()), |agency| agency.text())?,
            year: top.optional("year").map(|year| year.year()).transpose()?,
            form,
            table3: top.optional("table3").map_or(Ok(BTreeMap::new()), |table| table.table())?,
            table4: top.optional("table4").map_or(Ok(BTreeMap::new()), |table| table.table())?,
            table_old: old_table(&top, form)?,
            channels: channels(&top)?,
            carried: carried(&top)?,
            prose: prose(&top)?,
        };
        let prints = |wanted: Row| published.table3.keys().any(|(row, _)| *row == wanted);
        if prints(Row::OtherHandling) && Row::OTHER_HANDLING_PARTS.into_iter().any(prints) {
            return Err(Problem::DividedAndNot.at(format!("table3/{}", Row::OtherHandling)));
        }
        Ok(published)
    }
}

fn old_table(top: &Place, form: Form) -> Read<Vec<OldLine>> {
    let table = match (form, top.optional("table_old")) {
        (Form::Form2014, None) => return Err(Problem::Missing.at("table_old")),
        (Form::Form2019 | Form::Form2021, None) => return Ok(Vec::new()),
        (Form::Form2014 | Form::Form2019 | Form::Form2021, Some(table)) => table,
    };
    let line = |(key, row): (&String, Place)| {
        let mut figures = BTreeMap::new();
        for column in OldColumn::ALL {
            if let Some(cell) = row.optional(column.as_str()) {
                figures.insert(*column, cell.amount()?);
            }
        }
        // Every row has a figure for its year; the running total is not printed by every office.
        figures.entry(OldColumn::YearValue).or_insert(None);
        Ok(OldLine { key: key.clone(), figures })
    };
    table.children()?.map(line).collect()
}

fn channels(top: &Place) -> Read<BTreeMap<Channel, Option<Amount>>> {
    let Some(statistics) = top.optional("statistics") else { return Ok(BTreeMap::new()) };
    let Some(channels) = statistics.optional("channels") else { return Ok(BTreeMap::new()) };
    let count = |(key, channel): (&String, Place)| {
        let code = word(key, &channel.path)?;
        Ok((code, channel.optional("count").map_or(Ok(None), |count| count.count())?))
    };
    channels.children()?.map(count).collect()
}

fn carried(top: &Place) -> Read<BTreeMap<Statistic, Option<Amount>>> {
    let Some(statistics) = top.optional("statistics") else { return Ok(BTreeMap::new()) };
    let mut carried = BTreeMap::new();
    for statistic in [Statistic::CarriedOver, Statistic::CarriedForward] {
        if let Some(cell) = statistics.optional(&statistic.to_string()) {
            carried.insert(statistic, cell.count()?);
        }
    }
    Ok(carried)
}

/// A sentence that states no number, or not which number it states, is no operand of a rule.
fn prose(top: &Place) -> Read<Option<(Amount, ReceivedMeans)>> {
    let Some(prose) = top.optional("prose") else { return Ok(None) };
    let received = prose.optional("received").map_or(Ok(None), |cell| cell.count())?;
    let means = prose.optional("received_means").filter(|means| *means.node != Node::Null);
    let means = means.map(|means| means.word()).transpose()?;
    Ok(received.zip(means))
}

/// A value and the path of keys that leads to it.
struct Place<'a> {
    path: String,
    node: &'a Node,
}

impl<'a> Place<'a> {
    fn top(node: &'a Node) -> Read<Self> {
        let top = Self { path: String::new(), node };
        top.entries().map(|_| ())?;
        Ok(top)
    }

    fn child(&self, key: &str, node: &'a Node) -> Self {
        let path = if self.path.is_empty() { key.to_owned() } else { format!("{}/{key}", self.path) };
        Self { path, node }
    }

    fn optional(&self, key: &str) -> Option<Self> {
        self.node.get(key).map(|node| self.child(key, node))
    }

    fn required(&self, key: &str) -> Read<Self> {
        self.optional(key).ok_or_else(|| Problem::Missing.at(key))
    }

    fn entries(&self) -> Read<&'a Entries> {
        match self.node {
            Node::Object(entries) => Ok(entries),
            Node::Null | Node::Bool(_) | Node::Whole(_) | Node::Decimal(_) | Node::Text(_) | Node::List(_) => {
                Err(Problem::NotAnObject.at(&self.path))
            }
        }
    }

    fn children(&self) -> Read<impl Iterator<Item = (&'a String, Self)>> {
        Ok(self.entries()?.iter().map(|(key, node)| (key, self.child(key, node))))
    }

    /// A table of counts: rows by code, in each columns by code.
    fn table<R, C>(&self) -> Read<BTreeMap<(R, C), Option<Amount>>>
    where
        R: FromStr<Err = UnknownCode> + Ord + Copy,
        C: FromStr<Err = UnknownCode> + Ord,
    {
        let mut cells = BTreeMap::new();
        for (key, row) in self.children()? {
            let code: R = word(key, &row.path)?;
            for (key, cell) in row.children()? {
                cells.insert((code, word(key, &cell.path)?), cell.count()?);
            }
        }
        Ok(cells)
    }

    fn text(&self) -> Read<String> {
        match self.node {
            Node::Text(text) => Ok(text.clone()),
            Node::Null => Ok(String::new()),
            Node::Bool(_) | Node::Whole(_) | Node::Decimal(_) | Node::List(_) | Node::Object(_) => {
                Err(Problem::UnknownWord { found: written(self.node), allowed: "\"…\"".to_owned() }.at(&self.path))
            }
        }
    }

    fn word<T: FromStr<Err = UnknownCode>>(&self) -> Read<T> {
        match self.node {
            Node::Text(text) => word(text, &self.path),
            Node::Null | Node::Bool(_) | Node::Whole(_) | Node::Decimal(_) | Node::List(_) | Node::Object(_) => {
                word(&written(self.node), &self.path)
            }
        }
    }

    fn year(&self) -> Read<i32> {
        let found = || Problem::NotANumber { found: written(self.node) }.at(&self.path);
        match self.node {
            Node::Whole(year) => i32::try_from(*year).map_err(|_| found()),
            Node::Null | Node::Bool(_) | Node::Decimal(_) | Node::Text(_) | Node::List(_) | Node::Object(_) => {
                Err(found())
            }
        }
    }

    /// A number or a blank.
    fn amount(&self) -> Read<Option<Amount>> {
        let out_of_range = || Problem::OutOfRange { found: written(self.node) }.at(&self.path);
        match self.node {
            Node::Null => Ok(None),
            Node::Whole(number) => Amount::whole(*number).map(Some).ok_or_else(out_of_range),
            Node::Decimal(number) => Amount::decimal(*number).map(Some).ok_or_else(out_of_range),
            Node::Bool(_) | Node::Text(_) | Node::List(_) | Node::Object(_) => {
                Err(Problem::NotANumber { found: written(self.node) }.at(&self.path))
            }
        }
    }

    /// A whole number or a blank.
    fn count(&self) -> Read<Option<Amount>> {
        let amount = self.amount()?;
        match amount.map(Amount::as_whole) {
            Some(None) => Err(Problem::NotWhole { found: written(self.node) }.at(&self.path)),
            Some(Some(_)) | None => Ok(amount),
        }
    }
}

fn word<T: FromStr<Err = UnknownCode>>(text: &str, path: &str) -> Read<T> {
    text.parse()
        .map_err(|error: UnknownCode| Problem::UnknownWord { found: error.value, allowed: error.allowed }.at(path))
}

/// A value as it is written, for showing it back.
fn written(node: &Node) -> String {
    match node {
        Node::Null => "null".to_owned(),
        Node::Bool(value) => value.to_string(),
        Node::Whole(number) => number.to_string(),
        Node::Decimal(number) => number.to_string(),
        Node::Text(text) => format!("\"{text}\""),
        Node::List(_) => "[…]".to_owned(),
        Node::Object(_) => "{…}".to_owned(),
    }
}
