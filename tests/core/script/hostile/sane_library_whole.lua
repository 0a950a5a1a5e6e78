-- VALUE ["xx",3,"b"]
return { ("x"):rep(2), #"abc", ("abc"):sub(2, 2) }
