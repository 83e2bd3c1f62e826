DROP TABLE report_outsiders;
DROP TABLE report_texts;
