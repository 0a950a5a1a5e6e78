-- ERROR
for _ in utf8.codes("ab\xff") do end
