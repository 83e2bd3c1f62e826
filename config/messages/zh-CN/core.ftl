error-settings = 设置有误：{ $error }。请改正设置文件或环境变量后再试。
cli = 政府信息依申请公开：登记、期限、三级审查、年度报告，一个程序全部完成
cli-database = 数据库地址：sqlite:路径 或 postgres://…，优先于设置文件
cli-config = 设置文件
cli-at = 模拟时钟从这一时刻开始走（RFC 3339）
cli-lang = 文字语言
