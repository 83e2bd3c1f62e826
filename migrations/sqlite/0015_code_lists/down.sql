-- The lists as they were.
PRAGMA writable_schema = ON;

UPDATE sqlite_schema SET sql = replace(sql,
'CHECK (instr('' natural_person enterprise research public_welfare legal_service other_org '', '' '' || category || '' '') AND instr(category, '' '') = 0)',
'CHECK (category IN (
        ''natural_person'', ''enterprise'', ''research'', ''public_welfare'', ''legal_service'', ''other_org''
    ))')
WHERE type = 'table' AND name = 'applicants';

UPDATE sqlite_schema SET sql = replace(sql,
'CHECK (instr('' awaiting_confirmation processing awaiting_supplement awaiting_payment in_review cleared replied closed redeciding split not_received '', '' '' || status || '' '') AND instr(status, '' '') = 0)',
'CHECK (status IN (
        ''awaiting_confirmation'', ''processing'', ''awaiting_supplement'', ''awaiting_payment'', ''in_review'',
        ''cleared'', ''replied'', ''closed'', ''redeciding'', ''split'', ''not_received''
    ))')
WHERE type = 'table' AND name = 'cases';

UPDATE sqlite_schema SET sql = replace(sql,
'CHECK (instr('' in_person post fax email online oral '', '' '' || channel || '' '') AND instr(channel, '' '') = 0)',
'CHECK (channel IN (
        ''in_person'', ''post'', ''fax'', ''email'', ''online'', ''oral''
    ))')
WHERE type = 'table' AND name = 'cases';

UPDATE sqlite_schema SET sql = replace(sql,
'CHECK (instr('' natural_person enterprise research public_welfare legal_service other_org '', '' '' || category || '' '') AND instr(category, '' '') = 0)',
'CHECK (category IN (
        ''natural_person'', ''enterprise'', ''research'', ''public_welfare'', ''legal_service'', ''other_org''
    ))')
WHERE type = 'table' AND name = 'cases';

UPDATE sqlite_schema SET sql = replace(sql,
'CHECK (instr('' running stopped closed '', '' '' || clock || '' '') AND instr(clock, '' '') = 0)',
'CHECK (clock IN (''running'', ''stopped'', ''closed''))')
WHERE type = 'table' AND name = 'cases';

UPDATE sqlite_schema SET sql = replace(sql,
'CHECK (instr('' disclosed partly_disclosed withheld.state_secret withheld.prohibited_by_law withheld.public_safety withheld.third_party withheld.internal_affairs withheld.process_information withheld.enforcement_file withheld.administrative_inquiry unavailable.not_held unavailable.needs_creation unavailable.still_unclear not_processed.petition not_processed.repeat not_processed.publication not_processed.excessive not_processed.reconfirmation other.supplement_lapsed other.fee_lapsed other.other already_public refused.state_secret refused.trade_secret refused.privacy refused.public_safety refused.not_government_information refused.other_law other_agency nonexistent supplement_needed other_route '', '' '' || outcome || '' '') AND instr(outcome, '' '') = 0)',
'CHECK (outcome IN (
        ''disclosed'', ''partly_disclosed'', ''withheld.state_secret'', ''withheld.prohibited_by_law'',
        ''withheld.public_safety'', ''withheld.third_party'', ''withheld.internal_affairs'',
        ''withheld.process_information'', ''withheld.enforcement_file'', ''withheld.administrative_inquiry'',
        ''unavailable.not_held'', ''unavailable.needs_creation'', ''unavailable.still_unclear'',
        ''not_processed.petition'', ''not_processed.repeat'', ''not_processed.publication'',
        ''not_processed.excessive'', ''not_processed.reconfirmation'', ''other.supplement_lapsed'',
        ''other.fee_lapsed'', ''other.other'', ''already_public'', ''refused.state_secret'', ''refused.trade_secret'',
        ''refused.privacy'', ''refused.public_safety'', ''refused.not_government_information'', ''refused.other_law'',
        ''other_agency'', ''nonexistent'', ''supplement_needed'', ''other_route''
    ))')
WHERE type = 'table' AND name = 'cases';

UPDATE sqlite_schema SET sql = replace(sql,
'CHECK (instr('' registrar case_officer preliminary_reviewer examiner release_authority office_head supervisor administrator auditor '', '' '' || review_role || '' '') AND instr(review_role, '' '') = 0)',
'CHECK (review_role IN (
    ''registrar'', ''case_officer'', ''preliminary_reviewer'', ''examiner'', ''release_authority'', ''office_head'',
    ''supervisor'', ''administrator'', ''auditor''
))')
WHERE type = 'table' AND name = 'cases';

UPDATE sqlite_schema SET sql = replace(sql,
'CHECK (instr('' waiting sent failed '', '' '' || state || '' '') AND instr(state, '' '') = 0)',
'CHECK (state IN (''waiting'', ''sent'', ''failed''))')
WHERE type = 'table' AND name = 'mails';

-- So that every connection reads the schema again.
CREATE TABLE schema_has_changed (id INTEGER);
DROP TABLE schema_has_changed;
PRAGMA writable_schema = RESET;
