-- KILLED steps
while true do end
