-- tests/scenarios/parts_catalogue.lua
-- The catalogue: old and new numbers, lots, what proves where a part comes from.

local function shop(day)
  day:store("aurora")
  day:as("parts_manager")
  day:create("parts.warehouse", { code = "W1", name = "主仓库" })
end

local function part(day, code, more)
  local fields = { code = code, name = "刹车片", unit = "套", list_price = "300.00",
    certificate = "COC-" .. code }
  for key, value in pairs(more or {}) do fields[key] = value end
  return day:create("parts.part", fields)
end

local function open_with(day, what, quantity)
  day:call("parts.opening", { lines = { { part = what.id, quantity = quantity, cost = "100.00" } } })
end

local function replace(day, old, new, more)
  local fields = { old_part = old.id, new_part = new.id, valid_from = "2026-11-01" }
  for key, value in pairs(more or {}) do fields[key] = value end
  return day:create("parts.supersession", fields)
end

scenario("row 69: who asks for the new number is told to use up the old ones first", function(day)
  shop(day)
  local old, new = part(day, "B-1"), part(day, "B-2")
  open_with(day, old, 3)
  replace(day, old, new, { two_way = true, old_quantity = "1", new_quantity = "2" })
  local chain = day:call("parts.availability", { part = new.id, quantity = 1 }).chain
  expect(#chain):is(1)
  expect(chain[1].code):is("B-1")
  expect(chain[1].first):is(true)
  expect(chain[1].free):is(3000)
  expect(chain[1].new_quantity):is(2000)
end)

scenario("row 69: one way means the old one does not serve for the new one", function(day)
  shop(day)
  local old, new = part(day, "B-1"), part(day, "B-2")
  replace(day, old, new)
  expect(#day:call("parts.availability", { part = new.id }).chain):is(0)
  local chain = day:call("parts.availability", { part = old.id }).chain
  expect(#chain):is(1)
  expect(chain[1].code):is("B-2")
end)

scenario("row 69: a replacement of tomorrow does not count today", function(day)
  shop(day)
  local old, new = part(day, "B-1"), part(day, "B-2")
  replace(day, old, new, { valid_from = "2026-11-03" })
  expect(#day:call("parts.availability", { part = old.id }).chain):is(0)
  day:later { days = 1 }
  expect(#day:call("parts.availability", { part = old.id }).chain):is(1)
end)

scenario("row 69: a part that supersedes itself, and a circle, are refused", function(day)
  shop(day)
  local a, b, c = part(day, "B-1"), part(day, "B-2"), part(day, "B-3")
  local fields = { old_part = a.id, new_part = a.id, valid_from = "2026-11-01" }
  local no = day:refused("parts.supersession", fields)
  expect(no.key):is("parts.supersedes_itself")
  expect(no.field):is("new_part")
  replace(day, a, b)
  replace(day, b, c)
  fields.old_part, fields.new_part = c.id, a.id
  expect(day:refused("parts.supersession", fields).key):is("parts.supersession_circle")
end)

scenario("row 80: of lots the one that expires first goes first, and only released ones", function(day)
  shop(day)
  local oil = part(day, "OIL", { by_lot = true })
  day:as("parts_clerk")
  local late = day:create("parts.lot",
    { part = oil.id, number = "L2", certificate = "C2", expires_on = "2027-06-30" })
  local soon = day:create("parts.lot",
    { part = oil.id, number = "L1", certificate = "C1", expires_on = "2026-12-31" })
  day:as("parts_manager")
  day:call("parts.opening", { lines = { { part = oil.id, quantity = 1, cost = "100.00",
    lot = "L0", certificate = "C0" } } })
  day:go(day:find("parts.lot", { where = { number = "L0" } })[1], "block",
    { block_reason = "待检" })
  day:as("parts_clerk")
  day:go(late, "release")
  local ask = { subject_entity = "x", subject = 1, lines = { { part = oil.id, quantity = 1 } } }
  expect(day:refused_call("parts.issue", ask).key):is("parts.no_lot")
  ask.lines[1].lot = soon.id
  expect(day:refused_call("parts.issue", ask).key):is("parts.lot_blocked")
  day:go(soon, "release")
  expect(day:refused_call("parts.issue", ask).key):is("parts.lot_short")
  day:at("2027-01-02 09:00")
  expect(day:refused_call("parts.issue", ask).key):is("parts.lot_expired")
end)

scenario("row 75: who falls below the minimum or rises above the maximum is on a list", function(day)
  shop(day)
  local pad = part(day, "B-1", { minimum = "2", maximum = "10" })
  open_with(day, pad, 12)
  expect(#day:tasks { kind = "parts_above_maximum", subject = pad }):is(1)
  day:call("parts.issue", { subject_entity = "x", subject = 1,
    lines = { { part = pad.id, quantity = 11 } } })
  local low = day:tasks { kind = "parts_below_minimum", subject = pad }
  expect(#low):is(1)
  expect(low[1].role):is("parts_clerk")
  day:call("parts.issue", { subject_entity = "x", subject = 1,
    lines = { { part = pad.id, quantity = 1 } } })
  expect(#day:tasks { kind = "parts_below_minimum", subject = pad }):is(1) -- told once
end)

scenario("a minimum above the maximum is refused", function(day)
  shop(day)
  local no = day:refused("parts.part",
    { code = "M", name = "m", unit = "个", minimum = "5", maximum = "4" })
  expect(no.key):is("parts.limits")
  expect(no.field):is("minimum")
end)
