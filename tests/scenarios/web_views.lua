-- tests/scenarios/web_views.lua
-- A list as somebody likes it has a name of its own; what a manager shares, the whole store sees.

local VIEW <const> = { page = "crm.leads", title = "我的新线索", sort = "-received_at" }

local function count(day, entity)
  return #day:ask({ ["do"] = "list", entity = entity }).records
end

scenario("a view is its maker's, and nobody else sees it", function(day)
  day:store("aurora")
  day:as("sales_advisor")
  local view = day:create("web.view", VIEW)
  expect(count(day, "web.view")):is(1)
  day:as("sales_manager")
  expect(count(day, "web.view")):is(0)
  expect(view.title):is("我的新线索")
end)

scenario("what a manager shares is the whole store's to use, and the manager's to change", function(day)
  day:store("aurora")
  day:as("sales_manager")
  day:create("web.shared_view", VIEW)
  day:as("sales_advisor")
  expect(count(day, "web.shared_view")):is(1)
  expect(day:refused("web.shared_view", VIEW).status):is("forbidden")
end)
