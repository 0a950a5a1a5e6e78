-- VALUE "function table"
return string.format("%s %s", error, {})
