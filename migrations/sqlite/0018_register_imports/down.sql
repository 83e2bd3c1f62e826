DROP TABLE register_headings;
DROP TABLE register_imports;
