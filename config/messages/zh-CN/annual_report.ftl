# 年度报告的定稿、签发、发布
report-status-open = 编制中
report-status-frozen = 已定稿
report-status-signed = 已签发
report-status-published = 已发布
report-act-freeze = 定稿
report-act-sign-off = 签发
report-act-publish = 发布
report-act-reopen = 退回重编

report-refused-not-authorised = 年度报告的定稿、签发、发布和退回须由{ $role }办理。
report-refused-wrong-status = 本报告{ $status }，不能{ $act }。
report-refused-year-not-over = 本年度至 { $ends_on } 结束，此前没有可以定稿的数据，只能查看暂时数据。
report-refused-reason-missing = 请写明理由；对已发布的报告再次定稿，请写更正说明。
report-refused-nothing-to-correct = 现有数据与已发布的第 { $revision } 版相同，没有需要更正的内容。
report-refused-figures-faulty = 定稿的数据还有问题，不能签发，请退回更正后重新定稿。{ $faults }
report-refused-in-future = 发布日期 { $on } 还没有到，今天是 { $today }。
report-refused-before-signing = 发布日期 { $on } 早于签发日期 { $signed_on }。

finding-entry-blank = 表内“{ $cell }”没有填报，没有发生的请填 0。
error-stale-report = 这份年度报告刚被别人办理过，请重新打开后再办。
what-report = 已发布的年度报告
check-report-history = { $agency }：{ $year }年年度报告的办理记录被改动过，或与其状态不符

report-notice-preliminary = 暂时数据，截至 { $as_of }，年度结束前不得作为年度报告使用
report-notice-not-frozen = 编制中，尚未定稿
report-notice-not-published = 第 { $revision } 版，已定稿，尚未发布
report-notice-published = { $on } 发布
report-notice-corrected = { $on } 发布第 { $revision } 版，更正并代替第 { $replaces } 版：{ $reason }

# 报告的文字
report-part-overview = 一、总体情况
report-part-problems = 五、存在的主要问题及改进情况
report-part-others = 六、其他需要报告的事项
report-part-contact = 联系方式
report-part-disclosure = 素材：主动公开
report-part-management = 素材：政府信息管理
report-part-platform = 素材：政府信息公开平台建设
report-part-oversight = 素材：监督保障
report-part-shortcomings = 素材：存在的问题
report-part-measures = 素材：改进措施
report-part-matters = 素材：其他事项

report-text-figure-disagrees = 文中的数字“{ $written }”与报告的数据不符：{ $figure }是 { $amount }。请改正，或者写成 {"{"}{ $figure }{"}"}。
report-text-received-ambiguous = “{ $sentence }”写了收到申请的件数，没有写明口径。请写明是新收，还是新收与上年结转合计。
report-text-unknown-figure = 报告里没有叫“{ $name }”的数，请从所列的数中选用。
report-text-brace-open = 花括号不成对，请检查数的名称两边的括号。
report-text-says-nothing = 这一部分不能空着，也不能只写“无”。
report-text-too-long = 文字最多 { $max } 个字。
report-text-text-frozen = 本报告{ $status }，文字不能再改。要修改，请先退回重编。
error-document = 文书没有生成成功，请稍后再试；仍不成功的，请告知管理员。

# 系统外机关
report-outsider-no-json = 文件不是完整的数据（{ $reason }），请重新导出。
report-outsider-unreadable = 文件中的数据读不出来：{ $problem }
report-outsider-wrong-sheet = 这不是本系统的表格：{ $problem }
report-outsider-wrong-name = 请写明机关名称，最多 { $max } 个字。
report-outsider-on-this-system = { $name }在本系统内，它的申请已经计入，不能再录入。
report-outsider-other-year = 文件是 { $found } 年的数据，报告是 { $expected } 年的。
report-outsider-other-form = 文件是 { $found } 年格式，本年度用 { $expected } 年格式。
report-outsider-contradictions = 数据有矛盾，请更正后再录入。{ $findings }
report-outsider-no-channels = 申请渠道各数之和不是新收申请数，请填写申请渠道。
report-sheet-no-spreadsheet = 文件打不开，请另存为 XLSX 后再传。
report-sheet-missing = 缺少工作表“{ $sheet }”，请用本页下载的空白表填写。
report-sheet-other-words = 工作表“{ $sheet }”的 { $cell } 应当是“{ $expected }”，现在是“{ $found }”，请不要改动表头和行列。
report-sheet-no-number = 工作表“{ $sheet }”的 { $cell } 应当是数字，现在是“{ $found }”。
what-outsider = 系统外机关的数据
