DROP TABLE unsealings;
