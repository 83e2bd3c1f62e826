# Freezing, signing and publishing the annual report
report-status-open = being prepared
report-status-frozen = frozen
report-status-signed = signed
report-status-published = published
report-act-freeze = frozen
report-act-sign-off = signed off
report-act-publish = published
report-act-reopen = reopened

report-refused-not-authorised = Freezing, signing, publishing and reopening an annual report is for the { $role }.
report-refused-wrong-status = The report is { $status } and cannot be { $act }.
report-refused-year-not-over = The year ends on { $ends_on }; until then there is nothing to freeze, only preliminary figures to look at.
report-refused-reason-missing = Give a reason; to freeze a published report again, say what is being corrected.
report-refused-nothing-to-correct = The figures are those of edition { $revision }, which is published; there is nothing to correct.
report-refused-figures-faulty = The frozen figures are not sound and cannot be signed: reopen the report, correct them and freeze it again. { $faults }
report-refused-in-future = The day of publication, { $on }, has not come yet; today is { $today }.
report-refused-before-signing = The day of publication, { $on }, is before the day of signing, { $signed_on }.

finding-entry-blank = Nobody has entered “{ $cell }”; enter 0 for nothing.
error-stale-report = Somebody else has just changed this annual report; open it again and decide again.
what-report = published annual report
check-report-history = { $agency }: the history of the annual report of { $year } was altered, or disagrees with where the report stands

report-notice-preliminary = Preliminary figures as of { $as_of }; not an annual report until the year is over
report-notice-not-frozen = Being prepared, not yet frozen
report-notice-not-published = Edition { $revision }, frozen, not yet published
report-notice-published = Published on { $on }
report-notice-corrected = Edition { $revision }, published on { $on }, corrects and replaces edition { $replaces }: { $reason }
