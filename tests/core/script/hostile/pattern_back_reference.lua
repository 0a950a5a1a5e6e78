-- KILLED steps
return (("a"):rep(60000)):find("(.*)(.*)%1%2b")
