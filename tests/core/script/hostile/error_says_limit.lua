-- ERROR 2
error("limit", 0)
