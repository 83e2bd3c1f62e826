cli-reconcile = Check a report's figures and list every contradiction in them
cli-reconcile-file = The report's figures (JSON), - for standard input
cli-reconcile-previous = Last year's report of the same agency, to check what was carried over
cli-reconcile-children = Reports of the agencies below, to check a summary
cli-reconcile-json = Print one JSON object a line
cli-reconcile-example =
    Example:
      gongkai reconcile 2025.report.json --previous 2024.report.json
      gongkai report --agency hz --year 2025 | gongkai reconcile - --json

    Exit code: 0 no contradiction, 1 some, 2 unreadable.

finding-place-row = Table 3, row { $row }
finding-place-column = Table 3, column { $column }
finding-place-cell = Table 3, row { $row }, column { $column }
finding-place-group = Table 4, { $group }
finding-place-appeal-cell = Table 4, { $group }, { $column }
finding-place-old = Statistics table, { $key } ({ $column })
finding-place-channels = Statistics by channel
finding-place-carried-over = Statistics, carried over
finding-place-prose = Prose
finding-year-value = this year
finding-cumulative = running total

finding-row-sum = { $place }: the six columns add up to { $left }, but the total says { $right }.
finding-result-sum = { $place }: the results (一) to (六) add up to { $left }, but (七) says { $right }.
finding-balance = { $place }: 一 plus 二 is { $left }, but 三(七) plus 四 is { $right }; they should be equal.
finding-table4-sum = { $place }: upheld, corrected, other and pending add up to { $left }, but the total says { $right }.
finding-parts = { $place }: the parts add up to { $left }, but the total says { $right }.
finding-carry-over = { $place }: { $left } carried over, but last year's report carried { $right } forward; they should be equal.
finding-children = { $place }: the summary says { $left }, but the agencies below add up to { $right }.
finding-children-exceeded = { $place }: the summary says { $left }, which disagrees with the agencies below ({ $right }) and is less than { $child } alone.
finding-prose = { $place }: it says { $left } requests, but the table, counted the way it says, has { $right }.
finding-blank = { $place }: no number is given; write 0 for nothing.
finding-channels = { $place }: the channels add up to { $left }, but { $right } requests were received.

reconcile-none = No contradiction found.
reconcile-some =
    { $count ->
        [one] { $count } contradiction found.
       *[other] { $count } contradictions found.
    }
reconcile-note-previous = Note: { $file } is the report for { $found }; to check what was carried over, give the one for { $expected }.
reconcile-note-child = Note: { $file } is the report for { $found }; to check a summary, give the one for { $expected }.
reconcile-no-file = { $file } cannot be opened ({ $error }): check its name and permissions.
reconcile-not-json = { $file } is not complete JSON ({ $error }): correct it at that place, or export it again with gongkai report.
reconcile-unreadable = { $file }: { $problem }

unreadable-whole = the whole file
unreadable-not-an-object = { $place } should be an object ({"{"}…{"}"}); write it as the report format has it.
unreadable-missing = { $place } is missing; add it.
unreadable-not-a-number = { $place } is { $found }; write a number without quotation marks, or null if it was printed blank.
unreadable-not-whole = { $place } is { $found }; a number of requests is whole, correct it.
unreadable-out-of-range = { $place } is { $found }, which is too large or has more than four decimals; correct it.
unreadable-unknown-word = { $place } is { $found }; it should be one of: { $allowed }.
unreadable-divided-and-not = { $place } is printed both as one row and as three, which counts it twice; keep one.
