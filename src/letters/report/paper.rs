//! 版面: what stands on the paper, from the title to the last annex.

use super::charts::Chart;
use super::grid::Grid;
use super::issue::{Issue, YearLine};
use super::properties::Properties;
use super::tables;
use crate::domain::annual_report::narrative::Part;
use crate::domain::annual_report::{Figures, Scope, Tables};
use crate::domain::regime::Form;
use crate::messages::Lang;

/// What stands below a heading.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Body {
    /// 文字, paragraph by paragraph.
    Prose(Vec<String>),
    /// 表
    Table(Grid),
    /// 图
    Charts(Vec<Chart>),
}

/// A heading with what stands below it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Section {
    /// The heading, as the form prints it.
    pub heading: String,
    /// A short name, for the tab of a spreadsheet.
    pub name: String,
    /// What stands below it.
    pub body: Body,
    /// Whether it is a part of the prescribed form, with its words in every language.
    pub is_statutory: bool,
    /// Whether it begins a page: the long table of the form should not be broken where it need not be.
    pub on_new_page: bool,
    /// Whether it belongs to an agency that the report sums up.
    pub is_annex: bool,
}

impl Section {
    /// Its table, if it has one.
    #[must_use]
    pub fn grid(&self) -> Option<&Grid> {
        match &self.body {
            Body::Table(grid) => Some(grid),
            Body::Prose(_) | Body::Charts(_) => None,
        }
    }
}

/// The whole document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Paper {
    /// 机关名称, the first line of the title.
    pub agency: String,
    /// 标题
    pub title: String,
    /// The form and whose cases are counted.
    pub subtitle: String,
    /// What a reader must know about the figures: that they are preliminary, or correct an edition.
    pub notice: Option<String>,
    /// The year in one sentence, which says what it counts (R21).
    pub summary: String,
    /// The sections, tables and annexes.
    pub sections: Vec<Section>,
    /// What a document says about itself.
    pub properties: Properties,
    /// 年度, which dates the document: its figures are those of 31 December.
    pub year: i32,
    /// The language of the sentences around the form.
    pub lang: Lang,
}

impl Paper {
    /// Lays the tables of a report out.
    #[must_use]
    pub fn lay_out(figures: &Figures, lang: Lang) -> Self {
        Self::of(&Issue::of(figures.clone()), lang)
    }

    /// Lays a report out.
    #[must_use]
    pub fn of(issue: &Issue, lang: Lang) -> Self {
        let figures = &issue.figures;
        let header = &figures.header;
        let year = header.year.to_string();
        let scope = match header.scope {
            Scope::Own => lang.text("report-scope-own"),
            Scope::All => lang.text("report-scope-all"),
        };
        // Without its texts it is not the report but its figures.
        let title = if issue.narrative.is_empty() { "report-title" } else { "report-title-whole" };
        let title = lang.with(title, &[("year", year.as_str().into())]);
        let subtitle = lang.with("report-subtitle", &[("form", basis(header.form).into()), ("scope", scope.into())]);
        let mut sections = form_sections(issue);
        sections.extend(tables::statistics(figures, lang));
        sections.extend(charts(issue, lang));
        sections.extend(
            prose(issue, Part::Contact, lang.text("report-contact"))
                .map(|section| Section { is_statutory: false, ..section }),
        );
        sections.extend(annexes(&issue.annexes));
        Self {
            properties: Properties::of(issue, &title, &subtitle, lang),
            agency: header.agency.clone(),
            title,
            subtitle,
            notice: issue.notice.as_ref().map(|notice| notice.text(lang)),
            summary: summary(figures, lang),
            sections,
            year: header.year,
            lang,
        }
    }

    /// Every section that is a table, with it.
    pub fn tables(&self) -> impl Iterator<Item = (&Section, &Grid)> {
        self.sections.iter().filter_map(|section| section.grid().map(|grid| (section, grid)))
    }

    /// What is said of the year before the first section: one sentence, where there are no texts.
    #[must_use]
    pub fn lead(&self) -> Option<&str> {
        let has_texts = self.sections.iter().any(|section| matches!(section.body, Body::Prose(_)));
        (!has_texts).then_some(self.summary.as_str())
    }
}

/// The document that prescribes a form.
const fn basis(form: Form) -> &'static str {
    match form {
        Form::Form2021 => "国办公开办函〔2021〕30号",
        Form::Form2019 => "国办公开办函〔2019〕60号",
        Form::Form2014 => "国办发〔2014〕32号",
    }
}

/// The long table, which begins a page.
const TABLE_3: &str = "表三";

/// The sections of the form in its order: 一 to 六; in 2014 the table with texts around it.
fn form_sections(issue: &Issue) -> Vec<Section> {
    let form = issue.figures.header.form;
    let [overview, problems, others] = headings(form);
    let text = |part, heading: &str| prose(issue, part, heading.to_owned());
    let mut sections: Vec<Section> = text(Part::Overview, overview).into_iter().collect();
    sections.extend(form_tables(&issue.figures));
    sections.extend(text(Part::Problems, problems));
    sections.extend(text(Part::Others, others));
    sections
}

/// The headings of the sections that are not tables. Of the form of 2014 no numbers are prescribed.
const fn headings(form: Form) -> [&'static str; 3] {
    match form {
        Form::Form2021 => ["一、总体情况", "五、存在的主要问题及改进情况", "六、其他需要报告的事项"],
        Form::Form2019 => ["一、总体情况", "五、政府信息公开工作存在的主要问题及改进情况", "六、其他需要报告的事项"],
        Form::Form2014 => ["总体情况", "存在的主要问题及改进情况", "其他需要报告的事项"],
    }
}

fn prose(issue: &Issue, part: Part, heading: String) -> Option<Section> {
    let text = issue.narrative.get(&part)?;
    let paragraphs: Vec<String> =
        text.lines().map(str::trim).filter(|line| !line.is_empty()).map(str::to_owned).collect();
    let name = heading.clone();
    let body = Body::Prose(paragraphs);
    Some(Section { heading, name, body, is_statutory: true, on_new_page: false, is_annex: false })
}

fn form_tables(figures: &Figures) -> Vec<Section> {
    let section = |heading: &str, name: &str, grid| Section {
        heading: heading.into(),
        name: name.into(),
        body: Body::Table(grid),
        is_statutory: true,
        on_new_page: name == TABLE_3,
        is_annex: false,
    };
    match &figures.tables {
        Tables::Current { table2, table3, table4 } => vec![
            section("二、主动公开政府信息情况", "表二", tables::table2(figures.header.form, table2)),
            section("三、收到和处理政府信息公开申请情况", TABLE_3, tables::table3(table3)),
            section("四、政府信息公开行政复议、行政诉讼情况", "表四", tables::table4(table4)),
        ],
        Tables::Old(rows) => vec![section("政府信息公开情况统计表", "统计表", tables::old_table(rows))],
    }
}

/// 附件: the tables of each agency, the first of them on a page of its own.
fn annexes(annexes: &[Figures]) -> Vec<Section> {
    let annex = |(number, figures): (usize, &Figures)| {
        let agency = figures.header.agency.clone();
        let tables = form_tables(figures).into_iter().enumerate();
        tables.map(move |(place, table)| Section {
            heading: format!("附件{number}　{agency}　{}", table.name),
            name: format!("附件{number}{}", table.name),
            on_new_page: place == 0 || table.on_new_page,
            is_annex: true,
            ..table
        })
    };
    (1..).zip(annexes).flat_map(annex).collect()
}

fn charts(issue: &Issue, lang: Lang) -> Option<Section> {
    let figures = &issue.figures;
    let charts = [Chart::channels(lang, figures), Chart::outcomes(lang, figures), Chart::years(lang, &issue.years)];
    let charts: Vec<Chart> = charts.into_iter().flatten().collect();
    let (heading, name) = (lang.text("report-charts"), lang.text("report-charts"));
    let section = Section {
        heading,
        name,
        body: Body::Charts(charts.clone()),
        is_statutory: false,
        on_new_page: false,
        is_annex: false,
    };
    (!charts.is_empty()).then_some(section)
}

fn summary(figures: &Figures, lang: Lang) -> String {
    let YearLine { received, carried_over, closed, carried_forward, .. } = YearLine::from(figures);
    let numbers = [
        ("received", received.to_string().into()),
        ("carried_over", carried_over.to_string().into()),
        ("closed", closed.to_string().into()),
        ("carried_forward", carried_forward.to_string().into()),
    ];
    lang.with("report-summary", &numbers)
}
