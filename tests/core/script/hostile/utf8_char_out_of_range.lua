-- ERROR 2
return utf8.char(1 << 40)
