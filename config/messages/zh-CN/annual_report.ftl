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
