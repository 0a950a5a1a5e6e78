-- KILLED text
return string.rep("x", 1000000, ("y"):rep(100))
