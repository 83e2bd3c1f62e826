# gongkai workdays
cli-workdays = 工作日计算（含调休上班日）：某日之后第 N 个工作日，或两日之间的工作日数
cli-workdays-example =
    示例：
      gongkai workdays add 2026-02-14 20
      gongkai workdays between 2026-09-18 2026-10-22
      gongkai workdays add 2017-03-20 15 --region CN-GX
      echo '{"{"}"start_date":"2026-02-14","n_working_days":20{"}"}' | gongkai workdays --batch
cli-workdays-batch = 从标准输入逐行读取 JSON 问题，逐行回答
cli-workdays-region = 地区代码（如 CN-GX），叠加该地区自己的放假
cli-workdays-known-on = 只按这一天以前公布的通知计算
cli-workdays-json = 以 JSON 输出
cli-workdays-add = 某日之后（不含当日）第 N 个工作日
cli-workdays-add-example = 示例：gongkai workdays add 2026-02-14 20
cli-workdays-add-date = 起算日（YYYY-MM-DD），当日不计
cli-workdays-add-n = 工作日数
cli-workdays-between = FROM 之后（不含）至 TO（含）的工作日数
cli-workdays-between-example = 示例：gongkai workdays between 2026-09-18 2026-10-22
cli-workdays-between-from = 起始日（YYYY-MM-DD），当日不计
cli-workdays-between-to = 截止日（YYYY-MM-DD），当日计入
workdays-which = 请写明算什么：workdays add 日期 天数、workdays between 起 止，或单独用 workdays --batch。
workdays-provisional = 暂定：{ $year } 年的放假安排通知尚未公布，按周末和法定节日计算；通知公布后请重新计算。
workdays-bad-date = { $name } 的 { $given } 不是日历上的日期，请写成 YYYY-MM-DD。
workdays-bad-count = { $given } 不是工作日数，请写 0 或正整数。
workdays-not-json = 这一行不是 JSON 对象（{ $detail }），请改正。
workdays-no-question = 请写 start_date 和 n_working_days，或者 from 和 to，二者取一。
workdays-batch-failures = 有 { $count } 行无法回答，原因写在输出的 error 里，请改正后再试。
workdays-interrupted = 读写中断（{ $detail }），请检查输入和输出后再试。
