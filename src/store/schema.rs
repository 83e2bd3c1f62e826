//! The tables as diesel sees them. Written by hand beside `migrations/`; a test compares all three.

mod duties;
mod mail;
mod papers;
mod portal;
mod registers;
mod reporting;

pub use duties::{bulletins, duty_notices, duty_runs, year_closings};
pub use mail::{correspondents, mail_templates, mails, urgings};
pub use papers::{letter_templates, letters, seal_pictures};
pub use portal::{draft_files, offers};
pub use registers::{register_headings, register_imports};
pub use reporting::{report_outsiders, report_texts};

diesel::table! {
    meta (key) {
        key -> Text,
        value -> Text,
    }
}

diesel::table! {
    agencies (id) {
        id -> BigInt,
        code -> Text,
        name -> Text,
        parent_id -> Nullable<BigInt>,
        path -> Text,
        region -> Nullable<Text>,
        letter_prefix -> Text,
        settings -> Text,
        created_at -> Timestamp,
        active -> Bool,
    }
}

diesel::table! {
    sections (id) {
        id -> BigInt,
        agency_id -> BigInt,
        name -> Text,
    }
}

diesel::table! {
    officers (id) {
        id -> BigInt,
        login -> Text,
        name -> Text,
        password_hash -> Text,
        active -> Bool,
        created_at -> Timestamp,
        must_change_password -> Bool,
        email -> Nullable<Text>,
        language -> Nullable<Text>,
        wants_digest -> Bool,
    }
}

diesel::table! {
    officer_roles (officer_id, agency_id, role, subtree) {
        officer_id -> BigInt,
        agency_id -> BigInt,
        role -> Text,
        subtree -> Bool,
    }
}

diesel::table! {
    applicants (id) {
        id -> BigInt,
        agency_id -> BigInt,
        category -> Text,
        name -> Text,
        match_name -> Text,
        id_hash -> Nullable<Text>,
        key_id -> Nullable<Text>,
        sealed -> Nullable<Binary>,
        created_at -> Timestamp,
    }
}

diesel::table! {
    cases (id) {
        id -> BigInt,
        agency_id -> BigInt,
        case_no -> Text,
        source_ref -> Nullable<Text>,
        query_code_hash -> Nullable<Text>,
        created_at -> Timestamp,
        applicant_id -> BigInt,
        version -> Integer,
        status -> Text,
        channel -> Text,
        category -> Text,
        subject -> Text,
        regime -> Nullable<Text>,
        submitted_on -> Nullable<Date>,
        received_on -> Nullable<Date>,
        due_on -> Nullable<Date>,
        stopped_until -> Nullable<Date>,
        due_provisional -> Bool,
        clock -> Text,
        due_key -> Date,
        is_open -> Bool,
        closed_on -> Nullable<Date>,
        outcome -> Nullable<Text>,
        assignee_id -> Nullable<BigInt>,
        section_id -> Nullable<BigInt>,
        source_digest -> Nullable<Text>,
        updated_at -> Timestamp,
        review_role -> Nullable<Text>,
        review_hands -> Nullable<Text>,
        next_on -> Nullable<Date>,
    }
}

diesel::table! {
    events (case_id, version) {
        case_id -> BigInt,
        version -> Integer,
        on_date -> Date,
        recorded_at -> Timestamp,
        actor -> Text,
        payload -> Text,
        hash -> Text,
    }
}

diesel::table! {
    seals (day) {
        day -> Date,
        events -> BigInt,
        hash -> Text,
        sealed_at -> Timestamp,
    }
}

diesel::table! {
    tallies (agency_id, year, measure, category) {
        agency_id -> BigInt,
        year -> Integer,
        measure -> Text,
        category -> Text,
        value -> BigInt,
    }
}

diesel::table! {
    counters (agency_id, kind, year) {
        agency_id -> BigInt,
        kind -> Text,
        year -> Integer,
        value -> BigInt,
    }
}

diesel::table! {
    report_entries (agency_id, year, cell) {
        agency_id -> BigInt,
        year -> Integer,
        cell -> Text,
        value -> BigInt,
    }
}

diesel::table! {
    attachments (id) {
        id -> BigInt,
        case_id -> BigInt,
        version -> Integer,
        sha256 -> Text,
        name -> Text,
        kind -> Text,
        bytes -> BigInt,
        purpose -> Text,
        actor -> Text,
        recorded_at -> Timestamp,
        secret -> Bool,
        purged_at -> Nullable<Timestamp>,
    }
}

diesel::table! {
    saved_views (id) {
        id -> BigInt,
        officer_id -> BigInt,
        name -> Text,
        query -> Text,
        created_at -> Timestamp,
        updated_at -> Timestamp,
        shared_in -> Nullable<BigInt>,
    }
}

diesel::table! {
    report_events (agency_id, year, scope, version) {
        agency_id -> BigInt,
        year -> Integer,
        scope -> Text,
        version -> Integer,
        on_date -> Date,
        recorded_at -> Timestamp,
        actor -> Text,
        payload -> Text,
        hash -> Text,
    }
}

diesel::table! {
    reports (agency_id, year, scope) {
        agency_id -> BigInt,
        year -> Integer,
        scope -> Text,
        version -> Integer,
        status -> Text,
        first_published_on -> Nullable<Date>,
        published_revision -> Nullable<Integer>,
        published_on -> Nullable<Date>,
    }
}

diesel::table! {
    webhooks (id) {
        id -> BigInt,
        agency_id -> BigInt,
        subtree -> Bool,
        url -> Text,
        events -> Text,
        active -> Bool,
        key_id -> Nullable<Text>,
        sealed -> Nullable<Binary>,
        created_at -> Timestamp,
        created_by -> BigInt,
    }
}

diesel::table! {
    outbox (id) {
        id -> BigInt,
        kind -> Text,
        destination -> Text,
        created_at -> Timestamp,
        payload -> Text,
        state -> Text,
        attempts -> Integer,
        next_at -> Timestamp,
        claimed_until -> Nullable<Timestamp>,
        claimed_by -> Nullable<Text>,
        response_status -> Nullable<Integer>,
        last_error -> Nullable<Text>,
        sent_at -> Nullable<Timestamp>,
    }
}

diesel::table! {
    calendar_feeds (id) {
        id -> BigInt,
        officer_id -> BigInt,
        label -> Text,
        token_hash -> Text,
        created_at -> Timestamp,
    }
}

diesel::table! {
    sessions (id) {
        id -> BigInt,
        officer_id -> BigInt,
        generation -> Integer,
        device -> Text,
        created_at -> Timestamp,
        used_at -> Timestamp,
        expires_at -> Timestamp,
        ended_at -> Nullable<Timestamp>,
    }
}

diesel::table! {
    sign_in_failures (login_hash) {
        login_hash -> Text,
        failures -> Integer,
        last_at -> Timestamp,
        locked_until -> Nullable<Timestamp>,
    }
}

diesel::table! {
    totp (officer_id) {
        officer_id -> BigInt,
        nonce -> Text,
        confirmed -> Bool,
        last_step -> BigInt,
    }
}

diesel::table! {
    once_keys (key_hash) {
        key_hash -> Text,
        request_hash -> Text,
        result -> Text,
        created_at -> Timestamp,
    }
}

diesel::table! {
    fee_acknowledgements (case_id, version) {
        case_id -> BigInt,
        version -> Integer,
        acknowledged_at -> Timestamp,
    }
}

diesel::table! {
    unsealings (case_id, officer_id, on_date) {
        case_id -> BigInt,
        officer_id -> BigInt,
        on_date -> Date,
        first_at -> Timestamp,
    }
}

diesel::table! {
    ratings (case_id) {
        case_id -> BigInt,
        stars -> Integer,
        words -> Nullable<Text>,
        rated_at -> Timestamp,
    }
}

diesel::table! {
    search_documents (case_id) {
        case_id -> BigInt,
        version -> Integer,
        content -> Text,
    }
}

diesel::table! {
    search_progress (name) {
        name -> Text,
        recorded_through -> Timestamp,
    }
}

diesel::table! {
    calendar_files (name) {
        name -> Text,
        jurisdiction -> Text,
        year -> Integer,
        text -> Text,
        sha256 -> Text,
        uploaded_by -> Text,
        uploaded_at -> Timestamp,
    }
}

diesel::table! {
    admin_events (agency_id, version) {
        agency_id -> BigInt,
        version -> Integer,
        recorded_at -> Timestamp,
        actor -> Text,
        what -> Text,
        particulars -> Text,
        hash -> Text,
    }
}

diesel::joinable!(sessions -> officers (officer_id));
diesel::joinable!(officer_roles -> agencies (agency_id));
diesel::joinable!(officer_roles -> officers (officer_id));
diesel::joinable!(cases -> applicants (applicant_id));
diesel::joinable!(reports -> agencies (agency_id));
diesel::joinable!(events -> cases (case_id));
diesel::joinable!(unsealings -> cases (case_id));
diesel::joinable!(calendar_feeds -> officers (officer_id));
diesel::joinable!(search_documents -> cases (case_id));

diesel::allow_tables_to_appear_in_same_query!(
    agencies,
    sections,
    officers,
    officer_roles,
    sessions,
    applicants,
    cases,
    events,
    search_documents,
    unsealings,
    tallies,
    reports,
    calendar_feeds,
    correspondents,
);
