-- ERROR
return function() end
