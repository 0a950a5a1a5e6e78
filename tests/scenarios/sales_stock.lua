-- tests/scenarios/sales_stock.lua
-- Cars on the lot, and those the maker still owes.

local VIN <const> = "LDMA5A1B2TA000101"

local function model(day)
  day:store("aurora")
  day:as("sales_manager")
  return day:create("sales.model", { name = "晨光 1.5T", list_price = "100000.00" })
end

scenario("row 85: a car is one VIN with its place, its cost and the day it came", function(day)
  local car = day:create("sales.vehicle", { vin = VIN, model = model(day).id, cost = "91000.00",
    location = "B-12", kind = "display" })
  expect(car.state):is("in_transit")
  expect(day:refused("sales.vehicle", { vin = VIN, model = car.model }).field):is("vin")
  day:go(car, "arrive")
  expect(car.state):is("in_stock")
  expect(car.arrived_on):exists()
  day:as("sales_advisor")
  expect(day:find("sales.vehicle", { where = { vin = VIN } })[1].location):is("B-12")
end)

scenario("row 85: a car that stands is asked about in each class of age, once", function(day)
  local car = day:create("sales.vehicle", { vin = VIN, model = model(day).id })
  day:go(car, "arrive")
  day:later { days = 50 }
  expect(#day:tasks { kind = "aged_car", subject = car }):is(0)
  day:later { days = 15 }
  expect(#day:tasks { kind = "aged_car", role = "sales_manager", subject = car }):is(1)
  day:later { days = 10 }
  expect(#day:tasks { kind = "aged_car", subject = car }):is(1)
  day:later { days = 20 }
  expect(#day:tasks { kind = "aged_car", subject = car }):is(2)
end)

scenario("row 86: what the maker promised is followed from the request to the lot", function(day)
  local wanted = model(day)
  day:as("sales_assistant")
  local coming = day:create("sales.maker_order", { model = wanted.id, colour = "白" })
  expect(day:refused(coming, "confirm").field):is("maker_number")
  day:go(coming, "confirm", { maker_number = "F-7781", expected_on = "2026-11-20" })
  day:go(coming, "ship")
  day:later { days = 17 }
  expect(#day:tasks { kind = "late_maker_order", subject = coming }):is(0)
  day:later { days = 4 }
  expect(#day:tasks { kind = "late_maker_order", role = "sales_assistant", subject = coming }):is(1)
  day:as("sales_manager")
  local car = day:create("sales.vehicle", { vin = VIN, model = wanted.id })
  day:as("sales_assistant")
  day:go(coming, "arrive", { vehicle = car.id })
  expect(coming.arrived_on):exists()
  expect(car.state):is("in_stock")
end)
