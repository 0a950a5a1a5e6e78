-- VALUE "12.5"
return 1 .. 2.5
