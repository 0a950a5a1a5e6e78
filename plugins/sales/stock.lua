-- plugins/sales/stock.lua
-- Cars in stock: the day a car arrives is its own, and one that stands too long is somebody's work.
-- Why: row 85, "库存车按车架号管理：库龄、位置、成本、状态"; row 86, what the maker owes us and when.
local dms <const> = require("dms")

-- Days on the lot after which the sales manager decides what becomes of a car: a class longer is
-- asked about once more. The dealer's own figures.
local AGED <const> = { 60, 90, 180 }

dms.rule {
  name = "sales/arrived_on",
  on = "sales.vehicle.arrive",
  run = function(car)
    if not car.arrived_on then return dms.set("arrived_on", dms.today()) end
  end,
}

local function age_class(car)
  local class
  for _, days in ipairs(AGED) do
    if dms.today() - car.arrived_on >= days then class = days end
  end
  return class
end

dms.follow_up {
  name = "sales/aged_car",
  every = "workday",
  at = "08:50",
  find = {
    entity = "sales.vehicle",
    where = { state = { ["in"] = { "in_stock", "blocked" } },
              arrived_on = { lte = "@today-" .. AGED[1] } },
  },
  once = function(car) return "aged-" .. age_class(car) end,
  task = function(car)
    return { kind = "aged_car", role = "sales_manager", title = "sales.task_aged_car",
             values = { vin = car.vin, days = tostring(dms.today() - car.arrived_on) },
             due = dms.workdays(2) }
  end,
}

-- What the maker promised and did not bring is asked about on the day after.
dms.follow_up {
  name = "sales/late_maker_order",
  every = "workday",
  at = "09:10",
  find = {
    entity = "sales.maker_order",
    where = { state = { ["in"] = { "confirmed", "shipped" } },
              expected_on = { lt = "@today" } },
  },
  once = function(order) return "late-" .. order.expected_on end,
  task = function(order)
    return { kind = "late_maker_order", role = "sales_assistant",
             title = "sales.task_late_maker_order",
             values = { number = order.number, expected = dms.date_text(order.expected_on) },
             due = dms.workdays(1) }
  end,
}
