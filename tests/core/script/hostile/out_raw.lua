-- ERROR 2
return rawset(string, "rep", 1)
