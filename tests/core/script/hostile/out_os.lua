-- ERROR 2
return os.time()
