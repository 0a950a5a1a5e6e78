-- VALUE null
return table.unpack({}, -5, -1)
