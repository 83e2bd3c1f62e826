# 网页与 serve
web-name = 公开 · 依申请公开
web-skip = 跳到正文
web-other-language = English
web-footer = 政府信息依申请公开办理系统
web-rehearsal = 模拟时钟
web-today = 今天 { $date } { $weekday }{ $counts ->
    [working] ，工作日
    [makeup] ，调休上班
    [weekend] ，周末
    [holiday] ，放假
   *[unknown] {""}
}
web-weekday-1 = 星期一
web-weekday-2 = 星期二
web-weekday-3 = 星期三
web-weekday-4 = 星期四
web-weekday-5 = 星期五
web-weekday-6 = 星期六
web-weekday-7 = 星期日
web-weekday-short-1 = 一
web-weekday-short-2 = 二
web-weekday-short-3 = 三
web-weekday-short-4 = 四
web-weekday-short-5 = 五
web-weekday-short-6 = 六
web-weekday-short-7 = 日
web-month = { $year } 年 { $month } 月
web-trail = 所在位置
# 首页
web-agencies = 机关
web-agencies-administer = 系统管理员不查看申请件。开设账号、分配岗位、设置机关，请到
web-agencies-summary = { $count } 个机关，待办 { $open } 件，其中超期 { $late } 件。
web-column-agency = 机关
web-column-open = 待办
web-column-late = 超期
web-below = 含下级 { $count }
web-empty = 还没有登记的申请
web-empty-import = 用 gongkai import 导入登记簿：
web-empty-command = gongkai import 登记簿.jsonl --agency 机关代码 --create-agency 机关名称
web-empty-file = 登记簿.jsonl
# 机关页
web-column-number = 编号
web-column-subject = 申请内容
web-column-status = 状态
web-column-due = 期限
web-column-channel = 渠道
web-empty-open-note = 办结的在“登记簿”里。
web-empty-page = 后面没有了
web-pages = 翻页
web-first = 回到第一页
web-next = 下一页
# 期限
web-provisional = 暂定
web-due-latest = 最晚
web-due-running = 还剩 { $left } 个工作日
web-due-today = 今天到期
web-due-late = { $late ->
    [0] 已超期
   *[other] 超期 { $late } 个工作日
}
web-due-stopped = 期限停止
web-due-stopped-until = 征求意见，停止至 { $until }
web-due-unconfirmed = 确认收到后起算
web-due-redeciding = 重新办理，另计期限
web-due-ended = { $closed } 办结
web-due-ended-late = { $closed } 办结，逾期
web-due-none = 不计期限
web-bar-counted = { $left ->
    [0] { $total } 个工作日已经计满
   *[other] { $total } 个工作日中已计 { $counted } 个
}
web-bar = 已过 { $elapsed } 个工作日，还剩 { $left } 个
# 件页
web-verdict-reply = 答复期限
web-verdict-redecision = 重新办理的期限
web-verdict-not-begun = 尚未起算
web-verdict-not-begun-note = 确认收到申请之次日起算（第三十一条）
web-verdict-stopped = 停止计算
web-verdict-restarted = 如今天恢复计算，应于 { $restarted } 前答复（含当日）
web-verdict-met = { $closed } 办结，在期限之内
web-fact-status = 状态
web-fact-outcome = 办理结果
web-fact-received = 收到申请
web-fact-closed = 办结
web-fact-channel = 渠道
web-fact-regime = 适用
web-fact-source = 原登记编号
web-why = 期限是怎么算的
web-day-holiday = 休
web-day-makeup = 班
web-legend-start = 起算，次日开始计
web-legend-counted = 计入
web-legend-holiday = 放假
web-legend-paused = 不计入
web-legend-due = 届满
web-history = 办理经过
web-history-sound = 每一条都与记录时的校验值一致。
web-history-broken = 有记录与校验值不符：请运行 gongkai check 查明。
web-mark-sound = 校验一致
web-mark-broken = 校验不符
# 出错
web-error-heading = 不能这样看
web-error-heading-404 = 没有这一页
web-error-heading-500 = 暂时看不了
web-error-home = 回到首页
web-error-number = 请求编号
web-error-not-found = 没有这个地址。请核对编号，或从首页进入。
web-error-method = 这个地址不能这样请求，可用的方法见 Allow 标头。
web-error-foreign-page = 这次提交不是从本系统的页面发出的，没有办理。请从页面上重新提交。
web-error-not-authorised = 这件事由{ $role }办理，您没有这个岗位。请联系系统管理员。
web-error-bad-json = 请求体不是合格的 JSON（{ $reason }），请改正后重试。
web-error-not-json = 请以 Content-Type: application/json 发送。
web-error-too-large = 请求超过了 { $limit } KB 的上限，请缩减后重试。
web-error-invalid = 有的内容填写不对，请照下列各项改正后重试。
web-error-too-often = 请求太频繁，请过一会儿再试。
web-field-unknown-field = 没有 { $field } 这一项（{ $detail }），请删去或核对拼写。
web-field-missing = { $field } 中缺少必填的内容（{ $detail }）。
web-field-wrong-type = { $field } 的类型不对（{ $detail }）。
web-field-unknown-value = { $field } 的取值不在可选范围内（{ $detail }）。
web-field-wrong-value = { $field } 不能这样填写。{ $detail }
web-field-too-long = { $field } 过长，最多 { $detail } 个字符。
web-field-control-character = { $field } 中有不可见的控制字符，请删去。
web-sign-in = 登录
web-sign-out = 退出
web-sign-in-note = 账号由本机关的系统管理员开设；忘记口令请联系管理员重置。
web-login = 用户名
web-password = 口令
web-code = 动态口令
web-change-password = 修改口令
web-present-password = 原口令
web-new-password = 新口令
web-password-changed = 口令已经修改。
web-password-rule = 至少 10 个字符，不要与用户名相同；一句容易记住的话就很好。
web-setup = 初次设置
web-setup-note = 请设置第一个机关和第一位系统管理员，随后即可登录并开设其他账号。这个链接只能用一次。
web-agency-name = 机关名称
web-agency-code = 机关代码
web-agency-code-note = 用于网址和数据文件的简短代码，如 hz-zfb，不含空格。
web-person-name = 姓名
web-setup-send = 完成设置
web-error-bad-parameter = 参数 { $name } 不能用。请从页面上的链接进入，或照接口文档改正。
web-error-bad-request = 请求的写法不对。请从页面上的链接进入，或照接口文档改正。
web-error-unavailable = 数据库暂时没有应答，请过一会儿再试。
web-error-internal = 程序出错，已经记入日志。请把请求编号告诉维护人员。
# gongkai serve
cli-serve = 提供网页和接口（本机只读）
cli-serve-example =
    示例：
      gongkai serve
      gongkai serve --database sqlite:演练.db --at 2025-12-31T09:00:00+08:00
serve-ready = 公开（Gongkai）已启动：{ $address }
serve-keys-created = 已生成密钥文件 { $path }：请与数据库分开备份；没有它，加密的个人信息无法读出。
serve-first-administrator = 还没有任何账号。请用浏览器打开这个一次性链接，设置第一位系统管理员：{ $link }
serve-unusable = 监听地址 { $bind } 不能用（{ $reason }）：请写成 127.0.0.1:8080 的样子。
serve-listen = { $address } 打不开（{ $reason }）：请换一个端口，例如 GONGKAI__SERVER__BIND=127.0.0.1:8081。
serve-failed = 服务中断：{ $reason }。请查看日志。
serve-is-real = 这个数据库以真实时间运行过，不能再用 --at 模拟：请用 --database 另指一个演练用的数据库。
serve-is-simulated = 这个数据库用模拟时钟运行过，里面的日期不是真的：请加上 --at，或用 --database 另指数据库。
# gongkai openapi
cli-openapi = 输出接口文档（OpenAPI 3.1，JSON）
cli-openapi-example = 例：gongkai openapi > openapi.json
