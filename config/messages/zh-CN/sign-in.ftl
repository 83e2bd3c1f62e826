# 登录
sign-in-wrong-credentials = 用户名或口令不正确。请核对后重试；忘记口令请联系系统管理员重置。
sign-in-locked = 登录失败次数过多，请在 { $minutes } 分钟后再试。
sign-in-code-needed = 该账号启用了动态口令，请输入验证器上的 6 位数字。
sign-in-wrong-code = 动态口令不正确或已经用过，请输入验证器上新的 6 位数字。
sign-in-not-signed-in = 请先登录。
sign-in-session-ended = 登录已失效，请重新登录。
sign-in-token-reused = 该续期令牌已经用过，为安全起见本次登录已终止，请重新登录。
sign-in-wrong-password = 原口令不正确，请重新输入。
sign-in-must-change-password = 当前口令由他人设置，请先修改口令。
sign-in-no-totp = 尚未设置动态口令，请先设置。
error-key-reused = 这个 Idempotency-Key 已用于另一个请求，请为新的请求换一个新的值。
