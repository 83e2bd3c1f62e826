cli-diagram = Prints the life of a case as a Mermaid state diagram, made from the rules themselves
cli-diagram-table = Prints what each act does in each status as a Markdown table
cli-diagram-example = Example: gongkai diagram > diagram.mmd; gongkai diagram --table > table.md
