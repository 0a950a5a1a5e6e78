-- ERROR 2
return "\u{7fffffffff}"
