# 系统管理的页面
nav-administration = 管理
admin-title = 系统管理
admin-title-note = 这里管理机关、人员和日历。每次改动都记入变更记录，写明时间和经办人。
admin-save = 保存
admin-saved = 已保存。
admin-duties-note = 提醒、催办、年度截止等事务上次何时办理、结果如何，需要时立即办理。
# 机关
admin-agencies = 机关和人员
admin-agencies-note = { $count } 个机关归您管理：新增和停用机关，设置科室，开设账号，授予岗位。
admin-agency-new = 新增机关
admin-agency-enter = 新增机关
admin-agency-entered = 已新增机关。请接着设置科室、开设账号。
admin-agency-name = 机关名称
admin-agency-code = 机关代码
admin-code-hint = 用在网址和导入文件里，设定后不能更改，例如 jyj。
admin-code-wrong = 机关代码应为 1 至 64 个字母、数字、汉字或 - _ . 符号，不留空格。
admin-parent = 上级机关
admin-parent-hint = 改变隶属以后，统计数字随之归入新的上级机关。
admin-parent-wrong = 请从列表里选择上级机关。
admin-no-parent = 没有上级机关
admin-region = 适用日历
admin-region-national = 全国
admin-region-hint = 期限按这份日历的工作日计算。更换以后，未办结件的期限立即重新计算。
admin-letter-prefix = 发文机关代字
admin-letter-prefix-hint = 用在文号里，例如“杭教公开”。没有可以不填。
admin-open = 在用
admin-closed = 已停用
admin-details = 基本情况
admin-place = 隶属关系
admin-move = 改变隶属
admin-close = 停用机关
admin-close-note = 停用以后不再接收申请，已有的档案和统计照常保存。还有待办件或者在用的下级机关时，不能停用。
admin-reopen = 恢复机关
admin-reopen-note = 恢复以后重新接收申请。
admin-tabs = 机关管理
admin-tab-agency = 概况
admin-tab-sections = 科室
admin-tab-people = 人员
# 科室
admin-section-name = 科室名称
admin-section-new = 新增科室
admin-section-add = 新增
admin-section-added = 已新增科室。
admin-section-remove = 撤销
admin-section-removed = 已撤销科室。
admin-sections-none = 还没有科室。不分科室的机关可以不设。
admin-sections-note = 还有申请件归其办理的科室不能撤销，请先改派。
admin-rename = 更名
# 人员
admin-person-name = 姓名
admin-person-new = 开设账号
admin-person-new-note = 系统生成一次性口令，只显示一次。本人第一次登录时必须修改。
admin-person-add = 开设账号
admin-person-unknown = 您管理的范围内没有这个登录名，请核对。
admin-person-elsewhere = 此人在您管理范围以外的机关也有岗位，账号由上级系统管理员管理。您可以授予和收回本机关的岗位。
admin-login = 登录名
admin-login-hint = 用于登录，例如 zhang.san。
admin-login-wrong = 登录名应为 1 至 64 个字母、数字、汉字或 - _ . @ 符号，不留空格。
admin-email = 工作邮箱
admin-email-hint = 用于接收待办和期限提醒，不填就不发邮件。
admin-roles = 岗位
admin-roles-none = 没有岗位，登录以后看不到任何申请。
admin-roles-missing = 请至少选择一个岗位。
admin-role = 岗位
admin-role-where = 所在机关
admin-role-choose = 请选择
admin-role-missing = 请选择要授予的岗位。
admin-role-from-above = { $role }（上级机关授予）
admin-role-grant = 授予岗位
admin-role-give = 授予
admin-role-revoke = 收回
admin-role-elsewhere = 在该机关收回
admin-and-below = 及其下级机关
admin-subtree = 岗位也适用于全部下级机关
admin-own-roles = 不能给自己授予岗位，请由另一位系统管理员办理。
admin-known = 给已有账号的人授予岗位
admin-known-hint = 填写登录名，打开此人的页面以后授予本机关的岗位。
admin-known-find = 查找
admin-disabled = 已停用
admin-signing-in = 登录
admin-disable = 停用账号
admin-disable-note = 停用以后不能登录，正在使用的登录立即结束；办过的事仍记在其名下。忘记口令的，重置后把新口令告诉本人。
admin-enable = 恢复账号
admin-enable-note = 账号已停用，不能登录。恢复以后可以用原来的口令登录。
admin-reset = 重置口令
admin-locked = 登录已锁定
admin-locked-note = 口令连续输错，{ $until } 以前不能用这个登录名登录。核实是本人输错的，可以解除锁定；怀疑有人试探口令的，请不要解除。
admin-unlock = 解除锁定
admin-password = 一次性口令
admin-handover = 口令已重置
admin-handover-new = 账号已开设
admin-handover-note = 口令只显示这一次，请当面或电话告诉本人。本人登录以后必须修改。
admin-handover-gone = 这个账号已经开设过，口令不再显示。需要时请重置口令。
admin-handover-done = 查看此人
# 工作日历
admin-calendars = 工作日历
admin-calendars-note = 各年度的放假和调休。上传下一年度的日历，先看哪些期限变动，再启用。
admin-calendars-lead = 期限按这些日历计算。同一年度、同一地区的，上传的优先于文件夹里的，文件夹里的优先于随程序提供的。
admin-calendars-in-force = 正在适用
admin-calendar-upload = 上传日历
admin-calendar-file = 日历文件
admin-calendar-file-hint = 一个年度一个文件，TOML 格式，写法与随程序提供的 cn-2026.toml 相同。
admin-calendar-text = 或者粘贴文件内容
admin-calendar-text-hint = 选了文件，就以文件为准。
admin-calendar-nothing = 请选择日历文件，或者粘贴文件内容。
admin-calendar-no-text = 这个文件不是文本，或者太长，不是日历文件。
admin-calendar-not-here = 日历适用于全部机关，由最上级机关的系统管理员上传。
admin-calendar-look = 核对变动
admin-calendar-look-note = 只核对，不启用。
admin-calendar-year = 年度
admin-calendar-basis = 依据
admin-calendar-source = 来源
admin-calendar-source-built-in = 随程序提供
admin-calendar-source-folder = 日历文件夹
admin-calendar-source-uploaded = 上传
admin-calendar-uploaded = { $by }，{ $at }
admin-calendar-withdraw = 撤回
admin-calendar-look-at = 核对日历
admin-calendar-look-at-withdrawal = 核对撤回
admin-calendar-moves = { $count ->
    [0] 没有未办结件的期限因此变动。
   *[other] { $count } 件未办结件的期限因此变动。启用以后，每一件的变动都记入办理经过。
}
admin-calendar-moves-many = 变动的未办结件较多，下面是其中 { $count } 件。
admin-calendar-changed = 还没有启用：核对以后日历又有变更，或者文件内容与核对时不一致。请重新核对下面的变动。
admin-calendar-from = 现在的期限
admin-calendar-to = 变动后的期限
admin-calendar-no-date = 未定
admin-calendar-read = 查看文件内容
admin-calendar-apply = 启用这份日历
admin-calendar-applied = 日历变更已生效，{ $what } 个期限随之变动。
admin-calendar-applied-before = 日历变更已生效。
admin-calendar-leave = 不变更，返回
# 制度
admin-tab-settings = 制度
admin-receiving = 收件
admin-receipt = 网上申请怎样算收到
admin-receipt-on-confirmation = 确认后收到
admin-receipt-on-confirmation-note = 工作人员与申请人确认，确认之日为收到之日。超过一个工作日没有确认的，每天提醒。
admin-receipt-automatic = 自动收到
admin-receipt-automatic-note = 系统发出回执即为确认，提交之日为收到之日。
admin-receipt-missing = 请选择网上申请怎样算收到。
admin-register-no = 登记编号格式
admin-register-no-hint = {"{"}year{"}"} 是年份，{"{"}n{"}"} 是序号，{"{"}n:05{"}"} 补足五位，{"{"}代字{"}"} 是发文机关代字。已经编定的号不变。
admin-bodies = 救济途径
admin-bodies-note = 写在答复的救济途径里，也告诉查询进度的申请人。不填的，只写法律的一般规定。
admin-reconsideration = 复议机关
admin-reconsideration-hint = 对本机关的答复不服，向哪个机关申请行政复议，例如杭州市人民政府。
admin-court = 管辖法院
admin-steps = 审查步骤
admin-steps-note = 1 至 5 步，依次由不同的人通过。空行不算一步。正在审查的，仍按送审时的步骤办。
admin-step-name = 步骤名称
admin-step-role = 由谁审查
admin-step-role-missing = 请选择由谁审查，或者把这一行清空。
admin-step-part = 第 { $number } 步的{ $part }
admin-drafter = 拟稿人参加审查
admin-drafter-may = 送审的人可以审查其中一步
admin-drafter-hint = 人手少的机关可以选用；每一步仍须由不同的人通过。
admin-internal = 内部时限
admin-internal-note = 只用于内部提醒，不改变法定的答复期限。
admin-draft-by = 拟稿时限
admin-draft-by-hint = 收到后第几个工作日以前拟出答复稿。
admin-review-step = 每步审查时限
admin-review-step-hint = 每一步审查用几个工作日。
admin-remind-before = 到期提醒
admin-remind-before-hint = 各种期限届满以前几个工作日提醒。
admin-late = 超期催办
admin-late-note = 超期满几个工作日催办到谁，逐级增加。
admin-escalate-officer = 承办人
admin-escalate-section = 科室负责人
admin-escalate-office = 机构负责人
admin-lapse = 逾期不补正、不缴费
admin-grace = 宽限
admin-grace-hint = 补正、缴费期限届满以后再等几个工作日：最后一天交邮的也算按时。
admin-grace-wrong = 宽限应为 0 至 39 个工作日。
admin-lapse-automatically = 宽限期满自动结束处理
admin-lapse-hint = 不选的，由工作人员确认以后结束。
admin-days-wrong = 请填写工作日数。
admin-settings-moved = 还没有保存：您打开这一页以后，别人改过制度。下面是您填写的内容；再次保存，就以您填写的为准。
admin-settings-log = 查看变更记录
# 审计
admin-tab-log = 变更记录
admin-audit = 审计
admin-audit-note = 谁在什么时候办了什么、改了什么、查阅了谁的个人信息；审计人员可以导出全部记录。
admin-audit-kind = 记录
admin-audit-kind-cases = 办理经过
admin-audit-kind-unsealings = 个人信息查阅
admin-audit-kind-administration = 管理变更
admin-audit-from = 从
admin-audit-to = 到
admin-audit-person = 人员
admin-audit-anybody = 所有人
admin-audit-case = 登记编号
admin-audit-show = 查看
admin-audit-found = 记录
admin-audit-at = 时间
admin-audit-what = 事项
admin-audit-nothing = 没有符合条件的记录。
admin-audit-no-day = 请填写日期，例如 2025-03-03。
admin-audit-wrong = 请从列表里选择。
admin-audit-only-administration = 您在这个机关只能查看管理变更。
admin-audit-unsealed = 查阅了申请人的个人信息
admin-audit-export = 导出全部记录
admin-audit-export-note = 导出该机关及其下级机关的全部记录，逐条附校验值，不依赖本系统也能核验，方法见使用说明。
admin-told-nothing = 空
admin-told-agency-added = 新增机关“{ $name }”
admin-told-agency-renamed = 机关更名：{ $from } → { $to }
admin-told-region-changed = 适用日历：{ $from } → { $to }，{ $moved } 个期限变动
admin-told-prefix-changed = 发文机关代字：{ $from } → { $to }
admin-told-agency-moved = 上级机关：{ $from } → { $to }
admin-told-agency-closed = 停用机关
admin-told-agency-reopened = 恢复机关
admin-told-section-added = 新增科室“{ $name }”
admin-told-section-renamed = 科室更名：{ $from } → { $to }
admin-told-section-removed = 撤销科室“{ $name }”
admin-told-account-created = 为{ $person }开设账号 { $login }
admin-told-account-renamed = 更正{ $person }的姓名
admin-told-account-email = 变更{ $person }的工作邮箱
admin-told-account-disabled = 停用{ $person }的账号
admin-told-account-enabled = 恢复{ $person }的账号
admin-told-login-unlocked = 解除{ $person }的登录锁定
admin-told-password-reset = 重置{ $person }的口令
admin-told-role-granted = 授予{ $person }岗位：{ $role }{ $below ->
    [none] {""}
   *[other] （含下级机关）
}
admin-told-role-revoked = 收回{ $person }的岗位：{ $role }{ $below ->
    [none] {""}
   *[other] （含下级机关）
}
admin-told-settings = 变更制度
admin-told-setting = { $name }：{ $from } → { $to }
admin-told-step = { $name }（{ $role }）
admin-told-days = { $days } 个工作日
admin-told-yes = 可以
admin-told-no = 不可以
admin-told-calendar-applied = 启用日历 { $name }，{ $moved } 个期限变动
admin-told-calendar-withdrawn = 撤回日历 { $name }，{ $moved } 个期限变动
admin-told-register-exported = 导出{ $year }年度登记簿（{ $format }，{ $named ->
    [yes] 含申请人姓名
   *[no] 申请人已脱敏
}）
admin-told-register-imported = 导入登记簿：接收 { $accepted } 件，已有未变 { $unchanged } 件，拒绝 { $refused } 行
admin-told-exported = 导出登记簿（{ $format }，{ $named ->
    [yes] 含申请人姓名
   *[no] 不含申请人姓名
}）
admin-told-letter-voided = 文书作废：{ $number }
admin-told-letter-wording = 变更文书用语：{ $what }
admin-told-letter-wording-removed = 恢复系统自带的文书用语：{ $what }
admin-told-letter-numbering = { $kind }的文号格式由“{ $from }”改为“{ $to }”
admin-told-seal-kept = 更换印章图片
admin-told-seal-removed = 去掉印章图片
admin-told-webhook-added = 新增推送地址 { $host }
admin-told-webhook-changed = 变更推送地址 { $host }（{ $active ->
    [yes] 启用
   *[no] 停用
}{ $below ->
    [none] {""}
   *[other] ，含下级机关
}）
admin-told-webhook-removed = 撤销推送地址 { $host }
admin-told-webhook-secret = 更换推送地址 { $host } 的密钥
