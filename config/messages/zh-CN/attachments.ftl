# 附件：不予收存的理由，存放与扫描的故障
file-refused-file-empty = 文件“{ $name }”是空的，没有收存；请检查后重新上传。
file-refused-file-too-large = 文件“{ $name }”超过 { $at_most }，没有收存；请压缩或拆分后重新上传。
file-refused-too-many-files = 一次最多上传 { $at_most } 个文件；请分次上传。
file-refused-file-name-missing = 有一个文件没有文件名；请命名后重新上传。
file-refused-file-name-too-long = 文件名超过 { $at_most } 个字；请改短后重新上传。
file-refused-file-type-not-accepted = 文件“{ $name }”的内容是 { $found }，不能收存。可以上传 PDF、OFD、图片（PNG、JPEG、TIFF、WebP）、Word、Excel、PowerPoint、ODT、ODS 文件（不得含宏）和纯文本（UTF-8 或 GB18030）。
file-refused-file-type-mismatch = 文件“{ $name }”的扩展名是 { $named }，内容却是 { $found }；请改正文件名，或用原来的软件另存后重新上传。
file-refused-infected = 文件“{ $name }”含有恶意代码（{ $finding }），没有收存；请清除后重新上传。
files-scanner-unavailable = 病毒扫描暂时不可用，文件没有收存；请稍后再试。
files-missing = 附件 { $file } 不在附件文件夹里；请从备份恢复附件文件夹，再运行 gongkai check。
files-altered = 附件 { $file } 的内容与收存时不一致，不予提供；请从备份恢复，再运行 gongkai check。
files-unusable = 附件文件夹无法使用：{ $detail }。请检查磁盘空间和权限。
check-attachment = { $case }：办理记录第 { $version } 条的附件没有对应的登记，或登记被改动
check-file-missing = { $case }：附件 { $file } 的文件不见了；请从备份恢复附件文件夹
check-file-altered = { $case }：附件 { $file } 的文件内容与收存时不一致；请从备份恢复
check-file-not-removed = { $case }：附件 { $file } 已经清除，文件却还在；请检查附件文件夹的权限
