-- ERROR 2
table.insert({}, math.maxinteger, 1)
