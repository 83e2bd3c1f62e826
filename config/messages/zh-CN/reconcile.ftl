cli-reconcile = 核对一份报告的数据，列出其中所有矛盾
cli-reconcile-file = 报告数据（JSON），- 为标准输入
cli-reconcile-previous = 同一机关上一年度的报告，用来核对结转数
cli-reconcile-children = 所属各机关的报告，用来核对汇总数
cli-reconcile-json = 每行输出一个 JSON 对象
cli-reconcile-example =
    示例：
      gongkai reconcile 2025.report.json --previous 2024.report.json
      gongkai report --agency hz --year 2025 | gongkai reconcile - --json

    退出码：0 没有矛盾，1 有矛盾，2 读不出。

finding-place-row = 表三“{ $row }”行
finding-place-column = 表三“{ $column }”列
finding-place-cell = 表三“{ $row }”行“{ $column }”列
finding-place-group = 表四“{ $group }”
finding-place-appeal-cell = 表四“{ $group }”的“{ $column }”
finding-place-old = 统计表“{ $key }”（{ $column }）
finding-place-channels = 申请渠道统计
finding-place-carried-over = 上年结转统计
finding-place-prose = 文字部分
finding-year-value = 本年数
finding-cumulative = 历年累计

finding-row-sum = { $place }：六列之和是 { $left }，“总计”列写的是 { $right }。
finding-result-sum = { $place }：第三项（一）至（六）之和是 { $left }，“（七）总计”写的是 { $right }。
finding-balance = { $place }：第一项加第二项是 { $left }，第三项总计加第四项是 { $right }，两者应当相等。
finding-table4-sum = { $place }：维持、纠正、其他、尚未审结之和是 { $left }，“总计”写的是 { $right }。
finding-parts = { $place }：各项之和是 { $left }，总数写的是 { $right }。
finding-carry-over = { $place }：本年“上年结转”是 { $left }，上年报告“结转下年度”是 { $right }，两者应当相等。
finding-children = { $place }：汇总数是 { $left }，所属机关之和是 { $right }。
finding-children-exceeded = { $place }：汇总数是 { $left }，与所属机关的数（{ $right }）不符，比“{ $child }”一家的还少。
finding-prose = { $place }：写收到申请 { $left } 件，按所写口径表中是 { $right } 件。
finding-blank = { $place }：没有填数，没有发生的请填 0。
finding-channels = { $place }：各渠道之和是 { $left }，收到申请数是 { $right }。

reconcile-none = 没有发现矛盾。
reconcile-some = 共发现 { $count } 处矛盾。
reconcile-note-previous = 注意：{ $file } 是 { $found } 年的报告，核对结转数应当用 { $expected } 年的。
reconcile-note-child = 注意：{ $file } 是 { $found } 年的报告，核对汇总数应当用 { $expected } 年的。
reconcile-no-file = 打不开 { $file }（{ $error }）：请检查文件名和权限。
reconcile-not-json = { $file } 不是完整的 JSON（{ $error }）：请在所指位置改正，或用 gongkai report 重新导出。
reconcile-unreadable = { $file }：{ $problem }

unreadable-whole = 整个文件
unreadable-not-an-object = { $place } 应当是一个对象（{"{"}…{"}"}），请按报告数据格式改正。
unreadable-missing = 缺少 { $place }，请补上。
unreadable-not-a-number = { $place } 写的是 { $found }，应当写数字（不加引号），印成空白的写 null。
unreadable-not-whole = { $place } 写的是 { $found }，件数应当是整数，请改正。
unreadable-out-of-range = { $place } 写的是 { $found }，数太大或者小数超过四位，请改正。
unreadable-unknown-word = { $place } 写的是 { $found }，应当是下列之一：{ $allowed }。
unreadable-divided-and-not = { $place } 既写成一行又拆成三行，会重复计数，请只留一种。
