-- ERROR
return { 0 / 0 }
