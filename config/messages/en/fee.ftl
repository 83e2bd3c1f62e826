cli-fee = The information-processing fee (State Council General Office Letter 2020 No. 109), in yuan
cli-fee-example = Examples:
    {"  "}gongkai fee --by item --already 9 --items 3    9 items this month, 3 more now: 200
    {"  "}gongkai fee --by page --pages 68               68 pages: 380
    {"  "}gongkai fee --by page --pages 68 --json        with the tiers
cli-fee-by = How it is charged: item or page; a request is charged in one way only
cli-fee-already = Items of the same applicant already counted this month, 0 if not given
cli-fee-items = Items of this request
cli-fee-pages = Pages of this request; one side of A4 or smaller is a page
cli-fee-json = Print JSON with the tiers
fee-mixed = A request is charged by item or by page, never both (Letter 2020 No. 109, article 3): use --by item with --items, or --by page with --pages.
fee-already-by-page = Pages are not added up over requests: leave out --already.
fee-items-needed = How many items does this request have? Add --items N.
fee-pages-needed = How many pages does this request have? Add --pages N.
fee-negative = There cannot be { $number } items or pages: give a whole number from 0 up.
fee-too-many = Too many items or pages: give numbers that add up to { $max } at most.
fee-no-tariff = The rules contain no rates for the information-processing fee: check that the program is complete.
