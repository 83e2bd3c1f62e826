# Operating commands
sentence-separator = {" "}

cli-migrate = Bring the database schema up to this program; if it is up to date, nothing happens
cli-migrate-to-newest = To the newest schema (the default, and the only way to go)
cli-migrate-example = Example: gongkai migrate --database sqlite:data/gongkai.db
migrate-nothing = { $database } is up to date; there was nothing to do.
migrate-done = { $database } is up to date now; { $count } migrations ran: { $names }.

cli-agency = Agencies: enter them, show the tree
cli-agency-example = Example: gongkai agency list
cli-agency-add = Enter an agency
cli-agency-add-example =
    Examples:
    {"  "}gongkai agency add hz 某市人民政府 --prefix 某政公复
    {"  "}gongkai agency add hz-zfb 某市人民政府办公室 --parent hz
cli-agency-add-code = Its code: 1 to 64 letters, digits, - _ .
cli-agency-add-name = Its name
cli-agency-add-parent = Code of the agency above it
cli-agency-add-region = Its region (such as CN-GX), whose own holidays are added
cli-agency-add-prefix = The characters its document numbers begin with (代字)
cli-agency-list = Show the tree of agencies, each further in than the one above it
cli-agency-list-example = Example: gongkai agency list --json
cli-agency-list-json = One line of JSON for each agency
agency-added = Agency { $code } ({ $name }) has been entered.

cli-user = Accounts: make, show and disable them
cli-user-example = Example: gongkai user list --agency hz-zfb
cli-user-add = Make an account with roles in one agency
cli-user-add-example =
    Examples:
    {"  "}gongkai user add wang 王某 --agency hz-zfb --role registrar case_officer
    {"  "}gongkai user add zhao 赵某 --agency hz --role supervisor --subtree --password-stdin < password-file
cli-user-add-login = What is typed to log in: 1 to 64 letters, digits, - _ . @
cli-user-add-name = The person's name
cli-user-add-agency = Code of the agency
cli-user-add-roles = One or more roles: registrar, case_officer, preliminary_reviewer, examiner, release_authority, office_head, supervisor, administrator, auditor
cli-user-add-subtree = The roles hold in every agency below as well
cli-user-add-email = The person's e-mail address; without one there is no mail
cli-user-add-password-stdin = Read the password from the first line of standard input; without this one is made and shown once
cli-user-list = Show accounts and their roles
cli-user-list-example = Example: gongkai user list --agency hz-zfb --json
cli-user-list-agency = Only accounts with a role in this agency, given there or further up
cli-user-list-json = One line of JSON for each account
cli-user-disable = Disable an account: it can no longer log in, what it did stays under its name
cli-user-disable-example = Example: gongkai user disable wang
cli-user-disable-login = The login
user-added = Account { $login } has been made for { $agency }.
user-password = First password (shown only this once; hand it over and have it changed after logging in): { $password }
user-login-taken = The login { $login } is taken. Choose another one.
user-password-unreadable = No password could be read from standard input. Write it as UTF-8 text on the first line.
user-disabled = Account { $login } has been disabled.
user-disabled-before = Account { $login } had been disabled before; nothing has changed.
user-line = { $login }  { $name }  { $roles }
user-line-disabled = { $login }  { $name }  { $roles }  (disabled)
user-role = { $role } ({ $agency })
user-role-subtree = { $role } ({ $agency } and below)

cli-rekey = Change the key: seal all personal data again with a new one, then destroy the old ones; if interrupted, run it again and it goes on; servers may stay up
cli-rekey-example = Example: gongkai rekey
rekey-done = Key { $key } is in use now, and { $count } applicants' files have been sealed with it. The key file { $file } has changed: back it up again now. Older backups of the database still need the older key file.
rekey-retired = Old keys destroyed: { $keys }.
rekey-damaged = Some applicants' files or webhook secrets do not open; they were left as they are, and so were the keys they name: { $files }. Run gongkai check, restore these files from a backup (or change the webhook secrets) and try again.
error-key-replaced = The key file is older than the database, which is sealed with a newer key. Put the newest key file back; if another change of keys is running, wait for it and try again.
error-password = The password could not be processed: { $detail }. Check the system's memory and random numbers and try again.

cli-export = Write everything to one file that can be restored into SQLite or PostgreSQL
cli-export-example =
    Examples:
    {"  "}gongkai export export.jsonl
    {"  "}gongkai export | gzip > export.jsonl.gz
cli-export-file = The export file, - for standard output; nothing is written over
export-done = Exported to { $file }: { $cases } requests, { $events } entries of their history. The key file { $keys } is not in it: back it up apart from it.
cli-restore = Restore an export file into an empty database; if the file is not whole, nothing is written
cli-restore-example = Example: gongkai restore export.jsonl --database postgres://gongkai@localhost/gongkai
cli-restore-file = The export file, - for standard input
restore-done = Restored into { $database }: { $cases } requests, { $events } entries of their history. Personal data opens only with the key file it had: put it at { $keys }.
cli-backup = Copy a SQLite database that is being used; the copy is a complete database file
cli-backup-example = Example: gongkai backup backups/gongkai-2026-03-02.db
cli-backup-file = The copy; nothing is written over
backup-done = Copied to { $file }. The key file { $keys } is not in it: back it up apart from it.
