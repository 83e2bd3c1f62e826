# 办理工作台
desk-too-many-views = 常用查询最多保存 { $most } 个，请先删除不再使用的。
what-view = 常用查询
desk-unknown-parameter = 参数 { $name } 无法识别或重复出现。
