# What happened: one sentence a step; it repeats nobody's words and names no person
event-submitted = Request submitted ({ $channel })
event-receipt-confirmed = Receipt confirmed; the period counts from the next day
event-rejected-before-receipt = Ended before receipt was confirmed; not counted
event-assigned = Assigned
event-noted = Note
event-supplement-requested = Supplement requested from the applicant by { $respond_by }
event-supplemented = Supplement received
event-supplement-lapsed = Not supplemented in time; no longer processed
event-consulted = Opinion of the { $kind } asked for
event-consultation-answered = { $consents ->
    [yes] Opinion of the { $kind } received: consents
    [no] Opinion of the { $kind } received: objects
   *[unsaid] Opinion of the { $kind } received: neither consents nor objects
}
event-reasons-requested = Applicant asked to give reasons (art. 35)
event-reasons-given = Applicant’s reasons received
event-later-date-agreed = Later date set: { $due_on } (art. 35)
event-extended = Extension of { $days } working days notified
event-suspended = Suspended
event-resumed = Resumed
event-fee-notified = { $by ->
    [item] Fee of { $amount } yuan notified ({ $count } { $count ->
        [one] item
       *[other] items
    })
   *[page] Fee of { $amount } yuan notified ({ $count } { $count ->
        [one] page
       *[other] pages
    })
}
event-fee-notice-withdrawn = Fee notice withdrawn
event-fee-paid = Fee of { $amount } yuan paid
event-fee-lapsed = Fee not paid in time; no longer processed
event-fee-waived = Fee of { $amount } yuan waived
event-fee-refunded = Fee of { $amount } yuan refunded
event-cost-fee-charged = Cost fee: { $charged } yuan charged, { $waived } yuan waived
event-attachment-added = Attachment filed
event-attachment-marked-secret = Attachment marked as secret
event-attachments-purged = { $count ->
    [one] { $count } secret attachment purged
   *[other] { $count } secret attachments purged
}
event-reply-drafted = Reply drafted
event-submitted-for-review = Submitted for review in { $steps } { $steps ->
    [one] step
   *[other] steps
}
event-review-passed = Review step { $step } passed
event-review-sent-back = Sent back at review step { $step }
event-review-referred = Referred upward at review step { $step }
event-review-recorded = { $verdict ->
    [passed] Review step { $step } passed, as the register says
    [sent_back] Sent back at review step { $step }, as the register says
   *[referred] Referred upward at review step { $step }, as the register says
}
event-replied = Reply sent: { $outcome }{ $numbered ->
    [yes] {" "}({ $number })
   *[no] {""}
}{ $reviewed ->
    [yes] {""}
   *[no] ; its review is not evidenced
}
event-delivered = Reply delivered
event-withdrawn = Request withdrawn by the applicant
event-split-into = Split into { $numbers }
event-merged-into = Merged into { $number }
event-linked = Linked to { $number }
event-appeal-filed = Appeal filed: { $group }
event-appeal-answered = Answer to the appeal submitted: { $group }
event-appeal-concluded = { $result ->
    [upheld] Appeal concluded, upheld: { $group }
    [corrected] Appeal concluded, corrected: { $group }
   *[other] Appeal concluded, other result: { $group }
}{ $within ->
    [0] {""}
   *[other] ; new decision ordered within { $within } working days
}
event-complaint-filed = Complaint received
event-complaint-concluded = Complaint concluded
event-corrected = { $field ->
    [received_on] Date of receipt corrected
    [channel] Channel corrected
    [category] Category of applicant corrected
    [subject] Subject corrected
    [outcome] Outcome corrected
   *[step_date] Date of a step corrected
}
event-due-date-moved = Calendar changed: due date moved from { $from } to { $to }{ $provisional ->
    [yes] {" "}(provisional)
   *[no] {""}
}
event-no-date = none
event-actor-applicant = applicant
event-actor-system = system
event-actor-import = taken over from a register
event-actor-officer = officer no. { $number }
