-- ERROR 2
record.price = 1
