-- ERROR 2
error("one\ntwo\rthree")
