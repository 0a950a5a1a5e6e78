-- KILLED steps
::top:: goto top
