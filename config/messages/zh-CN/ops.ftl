# 运行维护命令
sentence-separator = {""}

cli-migrate = 把数据库结构升级到本程序的版本；已是最新则什么也不做
cli-migrate-to-newest = 升级到最新（默认，只有这一个方向）
cli-migrate-example = 示例：gongkai migrate --database sqlite:data/gongkai.db
migrate-nothing = { $database } 的结构已是最新，无需升级。
migrate-done = { $database } 已升级，执行 { $count } 步：{ $names }。

cli-agency = 机关：登记、查看机关树
cli-agency-example = 示例：gongkai agency list
cli-agency-add = 登记一个机关
cli-agency-add-example =
    示例：
    {"  "}gongkai agency add hz 某市人民政府 --prefix 某政公复
    {"  "}gongkai agency add hz-zfb 某市人民政府办公室 --parent hz
cli-agency-add-code = 机关代码：1 至 64 个字母、数字、- _ .
cli-agency-add-name = 机关名称
cli-agency-add-parent = 上级机关的代码
cli-agency-add-region = 所在地区（如 CN-GX），叠加该地区自己的放假
cli-agency-add-prefix = 文号的机关代字
cli-agency-list = 列出机关树，下级缩进在上级之下
cli-agency-list-example = 示例：gongkai agency list --json
cli-agency-list-json = 每个机关输出一行 JSON
agency-added = 已登记机关 { $code }（{ $name }）。

cli-user = 账号：建立、查看、停用
cli-user-example = 示例：gongkai user list --agency hz-zfb
cli-user-add = 建立账号并授予在一个机关的角色
cli-user-add-example =
    示例：
    {"  "}gongkai user add wang 王某 --agency hz-zfb --role registrar case_officer
    {"  "}gongkai user add zhao 赵某 --agency hz --role supervisor --subtree --password-stdin < 密码文件
cli-user-add-login = 登录名：1 至 64 个字母、数字、- _ . @
cli-user-add-name = 姓名
cli-user-add-agency = 机关代码
cli-user-add-roles = 角色，可多个：registrar 收件登记、case_officer 承办、preliminary_reviewer 初审、examiner 审核、release_authority 审发、office_head 机构负责人、supervisor 主管部门、administrator 管理员、auditor 审计
cli-user-add-subtree = 角色也适用于其全部下级机关
cli-user-add-email = 工作邮箱，用于接收通知；不填则不发送邮件
cli-user-add-password-stdin = 从标准输入第一行读取密码；不加则自动生成并只显示一次
cli-user-list = 列出账号和角色
cli-user-list-example = 示例：gongkai user list --agency hz-zfb --json
cli-user-list-agency = 只列在这个机关有角色的账号（含由上级机关授予的）
cli-user-list-json = 每个账号输出一行 JSON
cli-user-disable = 停用账号：不能再登录，办理过的事仍记在其名下
cli-user-disable-example = 示例：gongkai user disable wang
cli-user-disable-login = 登录名
user-added = 已为{ $agency }建立账号 { $login }。
user-password = 初始密码（只显示这一次，请交给本人并让其登录后修改）：{ $password }
user-login-taken = 登录名 { $login } 已有人使用，请换一个。
user-password-unreadable = 标准输入读不出密码：请用 UTF-8 文字，把密码写在第一行。
user-disabled = 账号 { $login } 已停用。
user-disabled-before = 账号 { $login } 早已停用，没有改变。
user-line = { $login }  { $name }  { $roles }
user-line-disabled = { $login }  { $name }  { $roles }  （已停用）
user-role = { $role }（{ $agency }）
user-role-subtree = { $role }（{ $agency } 及下级）

cli-rekey = 更换密钥：用新密钥重新加密全部个人信息，再销毁旧密钥；中断后再运行一次即可接着做，服务不必停
cli-rekey-example = 示例：gongkai rekey
rekey-done = 已启用 { $key } 号密钥，重新加密 { $count } 份申请人资料。密钥文件 { $file } 已改变，请立即重新备份；以前的数据库备份仍要用以前的密钥文件。
rekey-retired = 已销毁旧密钥：{ $keys }。
rekey-damaged = 有申请人资料或推送密钥打不开，保持原样，所用的旧密钥也没有销毁：{ $files }。请运行 gongkai check，并从备份恢复这些资料（推送密钥可直接更换）后再试。
error-key-replaced = 密钥文件比数据库旧：数据库已改用更新的密钥。请放回最新的密钥文件；如果另一个更换密钥的命令正在运行，请等它结束后再试。
error-password = 密码处理失败：{ $detail }。请检查操作系统的内存和随机数后再试。

cli-export = 把全部数据导出为一个文件，可恢复到 SQLite 或 PostgreSQL
cli-export-example =
    示例：
    {"  "}gongkai export 导出.jsonl
    {"  "}gongkai export | gzip > 导出.jsonl.gz
cli-export-file = 导出文件，- 为标准输出；不覆盖已有文件
export-done = 已导出到 { $file }：{ $cases } 件申请、{ $events } 条办理记录。密钥文件 { $keys } 不在其中，请另行备份。
cli-restore = 把导出文件恢复到空数据库；文件不完整则什么也不写入
cli-restore-example = 示例：gongkai restore 导出.jsonl --database postgres://gongkai@localhost/gongkai
cli-restore-file = 导出文件，- 为标准输入
restore-done = 已恢复到 { $database }：{ $cases } 件申请、{ $events } 条办理记录。个人信息要有原来的密钥文件才能读出，请放在 { $keys }。
cli-backup = 备份正在使用的 SQLite 数据库，得到一个完整的数据库文件
cli-backup-example = 示例：gongkai backup 备份/gongkai-2026-03-02.db
cli-backup-file = 备份文件；不覆盖已有文件
backup-done = 已备份到 { $file }。密钥文件 { $keys } 不在其中，请另行备份。
