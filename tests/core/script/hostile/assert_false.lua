-- ERROR 2
assert(false, {})
