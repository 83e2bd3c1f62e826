//! 文档属性: what a document says about itself, for whoever files it.

use chrono::NaiveDate;

use super::issue::{Issue, State};
use crate::messages::Lang;

/// 文档属性.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Properties {
    /// 标题, with the agency.
    pub title: String,
    /// The form and whose cases are counted.
    pub subject: String,
    /// 机关名称
    pub creator: String,
    /// 报告状态, one word.
    pub status: String,
    /// 定稿、签发、发布, with their days.
    pub description: String,
    /// 发布之日, if it was published: `2026-01-20`.
    pub published_on: Option<String>,
    /// What dates the file: the day of its state, or the last of the year.
    pub dated_on: NaiveDate,
}

impl Properties {
    pub(super) fn of(issue: &Issue, title: &str, subject: &str, lang: Lang) -> Self {
        let header = &issue.figures.header;
        let State { status, revision, frozen_on, signed_on, published_on } = issue.state;
        let stages = [
            (frozen_on, "report-property-frozen"),
            (signed_on, "report-property-signed"),
            (published_on, "report-property-published"),
        ];
        let said = stages.iter().filter_map(|(on, id)| {
            let on = on.as_ref()?.to_string();
            Some(lang.with(id, &[("on", on.into()), ("revision", revision.to_string().into())]))
        });
        let status = lang.text(&format!("report-status-{status}"));
        let description = said.collect::<Vec<_>>().join(&lang.text("sentence-separator"));
        // Dated by the report, not by the clock: the same report is the same file.
        let last_day = NaiveDate::from_ymd_opt(header.year, 12, 31).unwrap_or_default();
        Self {
            title: format!("{} {title}", header.agency),
            subject: subject.to_owned(),
            creator: header.agency.clone(),
            description: if description.is_empty() { status.clone() } else { description },
            status,
            published_on: published_on.map(|on| on.to_string()),
            dated_on: published_on.or(signed_on).or(frozen_on).unwrap_or(last_day),
        }
    }
}
