-- ERROR 2
return table.unpack({}, math.mininteger, math.maxinteger)
