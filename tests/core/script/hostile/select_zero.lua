-- ERROR 2
return select(0)
