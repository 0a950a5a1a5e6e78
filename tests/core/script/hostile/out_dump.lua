-- ERROR 2
return string.dump(error)
