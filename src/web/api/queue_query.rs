//! 查询参数: what is asked of a list, as an address has it and as a saved view keeps it.

use std::future::{Ready, ready};
use std::str::FromStr;

use actix_web::dev::Payload;
use actix_web::web;
use actix_web::{FromRequest, HttpRequest};
use chrono::NaiveDate;
use utoipa::IntoParams;

use crate::app::queue::{Assignee, Cursor, Question, Sort, Tab};
use crate::domain::calendar::iso_date;
use crate::domain::code::{Category, Channel};
use crate::domain::outcome::Outcome;
use crate::domain::search::Query;
use crate::domain::status::Status;
use crate::web::WebError;
use crate::web::openapi::codes;

/// Cases on a page unless asked otherwise.
const PAGE: u32 = 50;
/// Cases on a page at most.
const PAGE_AT_MOST: u32 = 200;

/// A question with the page that is wanted of the answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct QueueQuery {
    /// What is asked.
    pub question: Question,
    /// Where the page begins.
    pub after: Option<Cursor>,
    /// Cases on the page.
    pub limit: u32,
}

/// The parameters, for the document.
#[derive(IntoParams)]
#[into_params(parameter_in = Query)]
#[allow(dead_code, reason = "it is read by nobody but the document")]
pub struct QueueParameters {
    /// 待办分类
    #[param(required = false, schema_with = codes::<Tab>)]
    tab: Tab,
    /// 排序; `due` unless asked otherwise
    #[param(required = false, schema_with = codes::<Sort>)]
    sort: Sort,
    /// With every agency below in which one has a role
    #[param(required = false)]
    subtree: bool,
    /// 办理状态
    #[param(required = false, schema_with = codes::<Status>)]
    status: Status,
    /// 承办人: `me`, `nobody`, `somebody`, or an officer's id
    #[param(example = "me")]
    assignee: Option<String>,
    /// 承办科室
    #[param(example = "section_2")]
    section: Option<String>,
    /// 答复期限届满之日, from this day on
    due_from: Option<NaiveDate>,
    /// 答复期限届满之日, up to this day
    due_to: Option<NaiveDate>,
    /// 收到申请之日, from this day on
    received_from: Option<NaiveDate>,
    /// 收到申请之日, up to this day
    received_to: Option<NaiveDate>,
    /// 申请渠道
    #[param(required = false, schema_with = codes::<Channel>)]
    channel: Channel,
    /// 申请人类别
    #[param(required = false, schema_with = codes::<Category>)]
    category: Category,
    /// 办理结果
    #[param(required = false, schema_with = codes::<Outcome>)]
    outcome: Outcome,
    /// 申请人: every file of the identity that this file is of
    #[param(example = "applicant_5")]
    applicant: Option<String>,
    /// 申请人: the whole name, for those who may know it
    name: Option<String>,
    /// Words between spaces, all of which must stand in the case; of more than 500 such cases those entered last
    #[param(max_length = 200)]
    q: Option<String>,
    /// `next` of the page before
    after: Option<String>,
    /// Cases on a page
    #[param(minimum = 1, maximum = 200, default = 50)]
    limit: Option<u32>,
}

impl FromRequest for QueueQuery {
    type Error = WebError;
    type Future = Ready<Result<Self, WebError>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let pairs = web::Query::<Vec<(String, String)>>::from_query(request.query_string());
        let pairs = pairs.map(web::Query::into_inner).map_err(|_| WebError::BadParameter { name: "query" });
        ready(pairs.and_then(|pairs| Self::read(pairs.iter().map(|(name, value)| (name.as_str(), value.as_str())))))
    }
}

impl QueueQuery {
    /// Reads names and values.
    ///
    /// # Errors
    /// [`WebError::BadParameter`] with the name of the first that cannot be used or comes twice,
    /// [`WebError::UnknownParameter`] with the first that is none.
    pub fn read<'a>(pairs: impl Iterator<Item = (&'a str, &'a str)>) -> Result<Self, WebError> {
        let mut query = Self { question: Question::new(Tab::Open, Sort::Due), after: None, limit: PAGE };
        let (mut seen, mut after) = (Vec::new(), None);
        for (name, value) in pairs {
            if seen.contains(&name) {
                return Err(WebError::UnknownParameter { name: name.to_owned() });
            }
            seen.push(name);
            query.take(name, value, &mut after)?;
        }
        // What a cursor means depends on the order, which may be named after it.
        if let Some(text) = after {
            let cursor = Cursor::read(query.question.sort, text);
            query.after = Some(cursor.ok_or(WebError::BadParameter { name: "after" })?);
        }
        Ok(query)
    }

    fn take<'a>(&mut self, name: &str, value: &'a str, after: &mut Option<&'a str>) -> Result<(), WebError> {
        let question = &mut self.question;
        match name {
            "tab" => question.tab = parsed("tab", value)?,
            "sort" => question.sort = parsed("sort", value)?,
            "subtree" => question.subtree = parsed("subtree", value)?,
            "status" => question.status = Some(parsed("status", value)?),
            "assignee" => question.assignee = Some(assignee(value)?),
            "section" => question.section = Some(parsed("section", value)?),
            "due_from" => question.due.from = Some(date("due_from", value)?),
            "due_to" => question.due.to = Some(date("due_to", value)?),
            "received_from" => question.received.from = Some(date("received_from", value)?),
            "received_to" => question.received.to = Some(date("received_to", value)?),
            "channel" => question.channel = Some(parsed("channel", value)?),
            "category" => question.category = Some(parsed("category", value)?),
            "outcome" => question.outcome = Some(parsed("outcome", value)?),
            "applicant" => question.applicant = Some(parsed("applicant", value)?),
            "name" => question.named = Some(value.to_owned()),
            "q" => question.words = Some(Query::parse(value).map_err(|_| WebError::BadParameter { name: "q" })?),
            "after" => *after = Some(value),
            "limit" => self.limit = limit(value)?,
            // The reader's language, wherever somebody asks.
            "lang" => {}
            _ => return Err(WebError::UnknownParameter { name: name.to_owned() }),
        }
        Ok(())
    }
}

fn parsed<T: FromStr>(name: &'static str, value: &str) -> Result<T, WebError> {
    value.parse().map_err(|_| WebError::BadParameter { name })
}

fn date(name: &'static str, value: &str) -> Result<NaiveDate, WebError> {
    iso_date(value).ok_or(WebError::BadParameter { name })
}

fn assignee(value: &str) -> Result<Assignee, WebError> {
    Ok(match value {
        "me" => Assignee::Me,
        "nobody" => Assignee::Nobody,
        "somebody" => Assignee::Somebody,
        officer => Assignee::Officer(parsed("assignee", officer)?),
    })
}

fn limit(value: &str) -> Result<u32, WebError> {
    page_size(Some(value.parse().map_err(|_| WebError::BadParameter { name: "limit" })?))
}

/// The size of a page of cases.
pub(super) fn page_size(limit: Option<u32>) -> Result<u32, WebError> {
    match limit.unwrap_or(PAGE) {
        size @ 1..=PAGE_AT_MOST => Ok(size),
        _ => Err(WebError::BadParameter { name: "limit" }),
    }
}
