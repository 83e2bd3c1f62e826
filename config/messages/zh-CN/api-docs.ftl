# 接口说明
api-docs-title = 接口说明
api-docs-no-script = 本页需要脚本；不用脚本也可直接阅读接口文件：
