error-settings = The settings are wrong: { $error }. Correct the settings file or the environment and try again.
cli = Requests for government information: register, clock, three-step review and annual report in one program
cli-database = Database address: sqlite:PATH or postgres://…, before the settings file
cli-config = Settings file
cli-at = Run on a simulated clock that starts at this instant (RFC 3339)
cli-lang = Language of messages
