# 检索页
search-words = 查找内容
search-everywhere = 全部机关
search-hint = 查找编号、申请内容、补正、答复和申请人；几个词之间用空格隔开，须全部出现。
search-missing = 请输入文字、字母或者数字。
search-too-long = 最多 200 个字，请缩短后再查。
search-nothing = 没有找到
search-nothing-note = 换一个说法，或者少写几个字再查。
search-go-on = 还没有查完，请看下一页
found-case-no = 编号
found-source-ref = 原编号
found-subject = 申请内容
found-request = 申请说明
found-supplement = 补正内容
found-reply = 答复
found-draft = 答复稿
found-applicant-name = 申请人
