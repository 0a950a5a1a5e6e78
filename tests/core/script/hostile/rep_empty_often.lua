-- VALUE 0
return #string.rep("", 1 << 60)
