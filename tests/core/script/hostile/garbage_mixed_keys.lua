-- ERROR
return { a = 1, [true] = 2 }
