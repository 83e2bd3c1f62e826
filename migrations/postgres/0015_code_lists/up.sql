-- PostgreSQL keeps the lists of codes ready; nothing is changed.
SELECT 1;
