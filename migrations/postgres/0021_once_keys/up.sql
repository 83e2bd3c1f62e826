-- 只办一次: keys are looked up one by one, and thrown away by age once a day, which may look at all of them: there are
-- those of a day.
DROP INDEX once_keys_created;
