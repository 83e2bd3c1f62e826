# Keys
error-keys-missing = There is no key file { $path }, but the database already holds data: put the key file from your backup back there; without it, personal data cannot be read.
error-keys-permissions = The key file { $path } can be read by others (mode { $mode }): run chmod 600 { $path } and try again.
error-keys-damaged = The key file { $path } is damaged ({ $damage }): restore it from a backup; do not delete it, or the personal data already stored cannot be read.
error-keys-io = The key file { $path } cannot be used: { $reason }. Check that its folder exists and is writable and that the disk is not full.
error-keys-random = The system gives no random bytes, so no key can be made: check the operating system and try again.
error-keys-unknown-key = The key file has no key { $key }, so what was sealed with it cannot be read: restore the key file that has it.
error-keys-active = Key { $key } is in use for new data and cannot be retired: add a new key first.
error-keys-authentication = Sealed data does not open: it was altered, moved from another record, or sealed with another key; run gongkai check to see how far it goes, and restore from a backup.
error-keys-too-long = The text is too long to be sealed: submit it as an attachment.
keys-damage-form = it is incomplete or not a key file
keys-damage-version = version { $version } was written by a later program; upgrade this one
keys-damage-checksum = its check sum does not match, a character was changed
keys-damage-no-active-key = the key in use is not there

# Request form: fields
field-name = Name
field-id-kind = Kind of identity document
field-id-number = Document number
field-work-unit = Place of work
field-credit-code = Unified social credit code
field-legal-representative = Legal representative
field-contact-person = Contact person
field-phone = Telephone
field-postcode = Post code
field-address = Postal address
field-fax = Fax
field-email = E-mail address
field-subject = Name of the information
field-description = Description
field-document-no = Document number
field-purpose = Purpose
field-provide-as = Form of provision
field-obtain-by = Way of obtaining

# Request form: what is wrong and what to do
problem-missing = { $field }: please fill this in.
problem-not-applicable = { $field }: not a field of this kind of applicant; clear it or choose another kind.
problem-too-long = { $field }: longer than { $max } characters; please shorten it.
problem-control-character = { $field }: contains an invisible control character; please delete it and type it again.
problem-no-letter = { $field }: contains no letter; please give the real name.
problem-id-length = { $field }: has 18 digits (first generation: 15); please count them.
problem-id-character = { $field }: has digits only, and X at most in the last place; please check it.
problem-id-birth-date = { $field }: the date of birth does not exist or is later than today; please check digits 7 to 14.
problem-id-check-digit = { $field }: the check digit does not match; please compare it digit by digit.
problem-document-number = { $field }: has 4 to 30 letters and digits; please check it.
problem-credit-code-length = { $field }: has 18 characters; please look at the licence or certificate.
problem-credit-code-character = { $field }: has digits and capital letters without I, O, S, V, Z; please check that 0 was not typed as O, or 1 as I.
problem-credit-code-check = { $field }: the check character does not match; please compare it character by character.
problem-not-a-phone = { $field }: does not look like a telephone number; please give digits, with area code and extension if any.
problem-not-a-postcode = { $field }: does not look like a post code; please give six digits.
problem-not-an-email = { $field }: does not look like an address; please write it like name@example.com.

# Passwords
password-too-short = A password has at least { $min } characters: please make it longer; a few words in a row are easy to remember.
password-too-long = The password is too long (at most { $max } bytes): please shorten it.
password-is-login = The password must not be the login: please choose another one.
password-repeated = The password must not be one character repeated: please choose another one.

# Query code
query-code-character = “{ $character }” does not occur in a query code (there is no 0, O, 1, I or L): please compare it with the receipt.
query-code-length = A query code has 15 characters, this one { $length }: please compare it with the receipt.
query-code-check = The query code is mistyped in one place: please compare it with the receipt.

# Document numbers
numbering-unknown-placeholder = The number format has an unknown {"{"}{ $name }{"}"}: there are {"{"}代字{"}"}, {"{"}year{"}"}, {"{"}n{"}"} and {"{"}n:04{"}"}.
numbering-brace = A brace in the number format or prefix is not closed or not opened: please correct it.
numbering-not-once = {"{"}{ $name }{"}"} must stand in the number format exactly once, or two documents would share a number.
numbering-touching = Something must stand between two numbers in the number format, for example {"{"}year{"}"}〕{"{"}n{"}"}.
numbering-length = A number format or prefix has 1 to { $max } characters and no control characters.
