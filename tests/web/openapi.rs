use std::collections::BTreeSet;

use crate::client::server;

const ROUTES: &str = include_str!("../../src/web/routes.rs");

#[test]
fn the_document_lists_exactly_the_routes_of_the_api() {
    let document = server().get("/api/openapi.json").json();
    let listed: BTreeSet<&str> = document["paths"].as_object().unwrap().keys().map(String::as_str).collect();
    let routes: BTreeSet<&str> = ROUTES.split("at(\"").skip(1).map(|rest| rest.split('"').next().unwrap()).collect();
    let pages = ["/", "/agencies/{code}", "/cases/{case_id}", "/static/{file}"];
    assert!(pages.iter().all(|page| routes.contains(page)));
    assert_eq!(listed, routes.into_iter().filter(|route| !pages.contains(route)).collect());
}

#[test]
fn every_operation_has_an_id_of_its_own_and_only_reads() {
    let document = server().get("/api/openapi.json").json();
    let mut ids = BTreeSet::new();
    for (path, item) in document["paths"].as_object().unwrap() {
        assert_eq!(item.as_object().unwrap().keys().collect::<Vec<_>>(), ["get"], "{path}");
        assert!(ids.insert(item["get"]["operationId"].as_str().unwrap().to_owned()), "{path}");
    }
}

#[test]
fn every_reference_in_the_document_leads_somewhere() {
    let document = server().get("/api/openapi.json");
    let json = document.json();
    for (at, _) in document.body.match_indices("\"$ref\":\"#") {
        let pointer = document.body[at + 9..].split('"').next().unwrap();
        assert!(json.pointer(pointer).is_some(), "{pointer}");
    }
}

#[test]
fn answers_have_exactly_the_fields_that_the_document_requires_or_allows() {
    let json = server().get("/api/openapi.json").json();
    let schemas = &json["components"]["schemas"];
    let case = server().get("/api/v1/agencies/shi/cases").json()["cases"][0].clone();
    let fields = |value: &serde_json::Value| value.as_object().unwrap().keys().cloned().collect::<BTreeSet<_>>();
    assert_eq!(fields(&case), fields(&schemas["CaseView"]["properties"]));
    let deadline = server().get("/api/v1/cases/case_1").json()["deadline"].clone();
    assert_eq!(fields(&deadline), fields(&schemas["DeadlineView"]["properties"]));
    let problem = server().get("/api/nothing").json();
    assert_eq!(fields(&problem), fields(&schemas["Problem"]["properties"]));
}

#[test]
fn the_command_prints_the_document_that_is_served() {
    let printed = std::process::Command::new(env!("CARGO_BIN_EXE_gongkai")).arg("openapi").output().unwrap();
    assert!(printed.status.success());
    let printed: serde_json::Value = serde_json::from_slice(&printed.stdout).unwrap();
    assert_eq!(printed, server().get("/api/openapi.json").json());
    assert!(printed["openapi"].as_str().unwrap().starts_with("3.1"));
}

#[test]
fn the_document_changes_only_when_somebody_agrees() {
    let mut document = serde_json::to_value(gongkai::web::openapi::document()).unwrap();
    document["info"]["version"] = "VERSION".into();
    insta::assert_json_snapshot!("openapi", document);
}
