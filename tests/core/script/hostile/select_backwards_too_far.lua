-- ERROR 2
return select(-5, 1, 2)
