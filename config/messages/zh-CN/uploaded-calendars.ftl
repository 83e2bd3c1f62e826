# 上传的日历（命令行）
cli-calendar = 管理员上传的日历：查看、撤回
cli-calendar-example = 示例：gongkai calendar list
cli-calendar-list = 列出上传的日历；本版本不能使用时说明原因
cli-calendar-list-example = 示例：gongkai calendar list --json
cli-calendar-list-json = 每个文件输出一行 JSON
cli-calendar-withdraw = 撤回上传的日历：恢复被它替换的日历，并重新计算未办结件的期限
cli-calendar-withdraw-example = 示例：gongkai calendar withdraw cn-2027.toml
cli-calendar-withdraw-names = 文件名，以列表所示为准
calendar-withdrawn = 已撤回 { $name }，{ $moved } 个期限随之变动。
calendar-unusable = { $problem }这是上传的日历，本版本不能使用：请用 gongkai calendar list 查看，用 gongkai calendar withdraw 文件名 撤回，然后重新启动。
