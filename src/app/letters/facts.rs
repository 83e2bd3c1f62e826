//! What a letter can say: the facts of a case at a step of its history.
//!
//! A fact that is not there is left out, so that a wording that needs it fails instead of leaving a hole.

use chrono::NaiveDate;
use serde::Serialize;

use crate::domain::letter::{LetterKind, LetterText};
use crate::domain::outcome::Outcome;
use crate::domain::regime::RegimeId;
use crate::domain::remedies::{RemedyBodies, RemedyRoute};
use crate::messages::Lang;
use crate::messages::outcomes::basis;

/// Letters are written in Chinese, whatever language the pages are read in.
pub(super) const WRITTEN_IN: Lang = Lang::Zh;

/// What wordings are filled with. Dates are written out; amounts are in yuan.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Facts {
    /// 机关名称
    pub agency: String,
    /// 登记编号
    pub case_no: String,
    /// 所需信息
    pub subject: String,
    /// `cn-2008`, `cn-2019`
    pub regime: String,
    /// 申请人
    #[serde(skip_serializing_if = "Option::is_none")]
    pub applicant: Option<String>,
    /// 收到申请之日
    #[serde(skip_serializing_if = "Option::is_none")]
    pub received_on: Option<String>,
    /// 答复期限 after the step.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub due_on: Option<String>,
    /// 答复期限 before the step.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub due_before: Option<String>,
    /// The day of the step.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub event_on: Option<String>,
    /// 补正事项
    #[serde(skip_serializing_if = "Option::is_none")]
    pub items: Option<String>,
    /// 补正期限
    #[serde(skip_serializing_if = "Option::is_none")]
    pub respond_by: Option<String>,
    /// Whom another letter than to the applicant is for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub third_party: Option<String>,
    /// Whether it is a third party that was consulted, else an agency.
    pub with_third_party: bool,
    /// 延长的工作日
    #[serde(skip_serializing_if = "Option::is_none")]
    pub working_days: Option<u32>,
    /// 理由
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// 应缴金额
    #[serde(skip_serializing_if = "Option::is_none")]
    pub amount: Option<String>,
    /// 按件、按量
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fee_mode: Option<String>,
    /// 12件
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fee_quantity: Option<String>,
    /// Tier by tier, a line each.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fee_steps: Option<String>,
    /// 缴纳方式
    #[serde(skip_serializing_if = "Option::is_none")]
    pub payment: Option<String>,
    /// 联系方式
    #[serde(skip_serializing_if = "Option::is_none")]
    pub contact: Option<String>,
    /// 答复内容
    #[serde(skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
    /// 依据
    #[serde(skip_serializing_if = "Option::is_none")]
    pub basis: Option<String>,
    /// 救济途径
    #[serde(skip_serializing_if = "Option::is_none")]
    pub remedies: Option<String>,
}

impl Facts {
    /// Facts to try a wording with: as many as there may be, then as few.
    #[must_use]
    pub fn examples(of: LetterText, agency: &str) -> Vec<Self> {
        let example = |id: &str| WRITTEN_IN.text(&format!("letters-example-{id}"));
        let day = |month, day| NaiveDate::from_ymd_opt(2026, month, day).map(written);
        let some = |id: &str| Some(example(id));
        let (outcomes, text) = match of {
            LetterText::Reply(outcome) => {
                let named = WRITTEN_IN.text(&format!("outcome-{}", outcome.as_str().replace(['_', '.'], "-")));
                ([outcome; 2], WRITTEN_IN.with("letters-example-text-of", &[("outcome", named.into())]))
            }
            LetterText::Kind(_) | LetterText::Fact(_) => {
                ([Outcome::WithheldThirdParty, Outcome::Disclosed], example("text"))
            }
        };
        let full = Self {
            agency: agency.to_owned(),
            case_no: "2026-00018".to_owned(),
            subject: example("subject"),
            regime: RegimeId::Cn2019.as_str().to_owned(),
            applicant: some("applicant"),
            received_on: day(1, 5),
            due_on: day(2, 2),
            due_before: day(2, 2),
            event_on: day(1, 12),
            items: some("items"),
            respond_by: day(1, 30),
            third_party: some("third-party"),
            with_third_party: true,
            working_days: Some(20),
            reason: some("reason"),
            amount: Some("200".to_owned()),
            fee_mode: some("fee-mode"),
            fee_quantity: some("fee-quantity"),
            fee_steps: some("fee-steps"),
            payment: some("payment"),
            contact: some("contact"),
            text: Some(text),
            basis: Some(basis(WRITTEN_IN, Some(RegimeId::Cn2019), outcomes[0], None)),
            remedies: Some(remedies(outcomes[0], &RemedyBodies::default())),
        };
        let mut few = full.clone();
        few.with_third_party = false;
        few.payment = None;
        few.contact = None;
        few.due_before = few.due_before.filter(|_| of.kind() == Some(LetterKind::ExtensionNotice));
        few.remedies = Some(remedies(outcomes[1], &RemedyBodies::default()));
        if matches!(of.kind(), Some(LetterKind::ExtensionNotice | LetterKind::ThirdPartyNotice)) {
            few.reason = None;
        }
        let old = Self { regime: RegimeId::Cn2008.as_str().to_owned(), ..full.clone() };
        [full, few, old].map(|facts| facts.known_to(of)).into()
    }

    /// Without what a letter of this kind is never told: a wording that asks for it is found out when it is saved.
    fn known_to(self, of: LetterText) -> Self {
        use LetterKind as K;
        let kind = of.kind();
        let told = |kinds: &[K]| kind.is_some_and(|kind| kinds.contains(&kind));
        let (is_fee, is_reply) = (told(&[K::FeeNotice]), told(&[K::Reply]));
        let is_consultation = told(&[K::ThirdPartyConsultation, K::CoMakerConsultation, K::AssistanceRequest]);
        // The clock stands while somebody is asked: there is no due date then.
        let has_due_date = !is_reply && !is_consultation && !told(&[K::ConsultationNotice, K::FeeNotice]);
        let supplement = told(&[K::SupplementNotice]);
        Self {
            due_on: self.due_on.filter(|_| has_due_date && !supplement),
            due_before: self.due_before.filter(|_| !is_reply && !told(&[K::Receipt, K::Acceptance])),
            event_on: self.event_on.filter(|_| !is_reply),
            items: self.items.filter(|_| supplement),
            respond_by: self.respond_by.filter(|_| supplement),
            third_party: self.third_party.filter(|_| is_consultation || told(&[K::ThirdPartyNotice])),
            working_days: self.working_days.filter(|_| told(&[K::ExtensionNotice])),
            reason: self.reason.filter(|_| told(&[K::ExtensionNotice, K::SuspensionNotice, K::ThirdPartyNotice])),
            amount: self.amount.filter(|_| is_fee),
            fee_mode: self.fee_mode.filter(|_| is_fee),
            fee_quantity: self.fee_quantity.filter(|_| is_fee),
            fee_steps: self.fee_steps.filter(|_| is_fee),
            text: self.text.filter(|_| is_reply),
            basis: self.basis.filter(|_| is_reply),
            remedies: self.remedies.filter(|_| is_reply || told(&[K::ThirdPartyNotice])),
            ..self
        }
    }
}

/// 2026年1月5日
pub(super) fn written(on: NaiveDate) -> String {
    on.format(&WRITTEN_IN.text("letters-date")).to_string()
}

/// 救济途径 (art 51, R19): the way by the result, and the bodies where the agency has named them.
pub(super) fn remedies(outcome: Outcome, bodies: &RemedyBodies) -> String {
    let route = RemedyRoute::against(outcome).as_str().replace('_', "-");
    let named = |id: &str, name: &str| WRITTEN_IN.with(id, &[("name", name.to_owned().into())]);
    let authority = match bodies.reconsideration.as_str() {
        "" => WRITTEN_IN.text("paper-remedy-authority"),
        name => named("letters-remedy-authority", name),
    };
    let court = match bodies.court.as_str() {
        "" => String::new(),
        name => named("letters-remedy-court", name),
    };
    [WRITTEN_IN.text(&format!("paper-remedy-{route}")), authority, court].concat()
}
