# Administration
error-admin-outside-reach = This is outside of what you administer. Ask the administrator of that agency.
error-admin-own-roles = Nobody gives roles to himself. Ask another administrator.
error-admin-last-administrator = This is the last administrator of agency { $agency }, who can be neither disabled nor relieved. Appoint another one first.
error-admin-under-itself = Agency { $agency } cannot be put under { $under }, which is below it. Choose another parent.
error-admin-agency-in-use = Agency { $agency } still has { $open } open cases and { $below } active agencies below it. Conclude or hand over first.
error-admin-agency-closed = Agency { $agency } is closed and takes neither requests nor new agencies below it. Turn to an active agency.
error-admin-section-in-use = { $cases } cases belong to this section. Assign them elsewhere first.
error-admin-settings-moved = Somebody else has just changed the settings. Read them again, then change them.
error-calendar-replaced = The working calendar or the settings of the agency have just been changed and this was not done. Try again; if it stays so, check that all servers have the same calendar files.
setting-step-count = { $field }: there must be 1 to 5 review steps.
setting-step-name = { $field }: a step has a name of 1 to 20 characters without spaces around it.
setting-step-name-twice = { $field }: two steps have this name; give each its own.
setting-step-role = { $field }: administrators and auditors take no part in the review; choose another role.
setting-period = { $field }: use 1 to 40 working days.
setting-escalation = { $field }: the three thresholds are 1 to 40 working days, each higher than the one before.
setting-letter-prefix = { $field }: at most 60 characters without braces and control characters.
setting-register-no = { $field }: the last two numbers in it must be the year and the running number; change the template or the prefix.
