# 门户
portal-title = 依申请公开政府信息
