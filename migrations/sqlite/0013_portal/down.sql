DROP TABLE offers;
DROP TABLE draft_files;
