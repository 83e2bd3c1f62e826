//! 政府信息公开申请办理流程图: the state machine as a drawing.

use chrono::{Datelike, NaiveDate};
use serde::Serialize;
use serde_json::json;

use super::press::{Layout, Press, PressError};

/// The layout of the chart.
const LAYOUT: Layout = Layout { name: "/chart.typ", source: include_str!("templates/chart.typ") };

/// 状态 in the chart.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct State {
    /// What it is called.
    pub name: String,
    /// Whether no more work is owed in it.
    pub is_end: bool,
}

/// What leads from a state to another.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Arrow {
    /// The acts.
    pub acts: String,
    /// Where the case stands then.
    pub to: State,
}

/// A state with all that leads out of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Group {
    /// The state.
    pub from: State,
    /// What leads where.
    pub arrows: Vec<Arrow>,
}

/// 办理流程图
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Chart {
    /// Its day.
    pub dated_on: NaiveDate,
    /// 标题
    pub title: String,
    /// Who publishes it.
    pub issuer: String,
    /// In the order in which a case goes through them.
    pub groups: Vec<Group>,
    /// A line below.
    pub note: String,
}

impl Chart {
    /// The chart on paper.
    ///
    /// # Errors
    /// [`PressError`].
    pub fn pdf(&self, press: &Press) -> Result<Vec<u8>, PressError> {
        let Self { dated_on, title, issuer, groups, note } = self;
        let day = json!({ "year": dated_on.year(), "month": dated_on.month(), "day": dated_on.day() });
        let data = json!({ "title": title, "issuer": issuer, "groups": groups, "note": note, "day": day });
        press.set(LAYOUT, &data, &[])
    }
}
