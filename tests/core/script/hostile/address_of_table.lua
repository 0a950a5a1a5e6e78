-- VALUE "table"
return tostring({})
