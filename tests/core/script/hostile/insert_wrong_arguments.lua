-- ERROR 2
table.insert({}, 1, 2, 3)
