# The pages of the administration
nav-administration = Administration
admin-title = Administration
admin-title-note = Agencies, people and calendars are administered here. Each change is recorded with its time and who made it.
admin-save = Save
admin-saved = Saved.
admin-duties-note = When reminders, escalations and the closing of the year were done last, with what result; do one now.
# Agencies
admin-agencies = Agencies and people
admin-agencies-note = { $count ->
    [one] You administer one agency:
   *[other] You administer { $count } agencies:
} add and close agencies, set up sections, open accounts, give roles.
admin-agency-new = Add an agency
admin-agency-enter = Add the agency
admin-agency-entered = The agency has been added. Set up its sections and open accounts next.
admin-agency-name = Name of the agency
admin-agency-code = Code of the agency
admin-code-hint = Used in addresses and in imported files; it cannot be changed later. For example jyj.
admin-code-wrong = The code is 1 to 64 letters, digits or - _ . without spaces.
admin-parent = Agency above it
admin-parent-hint = Its figures are counted with those of the agency above it from then on.
admin-parent-wrong = Choose the agency above it from the list.
admin-no-parent = None above it
admin-region = Calendar
admin-region-national = National
admin-region-hint = Periods are counted in working days of this calendar. Open due dates are counted anew at once when it changes.
admin-letter-prefix = Document prefix
admin-letter-prefix-hint = Used in document numbers. May be left empty.
admin-open = In use
admin-closed = Closed
admin-details = Particulars
admin-place = Place in the tree
admin-move = Move
admin-close = Close the agency
admin-close-note = A closed agency takes no requests; its records and figures are kept. It cannot be closed while cases are open or agencies below it are in use.
admin-reopen = Reopen the agency
admin-reopen-note = It takes requests again.
admin-tabs = Pages of the agency
admin-tab-agency = Overview
admin-tab-sections = Sections
admin-tab-people = People
# Sections
admin-section-name = Name of the section
admin-section-new = Add a section
admin-section-add = Add
admin-section-added = The section has been added.
admin-section-remove = Remove
admin-section-removed = The section has been removed.
admin-sections-none = There are no sections yet. An agency without sections needs none.
admin-sections-note = A section that cases name cannot be removed; reassign them first.
admin-rename = Rename
# People
admin-person-name = Name
admin-person-new = Open an account
admin-person-new-note = A one-time password is made and shown once. It has to be changed at the first sign-in.
admin-person-add = Open the account
admin-person-unknown = There is no such login in the agencies that you administer.
admin-person-elsewhere = This person also holds roles outside of what you administer, so an administrator above you manages the account. You can give and take roles in this agency.
admin-login = Login
admin-login-hint = Typed to sign in, for example zhang.san.
admin-login-wrong = A login is 1 to 64 letters, digits or - _ . @ without spaces.
admin-email = Work e-mail
admin-email-hint = For reminders of work and due dates; without it no mail is sent.
admin-roles = Roles
admin-roles-none = No roles: this person sees no requests.
admin-roles-missing = Choose at least one role.
admin-role = Role
admin-role-where = Agency
admin-role-choose = Choose
admin-role-missing = Choose the role to give.
admin-role-from-above = { $role } (given above)
admin-role-grant = Give a role
admin-role-give = Give
admin-role-revoke = Take away
admin-role-elsewhere = Taken away in that agency
admin-and-below = {" "}and below
admin-subtree = The roles hold in every agency below as well
admin-own-roles = Nobody gives roles to himself. Another administrator has to do it.
admin-known = Give a role to somebody who has an account
admin-known-hint = Type the login to open the person’s page and give a role in this agency.
admin-known-find = Find
admin-disabled = Disabled
admin-signing-in = Signing in
admin-disable = Disable the account
admin-disable-note = A disabled account cannot sign in and its sessions end; what was done stays under its name. If the password is forgotten, reset it and tell the person.
admin-enable = Enable the account
admin-enable-note = The account is disabled. Once enabled it signs in with its password as before.
admin-locked = Login locked
admin-locked-note = The password was wrong too often, so nobody signs in under this login before { $until }. If the person mistyped it, unlock the login; if somebody may be guessing, do not.
admin-unlock = Unlock the login
admin-reset = Reset the password
admin-password = One-time password
admin-handover = The password has been reset
admin-handover-new = The account is open
admin-handover-note = The password is shown this once. Tell the person face to face or by telephone; it has to be changed at the next sign-in.
admin-handover-gone = This account was opened before, and its password is no longer shown. Reset the password if needed.
admin-handover-done = Open the person’s page
# Calendars
admin-calendars = Working calendars
admin-calendars-note = Holidays and make-up days by year. Upload the next year, see which due dates move, then put it in force.
admin-calendars-lead = Periods are counted by these calendars. For the same year and region an uploaded file replaces one of the folder, which replaces one of the program.
admin-calendars-in-force = In force
admin-calendar-upload = Upload a calendar
admin-calendar-file = Calendar file
admin-calendar-file-hint = One file for each year, TOML, written as cn-2026.toml of the program.
admin-calendar-text = Or paste what is in the file
admin-calendar-text-hint = If a file is chosen, the file counts.
admin-calendar-nothing = Choose a calendar file, or paste what is in it.
admin-calendar-no-text = This file is no text, or too long to be a calendar.
admin-calendar-not-here = Calendars hold for every agency and are uploaded by an administrator of the topmost one.
admin-calendar-look = See what moves
admin-calendar-look-note = Nothing is changed yet.
admin-calendar-year = Year
admin-calendar-basis = Documents
admin-calendar-source = Source
admin-calendar-source-built-in = Of the program
admin-calendar-source-folder = Calendar folder
admin-calendar-source-uploaded = Uploaded
admin-calendar-uploaded = { $by }, { $at }
admin-calendar-withdraw = Withdraw
admin-calendar-look-at = See what a calendar moves
admin-calendar-look-at-withdrawal = See what a withdrawal moves
admin-calendar-moves = { $count ->
    [0] No open due date moves.
    [one] One open due date moves; it will be told in the history of its case.
   *[other] { $count } open due dates move; each will be told in the history of its case.
}
admin-calendar-moves-many = Many open due dates move; these are { $count } of them.
admin-calendar-changed = Not in force yet: the calendars were changed since you looked, or the file is not the one you looked at. Look at what moves once more.
admin-calendar-from = Due now
admin-calendar-to = Due then
admin-calendar-no-date = Not fixed
admin-calendar-read = Read the file
admin-calendar-apply = Put this calendar in force
admin-calendar-applied = The change is in force; due dates that moved: { $what }.
admin-calendar-applied-before = The change is in force.
admin-calendar-leave = Leave it and go back
# Rules
admin-tab-settings = Rules
admin-receiving = Receiving
admin-receipt = When an online request is received
admin-receipt-on-confirmation = When it is confirmed
admin-receipt-on-confirmation-note = An officer confirms it with the applicant; that day is the day of receipt. Unconfirmed after one working day, it is reminded of every day.
admin-receipt-automatic = At once
admin-receipt-automatic-note = The acknowledgement of the system is the confirmation; the day it was sent is the day of receipt.
admin-receipt-missing = Choose when an online request is received.
admin-register-no = Form of register numbers
admin-register-no-hint = {"{"}year{"}"} is the year, {"{"}n{"}"} the number, {"{"}n:05{"}"} fills up to five digits, {"{"}代字{"}"} is the document prefix. Numbers that were given out stay.
admin-bodies = Remedies
admin-bodies-note = They are named in the paragraph on remedies of each reply, and to applicants who follow their request. If a name is left out, the general words of the law stand there.
admin-reconsideration = Authority for reconsideration
admin-reconsideration-hint = Where reconsideration of this agency's replies is applied for.
admin-court = Court
admin-steps = Steps of the review
admin-steps-note = One to five, each passed by a different person. An empty line is no step. What is under review keeps the steps it was submitted with.
admin-step-name = Name of the step
admin-step-role = Who reviews
admin-step-role-missing = Choose who reviews, or empty the line.
admin-step-part = { $part } ({ $number })
admin-drafter = Drafter as reviewer
admin-drafter-may = Whoever submits a draft may take one of the steps
admin-drafter-hint = For agencies with few people; every step is still passed by a different person.
admin-internal = Internal periods
admin-internal-note = For reminders only; they do not change the statutory period.
admin-draft-by = Draft due
admin-draft-by-hint = By which working day after receipt the reply is drafted.
admin-review-step = Each step of the review
admin-review-step-hint = Working days for each step.
admin-remind-before = Reminder
admin-remind-before-hint = How many working days before it runs out a period is pointed out.
admin-late = Late cases
admin-late-note = After how many working days late a case is brought up with whom; each later than the one before.
admin-escalate-officer = Officer
admin-escalate-section = Head of section
admin-escalate-office = Head of office
admin-lapse = Supplements and payments that do not come
admin-grace = Grace
admin-grace-hint = Working days that are waited after the last day: what was posted on that day is in time.
admin-grace-wrong = The grace is 0 to 39 working days.
admin-lapse-automatically = End the case by itself when the grace is over
admin-lapse-hint = Otherwise an officer confirms it.
admin-days-wrong = Give a number of working days.
admin-settings-moved = Not saved yet: somebody else has changed the rules since you opened this page. Below is what you typed; saving again puts it in place of theirs.
admin-settings-log = See what was changed
# Audit
admin-tab-log = Changes
admin-audit = Audit
admin-audit-note = Who did what and when, what was changed, and whose particulars were looked at; auditors can take all records along.
admin-audit-kind = Records
admin-audit-kind-cases = Work on cases
admin-audit-kind-unsealings = Particulars seen
admin-audit-kind-administration = Administration
admin-audit-from = From
admin-audit-to = To
admin-audit-person = Person
admin-audit-anybody = Everybody
admin-audit-case = Register number
admin-audit-show = Show
admin-audit-found = Records
admin-audit-at = Time
admin-audit-what = What
admin-audit-nothing = There are no such records.
admin-audit-no-day = Give a date, for example 2025-03-03.
admin-audit-wrong = Choose from the list.
admin-audit-only-administration = Of this agency you can see what was administered only.
admin-audit-unsealed = Looked at the applicant’s particulars
admin-audit-export = Take all records along
admin-audit-export-note = All records of the agency and of those below it, each with its hash; they can be verified without this program, as described in the manual.
admin-told-nothing = nothing
admin-told-agency-added = Agency { $name } added
admin-told-agency-renamed = Agency renamed: { $from } → { $to }
admin-told-region-changed = Calendar: { $from } → { $to }; due dates that moved: { $moved }
admin-told-prefix-changed = Document prefix: { $from } → { $to }
admin-told-agency-moved = Agency above: { $from } → { $to }
admin-told-agency-closed = Agency closed
admin-told-agency-reopened = Agency reopened
admin-told-section-added = Section { $name } added
admin-told-section-renamed = Section renamed: { $from } → { $to }
admin-told-section-removed = Section { $name } removed
admin-told-account-created = Account { $login } opened for { $person }
admin-told-account-renamed = Name of { $person } corrected
admin-told-account-email = Work e-mail of { $person } changed
admin-told-account-disabled = Account of { $person } disabled
admin-told-account-enabled = Account of { $person } enabled
admin-told-login-unlocked = Login of { $person } unlocked
admin-told-password-reset = Password of { $person } reset
admin-told-role-granted = { $person } given a role: { $role }{ $below ->
    [none] {""}
   *[other] {" "}(and below)
}
admin-told-role-revoked = { $person } relieved of a role: { $role }{ $below ->
    [none] {""}
   *[other] {" "}(and below)
}
admin-told-settings = Rules changed
admin-told-setting = { $name }: { $from } → { $to }
admin-told-step = { $name } ({ $role })
admin-told-days = { $days ->
    [one] one working day
   *[other] { $days } working days
}
admin-told-yes = yes
admin-told-no = no
admin-told-calendar-applied = Calendar { $name } put in force; due dates that moved: { $moved }
admin-told-calendar-withdrawn = Calendar { $name } withdrawn; due dates that moved: { $moved }
admin-told-register-exported = Register of { $year } exported ({ $format }, { $named ->
    [yes] with names
   *[no] names masked
})
admin-told-register-imported = Register taken over: { $accepted } accepted, { $unchanged } unchanged, { $refused } lines refused
admin-told-exported = Register exported ({ $format }, { $named ->
    [yes] with names of applicants
   *[no] without names of applicants
})
admin-told-letter-voided = Letter voided: { $number }
admin-told-letter-wording = Words changed: { $what }
admin-told-letter-wording-removed = Back to the words that come with the program: { $what }
admin-told-letter-numbering = Numbers of { $kind } changed from “{ $from }” to “{ $to }”
admin-told-seal-kept = Picture of the seal replaced
admin-told-seal-removed = Picture of the seal removed
admin-told-webhook-added = Webhook to { $host } added
admin-told-webhook-changed = Webhook to { $host } changed ({ $active ->
    [yes] active
   *[no] inactive
}{ $below ->
    [none] {""}
   *[other] , with the agencies below
})
admin-told-webhook-removed = Webhook to { $host } removed
admin-told-webhook-secret = Secret of the webhook to { $host } changed
