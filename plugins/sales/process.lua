-- plugins/sales/process.lua
-- How a car is sold when a brand says nothing else: funnel of five stages, quote, order, car.
-- Why: management system of D5, "接待客户、了解需求、推荐车型、洽谈价格、签订合同".
local dms <const> = require("dms")

local SELLERS <const> = { "sales_advisor", "key_account_manager", "sales_manager",
                          "general_manager" }
local LEADERS <const> = { "sales_manager", "general_manager" }
local DESK <const> = { "sales_advisor", "key_account_manager", "sales_manager",
                       "general_manager", "sales_assistant" }

-- The funnel of those who choose none; the templates stand in funnel*.lua.
dms.workflow { entity = "sales.opportunity", extends = "simple" }

dms.workflow {
  entity = "sales.quote",
  initial = "draft",
  states = {
    draft = {},
    sent = {}, -- ends by itself with valid_until
    accepted = { final = true },
    refused = { final = true },
    expired = { final = true },
  },
  transitions = {
    { "send", from = "draft", to = "sent", roles = SELLERS, needs = { "price", "valid_until" } },
    { "accept", from = "sent", to = "accepted", roles = SELLERS },
    { "refuse", from = "sent", to = "refused", roles = SELLERS },
    { "expire", from = "sent", to = "expired", roles = LEADERS },
  },
}

dms.workflow {
  entity = "sales.override",
  initial = "requested",
  states = {
    requested = {},
    approved = { final = true },
    refused = { final = true },
  },
  transitions = {
    { "approve", from = "requested", to = "approved", roles = LEADERS },
    { "refuse", from = "requested", to = "refused", roles = LEADERS, needs = { "answer" } },
  },
}

dms.workflow {
  entity = "sales.order",
  initial = "draft",
  states = {
    draft = {},
    signed = { canonical = "won" },
    deposit = { canonical = "won" },
    allocated = { canonical = "won" },
    ready = { canonical = "won" },
    delivered = { canonical = "delivered" },
    closed = { canonical = "delivered" },
    cancelled = { final = true, canonical = "lost" },
    returned = { final = true, canonical = "lost" },
  },
  transitions = {
    { "sign", from = "draft", to = "signed", roles = SELLERS,
      needs = { "customer", "model", "price" } },
    { "take_deposit", from = "signed", to = "deposit", roles = DESK },
    { "allocate", from = { "signed", "deposit" }, to = "allocated", roles = DESK,
      needs = { "vehicle" } },
    { "prepare", from = "allocated", to = "ready", roles = DESK },
    { "deliver", from = { "allocated", "ready" }, to = "delivered", roles = DESK },
    { "close", from = "delivered", to = "closed", roles = { "sales_assistant", "sales_manager" } },
    { "cancel", from = { "draft", "signed", "deposit", "allocated", "ready" }, to = "cancelled",
      roles = LEADERS, needs = { "cancel_reason" } },
    { "take_back", from = { "delivered", "closed" }, to = "returned", roles = LEADERS,
      needs = { "return_kind", "return_reason" } },
  },
}

-- Reserved, released and sold by its order; the rest is the store's stock keeping.
dms.workflow {
  entity = "sales.vehicle",
  initial = "in_transit",
  states = {
    in_transit = {},
    in_stock = {},
    reserved = {},
    blocked = {},
    sold = {},
    returned = {},
  },
  transitions = {
    { "arrive", from = "in_transit", to = "in_stock",
      roles = { "sales_assistant", "sales_manager" } },
    { "reserve", from = "in_stock", to = "reserved", roles = DESK },
    { "release", from = "reserved", to = "in_stock", roles = LEADERS },
    { "sell", from = "reserved", to = "sold", roles = DESK },
    { "block", from = "in_stock", to = "blocked", roles = LEADERS },
    { "unblock", from = "blocked", to = "in_stock", roles = LEADERS },
    { "take_back", from = "sold", to = "returned", roles = LEADERS },
    { "restock", from = "returned", to = "in_stock", roles = LEADERS },
  },
}

dms.workflow {
  entity = "sales.test_drive",
  initial = "booked",
  states = {
    booked = {},
    driving = {},
    done = { final = true },
    cancelled = { final = true },
  },
  transitions = {
    { "start", from = "booked", to = "driving", needs = { "licence_no", "licence_expires_on", "route", "mileage_out" } },
    { "finish", from = "driving", to = "done", needs = { "mileage_in" } },
    { "cancel", from = "booked", to = "cancelled" },
  },
}
