# 系统管理
error-admin-outside-reach = 超出您的管理范围。请由管理该机关的系统管理员办理。
error-admin-own-roles = 不能给自己授予角色。请由另一位系统管理员办理。
error-admin-last-administrator = 这是机关 { $agency } 的最后一位系统管理员，不能停用或收回角色。请先另设一位。
error-admin-under-itself = 机关 { $agency } 不能隶属于它的下级 { $under }。请另选上级机关。
error-admin-agency-in-use = 机关 { $agency } 还有 { $open } 件待办、{ $below } 个在用的下级机关，不能停用。请先办结或移交。
error-admin-agency-closed = 机关 { $agency } 已停用，不再接收申请和新增下级机关。请改向在用的机关办理。
error-admin-section-in-use = 有 { $cases } 件归这个科室办理，不能撤销。请先改派。
error-admin-settings-moved = 设置刚被别人改过。请重新读取后再改。
error-calendar-replaced = 工作日历或者机关设置刚刚变更，这次操作没有办成。请重试；如果一直如此，请检查各台服务器的日历文件是否一致。
setting-step-count = { $field }：审查步骤应为 1 至 5 步。
setting-step-name = { $field }：步骤名称应为 1 至 20 个字，前后不留空格。
setting-step-name-twice = { $field }：步骤名称重复，请改用不同的名称。
setting-step-role = { $field }：系统管理员和审计不参加审查，请改用其他角色。
setting-period = { $field }：应为 1 至 40 个工作日。
setting-escalation = { $field }：三个天数应为 1 至 40 个工作日，并且逐级增加。
setting-letter-prefix = { $field }：代字不超过 60 个字，不含花括号和控制字符。
setting-register-no = { $field }：编号里最后两组数字应依次为年份和序号，请调整格式或代字。
