-- ERROR 2
local e = _ENV
return e
