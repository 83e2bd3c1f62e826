cli-diagram = 打印办理流程图（Mermaid），由程序自己的规则生成
cli-diagram-table = 打印行为与状态对照表（Markdown）
cli-diagram-example = 例：gongkai diagram > 流程图.mmd；gongkai diagram --table > 对照表.md
