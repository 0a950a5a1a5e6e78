-- tests/scenarios/parts_partners.lua
-- Keys, damp and fire in the store room; and the partners one means to keep.

local function place_of(day)
  day:store("aurora")
  day:as("parts_manager")
  return day:create("parts.warehouse", { code = "W1", name = "主仓库" })
end

scenario("row 78: who had the key is written once and never again", function(day)
  local place = place_of(day)
  day:as("parts_clerk")
  local taken = day:create("parts.access",
    { warehouse = place.id, deed = "key_out", person = "高峰", purpose = "夜间急件" })
  local no = day:refused(taken, { person = "别人" })
  expect(no.status):is_not("ok")
  expect(taken.person):is("高峰")
end)

scenario("row 82: the store room is looked at; what is wrong is said", function(day)
  local place = place_of(day)
  day:as("parts_clerk")
  local look = { warehouse = place.id, dry = false, clean = true, fire_safe = true, labelled = true }
  expect(day:refused("parts.condition_check", look).field):is("remark")
  look.remark = "北墙渗水，周五前修补"
  day:create("parts.condition_check", look)
  expect(place.checked_on):is(day:find("parts.condition_check", {})[1].checked_on)
end)

scenario("row 82: who has not looked for a month is reminded", function(day)
  local place = place_of(day)
  day:later { days = 3 }
  local open = day:tasks { kind = "parts_condition_check", subject = place }
  expect(#open):is(1)
  expect(open[1].role):is("parts_clerk")
end)

scenario("row 90: a framework agreement is signed, has an end, and somebody hears before it",
  function(day)
    place_of(day)
    expect(day:refused("parts.agreement", { partner = "总库", valid_from = "2026-12-31",
      valid_until = "2026-01-01" }).field):is("valid_until")
    local bond = day:create("parts.agreement", { partner = "晨曜配件总库", contact = "王经理",
      phone = "13800138000", valid_from = "2026-01-01", valid_until = "2026-12-31" })
    day:go(bond, "sign")
    day:at("2026-12-02 09:00")
    expect(#day:tasks { kind = "parts_agreement_ends", subject = bond }):is(1)
  end)

scenario("row 91: a maker's notice is read and done, its rebate claimed and received", function(day)
  place_of(day)
  local notice = day:create("parts.notice", { kind = "target", sender = "晨曜汽车",
    title = "四季度配件任务", reference = "CY-2026-118", valid_from = "2026-10-01" })
  day:go(notice, "read")
  expect(day:refused(notice, "finish").field):is("done_note")
  local rebate = day:create("parts.rebate", { notice = notice.id, sender = "晨曜汽车",
    begins_on = "2026-10-01", ends_on = "2026-12-31", expected = "12000.00" })
  day:go(rebate, "claim")
  expect(day:refused(rebate, "receive").field):is("received")
  day:go(rebate, "receive", { received = "11800.00", credit_note = "CN-7" })
  local talk = day:create("parts.consultation",
    { partner = "晨曜汽车", subject = "返利差额", result = "下季补发 200 元" })
  expect(day:refused(talk, { result = "x" }).status):is_not("ok")
end)

scenario("row 92: a bank, its loans and what they pay us", function(day)
  place_of(day)
  local bank = day:create("parts.lender", { name = "平安银行" })
  day:go(bank, "sign")
  day:create("parts.loan_product", { lender = bank.id, name = "36 期低息", months = 36,
    yearly_rate = 399, commission_rate = 200, valid_from = "2026-01-01" })
  expect(day:refused("parts.loan_product", { lender = bank.id, name = "x", months = 0,
    valid_from = "2026-01-01" }).field):is("months")
  day:as("sales_manager")
  expect(#day:find("parts.loan_product", { where = { lender = bank.id } })):is(1)
end)
