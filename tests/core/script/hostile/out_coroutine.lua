-- ERROR 2
return coroutine.wrap(function() end)()
