-- tests/scenarios/parts_transfer.lua
-- Parts go from one store to the other: sent, in transit, received, and the cost goes along.

local function shops(day)
  day:store("tianhe")
  day:as("parts_manager")
  local there = day:create("parts.warehouse", { code = "T", name = "天河主仓" })
  day:store("aurora")
  day:as("parts_manager")
  local here = day:create("parts.warehouse", { code = "A", name = "晨曜主仓" })
  local part = day:create("parts.part", { code = "AUR-1", name = "机油滤清器", unit = "个",
    list_price = "50.00", certificate = "COC-1", opening_quantity = "3", opening_cost = "33.34" })
  return here, there, part
end

local function sent(day, here, there, part, quantity)
  day:as("parts_clerk")
  local transfer = day:create("parts.transfer",
    { from_warehouse = here.id, to_warehouse = there.id, reason = "对方缺货" })
  day:create("parts.transfer_line", { transfer = transfer.id, part = part.id, quantity = quantity })
  day:go(transfer, "send")
  return transfer
end

local function stock_in(day, place)
  return day:find("parts.stock", { where = { warehouse = place.id } })[1]
end

scenario("row 74: what is sent is in transit until the other store has received it", function(day)
  local here, there, part = shops(day)
  local transfer = sent(day, here, there, part, "2")
  expect(transfer.state):is("in_transit")
  expect(transfer.cost):is(6668)
  expect(stock_in(day, here).on_hand):is(1000)
  expect(stock_in(day, there).on_hand):is(0)
  expect(stock_in(day, there).in_transit):is(2000)
  day:store("tianhe")
  local arrival = day:find("parts.arrival", { where = { number = transfer.number } })[1]
  day:go(arrival, "receive")
  expect(transfer.state):is("received")
  expect(stock_in(day, there).on_hand):is(2000)
  expect(stock_in(day, there).in_transit):is(0)
  expect(stock_in(day, there).value):is(6668)
  expect(stock_in(day, here).value):is(3334)
  local known = day:call("parts.availability", { code = "AUR-1" }) -- entered there by itself
  expect(known.on_hand):is(2000)
  expect(#day:call("parts.verify", {}).wrong):is(0)
end)

scenario("row 74: what is missing on arrival is a loss with a reason", function(day)
  local here, there, part = shops(day)
  sent(day, here, there, part, "3")
  day:store("tianhe")
  local line = day:find("parts.arrival_line", {})[1]
  local arrival = day:find("parts.arrival", {})[1]
  day:set(line, { received = "2" })
  expect(day:refused(arrival, "receive").key):is("parts.missing_reason")
  day:set(line, { received = "4", reason = "x" })
  expect(day:refused(arrival, "receive").key):is("parts.more_than_sent")
  day:set(line, { received = "2", reason = "路上摔坏一个" })
  day:go(arrival, "receive")
  expect(stock_in(day, there).value + arrival.lost_value):is(10002)
  expect(stock_in(day, there).on_hand):is(2000)
  local moves = day:find("parts.movement", { where = { source_entity = "parts.arrival" }, sort = "id" })
  expect(#moves):is(2) -- all that was sent came in, and the broken one went out
  expect(moves[1].value):is(10002)
  expect(moves[2].kind):is("loss")
  expect(moves[2].quantity):is(-1000)
  expect(-moves[2].value):is(arrival.lost_value)
  expect(moves[2].reason):is("路上摔坏一个")
  expect(#day:call("parts.verify", {}).wrong):is(0)
end)

scenario("row 74: nobody sends what is not his, nor to where it is, nor more than there is",
  function(day)
    local here, there, part = shops(day)
    day:as("parts_clerk")
    expect(day:refused("parts.transfer",
      { from_warehouse = there.id, to_warehouse = here.id }).key):is("parts.foreign_warehouse")
    expect(day:refused("parts.transfer",
      { from_warehouse = here.id, to_warehouse = here.id }).key):is("parts.same_warehouse")
    local transfer = day:create("parts.transfer",
      { from_warehouse = here.id, to_warehouse = there.id })
    expect(day:refused(transfer, "send").key):is("parts.document_empty")
    day:create("parts.transfer_line", { transfer = transfer.id, part = part.id, quantity = "4" })
    expect(day:refused(transfer, "send").key):is("parts.not_enough")
    expect(day:refused("parts.transfer_line",
      { transfer = transfer.id, part = part.id, quantity = "-1" }).field):is("quantity")
  end)

scenario("row 74: a transfer on its way stays as it was sent, and only its arrival ends it",
  function(day)
    local here, there, part = shops(day)
    local transfer = sent(day, here, there, part, "1")
    expect(day:refused("parts.transfer_line",
      { transfer = transfer.id, part = part.id, quantity = "1" }).key):is("parts.document_closed")
    expect(day:refused(transfer, "receive").key):is("parts.received_by_arrival")
  end)

scenario("row 71: who has none is told which store has some", function(day)
  shops(day)
  day:store("tianhe")
  day:as("parts_manager")
  day:create("parts.part", { code = "AUR-1", name = "机油滤清器", unit = "个" })
  day:as("service_advisor")
  local there = day:call("parts.availability", { code = "AUR-1", quantity = 1 })
  expect(there.enough):is(false)
  expect(there.elsewhere[1].free):is(3000)
end)

scenario("row 74: clerks name the other store's warehouse, and count or let go only their own",
  function(day)
    local here, there, part = shops(day)
    local held = day:call("parts.reserve", { subject_entity = "x", subject = 1,
      lines = { { part = part.id, quantity = 1 } } }).lines[1].reservation
    day:as("parts_clerk")
    local made = day:ask { ["do"] = "create", entity = "parts.transfer",
      fields = { from_warehouse = here.id, to_warehouse = there.id } }
    expect(made.record.to_warehouse):is(there.id)
    expect(day:refused("parts.stocktake", { warehouse = there.id }).key):is("parts.foreign_warehouse")
    day:store("tianhe")
    expect(day:refused_call("parts.release", { reservation = held }).key):is("parts.no_reservation")
    expect(day:call("parts.release", { subject_entity = "x", subject = 1 }).released):is(0)
    expect(stock_in(day, here).reserved):is(1000)
  end)
