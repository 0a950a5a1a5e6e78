-- ERROR 2
string[{}] = 1
