-- ERROR 2
return dofile("/etc/passwd")
