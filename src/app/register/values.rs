//! 各栏所载: what stands in the columns of a line, in the order of the columns.

use super::handling::handled;
use super::line::RegisterLine;
use crate::domain::annual_report::{Row, RowRole};
use crate::domain::case::Reply;
use crate::domain::code::AppealGroup;
use crate::domain::outcome::Outcome;
use crate::domain::register::{Basis, Field, SEPARATOR, Value, Word, YesNo};

impl RegisterLine {
    /// What stands in every column, in the order of [`Field::ALL`].
    #[must_use]
    pub fn values(&self) -> Vec<(Field, Value)> {
        let mut values = self.registered();
        values.extend(handled(&self.case, &self.suspensions));
        values.extend(self.answered());
        values.extend(self.contested());
        values
    }

    /// 登记: who asks for what, and where it stands.
    fn registered(&self) -> Vec<(Field, Value)> {
        let (case, row) = (&self.case, &self.listed.row);
        let (origin, request) = (&row.origin, &case.request);
        let written = |words: &Option<String>| Value::text(words.as_deref().filter(|_| self.is_named));
        let days = self.listed.standing.days;
        vec![
            (Field::Number, Value::text(Some(&origin.case_no))),
            (Field::SourceRef, Value::text(origin.source_ref.as_deref())),
            (Field::Agency, Value::text(Some(&self.agency))),
            (Field::Standing, Value::words("standing", self.standing().map(|it| it.as_str()))),
            (Field::Status, Value::word("status", case.status.as_str())),
            (Field::SubmittedOn, Value::dates([case.submitted_on])),
            (Field::ReceivedOn, Value::dates(case.received_on.map(|it| it.on))),
            (Field::Channel, Value::word("channel", case.channel.as_str())),
            (Field::Category, Value::word("category", case.category.as_str())),
            (Field::Applicant, Value::text(Some(&self.listed.applicant))),
            (Field::Subject, Value::text(Some(&request.subject))),
            (Field::Description, written(&request.description)),
            (Field::WantedDocument, written(&request.document_no)),
            (Field::ProvideAs, written(&request.provide_as)),
            (Field::ObtainBy, written(&request.obtain_by)),
            (Field::Section, Value::text(self.section.as_deref())),
            (Field::Assignee, Value::text(self.listed.assignee.as_deref())),
            (Field::DueOn, Value::dates(row.state.due_on)),
            (Field::LeftDays, Value::numbers(days.map(|it| i64::from(it.left)))),
            (Field::LateDays, Value::numbers(days.map(|it| i64::from(it.late)))),
        ]
    }

    /// 办理结果: how it ended and what the report makes of it.
    fn answered(&self) -> Vec<(Field, Value)> {
        let (replies, closed) = (&self.case.replies, self.case.closed.as_ref());
        let closing = self.facts.closed.as_ref().filter(|_| self.facts.received_on.is_some());
        let timing = closing.and_then(|closing| closing.reply);
        let reviewed = YesNo::from(Some(self.case.review_is_evidenced()));
        let results = self.results();
        vec![
            (Field::Reviewed, Value::words("yes-no", (!replies.is_empty()).then_some(reviewed.as_str()))),
            (Field::AnsweredOn, Value::dates(replies.iter().map(|reply| reply.dispatched_on.on))),
            (Field::ReplyNo, joined(replies.iter().filter_map(|reply| reply.document_no.as_deref()))),
            (Field::Outcome, Value::words("outcome", results.iter().map(|it| it.0.as_str()))),
            (Field::OutcomeReason, reason(results.first().and_then(|it| it.1))),
            (Field::Basis, self.bases(replies)),
            (Field::Method, joined(self.methods.iter().map(String::as_str))),
            (Field::DeliveredOn, Value::dates(replies.iter().filter_map(|it| it.delivered_on.map(|on| on.on)))),
            (Field::ClosedOn, Value::dates(closed.map(|closure| closure.on.on))),
            (Field::ReportRow, Value::text(closing.and_then(|it| self.row(it.outcome)).map(Row::as_str))),
            (Field::Timeliness, Value::words("timeliness", timing.map(|it| it.timeliness.as_str()))),
            (Field::UsedWorkingDays, Value::numbers(timing.map(|it| i64::from(it.working_days)))),
        ]
    }

    /// 复议、诉讼、投诉 (art 51)
    fn contested(&self) -> Vec<(Field, Value)> {
        let [reconsidered, sued, sued_later] =
            [AppealGroup::Reconsideration, AppealGroup::LitigationDirect, AppealGroup::LitigationAfterReconsideration]
                .map(|group| {
                    let of_group = || self.case.appeals.iter().filter(move |appeal| appeal.group == group);
                    let concluded = || of_group().filter_map(|appeal| appeal.concluded);
                    [
                        Value::dates(of_group().map(|appeal| appeal.filed_on.on)),
                        Value::dates(concluded().map(|(at, _)| at.on)),
                        Value::words("result", concluded().map(|(_, result)| result.as_str())),
                    ]
                });
        let fields = [
            Field::ReconsiderationFiledOn,
            Field::ReconsiderationConcludedOn,
            Field::ReconsiderationResult,
            Field::LitigationFiledOn,
            Field::LitigationConcludedOn,
            Field::LitigationResult,
            Field::LaterLitigationFiledOn,
            Field::LaterLitigationConcludedOn,
            Field::LaterLitigationResult,
            Field::ComplaintFiledOn,
            Field::ComplaintConcludedOn,
        ];
        let complaints = &self.case.complaints;
        let told = [
            Value::dates(complaints.iter().map(|it| it.filed_on.on)),
            Value::dates(complaints.iter().filter_map(|it| it.concluded_on.map(|on| on.on))),
        ];
        fields.into_iter().zip([reconsidered, sued, sued_later].into_iter().flatten().chain(told)).collect()
    }

    /// The result of each reply, or that of an end without one.
    fn results(&self) -> Vec<(Outcome, Option<&str>)> {
        if self.case.replies.is_empty() {
            let closed = self.case.closed.as_ref();
            return closed.map(|closure| (closure.outcome, closure.sub_reason.as_deref())).into_iter().collect();
        }
        self.case.replies.iter().map(|reply| (reply.outcome, reply.sub_reason.as_deref())).collect()
    }

    fn bases(&self, replies: &[Reply]) -> Value {
        let regime = self.case.regime.as_ref().map(|regime| regime.id);
        let basis = |reply: &Reply| Basis { outcome: reply.outcome, regime, sub_reason: reply.sub_reason.clone() };
        Value::Bases(replies.iter().map(basis).collect())
    }

    /// 年报栏次 in the form of the register's year, or in the one in force.
    fn row(&self, outcome: Outcome) -> Option<Row> {
        use crate::domain::regime::Form;
        let form = self.year.map_or(Form::Form2021, |span| span.form);
        Row::of_form(form).find(|row| row.role() == RowRole::Result && row.counts(outcome))
    }
}

/// 细分原因: words where the program has them for it, otherwise as somebody wrote it.
fn reason(sub_reason: Option<&str>) -> Value {
    const KNOWN: [&str; 4] = ["withdrawn", "merged", "nonexistent", "other_agency"];
    match KNOWN.into_iter().find(|code| sub_reason == Some(code)) {
        Some(code) => Value::Words(vec![Word { kind: "reason", code }]),
        None => Value::text(sub_reason),
    }
}

fn joined<'a>(texts: impl Iterator<Item = &'a str>) -> Value {
    Value::Text(texts.collect::<Vec<_>>().join(SEPARATOR))
}
