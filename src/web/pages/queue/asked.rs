//! 查询条件: what is asked of a list by its address, and addresses that ask a little otherwise.

use std::future::{Ready, ready};

use actix_web::dev::Payload;
use actix_web::web::Query;
use actix_web::{FromRequest, HttpRequest};

use crate::app::queue::{Sort, Tab};
use crate::web::WebError;
use crate::web::api::queue_query::QueueQuery;
use crate::web::reader::escaped;

/// Parameters that say how a list is looked at, not which cases are in it.
const NO_FILTERS: [&str; 4] = ["tab", "sort", "subtree", "limit"];

/// What an address asks. A field of the form that was left empty asks nothing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::web) struct Asked {
    /// Names and values, without the place in the list and the language.
    pairs: Vec<(String, String)>,
    /// The same, understood, with the place in the list.
    pub query: QueueQuery,
}

impl FromRequest for Asked {
    type Error = WebError;
    type Future = Ready<Result<Self, WebError>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let pairs = Query::<Vec<(String, String)>>::from_query(request.query_string());
        let pairs = pairs.map(Query::into_inner).map_err(|_| WebError::BadParameter { name: "query" });
        ready(pairs.and_then(Self::read))
    }
}

impl Asked {
    /// Reads what a form sends.
    pub(super) fn read(mut pairs: Vec<(String, String)>) -> Result<Self, WebError> {
        pairs.retain(|(name, value)| !value.trim().is_empty() && name != "lang");
        let given = |name: &str| pairs.iter().find(|(it, _)| it == name).map(|(_, value)| value.trim());
        let tab = given("tab").and_then(|tab| tab.parse().ok()).unwrap_or(Tab::Open);
        let usual = given("sort").is_none().then(|| ("sort", usual_sort(tab).as_str()));
        let all = pairs.iter().map(|(name, value)| (name.as_str(), value.trim())).chain(usual);
        let query = QueueQuery::read(all)?;
        pairs.retain(|(name, _)| name != "after");
        Ok(Self { pairs, query })
    }

    /// The value of a parameter as it was given, or nothing.
    pub(super) fn value(&self, name: &str) -> &str {
        self.pairs.iter().find(|(it, _)| it == name).map_or("", |(_, value)| value.trim())
    }

    /// Names and values, as they are kept in a saved view and sent on by a form.
    pub(super) fn pairs(&self) -> &[(String, String)] {
        &self.pairs
    }

    /// The filters that are in force.
    pub(super) fn filters(&self) -> impl Iterator<Item = (&str, &str)> {
        let pairs = self.pairs.iter().map(|(name, value)| (name.as_str(), value.trim()));
        pairs.filter(|(name, _)| !NO_FILTERS.contains(name))
    }

    /// The address `here` with the same question, but for some parameters; an empty value takes one away.
    pub(super) fn with(&self, here: &str, changes: &[(&str, &str)]) -> String {
        let is_kept = |(name, _): &(&str, &str)| !changes.iter().any(|(changed, _)| changed == name);
        let kept = self.pairs.iter().map(|(name, value)| (name.as_str(), value.trim())).filter(is_kept);
        let all = kept.chain(changes.iter().copied()).filter(|(_, value)| !value.is_empty());
        address(here, all)
    }
}

/// An address with parameters.
pub(in crate::web::pages) fn address<'a>(here: &str, pairs: impl Iterator<Item = (&'a str, &'a str)>) -> String {
    let pairs: Vec<String> = pairs.map(|(name, value)| format!("{name}={}", escaped(value))).collect();
    if pairs.is_empty() { here.to_owned() } else { format!("{here}?{}", pairs.join("&")) }
}

/// 排序 of a tab unless asked otherwise: what has ended has no due date to go by.
fn usual_sort(tab: Tab) -> Sort {
    match tab {
        Tab::All => Sort::Number,
        Tab::Closed => Sort::Updated,
        Tab::Unconfirmed => Sort::Received,
        Tab::Open
        | Tab::InReview
        | Tab::MyReview
        | Tab::ToDispatch
        | Tab::Supplement
        | Tab::Payment
        | Tab::DueSoon
        | Tab::Late => Sort::Due,
    }
}

#[cfg(test)]
mod tests {
    use super::Asked;

    fn asked(query: &str) -> Asked {
        let pairs = query.split('&').filter_map(|pair| pair.split_once('='));
        match Asked::read(pairs.map(|(name, value)| (name.to_owned(), value.to_owned())).collect()) {
            Ok(asked) => asked,
            Err(error) => panic!("{query}: {error}"),
        }
    }

    #[test]
    fn an_empty_field_asks_nothing_and_a_link_changes_one_parameter() {
        let asked = asked("tab=late&status=&assignee=me&q= &lang=en");
        assert_eq!(asked.filters().collect::<Vec<_>>(), [("assignee", "me")]);
        assert_eq!(asked.with("/here", &[("tab", "all")]), "/here?assignee=me&tab=all");
        assert_eq!(
            asked.with("/here", &[("assignee", ""), ("q", "采购 A")]),
            "/here?tab=late&q=%E9%87%87%E8%B4%AD%20A"
        );
    }

    #[test]
    fn the_whole_register_begins_with_the_last_number_and_its_pages_go_on_from_there() {
        use crate::app::queue::Sort;
        assert_eq!(asked("tab=all").query.question.sort, Sort::Number);
        assert!(asked("tab=all&sort=due&after=due.2025-04-01.12").query.after.is_some());
        assert!(asked("tab=due_soon&after=due.2025-04-01.12").query.after.is_some());
    }
}
