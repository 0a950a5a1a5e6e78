-- ERROR 2
total = 1
