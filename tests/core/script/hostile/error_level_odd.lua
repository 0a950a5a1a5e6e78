-- ERROR
error("x", 1 << 40)
