-- tests/scenarios/parts_purchase.lua
-- From the wish to the invoice: asked, approved, ordered, received, inspected, matched.

local function shop(day)
  day:store("aurora")
  day:as("parts_manager")
  day:create("parts.warehouse", { code = "W1", name = "主仓库" })
  local part = day:create("parts.part", { code = "AUR-1", name = "机油滤清器", unit = "个",
    list_price = "200.00", certificate = "COC-1" })
  local seller = day:create("parts.supplier", { name = "晨曜配件总库", licence_no = "91110000X" })
  day:go(seller, "qualify")
  day:go(seller, "approve")
  day:as("parts_clerk")
  return part, seller
end

local function ordered(day, part, seller, quantity, price, more)
  day:as("parts_clerk")
  local fields = { supplier = seller.id, reason = "补库" }
  for key, value in pairs(more or {}) do fields[key] = value end
  local purchase = day:create("parts.purchase", fields)
  local line = day:create("parts.purchase_line",
    { purchase = purchase.id, part = part.id, quantity = quantity, price = price })
  day:go(purchase, "request")
  day:as("parts_manager")
  day:go(purchase, "approve")
  day:as("parts_clerk")
  day:go(purchase, "order")
  return purchase, line
end

local function received(day, purchase, line, quantity, more)
  local receipt = day:create("parts.receipt",
    { purchase = purchase.id, delivery_note = "DN-1", certificate = "COC-2" })
  local fields = { receipt = receipt.id, purchase_line = line.id, quantity = quantity,
    accepted = quantity }
  for key, value in pairs(more or {}) do fields[key] = value end
  local came = day:create("parts.receipt_line", fields)
  day:go(receipt, "inspect")
  day:go(receipt, "post")
  return receipt, came
end

local function buy(day, part, seller, quantity, price)
  local purchase, line = ordered(day, part, seller, quantity, price)
  return received(day, purchase, line, quantity)
end

local function stock_of(day, part)
  return day:find("parts.stock", { where = { part = part.id } })[1]
end

local function issue(day, part, quantity)
  return day:call("parts.issue", { subject_entity = "x", subject = 1,
    lines = { { part = part.id, quantity = quantity } } }).lines[1]
end

scenario("row 69: asked, approved by another, ordered, received, inspected and on the shelf",
  function(day)
    local part, seller = shop(day)
    local purchase, line = ordered(day, part, seller, "10", "100.00")
    expect(purchase.total):is(100000)
    expect(day:call("parts.availability", { part = part.id }).on_order):is(10000)
    local receipt = received(day, purchase, line, "4")
    expect(receipt.state):is("posted")
    local there = day:call("parts.availability", { part = part.id })
    expect(there.on_hand):is(4000)
    expect(there.on_order):is(6000)
    expect(stock_of(day, part).value):is(40000)
    day:go(purchase, "close")
    expect(day:call("parts.availability", { part = part.id }).on_order):is(0)
  end)

scenario("row 52: the moving average of the book, step by step", function(day)
  local part, seller = shop(day)
  local function is(pieces, value)
    expect(stock_of(day, part).on_hand):is(pieces * 1000)
    expect(stock_of(day, part).value):is(value)
  end
  buy(day, part, seller, "10", "100.00")
  buy(day, part, seller, "10", "120.00")
  is(20, 220000) -- 110
  issue(day, part, 5)
  is(15, 165000)
  buy(day, part, seller, "5", "130.00")
  is(20, 230000) -- 115
  local out = issue(day, part, 12)
  is(8, 92000)
  day:call("parts.return", { lines = { { movement = out.movement, quantity = 2 } } })
  is(10, 115000)
  issue(day, part, 10)
  is(0, 0)
  expect(#day:call("parts.verify", {}).wrong):is(0)
end)

scenario("row 69: a late invoice is a difference of its day, and never a posting again", function(day)
  local part, seller = shop(day)
  local _, came = buy(day, part, seller, "10", "100.00")
  issue(day, part, 6)
  local invoice = day:create("parts.invoice",
    { number = "INV-1", supplier = seller.id, dated_on = "2026-11-01", amount = "1010.00" })
  day:create("parts.invoice_line",
    { invoice = invoice.id, receipt_line = came.id, quantity = "10", price = "101.00" })
  day:go(invoice, "match")
  expect(invoice.difference):is(1000)
  expect(stock_of(day, part).value):is(40400) -- four of ten are still here
  expect(invoice.expense):is(600)
  expect(#day:find("parts.movement", { where = { kind = "price_difference" } })):is(1)
  expect(#day:call("parts.verify", {}).wrong):is(0)
end)

scenario("row 69: an invoice that does not fit is refused by line and field", function(day)
  local part, seller = shop(day)
  local _, came = buy(day, part, seller, "10", "100.00")
  local function invoice(number, quantity, price, amount)
    local made = day:create("parts.invoice",
      { number = number, supplier = seller.id, dated_on = "2026-11-02", amount = amount })
    day:create("parts.invoice_line",
      { invoice = made.id, receipt_line = came.id, quantity = quantity, price = price })
    return made
  end
  expect(day:refused(invoice("1", "11", "100.00", "1100.00"), "match").key):is("parts.billed_too_much")
  expect(day:refused(invoice("2", "10", "100.00", "1000.01"), "match").key):is("parts.invoice_sum")
  local off = invoice("3", "10", "105.00", "1050.00")
  expect(day:refused(off, "match").key):is("parts.price_off")
  day:as("parts_manager")
  day:go(off, "match")
  expect(day:refused("parts.invoice",
    { number = "3", supplier = seller.id, dated_on = "2026-11-02", amount = "1" }).status):is("conflict")
end)

scenario("row 69: nobody approves his own wish, nor more than he may, nor without lines", function(day)
  local part, seller = shop(day)
  day:as("parts_manager")
  local own = day:create("parts.purchase", { supplier = seller.id })
  expect(day:refused(own, "request").key):is("parts.document_empty")
  day:create("parts.purchase_line",
    { purchase = own.id, part = part.id, quantity = "1000", price = "100.00" })
  day:go(own, "request")
  expect(day:refused(own, "approve").key):is("parts.own_request")
  day:as("general_manager")
  day:go(own, "approve")
  day:as("parts_clerk")
  local large = day:create("parts.purchase", { supplier = seller.id })
  day:create("parts.purchase_line",
    { purchase = large.id, part = part.id, quantity = "1000", price = "100.00" })
  day:go(large, "request")
  day:as("parts_manager")
  expect(day:refused(large, "approve").key):is("parts.beyond_limit")
end)

scenario("row 69: what was superseded is not ordered any more, and the line says so", function(day)
  local part, seller = shop(day)
  local new = day:create("parts.part", { code = "AUR-2", name = "新", unit = "个" })
  local purchase = day:create("parts.purchase", { supplier = seller.id })
  local wish = { purchase = purchase.id, part = part.id, quantity = "1", price = "1.00" }
  day:create("parts.purchase_line", wish)
  day:create("parts.supersession", { old_part = part.id, new_part = new.id, valid_from = "2026-11-01" })
  local no = day:refused("parts.purchase_line", wish)
  expect(no.key):is("parts.order_the_newest")
  expect(no.field):is("part")
  expect(no.text):contains("AUR-2")
  day:go(purchase, "request") -- superseded meanwhile
  day:as("parts_manager")
  day:go(purchase, "approve")
  expect(day:refused(purchase, "order").key):is("parts.order_the_newest")
end)

scenario("row 80: what was not ordered yet is not received, and that is said", function(day)
  local part, seller = shop(day)
  local purchase = day:create("parts.purchase", { supplier = seller.id })
  day:create("parts.purchase_line",
    { purchase = purchase.id, part = part.id, quantity = "1", price = "1.00" })
  local no = day:refused("parts.receipt", { purchase = purchase.id })
  expect(no.key):is("parts.not_ordered")
  expect(no.field):is("purchase")
end)

scenario("row 80: every piece is inspected; bad ones do not reach the shelf, and say why", function(day)
  local part, seller = shop(day)
  local purchase, line = ordered(day, part, seller, "10", "100.00")
  local receipt = day:create("parts.receipt", { purchase = purchase.id, certificate = "COC-2" })
  local came = day:create("parts.receipt_line",
    { receipt = receipt.id, purchase_line = line.id, quantity = "10", accepted = "7" })
  expect(day:refused(receipt, "inspect").key):is("parts.not_all_inspected")
  day:set(came, { rejected = "3" })
  expect(day:refused(receipt, "inspect").field):is("fault")
  day:set(came, { fault = "包装破损" })
  day:go(receipt, "inspect")
  day:go(receipt, "post")
  expect(stock_of(day, part).on_hand):is(7000)
  expect(stock_of(day, part).on_order):is(3000)
end)

scenario("row 80: a part kept by lot comes in one, with its last day", function(day)
  local _, seller = shop(day)
  local oil = day:create("parts.part",
    { code = "OIL", name = "机油", unit = "升", by_lot = true, list_price = "60.00" })
  local purchase, line = ordered(day, oil, seller, "4.5", "40.00")
  local receipt = day:create("parts.receipt", { purchase = purchase.id, certificate = "COC-3" })
  local came = day:create("parts.receipt_line",
    { receipt = receipt.id, purchase_line = line.id, quantity = "4.5", accepted = "4.5" })
  expect(day:refused(receipt, "inspect").field):is("lot_number")
  day:set(came, { lot_number = "L-7", expires_on = "2027-11-01" })
  day:go(receipt, "inspect")
  day:go(receipt, "post")
  local lot = day:find("parts.lot", { where = { number = "L-7" } })[1]
  expect(lot.state):is("released")
  expect(lot.on_hand):is(4500)
  local out = issue(day, oil, "1.5")
  expect(out.lot):is(lot.id)
  expect(out.cost):is(6000)
  expect(lot.on_hand):is(3000)
end)

scenario("row 83: goods without a proof of source are not taken in", function(day)
  local part, seller = shop(day)
  local purchase, line = ordered(day, part, seller, "1", "100.00")
  local receipt = day:create("parts.receipt", { purchase = purchase.id })
  day:create("parts.receipt_line",
    { receipt = receipt.id, purchase_line = line.id, quantity = "1", accepted = "1" })
  local no = day:refused(receipt, "inspect")
  expect(no.key):is("parts.receipt_no_paper")
  expect(no.field):is("certificate")
end)

scenario("row 83: more than was ordered is not taken in", function(day)
  local part, seller = shop(day)
  local purchase, line = ordered(day, part, seller, "1", "100.00")
  local receipt = day:create("parts.receipt", { purchase = purchase.id, certificate = "C" })
  day:create("parts.receipt_line",
    { receipt = receipt.id, purchase_line = line.id, quantity = "2", accepted = "2" })
  day:go(receipt, "inspect")
  expect(day:refused(receipt, "post").key):is("parts.more_than_ordered")
end)

scenario("row 88: candidate, qualified, approved; suspended ones get no order", function(day)
  local part = shop(day)
  day:as("parts_clerk")
  local new = day:create("parts.supplier", { name = "路边配件" })
  expect(day:refused(new, "qualify").field):is("licence_no")
  day:set(new, { licence_no = "9111", licence_until = "2026-10-01" })
  expect(day:refused(new, "qualify").key):is("parts.licence_over")
  day:set(new, { licence_until = "2027-10-01" })
  day:go(new, "qualify")
  expect(day:refused(new, "approve").status):is("forbidden")
  local purchase = day:create("parts.purchase", { supplier = new.id })
  day:create("parts.purchase_line",
    { purchase = purchase.id, part = part.id, quantity = "1", price = "1.00" })
  day:go(purchase, "request")
  day:as("parts_manager")
  day:go(purchase, "approve")
  expect(day:refused(purchase, "order").key):is("parts.supplier_not_approved")
  day:go(new, "approve")
  day:go(new, "suspend", { reason = "假货投诉" })
  expect(day:refused(purchase, "order").key):is("parts.supplier_not_approved")
end)

scenario("row 89: marks for quality and delivery are measured from what came", function(day)
  local part, seller = shop(day)
  local purchase, line = ordered(day, part, seller, "10", "100.00", { needed_on = "2026-11-01" })
  received(day, purchase, line, "10", { accepted = "8", rejected = "2", fault = "锈蚀" })
  day:as("parts_manager")
  local score = day:create("parts.supplier_score", { supplier = seller.id,
    begins_on = "2026-10-01", ends_on = "2026-12-31", price = 90, service = 70 })
  expect(score.quality):is(80) -- eight of ten
  expect(score.delivery):is(0) -- a day late
  expect(score.total):is(57) -- 80*40 + 0*30 + 90*20 + 70*10
  expect(score.grade):is("D")
  expect(seller.grade):is("D")
  expect(day:refused("parts.supplier_score", { supplier = seller.id, begins_on = "2025-01-01",
    ends_on = "2025-03-31", price = 90, service = 70 }).key):is("parts.nothing_measured")
  expect(day:refused("parts.supplier_score", { supplier = seller.id, begins_on = "2026-01-01",
    ends_on = "2026-03-31", price = 101, service = 70, quality = 1, delivery = 1 }).field):is("price")
end)
