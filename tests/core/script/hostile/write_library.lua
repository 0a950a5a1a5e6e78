-- ERROR 2
string.rep = nil
