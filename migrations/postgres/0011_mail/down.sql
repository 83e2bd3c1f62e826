DROP TABLE urgings;
DROP TABLE mail_templates;
DROP TABLE mails;
DROP TABLE correspondents;
ALTER TABLE officers DROP COLUMN wants_digest;
ALTER TABLE officers DROP COLUMN language;
ALTER TABLE officers DROP COLUMN email;
