-- VALUE {}
return string
