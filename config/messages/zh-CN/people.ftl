# 密钥
error-keys-missing = 找不到密钥文件 { $path }，而数据库里已有数据：请把备份的密钥文件放回此处；没有它，证件号码、电话、地址无法读出。
error-keys-permissions = 密钥文件 { $path } 可被其他用户读取（权限 { $mode }）：请执行 chmod 600 { $path } 后再试。
error-keys-damaged = 密钥文件 { $path } 已损坏（{ $damage }）：请从备份恢复，不要删除后重建，否则已有个人信息无法读出。
error-keys-io = 密钥文件 { $path } 无法使用：{ $reason }。请检查文件夹是否存在、可写，磁盘是否已满。
error-keys-random = 系统没有给出随机数，不能生成密钥：请检查操作系统后再试。
error-keys-unknown-key = 密钥文件里没有 { $key } 号密钥，用它加密的内容无法读出：请恢复包含该密钥的文件。
error-keys-active = { $key } 号密钥正在用于新数据，不能停用：请先启用新密钥。
error-keys-authentication = 加密内容无法打开：它被改动过，或者不属于这条记录，或者不是用这把密钥加密的；请运行 gongkai check 查明范围，并从备份恢复。
error-keys-too-long = 内容太长，无法加密：请作为附件提交。
keys-damage-form = 内容不完整或不是密钥文件
keys-damage-version = 版本 { $version } 由更新的程序写成，请升级程序
keys-damage-checksum = 校验值不符，有字符被改动
keys-damage-no-active-key = 缺少当前使用的密钥

# 申请表：栏目
field-name = 姓名或名称
field-id-kind = 证件名称
field-id-number = 证件号码
field-work-unit = 工作单位
field-credit-code = 统一社会信用代码
field-legal-representative = 法定代表人
field-contact-person = 联系人姓名
field-phone = 联系电话
field-postcode = 邮政编码
field-address = 联系地址
field-fax = 传真
field-email = 电子邮箱
field-subject = 所需信息的名称
field-description = 内容描述
field-document-no = 文号或索取号
field-purpose = 用途
field-provide-as = 提供方式
field-obtain-by = 获取方式

# 申请表：哪里不对，怎么改
problem-missing = { $field }没有填写，请填写。
problem-not-applicable = { $field }不属于这一类申请人，请清空，或改选申请人类别。
problem-too-long = { $field }超过 { $max } 个字，请缩短。
problem-control-character = { $field }里有看不见的控制字符，请删去后手工重新输入。
problem-no-letter = { $field }里没有文字，请填写真实名称。
problem-id-length = { $field }应为 18 位（第一代证为 15 位），请核对位数。
problem-id-character = { $field }只能是数字，最后一位可以是 X，请核对。
problem-id-birth-date = { $field }中的出生日期不存在或晚于今天，请核对第 7 至 14 位。
problem-id-check-digit = { $field }的校验位不符，请逐位核对。
problem-document-number = { $field }应为 4 至 30 位字母或数字，请核对。
problem-credit-code-length = { $field }应为 18 位，请核对营业执照或登记证书。
problem-credit-code-character = { $field }只用数字和大写字母，且不用 I、O、S、V、Z，请核对是否把 0 写成了 O、1 写成了 I。
problem-credit-code-check = { $field }的校验位不符，请逐位核对。
problem-not-a-phone = { $field }不像电话号码，请填写数字，可带区号和分机。
problem-not-a-postcode = { $field }不像邮政编码，请填写 6 位数字。
problem-not-an-email = { $field }不像邮箱地址，请按 name@example.com 的样子填写。

# 口令
password-too-short = 密码至少 { $min } 个字符，请加长；用几个词连起来最好记。
password-too-long = 密码太长（最多 { $max } 字节），请缩短。
password-is-login = 密码不能与登录名相同，请另选一个。
password-repeated = 密码不能只是同一个字符，请另选一个。

# 查询码
query-code-character = 查询码里没有“{ $character }”这个字符（不用 0、O、1、I、L），请对照回执重新输入。
query-code-length = 查询码应为 15 位，现在是 { $length } 位，请对照回执重新输入。
query-code-check = 查询码有一处输错了，请对照回执重新输入。

# 文号格式
numbering-unknown-placeholder = 文号格式里的 {"{"}{ $name }{"}"} 不认识：只能用 {"{"}代字{"}"}、{"{"}year{"}"}、{"{"}n{"}"}、{"{"}n:04{"}"}。
numbering-brace = 文号格式或代字里的花括号不成对，请改正。
numbering-not-once = 文号格式里 {"{"}{ $name }{"}"} 必须出现且只出现一次，否则文号会重复。
numbering-touching = 文号格式里两个数字之间要有文字或符号隔开，例如 {"{"}year{"}"}〕{"{"}n{"}"}。
numbering-length = 文号格式和代字须为 1 至 { $max } 个字符，不能有控制字符。
