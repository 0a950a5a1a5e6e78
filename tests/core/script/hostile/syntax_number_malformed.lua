-- ERROR 2
return 0x.p1x
