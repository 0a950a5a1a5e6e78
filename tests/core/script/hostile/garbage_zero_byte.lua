-- ERROR
return "a\0b"
