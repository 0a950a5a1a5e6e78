-- ERROR 2
return math.random(0)
