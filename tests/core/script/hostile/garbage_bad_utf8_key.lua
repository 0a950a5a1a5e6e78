-- ERROR
return { ["\xff"] = 1 }
