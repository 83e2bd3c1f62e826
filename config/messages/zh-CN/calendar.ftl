# 日历与规则
error-rules-unreadable = 读不了 { $path }（{ $detail }）。请检查设置 calendars.dir 和文件权限。
error-rules-malformed = { $file } 第 { $line } 行格式有误：{ $detail }。请改正后再试。
error-rules-regimes = 制度文件不能同时使用：{ $detail }。请改正施行日期。
error-rules-two-files = { $first } 和 { $second } 都是 { $layer } 的日历，请只留一个。
error-rules-calendar = { $file }：{ $problem }
error-calendar-faulty = 日历 { $layer } 自相矛盾：{ $problem }
error-calendar-unknown-region = 没有 { $region } 的日历，可用的有：{ $known }。请改正地区代码，或把该地区的日历文件放进 calendars.dir。
error-calendar-outside = { $day } 不在日历范围内（{ $first } 至 { $last }）。请改正日期，或把该年的日历文件放进 calendars.dir。
error-calendar-too-far = 从 { $start } 起第 { $n } 个工作日超出日历范围（至 { $last }）。请减少天数，或把以后年份的日历文件放进 calendars.dir。
fault-unknown-schema = 不认识格式 schema = { $schema }，应为 1。
fault-no-weekend = 没有写周末，请加上 weekend = ["sat", "sun"]。
fault-impossible-year = 没有这一年，请改正 year。
fault-outside-year = { $day } 不在本年，请移到它所在年份的文件。
fault-unknown-notice = 没有编号为 { $notice } 的通知，请补上 [[notice]] 或改正引用。
fault-notice-twice = 有两份通知的编号都是 { $notice }，请分别编号。
fault-holiday-and-makeup = { $day } 既是放假日又是调休上班日，请删去其一。
fault-listed-twice = { $day } 列了两次，请删去其一。
fault-makeup-on-working-day = 调休上班日 { $day } 本来就是工作日，请改正日期。
fault-change-disagrees = 变更 { $notice } 与放假、调休条目在 { $day } 不一致，请改正其一。
fault-month-disagrees = { $month } 月按条目有 { $computed } 个工作日，[check] 写的是 { $stated } 个，请改正其一。
fault-year-disagrees = 全年按条目有 { $computed } 个工作日，[check] 写的是 { $stated } 个，请改正其一。
fault-two-files = 这一年有两个文件，请只留一个。
fault-missing-base = 它叠加在 { $base } 上，但 { $base } 没有这一年的日历，请补上。
fault-gap = 上一年没有日历，而 { $earlier } 年有，请补上中间的年份。
fault-bad-jurisdiction = 地区代码 { $jurisdiction } 不合格式，应如 CN 或 CN-GX。
fault-wrong-base = 它不能叠加在 { $base } 上：一个地区的各年文件只能叠加在同一个全国日历上。
