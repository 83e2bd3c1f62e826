cli-enter = 填报年度报告中不由申请件得出的数字（表二等）
cli-enter-agency = 哪个机关（机关代码）
cli-enter-year = 哪一年
cli-enter-form = 按哪种格式的单元格：2021、2019 或 2014；不写则按年度
cli-enter-figures = 单元格=数字；一个也不写，就列出可以填的单元格
cli-enter-example = 例：gongkai enter --agency hz-zfb --year 2025 行政许可/本年处理决定数量=132
enter-no-figure = { $given } 不是“单元格=数字”的写法，请改正。
enter-unknown-cell = { $given }：报告里没有这个可填的单元格；不带数字运行本命令可列出全部。
enter-no-number = { $given }：数字应不小于零，最多四位小数。
