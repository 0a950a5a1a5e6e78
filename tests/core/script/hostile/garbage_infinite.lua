-- ERROR
return math.huge
