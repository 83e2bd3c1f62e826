# 政府信息公开工作机构的联系方式
office-heading = 政府信息公开工作机构
office-settings-note = 向社会公开：申请页、回执、进度查询和年度报告的联系方式都用这里的内容（《条例》第十二条）。不填的不显示，年度报告只写一般说法。
office-name = 机构名称
office-address = 办公地址
office-postcode = 邮政编码
office-hours = 办公时间
office-phone = 联系电话
office-fax = 传真号码
office-email = 电子邮箱
setting-line = { $field }：不超过 120 个字，不含花括号和控制字符。
setting-not-a-phone = { $field }：请填写数字，可带区号和分机。
setting-not-a-postcode = { $field }：请填写 6 位邮政编码。
setting-not-an-email = { $field }：请按 name@example.com 的样子填写。
