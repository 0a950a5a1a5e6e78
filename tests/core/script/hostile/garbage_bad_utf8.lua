-- ERROR
return "\xff"
