-- ERROR 2
table.sort({ 2, 1 }, function() error({}) end)
