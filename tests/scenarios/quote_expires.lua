-- tests/scenarios/quote_expires.lua
-- A quote that nobody answers ends with its last day, by itself.

local function quote_of(day, fields)
  day:store("aurora")
  day:as("sales_manager")
  local model = day:create("sales.model", { name = "晨光 1.5T", list_price = "129800.00" })
  day:as("sales_advisor")
  local buyer = day:create("crm.customer", { name = "李雷", phone = "13900139000" })
  fields.customer, fields.model, fields.price = buyer.id, model.id, "129800.00"
  return day:create("sales.quote", fields)
end

scenario("a quote nobody answers for a week is closed", function(day)
  local quote = quote_of(day, {})
  day:go(quote, "send")
  day:later { days = 7 }
  expect(quote.state):is("sent")
  day:later { days = 1 }
  expect(quote.state):is("expired")
end)

scenario("an accepted quote does not expire", function(day)
  local quote = quote_of(day, { valid_until = "2026-11-04" })
  day:go(quote, "send")
  day:go(quote, "accept")
  day:later { days = 30 }
  expect(quote.state):is("accepted")
end)

scenario("what was sent is not changed behind the customer's back", function(day)
  local quote = quote_of(day, {})
  day:go(quote, "send")
  local no = day:refused(quote, { price = "120000.00" })
  expect(no.key):is("sales.terms_frozen")
end)
