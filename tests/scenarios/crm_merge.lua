-- tests/scenarios/crm_merge.lua
-- Two files of one person become one, and two again; not while two advisors sell to him.

local function customer(day, phone)
  return day:create("crm.customer", { name = "李雷", phone = phone })
end

local function two_files(day)
  day:store("aurora")
  day:as("sales_manager")
  local kept, away = customer(day, "13900139000"), customer(day, "13900139001")
  day:set(away, { email = "li@example.com", preference = "红色" })
  return kept, away
end

scenario("row 11: merged files are read as one, nothing is lost, and taken back", function(day)
  local kept, away = two_files(day)
  local pair = { entity = "crm.customer", keep = kept.id, merge = away.id,
    reason = "同一人两个号码" }
  day:create("crm.contact", { customer = away.id, channel = "phone", outcome = "reached" })
  local look = day:call("crm.merge_preview", { entity = "crm.customer", keep = kept.id,
    merge = away.id })
  expect(look.fills):is({ email = "li@example.com", phone2 = "13900139001",
    preference = "红色" })
  expect(look.conflicts):is({ phone = { kept = "13900139000", dropped = "13900139001" } })
  expect(look.followers["crm.contact"]):is(1)
  local done = day:call("crm.merge", pair)
  expect(kept.phone2):is("13900139001")
  expect(#day:call("crm.timeline", { customer = kept.id }).entries):is(1)
  expect(day:call("crm.reception", { phone = "13900139001" }).customer):is(kept.id)
  local no = day:refused("crm.customer", { name = "李雷", phone = "13900139001" })
  expect(no.text):contains(tostring(kept.id))
  day:call("crm.merge_undo", { merge = done.merge })
  expect(kept.phone2):is(nil)
  expect(kept.email):is(nil)
  expect(away.merged_into):is(nil)
  expect(#day:call("crm.timeline", { customer = kept.id }).entries):is(0)
end)

scenario("row 11: points go with the file and come back, unless they are spent", function(day)
  local kept, away = two_files(day)
  day:create("crm.points", { customer = away.id, points = 300, kind = "adjusted",
    reason = "开业赠送" })
  local pair = { entity = "crm.customer", keep = kept.id, merge = away.id }
  local done = day:call("crm.merge", pair)
  expect(kept.points):is(300)
  day:create("crm.points", { customer = kept.id, points = -100, kind = "redeemed" })
  expect(day:refused_call("crm.merge_undo", { merge = done.merge }).key)
    :is("crm.points_short")
  day:create("crm.points", { customer = kept.id, points = 100, kind = "adjusted",
    reason = "退回" })
  day:call("crm.merge_undo", { merge = done.merge })
  expect(away.points):is(300)
end)

scenario("row 11: open orders of two advisors stand between two files", function(day)
  local kept, away = two_files(day)
  local model = day:create("sales.model", { name = "晨光 1.5T", list_price = "129800.00" })
  day:create("sales.order", { customer = kept.id, model = model.id, price = "129800.00" })
  day:assign(away, "sales_advisor")
  day:as("sales_advisor")
  local his = day:create("sales.order",
    { customer = away.id, model = model.id, price = "129800.00" })
  day:as("sales_manager")
  local pair = { entity = "crm.customer", keep = kept.id, merge = away.id }
  for _, call in ipairs { "crm.merge_preview", "crm.merge" } do
    local no = day:refused_call(call, pair)
    expect(no.key):is("crm.merge_two_advisors")
    expect(no.field):is("merge")
    expect(no.rule):is("crm/merge_quiet")
    expect(no.text):contains(his.number)
  end
  day:go(his, "cancel", { cancel_reason = "重复下单" })
  day:call("crm.merge", pair)
  expect(away.merged_into):is(kept.id)
end)

scenario("row 11: no file is merged with itself, across stores, or over another merge",
  function(day)
    local kept, away = two_files(day)
    local function refused(keep, merge)
      return day:refused_call("crm.merge",
        { entity = "crm.customer", keep = keep, merge = merge }).key
    end
    expect(refused(kept.id, kept.id)):is("crm.merge_self")
    local third = customer(day, "13900139002")
    day:call("crm.merge", { entity = "crm.customer", keep = kept.id, merge = away.id })
    expect(refused(third.id, away.id)):is("crm.merged_away")
    expect(refused(third.id, kept.id)):is("crm.merge_has_family")
    day:store("tianhe")
    local far = customer(day, "13900139003")
    expect(refused(kept.id, far.id)):is("crm.merge_none")
  end)
