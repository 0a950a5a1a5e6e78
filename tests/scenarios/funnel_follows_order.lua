-- tests/scenarios/funnel_follows_order.lua
-- An opportunity is won and delivered by its order and never by hand, whatever the brand.

for _, brand in ipairs { "aurora", "tianhe" } do
  scenario("nobody wins or delivers an opportunity by hand: " .. brand, function(day)
    day:store(brand)
    day:as("sales_manager")
    local model = day:create("sales.model", { name = "晨光 1.5T", list_price = "100000.00" })
    day:as("sales_advisor")
    local buyer = day:create("crm.customer", { name = "李雷", phone = "13900139000" })
    local deal = day:create("sales.opportunity", { customer = buyer.id, model = model.id })
    expect(day:refused(deal, "win").key):is("sales.won_by_order")
    expect(day:refused(deal, "deliver").key):is("sales.delivered_by_order")
    local order = day:create("sales.order", { opportunity = deal.id, customer = buyer.id,
      model = model.id, list_price = "100000.00", price = "100000.00" })
    expect(day:refused(deal, "win").key):is("sales.won_by_order")
    day:go(order, "sign")
    expect(deal.state):is("won")
    expect(day:refused(deal, "deliver").key):is("sales.delivered_by_order")
  end)
end

for _, brand in ipairs { "aurora", "tianhe" } do
  scenario("a deal whose last order is cancelled is lost, with the order's reason: " .. brand,
    function(day)
      day:store(brand)
      day:as("sales_manager")
      local model = day:create("sales.model", { name = "晨光 1.5T", list_price = "100000.00" })
      local buyer = day:create("crm.customer", { name = "李雷", phone = "13900139000" })
      local deal = day:create("sales.opportunity", { customer = buyer.id, model = model.id })
      local function signed()
        local order = day:create("sales.order", { opportunity = deal.id, customer = buyer.id,
          model = model.id, list_price = "100000.00", price = "100000.00" })
        day:go(order, "sign")
        return order
      end
      -- Tianhe's manager asks, the general manager agrees and gives it up.
      local function give_up(order, reason)
        local asked = brand == "tianhe" and day:call("approval.request",
          { entity = "sales.order", id = order.id, transition = "cancel", reason = reason })
        day:as("general_manager")
        if asked then day:call("approval.vote", { approval = asked.approval, agrees = true }) end
        day:go(order, "cancel", { cancel_reason = reason })
        day:as("sales_manager")
      end
      local first, second = signed(), signed()
      give_up(first, "换颜色")
      expect(deal.state):is("won")
      give_up(second, "贷款未批")
      expect(deal.state):is("lost")
      expect(deal.lost_reason):is("贷款未批")
    end)
end
