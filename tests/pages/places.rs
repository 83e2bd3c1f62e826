//! Every page: the route and the addresses at which it is looked at. A route that answers with a page and is not
//! here fails the walk.

use std::collections::BTreeSet;

const ROUTES: &str = include_str!("../../src/web/routes.rs");

/// The route of a page, and addresses that show it from every side.
pub const PLACES: &[(&str, &[&str])] = &[
    ("/", &["/", "/?q=%E8%87%AA%E7%84%B6", "/?q=zzz", "/?under=jc"]),
    ("/apply/{code}", &["/apply/jc-zfb"]),
    ("/receipt", &["/receipt"]),
    ("/follow", &["/follow"]),
    ("/follow/request", &["/follow/request"]),
    (
        "/calculator",
        &[
            "/calculator",
            "/calculator?received_on=2026-02-12",
            "/calculator?received_on=2025-03-03&consulted_on=2025-03-10&answered_on=2025-03-20",
            "/calculator?received_on=2026-02-12&regime=cn-2008",
            "/calculator?received_on=soon",
        ],
    ),
    ("/published", &["/published", "/published?year=1999"]),
    ("/published/{code}/{year}", &["/published/jc-zfb/2024"]),
    ("/agencies", &["/agencies"]),
    ("/setup", &["/setup"]),
    ("/sign-in", &["/sign-in", "/sign-in?next=%2Fdesk"]),
    ("/password", &["/password"]),
    (
        "/agencies/{code}",
        &[
            "/agencies/jc-zfb",
            "/agencies/jc-zfb?tab=all",
            "/agencies/jc-zfb?tab=all&status=replied&due_from=2025-01-01",
            "/agencies/jc-zfb?q=zzz",
            "/agencies/jc?subtree=true",
        ],
    ),
    ("/agencies/{code}/register", &["/agencies/jc-zfb/register"]),
    ("/agencies/{code}/year-register", &["/agencies/jc-zfb/year-register"]),
    ("/agencies/{code}/register-imports", &["/agencies/jc-zfb/register-imports"]),
    ("/agencies/{code}/register-imports/{import_id}", &["/agencies/jc-zfb/register-imports/import_1"]),
    (
        "/agencies/{code}/register-imports/{import_id}/outcome",
        &[
            "/agencies/jc-zfb/register-imports/import_2/outcome",
            "/agencies/jc-zfb/register-imports/import_2/outcome?refused=true",
        ],
    ),
    ("/agencies/{code}/outbox", &["/agencies/jc-zfb/outbox", "/agencies/jc-zfb/outbox?state=failed"]),
    ("/agencies/{code}/outbox/{mail_id}", &["/agencies/jc-zfb/outbox/{mail}"]),
    ("/agencies/{code}/mail-templates", &["/agencies/jc-zfb/mail-templates"]),
    (
        "/agencies/{code}/mail-templates/{kind}/{language}",
        &["/agencies/jc-zfb/mail-templates/closed/zh", "/agencies/jc-zfb/mail-templates/closed/en"],
    ),
    ("/agencies/{code}/letters", &["/agencies/jc-zfb/letters"]),
    ("/agencies/{code}/letter-formats", &["/agencies/jc-zfb/letter-formats"]),
    (
        "/agencies/{code}/letter-formats/{kind}",
        &["/agencies/jc-zfb/letter-formats/supplement_notice", "/agencies/jc-zfb/letter-formats/reply.disclosed"],
    ),
    ("/desk", &["/desk"]),
    ("/search", &["/search", "/search?q=%E6%96%B9%E6%A1%88", "/search?q=zzzz", "/search?q=%21"]),
    ("/me", &["/me"]),
    ("/me/totp", &["/me/totp"]),
    (
        "/cases/{case_id}",
        &[
            "/cases/case_1",
            "/cases/case_2",
            "/cases/case_3",
            "/cases/case_4",
            "/cases/case_5",
            "/cases/case_6",
            "/cases/case_7",
            "/cases/case_8",
            "/cases/case_9",
            "/cases/case_10",
            "/cases/case_11",
            "/cases/case_12",
            "/cases/case_13",
            "/cases/case_14",
            "/cases/case_15",
            "/cases/case_16",
            "/cases/case_17",
            "/cases/case_18",
            "/cases/case_19",
            "/cases/case_20",
            "/cases/case_21",
            "/cases/case_22",
        ],
    ),
    (
        "/cases/{case_id}/acts/{act}",
        &[
            "/cases/case_1/acts/confirm-receipt",
            "/cases/case_1/acts/reject-before-receipt",
            "/cases/case_3/acts/request-supplement",
            "/cases/case_3/acts/assign",
            "/cases/case_3/acts/note",
            "/cases/case_3/acts/consult",
            "/cases/case_3/acts/notify-fee",
            "/cases/case_3/acts/split",
            "/cases/case_3/acts/withdraw",
            "/cases/case_3/acts/correct",
            "/cases/case_4/acts/extend",
            "/cases/case_7/acts/receive-supplement",
            "/cases/case_8/acts/record-answer",
            "/cases/case_10/acts/record-payment",
            "/cases/case_15/acts/file-appeal",
        ],
    ),
    (
        "/cases/{case_id}/draft",
        &[
            "/cases/case_3/draft",
            "/cases/case_7/draft",
            "/cases/case_8/draft",
            "/cases/case_10/draft",
            "/cases/case_11/draft",
            "/cases/case_12/draft",
            "/cases/case_13/draft",
            "/cases/case_15/draft",
            "/cases/case_21/draft",
        ],
    ),
    (
        "/cases/{case_id}/review",
        &["/cases/case_3/review", "/cases/case_12/review", "/cases/case_13/review", "/cases/case_15/review"],
    ),
    ("/cases/{case_id}/dispatch", &["/cases/case_11/dispatch", "/cases/case_14/dispatch", "/cases/case_15/dispatch"]),
    ("/reviews", &["/reviews"]),
    ("/reports", &["/reports", "/reports?year=2024"]),
    (
        "/agencies/{code}/reports/{year}",
        &[
            "/agencies/jc-zfb/reports/2024",
            "/agencies/jc-zfb/reports/2025",
            "/agencies/jc-zfb/reports/2025?form=2014",
            "/agencies/jc/reports/2025?scope=all",
        ],
    ),
    (
        "/agencies/{code}/reports/{year}/cases",
        &[
            "/agencies/jc-zfb/reports/2025/cases?cell=prose%2Freceived",
            "/agencies/jc/reports/2025/cases?cell=prose%2Freceived&scope=all",
        ],
    ),
    ("/agencies/{code}/reports/{year}/entries", &["/agencies/jc-zfb/reports/2025/entries"]),
    (
        "/agencies/{code}/reports/{year}/texts",
        &["/agencies/jc-zfb/reports/2025/texts", "/agencies/jc-zfb/reports/2024/texts?scope=all"],
    ),
    ("/agencies/{code}/reports/{year}/texts/{part}", &["/agencies/jc-zfb/reports/2025/texts/overview"]),
    ("/agencies/{code}/reports/{year}/outsiders", &["/agencies/jc-zfb/reports/2025/outsiders?scope=all"]),
    (
        "/agencies/{code}/reports/{year}/acts/{act}",
        &[
            "/agencies/jc-zfb/reports/2023/acts/freeze",
            "/agencies/jc-zfb/reports/2023/acts/sign-off",
            "/agencies/jc-zfb/reports/2024/acts/freeze",
        ],
    ),
    ("/bulletins", &["/bulletins", "/bulletins?agency=jc-zfb"]),
    ("/reconcile", &["/reconcile"]),
    ("/administration", &["/administration"]),
    ("/administration/agencies", &["/administration/agencies"]),
    ("/administration/agencies/{code}", &["/administration/agencies/jc-zfb"]),
    ("/administration/agencies/{code}/sections", &["/administration/agencies/jc-zfb/sections"]),
    ("/administration/agencies/{code}/people", &["/administration/agencies/jc-zfb/people"]),
    ("/administration/agencies/{code}/people/{officer_id}", &["/administration/agencies/jc-zfb/people/officer_2"]),
    ("/administration/agencies/{code}/settings", &["/administration/agencies/jc-zfb/settings"]),
    ("/administration/agencies/{code}/webhooks", &["/administration/agencies/jc-zfb/webhooks"]),
    ("/administration/agencies/{code}/webhooks/{webhook_id}", &["/administration/agencies/jc-zfb/webhooks/{webhook}"]),
    ("/administration/audit", &["/administration/audit"]),
    ("/administration/calendars", &["/administration/calendars"]),
    ("/administration/rules", &["/administration/rules"]),
    ("/administration/duties", &["/administration/duties"]),
    ("/mail/unsubscribe", &["/mail/unsubscribe?token=wrong"]),
];

/// Routes outside the API that answer with something else than a page.
pub const NO_PAGES: &[(&str, &str)] = &[
    ("/apply/{code}/offers", "a part of a page"),
    ("/follow/request/files/{attachment_id}", "a file"),
    ("/cases/{case_id}/files/{attachment_id}", "a file"),
    ("/cases/{case_id}/letters/{letter_id}/{format}", "a file"),
    ("/cases/{case_id}/letters/preview/{kind}", "a file"),
    ("/cases/{case_id}/papers/{kind}/{format}", "a file"),
    ("/agencies/{code}/application-form/{format}", "a file"),
    ("/agencies/{code}/process-chart", "a file"),
    ("/agencies/{code}/reports/{year}/document", "a file"),
    ("/agencies/{code}/reports/{year}/data", "a file"),
    ("/agencies/{code}/reports/{year}/outsiders/blank", "a file"),
    ("/administration/agencies/{code}/audit-export", "a file"),
    ("/agencies/{code}/register-imports/{import_id}/refused", "a file"),
    ("/agencies/{code}/next", "leads to a case"),
];

/// Addresses that are on no route.
pub const NOWHERE: &[&str] =
    &["/nowhere", "/cases/case_999999", "/agencies/nobody", "/agencies/jc-zrzy", "/apply/nobody"];

/// The routes outside the API that are asked with GET.
pub fn routes() -> BTreeSet<&'static str> {
    let route = |rest: &'static str| {
        let (path, rest) = rest.split_once('"').unwrap();
        rest.split(".service(").next().unwrap().contains(".get(").then_some(path)
    };
    let for_programs = ["/api/", "/static/", "/calendar/", "/healthz", "/readyz", "/metrics"];
    let is_for_people = |path: &&str| !for_programs.iter().any(|start| path.starts_with(start));
    ROUTES.split("at(\"").skip(1).filter_map(route).filter(is_for_people).collect()
}

#[test]
fn every_page_has_a_place_in_the_walk() {
    let placed = PLACES.iter().map(|(route, _)| *route).chain(NO_PAGES.iter().map(|(route, _)| *route));
    assert_eq!(routes(), placed.collect());
}
