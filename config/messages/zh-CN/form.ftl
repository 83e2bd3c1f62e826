# 表单
form-optional = （选填）
form-wrong-field = 有误：
form-wrong = { $count ->
    [0] 没有办成
   *[other] 有 { $count } 处需要改正
}
form-old-heading = 请再提交一次
form-old = 这一页打开得太久，或者登录状态已经变化，刚才的提交没有办理。您填写的文字都还在，点一下就可以重新提交；选取的文件需要重新选取。
form-send-again = 重新提交
# 导航
nav-areas = 栏目
nav-home = 首页
nav-today = 今日
nav-desk = 工作人员登录
