-- ERROR 2
return io.open("/etc/passwd")
