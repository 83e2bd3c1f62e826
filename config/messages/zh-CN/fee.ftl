cli-fee = 计算信息处理费（国办函〔2020〕109号），单位：元
cli-fee-example = 示例：
    {"  "}gongkai fee --by item --already 9 --items 3    本月已有 9 件，本次 3 件：200
    {"  "}gongkai fee --by page --pages 68               本件 68 页：380
    {"  "}gongkai fee --by page --pages 68 --json        并列出各档
cli-fee-by = 计收方式：item 按件，page 按量（页）；一件申请只能用一种
cli-fee-already = 同一申请人本月已计的件数，默认 0
cli-fee-items = 本次申请的件数
cli-fee-pages = 本次申请的页数，A4 及以下幅面单面为 1 页
cli-fee-json = 输出 JSON，并列出各档
fee-mixed = 按件和按量不能并用（国办函〔2020〕109号第三条）：请用 --by item 配 --items，或用 --by page 配 --pages。
fee-already-by-page = 按量计收不累加以前的页数：请去掉 --already。
fee-items-needed = 缺少本次申请的件数：请加上 --items N。
fee-pages-needed = 缺少本次申请的页数：请加上 --pages N。
fee-negative = 件数和页数不能是负数（{ $number }）：请给出 0 或更大的整数。
fee-too-many = 件数或页数过大：请给出合计不超过 { $max } 的数。
fee-no-tariff = 规则文件里没有信息处理费的收费标准：请检查程序是否完整。
