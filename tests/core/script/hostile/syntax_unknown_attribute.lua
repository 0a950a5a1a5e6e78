-- ERROR 2
local x <odd> = 1
