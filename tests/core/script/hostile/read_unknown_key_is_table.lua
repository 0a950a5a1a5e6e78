-- ERROR 2
return string[{}]
