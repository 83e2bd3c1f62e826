# The officer's desk
desk-too-many-views = No more than { $most } views can be saved. Delete one that is not needed any more.
what-view = saved view
desk-unknown-parameter = The parameter { $name } is not one, or it comes twice.
# Today
nav-agencies = Agencies
nav-search = Search
desk-title = Today
desk-no-office = You hold no role that works on requests yet. An administrator can give you one.
desk-urgent = My requests due today or late
desk-urgent-all = Due today or late
desk-nothing-urgent = Nothing is due today or late.
desk-more-urgent = Only the 20 most urgent are shown; the rest is under “Late”.
desk-waiting = Waiting for me
desk-nothing-waits = Nothing waits for you. Requests appear here when they are to be confirmed, assigned, drafted, reviewed or sent.
desk-all-of-it = All
desk-figures = The office
desk-soon = Due within 3 days
desk-long-late = Late { $days } days or more
desk-with-below = With agencies below
desk-people = By person
desk-late-below = Agencies below with late requests
wait-review = To review
wait-confirm = To confirm
wait-assign = To assign
wait-draft = To draft
wait-redecide = To decide anew
wait-dispatch = To send
