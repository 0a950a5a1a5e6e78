-- VALUE 0
return 1 << math.maxinteger
