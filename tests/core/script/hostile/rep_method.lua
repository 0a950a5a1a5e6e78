-- KILLED text
return ("x"):rep(1 << 31)
