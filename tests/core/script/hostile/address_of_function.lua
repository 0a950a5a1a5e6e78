-- VALUE "function"
return tostring(error)
