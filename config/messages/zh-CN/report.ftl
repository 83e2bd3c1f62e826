report-title = { $year }年政府信息公开工作年度报告（数据）
report-subtitle = { $form }格式　{ $scope }
report-scope-own = 本机关
report-scope-all = 本机关及所属各机关汇总
report-summary = 本年新收政府信息公开申请 { $received } 件（不含上年结转 { $carried_over } 件），办结 { $closed } 件，结转下年度继续办理 { $carried_forward } 件。

report-channels = 附一、新收申请的渠道
report-channels-short = 申请渠道
report-channel = 申请渠道
report-channel-in_person = 当面
report-channel-post = 信函
report-channel-fax = 传真
report-channel-email = 电子邮件
report-channel-online = 网上
report-channel-oral = 口头
report-total = 合计
report-count = 件数
report-share = 占比

report-timeliness = 附二、答复时限
report-timeliness-short = 答复时限
report-on-time = 按时答复（件）
report-extended-on-time = 延期后按时答复（件）
report-late = 超期答复（件）
report-replies = 答复合计（件）
report-median = 首次答复工作日中位数
report-p90 = 九成答复不超过的工作日

report-fees = 附三、收费
report-fees-short = 收费
report-fee-charged = 收取（元）
report-fee-waived = 减免（元）
report-fee-cases = 收费件数
