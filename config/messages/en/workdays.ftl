# gongkai workdays
cli-workdays = Working-day arithmetic with make-up working days: the N-th working day after a day, or how many there are between two
cli-workdays-example =
    Example:
      gongkai workdays add 2026-02-14 20
      gongkai workdays between 2026-09-18 2026-10-22
      gongkai workdays add 2017-03-20 15 --region CN-GX
      echo '{"{"}"start_date":"2026-02-14","n_working_days":20{"}"}' | gongkai workdays --batch
cli-workdays-batch = Read questions as JSON lines from standard input and answer each
cli-workdays-region = Code of a region (such as CN-GX) whose own holidays come on top
cli-workdays-known-on = Count with the notices published by this day only
cli-workdays-json = Write JSON
cli-workdays-add = The N-th working day after a day, which itself does not count
cli-workdays-add-example = Example: gongkai workdays add 2026-02-14 20
cli-workdays-add-date = Starting day (YYYY-MM-DD), not counted
cli-workdays-add-n = Number of working days
cli-workdays-between = The number of working days after FROM, up to and including TO
cli-workdays-between-example = Example: gongkai workdays between 2026-09-18 2026-10-22
cli-workdays-between-from = First day (YYYY-MM-DD), not counted
cli-workdays-between-to = Last day (YYYY-MM-DD), counted
workdays-which = Say what to compute: workdays add DATE N, workdays between FROM TO, or workdays --batch alone.
workdays-provisional = Provisional: the holiday notice of { $year } is not published; counted on weekends and statutory festivals. Compute again when it is.
workdays-bad-date = { $given } for { $name } is not a day of the calendar: write YYYY-MM-DD.
workdays-bad-count = { $given } is not a number of working days: write 0 or a positive whole number.
workdays-not-json = This line is not a JSON object ({ $detail }): correct it.
workdays-no-question = Write start_date and n_working_days, or from and to, and not both.
workdays-batch-failures = { $count ->
    [one] One line has
   *[other] { $count } lines have
} no answer; the reason is in the output as error: correct and try again.
workdays-interrupted = Reading or writing stopped ({ $detail }): check input and output and try again.
