-- VALUE true
return math.type(math.random(math.mininteger, math.maxinteger)) == "integer"
