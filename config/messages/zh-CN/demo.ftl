cli-demo = 用示范城市填满一个用完即弃的数据库并启动：第一次来，先运行这个
cli-demo-example = 例：gongkai demo
demo-filling = 正在建立示范城市……
demo-ready = 示范城市已启动：{ $address }（请用以下账号登录，口令仅本次有效）
demo-stop = 按 Ctrl-C 停止，数据随之删除。
