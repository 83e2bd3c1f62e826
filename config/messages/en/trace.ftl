# The explanation of a due date: a line for each stretch of time, enough to count it again by hand
trace-line = { $span }: { $what }
trace-line-with-basis = { $span }: { $what } ({ $basis })
trace-span = { $from } to { $to }
list-separator = {", "}
trace-received = request received; the period counts from the next day
trace-period = { $length } working days, counted from the next day
trace-supplement-requested = supplement notice given; the clock stops
trace-supplement-restarts = supplement received; the period starts afresh the next day
trace-fee-notified = fee notice given; the clock stops
trace-payment-restarts = fee paid; the period starts afresh the next day
trace-extension-lapsed = an extension of { $length } working days lapsed when the period started afresh
trace-extended = extension notified: { $length } working days are added at the end of the period
trace-extended-too-late = extension of { $length } working days notified after the period had ended; it adds nothing
trace-counted = { $days } working { $days ->
    [one] day counts
   *[other] days count
}, { $counted } so far
trace-holiday = { $name }, not working days
trace-makeup = make-up working day for { $name }: counts, { $counted } so far
trace-excluded = { $name }: { $days } working { $days ->
    [one] day does
   *[other] days do
} not count
trace-stopped = { $name }: the clock stands at { $counted } working days
trace-later-date = later date set with reasons (article 35)
trace-provisional = the holidays of { $name } are not published; counted on weekends and statutory festivals alone, so the date is provisional
trace-started = starting day; counted from the next day
trace-due = last day of the period
awaited-third-party = consulting a third party
awaited-agency = consulting another agency
awaited-supplement = waiting for the applicant's supplement
awaited-fee = waiting for payment
awaited-suspension = suspended
festival-new-year = New Year's Day
festival-spring = Spring Festival
festival-qingming = Qingming Festival
festival-labour = Labour Day
festival-dragon-boat = Dragon Boat Festival
festival-mid-autumn = Mid-Autumn Festival
festival-national = National Day
