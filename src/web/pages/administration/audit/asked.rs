//! What an auditor asks for: in an address, and in the fields of the page.

use chrono::{Days, NaiveDate};
use serde::Deserialize;

use crate::app::AppError;
use crate::app::accounts::Account;
use crate::app::administration::administered::Administered;
use crate::app::audit_trail::{TrailKind, TrailPlace, TrailQuestion};
use crate::domain::calendar::iso_date;
use crate::messages::Lang;
use crate::store::agencies::AgencyRow;
use crate::web::pages::parts::{Choice, Faults, Field, Fields};
use crate::web::reader::escaped;

/// How far back the page looks at first.
const DAYS_AT_FIRST: u64 = 30;

/// The parameters of the page; a field that is not there was never asked about.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(in crate::web) struct Asked {
    pub agency: String,
    pub kind: String,
    pub from: Option<String>,
    pub to: String,
    pub person: String,
    pub case: String,
    pub before: String,
}

/// The agencies whose trails somebody may follow.
pub(super) struct Scope {
    agencies: Vec<(AgencyRow, bool)>,
}

impl Scope {
    pub(super) fn of(Administered { agencies, audited, .. }: Administered) -> Self {
        let only_administered = agencies.into_iter().map(|one| one.agency).filter(|row| !audited.contains(row));
        let mut all: Vec<(AgencyRow, bool)> = only_administered.map(|row| (row, false)).collect();
        all.extend(audited.iter().map(|row| (row.clone(), true)));
        all.sort_by(|(one, _), (other, _)| one.path.cmp(&other.path));
        Self { agencies: all }
    }

    /// Whether an agency's cases may be followed, and not only its administration.
    pub(super) fn audits(&self, code: &str) -> bool {
        self.agencies.iter().any(|(row, audits)| *audits && row.code == code)
    }

    /// Whether anything of an agency may be followed.
    pub(super) fn has(&self, code: &str) -> bool {
        self.agencies.iter().any(|(row, _)| row.code == code)
    }

    fn audits_any(&self) -> bool {
        self.agencies.iter().any(|(_, audits)| *audits)
    }
}

impl Asked {
    /// The same with what is usual for what is not named: the first agency, the last weeks.
    pub(super) fn or_usual(mut self, scope: &Scope, today: NaiveDate) -> Self {
        let first = || scope.agencies.iter().find(|(_, audits)| *audits).or(scope.agencies.first());
        if self.agency.is_empty() {
            self.agency = first().map(|(row, _)| row.code.clone()).unwrap_or_default();
        }
        if self.kind.is_empty() {
            let kind = if scope.audits(&self.agency) { TrailKind::Cases } else { TrailKind::Administration };
            self.kind = kind.to_string();
        }
        if self.from.is_none() && self.case.is_empty() {
            self.from = today.checked_sub_days(Days::new(DAYS_AT_FIRST)).map(|day| day.to_string());
        }
        self
    }

    /// Where the page begins, if it is not the first one.
    pub(super) fn place(&self) -> Result<Option<TrailPlace>, AppError> {
        Some(&self.before).filter(|place| !place.is_empty()).map(|place| place.parse()).transpose()
    }

    /// What is asked for from that place on, or what is wrong with the fields.
    pub(super) fn question(
        &self,
        lang: Lang,
        scope: &Scope,
        before: Option<TrailPlace>,
    ) -> Result<TrailQuestion, Faults> {
        let mut wrong = Faults::default();
        let (agency, kind) = (self.agency.parse(), self.kind.parse());
        if agency.is_err() {
            wrong = wrong.and("agency", lang.text("admin-audit-wrong"));
        }
        match kind {
            Err(_) => wrong = wrong.and("kind", lang.text("admin-audit-wrong")),
            Ok(TrailKind::Cases | TrailKind::Unsealings) if !scope.audits(&self.agency) => {
                wrong = wrong.and("kind", lang.text("admin-audit-only-administration"));
            }
            Ok(TrailKind::Cases | TrailKind::Unsealings | TrailKind::Administration) => {}
        }
        let mut day = |name: &str, text: &str| {
            let found = iso_date(text.trim());
            if found.is_none() && !text.trim().is_empty() {
                wrong = std::mem::take(&mut wrong).and(name, lang.text("admin-audit-no-day"));
            }
            found
        };
        let (from, to) = (day("from", self.from.as_deref().unwrap_or_default()), day("to", &self.to));
        let officer = Some(&self.person).filter(|id| !id.is_empty()).map(|id| id.parse()).transpose();
        if officer.is_err() {
            wrong = wrong.and("person", lang.text("admin-audit-wrong"));
        }
        let case_no = Some(self.case.trim().to_owned()).filter(|number| !number.is_empty());
        match (agency, kind, officer) {
            (Ok(agency), Ok(kind), Ok(officer)) if wrong.is_empty() => {
                Ok(TrailQuestion { agency, kind, from, to, officer, case_no, before })
            }
            (Ok(_) | Err(_), ..) => Err(wrong),
        }
    }

    pub(super) fn fields(&self, lang: Lang, faults: &Faults, scope: &Scope, people: &[Account]) -> Vec<Field> {
        let fields = Fields::new(lang, faults);
        let agencies = scope.agencies.iter().map(|(row, _)| Choice::new(&row.code, row.name.clone())).collect();
        let kinds = TrailKind::ALL.iter().filter(|kind| scope.audits_any() || **kind == TrailKind::Administration);
        let kinds = kinds.map(|kind| Choice::new(kind.as_str(), lang.text(&format!("admin-audit-kind-{kind}"))));
        let anybody = Choice::new("", lang.text("admin-audit-anybody"));
        let persons = people.iter().map(|account| Choice::new(&account.id.to_string(), account.name.clone()));
        vec![
            fields.select("agency", "web-column-agency", &self.agency, agencies).required(),
            fields.select("kind", "admin-audit-kind", &self.kind, kinds.collect()).required(),
            fields.date("from", "admin-audit-from", self.from.as_deref().unwrap_or_default()),
            fields.date("to", "admin-audit-to", &self.to),
            fields.select(
                "person",
                "admin-audit-person",
                &self.person,
                std::iter::once(anybody).chain(persons).collect(),
            ),
            fields.text("case", "admin-audit-case", &self.case).autocomplete("off"),
        ]
    }

    /// The address of the page that begins at a place.
    pub(super) fn address(&self, here: &str, before: &str) -> String {
        let Self { agency, kind, from, to, person, case, before: _ } = self;
        let from = from.as_deref().unwrap_or_default();
        let pairs: [(&str, &str); 6] =
            [("agency", agency), ("kind", kind), ("from", from), ("to", to), ("person", person), ("case", case)];
        let pairs = pairs.into_iter().chain([("before", before)]);
        // A first day that is not named is the usual one, so it is named even if it is empty.
        let named = pairs.filter(|(name, value)| !value.is_empty() || *name == "from");
        let parts: Vec<String> = named.map(|(name, value)| format!("{name}={}", escaped(value))).collect();
        format!("{here}?{}", parts.join("&"))
    }
}
