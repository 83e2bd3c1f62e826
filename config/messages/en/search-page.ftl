# Search
search-words = What to look for
search-everywhere = All agencies
search-hint = Looks in numbers, requests, supplements, replies and applicants; all words between spaces must be there.
search-missing = Enter a character, letter or digit.
search-too-long = At most 200 characters; make it shorter.
search-nothing = Nothing found
search-nothing-note = Use another word, or fewer.
search-go-on = Not all has been looked through; see the next page
found-case-no = Number
found-source-ref = Former number
found-subject = Request
found-request = Details
found-supplement = Supplement
found-reply = Reply
found-draft = Draft
found-applicant-name = Applicant
