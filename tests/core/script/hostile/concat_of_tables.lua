-- ERROR 2
return table.concat({ {} })
