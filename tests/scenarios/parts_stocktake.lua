-- tests/scenarios/parts_stocktake.lua
-- Counting what is there, mending the book, and writing off what is gone.

local function shop(day)
  day:store("aurora")
  day:as("parts_manager")
  local place = day:create("parts.warehouse", { code = "W1", name = "主仓库" })
  local function part(code, quantity, cost)
    return day:create("parts.part", { code = code, name = "件" .. code, unit = "个",
      list_price = "50.00", certificate = "COC", opening_quantity = quantity, opening_cost = cost })
  end
  return place, part("A", "10", "20.00"), part("B", "5", "30.00")
end

local function stock_of(day, part)
  return day:find("parts.stock", { where = { part = part.id } })[1]
end

local function count(day, take, code, quantity, round)
  return day:create("parts.count",
    { sheet = take.number, code = code, quantity = quantity, round = round })
end

local function counted(day, take, a, b)
  day:as("parts_clerk")
  count(day, take, "A", a)
  count(day, take, "B", b)
  day:go(take, "finish")
end

local function frozen(day, place)
  day:as("parts_clerk")
  local take = day:create("parts.stocktake", { warehouse = place.id })
  day:go(take, "freeze")
  return take
end

scenario("a catalogue with opening stock puts it into the ledger once", function(day)
  local _, a = shop(day)
  expect(stock_of(day, a).on_hand):is(10000)
  expect(stock_of(day, a).value):is(20000)
  expect(day:refused(a, { opening_quantity = "11" }).field):is("opening_quantity")
end)

scenario("row 72: plan, freeze, count blind, approve, post", function(day)
  local place, a, b = shop(day)
  local take = frozen(day, place)
  expect(take.parts):is(2)
  local line = day:find("parts.stocktake_line", { where = { part = a.id } })[1]
  expect(line.book):is(nil) -- nobody is told what he should find
  local no = day:refused_call("parts.issue",
    { subject_entity = "x", subject = 1, lines = { { part = a.id, quantity = 1 } } })
  expect(no.key):is("parts.frozen")
  expect(day:refused(take, "finish").key):is("parts.not_counted")
  count(day, take, "A", "4")
  count(day, take, "A", "5") -- a second bin
  count(day, take, "B", "6")
  day:go(take, "finish")
  expect(line.book):is(10000)
  expect(line.difference):is(-1000)
  expect(line.value):is(-2000)
  expect(take.differences):is(2)
  expect(take.value_less):is(2000)
  expect(take.value_more):is(3000)
  day:as("parts_manager")
  day:go(take, "approve")
  expect(stock_of(day, a).on_hand):is(9000)
  expect(stock_of(day, a).value):is(18000)
  expect(stock_of(day, b).on_hand):is(6000)
  expect(stock_of(day, b).value):is(18000)
  expect(stock_of(day, a).frozen_by):is(nil)
  expect(#day:call("parts.verify", {}).wrong):is(0)
end)

scenario("row 72: a later round replaces the one before", function(day)
  local place, a = shop(day)
  local take = frozen(day, place)
  counted(day, take, "1", "5")
  day:as("parts_manager")
  day:go(take, "recount")
  day:as("parts_clerk")
  count(day, take, "A", "10", 2)
  expect(day:refused("parts.count",
    { sheet = take.number, code = "A", quantity = "1" }).key):is("parts.older_round")
  day:go(take, "finish")
  expect(take.differences):is(0)
  day:as("parts_manager")
  day:go(take, "approve")
  expect(stock_of(day, a).on_hand):is(10000)
end)

scenario("row 72: unknown parts, wrong sheets and closed ones are refused by field", function(day)
  local place = shop(day)
  local take = frozen(day, place)
  local function refused(fields)
    fields.quantity = "1"
    return day:refused("parts.count", fields)
  end
  local no = refused { sheet = take.number, code = "NIX" }
  expect(no.key):is("parts.unknown_part")
  expect(no.field):is("code")
  expect(refused { sheet = "PC0", code = "A" }.field):is("sheet")
  day:as("parts_manager")
  day:create("parts.part", { code = "C", name = "c", unit = "个" })
  day:as("parts_clerk")
  expect(refused { sheet = take.number, code = "C" }.key):is("parts.not_on_sheet")
  expect(day:refused("parts.count",
    { sheet = take.number, code = "A", quantity = "-1" }).field):is("quantity")
  counted(day, take, "10", "5")
  expect(refused { sheet = take.number, code = "A" }.key):is("parts.sheet_closed")
end)

scenario("row 72: who froze the sheet does not approve it, and large differences go higher",
  function(day)
    local place = shop(day)
    day:as("parts_manager")
    local take = day:create("parts.stocktake", { warehouse = place.id })
    day:go(take, "freeze")
    counted(day, take, "10", "400")
    day:as("parts_manager")
    expect(day:refused(take, "approve").key):is("parts.own_request")
    day:as("general_manager")
    day:go(take, "approve")
  end)

scenario("row 72: a cancelled count lets everything move again", function(day)
  local place, a = shop(day)
  local take = frozen(day, place)
  day:as("parts_manager")
  day:go(take, "cancel")
  expect(stock_of(day, a).frozen_by):is(nil)
  expect(stock_of(day, a).on_hand):is(10000)
end)

scenario("row 73: an adjustment needs a reason, another pair of eyes and a limit", function(day)
  local _, a = shop(day)
  day:as("parts_clerk")
  expect(day:refused("parts.adjustment", { part = a.id, quantity = "-1" }).field):is("reason")
  expect(day:refused("parts.adjustment",
    { part = a.id, quantity = "0", reason = "x" }).key):is("parts.nothing_to_adjust")
  expect(day:refused("parts.adjustment",
    { part = a.id, quantity = "9999999", reason = "x" }).field):is("quantity")
  local small = day:create("parts.adjustment", { part = a.id, quantity = "-2", reason = "点错" })
  expect(small.value):is(-4000)
  expect(day:refused(small, "approve").status):is("forbidden")
  local large = day:create("parts.adjustment", { part = a.id, quantity = "300", reason = "漏登" })
  day:as("parts_manager")
  day:go(small, "approve")
  expect(small.state):is("posted")
  expect(stock_of(day, a).on_hand):is(8000)
  local no = day:refused(large, "approve")
  expect(no.key):is("parts.beyond_limit")
  local own = day:create("parts.adjustment", { part = a.id, quantity = "1", reason = "x" })
  expect(day:refused(own, "approve").key):is("parts.own_request")
  day:as("general_manager")
  day:go(large, "approve")
  expect(stock_of(day, a).on_hand):is(308000)
  expect(stock_of(day, a).value):is(308 * 2000)
end)

scenario("row 78: a theft is a loss in the ledger, and a loss never makes more", function(day)
  local _, a = shop(day)
  day:as("parts_clerk")
  expect(day:refused("parts.adjustment",
    { part = a.id, kind = "theft", quantity = "1", reason = "x" }).key):is("parts.loss_is_less")
  local gone = day:create("parts.adjustment",
    { part = a.id, kind = "theft", quantity = "-1", reason = "夜间失窃，已报案" })
  day:as("parts_manager")
  day:go(gone, "approve")
  local lines = day:find("parts.movement", { where = { kind = "loss" } })
  expect(#lines):is(1)
  expect(lines[1].value):is(-2000)
  expect(lines[1].reason):is("夜间失窃，已报案")
end)
