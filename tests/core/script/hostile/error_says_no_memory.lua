-- ERROR 2
error("not enough memory", 0)
