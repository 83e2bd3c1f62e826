# Calendars and rules
error-rules-unreadable = Cannot read { $path } ({ $detail }). Check the setting calendars.dir and the permissions of the file.
error-rules-malformed = { $file } is not well formed in line { $line }: { $detail }. Correct it and try again.
error-rules-regimes = The regime files cannot be used together: { $detail }. Correct the dates in force.
error-rules-two-files = { $first } and { $second } are both the calendar { $layer }: keep one.
error-rules-calendar = { $file }: { $problem }
error-calendar-faulty = the calendar { $layer } contradicts itself: { $problem }
error-calendar-unknown-region = There is no calendar for { $region }, only for { $known }: correct the code, or put the region's calendar file into calendars.dir.
error-calendar-outside = { $day } is outside the calendars ({ $first } to { $last }): correct the date, or put that year's calendar file into calendars.dir.
error-calendar-too-far = Working day { $n } after { $start } is beyond the calendars (to { $last }): ask for fewer days, or put later calendar files into calendars.dir.
fault-unknown-schema = schema = { $schema } is unknown; write 1.
fault-no-weekend = the weekend is missing; add weekend = ["sat", "sun"].
fault-impossible-year = there is no such year; correct the year.
fault-outside-year = { $day } is outside the year; move it to the file of its own year.
fault-unknown-notice = there is no notice { $notice }; add the [[notice]] or correct the reference.
fault-notice-twice = two notices have the id { $notice }; give each its own.
fault-holiday-and-makeup = { $day } is both a holiday and a make-up working day; remove one of the two.
fault-listed-twice = { $day } is listed twice; remove one of the two.
fault-makeup-on-working-day = make-up day { $day } is an ordinary working day; correct the date.
fault-change-disagrees = the change { $notice } and the entries disagree on { $day }; correct one of the two.
fault-month-disagrees = month { $month } has { $computed } working days by the entries and { $stated } by [check]; correct one of the two.
fault-year-disagrees = the year has { $computed } working days by the entries and { $stated } by [check]; correct one of the two.
fault-two-files = there are two files for this year; keep one.
fault-missing-base = it extends { $base }, which has no calendar for this year; add it.
fault-gap = the year before has no calendar, but { $earlier } has; add the years between.
fault-bad-jurisdiction = jurisdiction { $jurisdiction } is not of the form CN or CN-GX; correct it.
fault-wrong-base = it cannot extend { $base }: all files of a region extend the same national calendar.
