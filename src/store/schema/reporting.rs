//! 报告的文字、系统外机关: the tables of what stands in a report beside the figures of its own cases.

diesel::table! {
    report_texts (agency_id, year, scope, part, version) {
        agency_id -> BigInt,
        year -> Integer,
        scope -> Text,
        part -> Text,
        version -> Integer,
        text -> Nullable<Text>,
        recorded_at -> Timestamp,
        actor -> Text,
    }
}

diesel::table! {
    report_outsiders (agency_id, year, name) {
        agency_id -> BigInt,
        year -> Integer,
        name -> Text,
        source -> Text,
        figures -> Text,
        recorded_at -> Timestamp,
        actor -> Text,
    }
}
