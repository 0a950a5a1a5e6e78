-- ERROR 2
error(function() end)
