report-title = Annual report on open government information { $year }: figures
report-subtitle = Form of { $form } · { $scope }
report-scope-own = this agency
report-scope-all = this agency and all agencies below it
report-summary = { $received } requests were received in the year (not counting { $carried_over } carried over from the year before); { $closed } were closed and { $carried_forward } are carried forward to the next year.

report-channels = Annex 1. Requests received, by channel
report-channels-short = Channels
report-channel = Channel
report-channel-in_person = In person
report-channel-post = Letter
report-channel-fax = Fax
report-channel-email = E-mail
report-channel-online = Online
report-channel-oral = Oral
report-total = Total
report-count = Requests
report-share = Share

report-timeliness = Annex 2. Replies and their due dates
report-timeliness-short = Due dates
report-on-time = On time
report-extended-on-time = On time after extension
report-late = Late
report-replies = Replies
report-median = Median working days to first reply
report-p90 = Nine in ten replies within (working days)

report-fees = Annex 3. Fees
report-fees-short = Fees
report-fee-charged = Charged (yuan)
report-fee-waived = Waived (yuan)
report-fee-cases = Requests charged
