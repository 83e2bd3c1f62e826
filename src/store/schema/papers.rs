//! Letters.

diesel::table! {
    letters (id) {
        id -> BigInt,
        agency_id -> BigInt,
        case_id -> BigInt,
        kind -> Text,
        version -> Integer,
        year -> Integer,
        number -> BigInt,
        document_no -> Text,
        content -> Text,
        state -> Text,
        dated_on -> Date,
        recorded_at -> Timestamp,
        actor -> Text,
        sha256 -> Nullable<Text>,
        void_reason -> Nullable<Text>,
        voided_at -> Nullable<Timestamp>,
    }
}

diesel::table! {
    letter_templates (agency_id, kind) {
        agency_id -> BigInt,
        kind -> Text,
        wording -> Nullable<Text>,
        numbering -> Nullable<Text>,
        updated_at -> Timestamp,
        updated_by -> BigInt,
    }
}

diesel::table! {
    seal_pictures (agency_id) {
        agency_id -> BigInt,
        sha256 -> Text,
        is_png -> Bool,
        updated_at -> Timestamp,
        updated_by -> BigInt,
    }
}
