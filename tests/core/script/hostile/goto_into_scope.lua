-- ERROR
goto inside
local x = 1
::inside::
return x
