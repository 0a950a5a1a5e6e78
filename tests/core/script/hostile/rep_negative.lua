-- VALUE 0
return #string.rep("x", math.mininteger)
