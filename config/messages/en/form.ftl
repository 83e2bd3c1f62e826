# Forms
form-optional = (optional)
form-wrong-field = Not right:
form-wrong = { $count ->
    [0] This was not done
    [one] One thing needs to be put right
   *[other] { $count } things need to be put right
}
form-old-heading = Please send it once more
form-old = This page was open for too long, or you have signed in or out since, so nothing was done. Every word you typed is kept: one click sends it again. Files have to be picked again.
form-send-again = Send again
# Navigation
nav-areas = Sections
nav-home = Home
nav-today = Today
nav-desk = Staff sign-in
