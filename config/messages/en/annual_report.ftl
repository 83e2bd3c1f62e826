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

# The texts of the report
report-part-overview = 1. Overview
report-part-problems = 5. Problems and improvements
report-part-others = 6. Other matters
report-part-contact = Contact
report-part-disclosure = Material: proactive disclosure
report-part-management = Material: management of information
report-part-platform = Material: disclosure platforms
report-part-oversight = Material: supervision
report-part-shortcomings = Material: problems
report-part-measures = Material: measures
report-part-matters = Material: other matters

report-text-figure-disagrees = The number “{ $written }” in the text is not the report’s: { $figure } is { $amount }. Correct it, or write {"{"}{ $figure }{"}"}.
report-text-received-ambiguous = “{ $sentence }” says how many requests were received but not what is counted. Say whether it is the new ones (新收) or the new ones and those carried over (新收与上年结转合计).
report-text-unknown-figure = The report has no figure called “{ $name }”; choose one from the list.
report-text-brace-open = The braces do not match; check those around the names of figures.
report-text-says-nothing = This section may neither be empty nor say only that there is nothing.
report-text-too-long = A text has at most { $max } characters.
report-text-text-frozen = The report is { $status }; its texts cannot be changed any more. To change them, reopen it.
error-document = The document could not be made. Try again later; if it still fails, tell the administrator.

# Agencies that are not on this system
report-outsider-no-json = The file is not complete data ({ $reason }); export it again.
report-outsider-unreadable = The figures cannot be read: { $problem }
report-outsider-wrong-sheet = This is not our spreadsheet: { $problem }
report-outsider-wrong-name = Give the name of the agency, { $max } characters at most.
report-outsider-on-this-system = { $name } is on this system and its requests are counted already.
report-outsider-other-year = The file is of { $found }, the report of { $expected }.
report-outsider-other-form = The file is on the form of { $found }, the year uses the form of { $expected }.
report-outsider-contradictions = The figures contradict themselves; correct them first. { $findings }
report-outsider-no-channels = The channels do not add up to the new requests; fill in the channels.
report-sheet-no-spreadsheet = The file cannot be opened; save it as XLSX and send it again.
report-sheet-missing = There is no sheet “{ $sheet }”; use the blank spreadsheet from this page.
report-sheet-other-words = { $cell } of “{ $sheet }” should say “{ $expected }” and says “{ $found }”; do not change headings, rows or columns.
report-sheet-no-number = { $cell } of “{ $sheet }” should be a number and is “{ $found }”.
what-outsider = the figures of an agency that is not on this system
