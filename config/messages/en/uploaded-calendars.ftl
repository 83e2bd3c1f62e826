# Calendars that were uploaded, on the command line
cli-calendar = Calendars that administrators uploaded: show them, take them away
cli-calendar-example = Example: gongkai calendar list
cli-calendar-list = Show the uploaded calendars, and say what is wrong if this version cannot use them
cli-calendar-list-example = Example: gongkai calendar list --json
cli-calendar-list-json = One line of JSON for each file
cli-calendar-withdraw = Take uploaded calendars away; what they replaced is in force again, and open due dates are counted anew
cli-calendar-withdraw-example = Example: gongkai calendar withdraw cn-2027.toml
cli-calendar-withdraw-names = What the files are called, as the list shows them
calendar-withdrawn = Withdrawn: { $name }. { $moved } due dates moved.
calendar-unusable = { $problem } This is a calendar that was uploaded, and this version cannot use it: see gongkai calendar list, take it away with gongkai calendar withdraw NAME, then start again.
