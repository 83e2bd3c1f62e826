# Attachments: why a file is not taken, and what is wrong with the folder or the scanner
file-refused-file-empty = The file “{ $name }” is empty and was not kept. Check it and send it again.
file-refused-file-too-large = The file “{ $name }” is larger than { $at_most } and was not kept. Compress or divide it and send it again.
file-refused-too-many-files = { $at_most } files at most may be sent at once. Send the others separately.
file-refused-file-name-missing = One of the files has no name. Give it a name and send it again.
file-refused-file-name-too-long = A file's name is longer than { $at_most } characters. Shorten it and send the file again.
file-refused-file-type-not-accepted = The content of the file “{ $name }” is { $found }, which is not accepted. PDF, OFD, pictures (PNG, JPEG, TIFF, WebP), Word, Excel, PowerPoint, ODT and ODS files without macros and plain text (UTF-8 or GB18030) are.
file-refused-file-type-mismatch = The name of the file “{ $name }” ends with { $named }, but its content is { $found }. Correct the name, or save the file again with its own program, and send it again.
file-refused-infected = The file “{ $name }” contains malicious code ({ $finding }) and was not kept. Clean it and send it again.
files-scanner-unavailable = Files cannot be scanned now, so nothing was kept. Try again later.
files-missing = The file { $file } is not in the attachments folder. Restore the folder from a backup, then run gongkai check.
files-altered = The content of the file { $file } is not what was kept, so it is not handed out. Restore it from a backup, then run gongkai check.
files-unusable = The attachments folder cannot be used: { $detail }. Check the disk's free space and permissions.
check-attachment = { $case }: the file that entry { $version } of the history adds has no row, or the row was altered
check-file-missing = { $case }: the file of { $file } is gone; restore the attachments folder from a backup
check-file-altered = { $case }: the content of { $file } is not what was kept; restore it from a backup
check-file-not-removed = { $case }: { $file } was purged, but its file is still there; check the permissions of the attachments folder
