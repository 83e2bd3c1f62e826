use std::collections::BTreeSet;
use std::path::Path;

use gongkai::domain::case::CommandKind;

use crate::client::server;

const ROUTES: &str = include_str!("../../src/web/routes.rs");

/// Every address of the routes with its methods.
pub fn routes() -> BTreeSet<(String, String)> {
    let mut routes = BTreeSet::new();
    for rest in ROUTES.split("at(\"").skip(1) {
        let (path, rest) = rest.split_once('"').unwrap();
        let methods: String = rest.split(".service(").next().unwrap().split_whitespace().collect();
        for method in ["get", "post", "put", "patch", "delete"] {
            if methods.contains(&format!(").{method}(")) {
                routes.insert((path.to_owned(), method.to_owned()));
            }
        }
    }
    routes
}

/// What is for people, and not in the document.
fn is_page(path: &str) -> bool {
    path.starts_with("/api/docs")
        || (!path.starts_with("/api/")
            && !path.starts_with("/calendar/")
            && !["/healthz", "/readyz", "/metrics"].contains(&path))
}

#[test]
fn the_document_lists_exactly_the_routes_of_the_api() {
    let document = server().get("/api/openapi.json").json();
    let mut listed = BTreeSet::new();
    for (path, item) in document["paths"].as_object().unwrap() {
        listed.extend(item.as_object().unwrap().keys().map(|method| (path.clone(), method.clone())));
    }
    let routes = routes();
    assert!(routes.contains(&("/".to_owned(), "get".to_owned())));
    assert_eq!(listed, routes.into_iter().filter(|(path, _)| !is_page(path)).collect());
}

#[test]
fn every_act_has_an_address_that_is_named_as_the_act() {
    let document = server().get("/api/openapi.json").json();
    // A draft is put, files have addresses of their own, and two acts only a register tells of.
    let elsewhere = ["draft_reply", "add_attachment", "mark_secret", "record_review", "record_reply"];
    for kind in CommandKind::ALL {
        let path = format!("/api/v1/cases/{{case_id}}/{}", kind.as_str().replace('_', "-"));
        let operation = &document["paths"][&path]["post"];
        assert_eq!(operation.is_object(), !elsewhere.contains(&kind.as_str()), "{path}");
        assert!(operation.is_null() || operation["operationId"] == kind.as_str(), "{path}");
    }
    assert_eq!(document["paths"]["/api/v1/cases/{case_id}/draft"]["put"]["operationId"], "draft_reply");
}

#[test]
fn every_operation_has_an_id_of_its_own() {
    let document = server().get("/api/openapi.json").json();
    let mut ids = BTreeSet::new();
    for (path, item) in document["paths"].as_object().unwrap() {
        for operation in item.as_object().unwrap().values() {
            assert!(ids.insert(operation["operationId"].as_str().unwrap().to_owned()), "{path}");
        }
    }
}

/// One would silently take the other's place in the document.
#[test]
fn no_two_schemas_have_one_name() {
    let mut names = BTreeSet::new();
    let mut folders = vec![Path::new(env!("CARGO_MANIFEST_DIR")).join("src")];
    while let Some(folder) = folders.pop() {
        for path in std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
            if path.is_dir() {
                folders.push(path);
            } else {
                let text = std::fs::read_to_string(&path).unwrap_or_default();
                for derived in
                    text.split("#[derive(").skip(1).filter(|it| it.split(']').next().unwrap().contains("ToSchema"))
                {
                    let mut lines = derived.lines().filter(|line| !line.starts_with("#["));
                    let declared = |line: &str| {
                        let (before, after) = line.split_once("struct ").or(line.split_once("enum "))?;
                        let name: String = after.chars().take_while(|c| c.is_alphanumeric()).collect();
                        (!before.contains('/')).then_some(name)
                    };
                    let name = lines.find_map(declared).unwrap();
                    assert!(names.insert(name.clone()), "{name}: {}", path.display());
                }
            }
        }
    }
    assert!(names.len() > 50);
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
    let required: BTreeSet<String> = schemas["Problem"]["required"]
        .as_array()
        .unwrap()
        .iter()
        .map(|name| name.as_str().unwrap().to_owned())
        .collect();
    assert_eq!(fields(&problem), required);
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
