-- KILLED steps
while true do pcall(error, {}) end
