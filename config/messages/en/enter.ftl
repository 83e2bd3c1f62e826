cli-enter = Enter the report's figures that do not come from cases (Table 2 and others)
cli-enter-agency = Whose report (agency code)
cli-enter-year = Which year
cli-enter-form = The form whose cells are meant: 2021, 2019 or 2014; the year's own unless given
cli-enter-figures = CELL=FIGURE; without any, the cells that can be entered are listed
cli-enter-example = Example: gongkai enter --agency hz-zfb --year 2025 行政许可/本年处理决定数量=132
enter-no-figure = { $given } is not of the form CELL=FIGURE. Correct it.
enter-unknown-cell = { $given }: the report has no such cell to enter; run the command without figures to list them.
enter-no-number = { $given }: a figure is zero or more, with at most four decimals.
