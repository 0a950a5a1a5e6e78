-- ERROR
error(nil)
