//! The tables of mail.

diesel::table! {
    correspondents (case_id) {
        case_id -> BigInt,
        language -> Text,
        reply_enclosed -> Bool,
        appeal_reminder -> Bool,
    }
}

diesel::table! {
    mails (id) {
        id -> BigInt,
        agency_id -> BigInt,
        kind -> Text,
        case_id -> Nullable<BigInt>,
        recipient -> Text,
        language -> Nullable<Text>,
        content -> Text,
        created_at -> Timestamp,
        state -> Text,
        attempts -> Integer,
        next_at -> Timestamp,
        claimed_by -> Nullable<Text>,
        answer -> Nullable<Text>,
        last_error -> Nullable<Text>,
        sent_at -> Nullable<Timestamp>,
    }
}

diesel::table! {
    mail_templates (agency_id, kind, language) {
        agency_id -> BigInt,
        kind -> Text,
        language -> Text,
        text -> Text,
        html -> Nullable<Text>,
        updated_at -> Timestamp,
        updated_by -> BigInt,
    }
}

diesel::table! {
    urgings (id) {
        id -> BigInt,
        case_id -> BigInt,
        urged_by -> BigInt,
        urged_at -> Timestamp,
        words -> Text,
        answer_by -> Date,
        answer -> Nullable<Text>,
        answered_by -> Nullable<BigInt>,
        answered_at -> Nullable<Timestamp>,
    }
}
