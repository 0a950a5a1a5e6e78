-- ERROR
table.sort({ 1, "x", {} })
