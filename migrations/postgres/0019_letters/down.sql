DROP TABLE seal_pictures;
DROP TABLE letter_templates;
DROP TABLE letters;
