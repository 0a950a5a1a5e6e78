-- ERROR
return tostring(user) .. tostring(record)
