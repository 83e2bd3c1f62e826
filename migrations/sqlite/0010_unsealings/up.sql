-- 查阅留痕: on which days which officer saw the particulars of an applicant, or opened a file that the applicant gave.
-- Who opens a case several times in a day is in it once. What was seen is not.
CREATE TABLE unsealings (
    case_id BIGINT NOT NULL REFERENCES cases (id),
    officer_id BIGINT NOT NULL REFERENCES officers (id),
    on_date DATE NOT NULL,
    first_at TIMESTAMP NOT NULL,
    PRIMARY KEY (case_id, officer_id, on_date)
) WITHOUT ROWID;
