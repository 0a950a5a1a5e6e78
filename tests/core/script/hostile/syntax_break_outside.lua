-- ERROR
break
