-- KILLED text
return string.rep("xxxxxxxx", (1 << 61) + 1)
