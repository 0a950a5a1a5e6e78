-- ERROR
for _ in pairs({ [{}] = 1, [{ 1 }] = 2 }) do end
