-- ERROR 2
return table.unpack({}, 1, 1 << 24)
