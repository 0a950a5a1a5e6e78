-- ERROR 2
return (("abc"):gsub(".", { a = {} }))
