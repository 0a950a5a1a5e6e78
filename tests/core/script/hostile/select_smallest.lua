-- ERROR 2
return select(math.mininteger, 1)
