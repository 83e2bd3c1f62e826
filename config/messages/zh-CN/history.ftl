# 办理经过：每一步一句；不重复当事人写的内容，不出现姓名
event-submitted = 提交申请（{ $channel }）
event-receipt-confirmed = 确认收到申请，期限自次日起算
event-rejected-before-receipt = 确认收到前终止，不计入统计
event-assigned = 分办
event-noted = 备注
event-supplement-requested = 通知补正，请申请人于 { $respond_by } 前补正
event-supplemented = 收到补正
event-supplement-lapsed = 逾期不补正，不再处理
event-consulted = 发函征求{ $kind }意见
event-consultation-answered = { $consents ->
    [yes] 收到{ $kind }意见：同意公开
    [no] 收到{ $kind }意见：不同意公开
   *[unsaid] 收到{ $kind }意见：未表明是否同意
}
event-reasons-requested = 要求申请人说明理由（第三十五条）
event-reasons-given = 收到申请人说明的理由
event-later-date-agreed = 确定延迟答复期限：{ $due_on }（第三十五条）
event-extended = 告知延期答复 { $days } 个工作日
event-suspended = 中止
event-resumed = 恢复办理
event-fee-notified = { $by ->
    [item] 通知收费 { $amount } 元（{ $count } 件）
   *[page] 通知收费 { $amount } 元（{ $count } 页）
}
event-fee-notice-withdrawn = 撤回收费通知
event-fee-paid = 缴费 { $amount } 元
event-fee-lapsed = 逾期不缴费，不再处理
event-fee-waived = 减免费用 { $amount } 元
event-fee-refunded = 退费 { $amount } 元
event-cost-fee-charged = 成本费用：收取 { $charged } 元，减免 { $waived } 元
event-attachment-added = 收存附件
event-attachment-marked-secret = 标明附件涉密
event-attachments-purged = 清除涉密附件 { $count } 个
event-reply-drafted = 拟写答复
event-submitted-for-review = 送审，共 { $steps } 步
event-review-passed = 第 { $step } 步审查通过
event-review-sent-back = 第 { $step } 步审查退回
event-review-referred = 第 { $step } 步审查报请确定
event-review-recorded = { $verdict ->
    [passed] 登记簿所载第 { $step } 步审查：通过
    [sent_back] 登记簿所载第 { $step } 步审查：退回
   *[referred] 登记簿所载第 { $step } 步审查：报请确定
}
event-replied = 发出答复：{ $outcome }{ $numbered ->
    [yes] （{ $number }）
   *[no] {""}
}{ $reviewed ->
    [yes] {""}
   *[no] ，未见审查记录
}
event-delivered = 答复送达
event-withdrawn = 申请人撤回申请
event-split-into = 拆分为 { $numbers }
event-merged-into = 并入 { $number }
event-linked = 与 { $number } 关联
event-appeal-filed = { $group }立案
event-appeal-answered = 就{ $group }提交答复
event-appeal-concluded = { $result ->
    [upheld] { $group }审结：维持
    [corrected] { $group }审结：纠正
   *[other] { $group }审结：其他结果
}{ $within ->
    [0] {""}
   *[other] ，责令 { $within } 个工作日内重新办理
}
event-complaint-filed = 收到投诉举报
event-complaint-concluded = 投诉举报办结
event-corrected = { $field ->
    [received_on] 更正收到日期
    [channel] 更正申请渠道
    [category] 更正申请人类别
    [subject] 更正申请内容
    [outcome] 更正办理结果
   *[step_date] 更正步骤日期
}
event-due-date-moved = 日历变更，答复期限由 { $from } 改为 { $to }{ $provisional ->
    [yes] （暂定）
   *[no] {""}
}
event-no-date = 未定
event-actor-applicant = 申请人
event-actor-system = 系统
event-actor-import = 登记簿导入
event-actor-officer = 工作人员 { $number } 号
