# Pages and serve
web-name = Gongkai · Requests
web-skip = Skip to the content
web-other-language = 中文
web-footer = Requests for government information
web-rehearsal = simulated clock
web-today = Today { $date }, { $weekday }{ $counts ->
    [working] , a working day
    [makeup] , a make-up working day
    [weekend] {""}
    [holiday] , a public holiday
   *[unknown] {""}
}
web-weekday-1 = Monday
web-weekday-2 = Tuesday
web-weekday-3 = Wednesday
web-weekday-4 = Thursday
web-weekday-5 = Friday
web-weekday-6 = Saturday
web-weekday-7 = Sunday
web-weekday-short-1 = Mo
web-weekday-short-2 = Tu
web-weekday-short-3 = We
web-weekday-short-4 = Th
web-weekday-short-5 = Fr
web-weekday-short-6 = Sa
web-weekday-short-7 = Su
web-month = { $month ->
    [1] January
    [2] February
    [3] March
    [4] April
    [5] May
    [6] June
    [7] July
    [8] August
    [9] September
    [10] October
    [11] November
   *[12] December
} { $year }
web-trail = Where you are
# Start page
web-agencies = Agencies
web-agencies-administer = Administrators do not read cases. Accounts, roles and agencies are set up in the
web-agencies-summary = { $count ->
    [one] { $count } agency
   *[other] { $count } agencies
}, { $open } open, { $late } of them late.
web-column-agency = Agency
web-column-open = Open
web-column-late = Late
web-below = { $count } in all
web-empty = No requests are registered yet
web-empty-import = Take over a register with gongkai import:
web-empty-command = gongkai import register.jsonl --agency CODE --create-agency NAME
web-empty-file = register.jsonl
# An agency's page
web-column-number = Number
web-column-subject = Subject
web-column-status = Status
web-column-due = Due
web-column-channel = Channel
web-empty-open-note = The ones that are done are in the register.
web-empty-page = Nothing further
web-pages = Pages
web-first = Back to the first page
web-next = Next page
# Due dates
web-provisional = provisional
web-due-latest = at the latest
web-due-running = { $left ->
    [one] { $left } working day left
   *[other] { $left } working days left
}
web-due-today = due today
web-due-late = { $late ->
    [0] late
    [one] { $late } working day late
   *[other] { $late } working days late
}
web-due-stopped = clock stopped
web-due-stopped-until = opinions awaited, stopped until { $until }
web-due-unconfirmed = counts once receipt is confirmed
web-due-redeciding = being decided anew, with a deadline of its own
web-due-ended = closed on { $closed }
web-due-ended-late = closed on { $closed }, late
web-due-none = no period
web-bar-counted = { $left ->
    [0] all { $total } working days counted
   *[other] { $counted } of { $total } working days counted
}
web-bar = { $elapsed } working days gone, { $left } left
# A case's page
web-verdict-reply = Reply due
web-verdict-redecision = New decision due
web-verdict-not-begun = Not begun
web-verdict-not-begun-note = counts from the day after receipt is confirmed (art. 31)
web-verdict-stopped = Clock stopped
web-verdict-restarted = if it ran again today, due on { $restarted }
web-verdict-met = closed on { $closed }, within the period
web-fact-status = Status
web-fact-outcome = Outcome
web-fact-received = Received
web-fact-closed = Closed
web-fact-channel = Channel
web-fact-regime = Governed by
web-fact-source = Number in the old register
web-why = How the date is counted
web-day-holiday = off
web-day-makeup = on
web-legend-start = start; counts from the next day
web-legend-counted = counted
web-legend-holiday = public holiday
web-legend-paused = not counted
web-legend-due = due
web-history = What happened
web-history-sound = Every entry has the checksum with which it was recorded.
web-history-broken = An entry does not have its checksum: run gongkai check to find out more.
web-mark-sound = checksum agrees
web-mark-broken = checksum differs
# Errors
web-error-heading = This cannot be shown
web-error-heading-404 = There is no such page
web-error-heading-500 = Not available at the moment
web-error-home = Back to the start page
web-error-number = Request number
web-error-not-found = There is nothing at this address. Check the number, or begin at the start page.
web-error-method = This address cannot be asked in this way; the header Allow says how.
web-error-foreign-page = The form was not sent from a page of this program, so nothing was done. Send it again from the page.
web-error-not-authorised = Only the { $role } may do this, and you do not have that role. Ask the administrator.
web-error-bad-json = The body is not well-formed JSON ({ $reason }). Correct it and send it again.
web-error-not-json = Send the body with Content-Type: application/json.
web-error-too-large = The request is larger than { $limit } KB. Make it smaller and send it again.
web-error-invalid = Some fields are wrong. Correct what is listed and send it again.
web-error-too-often = Too many requests. Try again in a little while.
web-field-unknown-field = There is no { $field } ({ $detail }). Leave it out or check the spelling.
web-field-missing = Something is missing in { $field } ({ $detail }).
web-field-wrong-type = { $field } has the wrong type ({ $detail }).
web-field-unknown-value = { $field } has none of the possible values ({ $detail }).
web-field-wrong-value = { $field } cannot be filled in like this. { $detail }
web-field-too-long = { $field } has at most { $detail } characters.
web-field-control-character = { $field } contains invisible control characters. Remove them.
web-sign-in = Sign in
web-sign-out = Sign out
web-sign-in-note = Your agency's administrator makes accounts and resets forgotten passwords.
web-login = Login
web-password = Password
web-code = One-time code
web-change-password = Change password
web-present-password = Present password
web-new-password = New password
web-password-changed = Your password has been changed.
web-password-rule = At least ten characters and not the login; a sentence you remember easily is good.
web-setup = First start
web-setup-note = Enter the first agency and its first administrator, who can then sign in and make the other accounts. This link works once.
web-agency-name = Name of the agency
web-agency-code = Code of the agency
web-agency-code-note = A short code for addresses and files, like hz-zfb, without spaces.
web-person-name = Your name
web-setup-send = Finish
web-error-bad-parameter = The parameter { $name } cannot be used. Follow a link on a page, or see the API document.
web-error-bad-request = The request is not well formed. Follow a link on a page, or see the API document.
web-error-unavailable = The database does not answer at the moment. Try again in a little while.
web-error-internal = The program failed, and the failure is logged. Tell whoever maintains it the request number.
# gongkai serve
cli-serve = Serves pages and API (read-only, for this computer)
cli-serve-example =
    Examples:
      gongkai serve
      gongkai serve --database sqlite:rehearsal.db --at 2025-12-31T09:00:00+08:00
serve-ready = Gongkai is running at { $address }
serve-keys-created = A key file was made at { $path }: back it up apart from the database; without it the encrypted personal data cannot be read.
serve-first-administrator = Nobody has an account yet. Open this one-time link to make the first administrator: { $link }
serve-unusable = { $bind } is not an address to listen on ({ $reason }): write it like 127.0.0.1:8080.
serve-listen = { $address } cannot be opened ({ $reason }): choose another port, for example GONGKAI__SERVER__BIND=127.0.0.1:8081.
serve-failed = The server failed: { $reason }. See the log.
serve-is-real = This database has been served in real time and cannot be rehearsed on with --at: name another database with --database.
serve-is-simulated = This database has been served on a simulated clock and its dates are not real: add --at, or name another database with --database.
# gongkai openapi
cli-openapi = Prints the API document (OpenAPI 3.1, JSON)
cli-openapi-example = Example: gongkai openapi > openapi.json
