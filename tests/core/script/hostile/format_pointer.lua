-- ERROR 2
return string.format("%p", {})
