# The page about the API
api-docs-title = API
api-docs-no-script = This page needs scripts. Without them the document itself can be read:
