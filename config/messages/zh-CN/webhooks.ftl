# 推送：把办理进展告知其他系统
what-webhook = 推送地址
what-message = 推送消息
what-feed = 日历订阅
error-webhook-too-many-webhooks = 每个机关最多设置 { $max } 个推送地址，请先删除不再使用的。
error-webhook-no-events = 请至少选择一类推送事项。
error-webhook-not-your-subtree = 一并推送下级机关的情况，须为本机关及其全部下级机关的系统管理员。
error-webhook-not-to-be-retried = 该消息已经送达或者正在发送，无需重发。
error-webhook-changed-meanwhile = 密钥刚刚被他人更换，请查看后再决定是否重试。
web-field-url-scheme = { $field } 须以 https:// 或 http:// 开头。
web-field-url-host = { $field } 没有写明主机，或主机名不对。
web-field-url-port = { $field } 的端口须为 1 至 65535 的数字。
web-field-url-user-info = { $field } 不能含用户名和密码。
web-field-url-character = { $field } 含有不能直接书写的字符，请改用百分号编码。
web-field-url-fragment = { $field } 不能含 # 及其后的内容。
web-field-url-too-long = { $field } 过长，最多 2000 个字符。
