# How the disclosure office is reached
office-heading = Disclosure office
office-settings-note = Public: shown beside the request form, on receipts, to applicants who follow their request, and in the annual report (art 12). What is left empty is not shown; the annual report then has general words.
office-name = Office
office-address = Address
office-postcode = Postcode
office-hours = Office hours
office-phone = Telephone
office-fax = Fax
office-email = E-mail
setting-line = { $field }: at most 120 characters without braces and control characters.
setting-not-a-phone = { $field }: enter digits, with area code and extension if need be.
setting-not-a-postcode = { $field }: enter a postcode of six digits.
setting-not-an-email = { $field }: enter an address such as name@example.com.
