# 办理工作台
desk-too-many-views = 常用查询最多保存 { $most } 个，请先删除不再使用的。
what-view = 常用查询
desk-unknown-parameter = 参数 { $name } 无法识别或重复出现。
# 今天
nav-agencies = 机关
nav-search = 检索
desk-title = 今天
desk-no-office = 您在各机关还没有办理申请的岗位。系统管理员可以为您分配。
desk-urgent = 我的到期件与超期件
desk-urgent-all = 到期件与超期件
desk-nothing-urgent = 没有今天到期或者已经超期的申请。
desk-more-urgent = 只列出最急的 20 件，其余见“超期”分类。
desk-waiting = 等我办理
desk-nothing-waits = 眼下没有等您办理的事。新的申请确认收到、分办或者送审之后会出现在这里。
desk-all-of-it = 全部
desk-figures = 本机关概况
desk-soon = 三日内到期
desk-long-late = 超期 { $days } 日以上
desk-with-below = 含下级机关
desk-people = 各承办人
desk-late-below = 有超期件的下级机关
wait-review = 待我审查
wait-confirm = 待确认收到
wait-assign = 待分办
wait-draft = 待我拟稿
wait-redecide = 待我重新办理
wait-dispatch = 待我发出
