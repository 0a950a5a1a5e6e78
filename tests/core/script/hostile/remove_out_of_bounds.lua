-- ERROR 2
return table.remove({ 1 }, math.mininteger)
