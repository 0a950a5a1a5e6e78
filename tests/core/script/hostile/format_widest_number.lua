-- VALUE 410
return #string.format("%99.99f", -1e308)
