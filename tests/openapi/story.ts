// story.ts - "A car is sold", as README tells it, by the people of the demo shop.
import assert from "node:assert/strict";
import { byToken, done, login, refused, stranger } from "./people.js";

const reception = await login("a_reception");
const advisor = await login("a_advisor");
const manager = await login("a_manager");
const cashier = await login("a_cashier");

const { record: lead } = done(
  await reception.POST("/api/v1/crm.lead", {
    body: { name: "李强", phone: "13912345679", source: "walk_in", owner: "a_advisor" },
  }),
);
assert.equal(lead.state, "new");
done(await advisor.POST("/api/v1/crm.contact", { body: { lead: lead.id, channel: "phone", outcome: "reached" } }));
const { record: qualified } = done(
  await advisor.POST("/api/v1/crm.lead/{id}/transitions/{name}", {
    params: { path: { id: lead.id, name: "qualify" } },
  }),
);
const customer = qualified.customer;
assert.ok(customer, "the lead became a customer");

const { record: opportunity } = done(
  await advisor.POST("/api/v1/sales.opportunity", {
    body: { customer, lead: lead.id, model: "A5", needs: "家用" },
  }),
);
const { record: quote } = done(
  await advisor.POST("/api/v1/sales.quote", {
    body: { opportunity: opportunity.id, customer, model: "A5", price: "124600.00" },
  }),
);

const send = () =>
  advisor.POST("/api/v1/sales.quote/{id}/transitions/{name}", {
    params: { path: { id: quote.id, name: "send" } },
  });
console.log("refused:", refused(await send())); // 4 %: an advisor may give 3 %
const { record: override } = done(
  await advisor.POST("/api/v1/sales.override", { body: { quote: quote.id, reason: "老客户转介绍" } }),
);
done(
  await manager.POST("/api/v1/sales.override/{id}/transitions/{name}", {
    params: { path: { id: override.id, name: "approve" } },
  }),
);
done(await send());
done(
  await advisor.POST("/api/v1/sales.quote/{id}/transitions/{name}", {
    params: { path: { id: quote.id, name: "accept" } },
  }),
);

// The same request again, with its key, is the same order.
const order_of = () =>
  advisor.POST("/api/v1/sales.order", {
    params: { header: { "Idempotency-Key": "story-order" } },
    body: { quote: quote.id },
  });
const { record: order } = done(await order_of());
assert.equal(done(await order_of()).record.id, order.id);
assert.equal(order.price, "124600.00");

const move = (name: "sign" | "allocate" | "deliver", body?: { vehicle: number }) =>
  advisor.POST("/api/v1/sales.order/{id}/transitions/{name}", { params: { path: { id: order.id, name } }, body });
done(await move("sign"));
const { transitions } = done(
  await advisor.GET("/api/v1/sales.order/{id}/transitions", { params: { path: { id: order.id } } }),
);
assert.ok(transitions.some((one) => one.allowed));
assert.ok(transitions.some((one) => !one.allowed && one.reason?.text));

done(
  await cashier.POST("/api/v1/sales.payment", {
    body: { order: order.id, kind: "balance", amount: "124600.00", method: "transfer" },
  }),
);
done(await move("allocate", { vehicle: 1 }));
done(
  await advisor.POST("/api/v1/sales.inspection", {
    body: {
      order: order.id, vin_seen: "LDMA5A1B2TA000101",
      performance: true, exterior: true, interior: true, accessories: true,
    },
  }),
);
console.log("refused:", refused(await move("deliver"))); // no key before the plate

// A field of an administrator's, and a change that somebody else would have been faster with.
const one = { params: { path: { id: order.id } } };
const stale = await advisor.PATCH("/api/v1/sales.order/{id}", {
  params: { ...one.params, header: { "If-Match": '"1"' } },
  body: { x_plate_done: true },
});
assert.equal(stale.response.status, 412);
const { response } = await advisor.GET("/api/v1/sales.order/{id}", one);
done(
  await advisor.PATCH("/api/v1/sales.order/{id}", {
    params: { ...one.params, header: { "If-Match": response.headers.get("ETag")! } },
    body: { x_plate_done: true },
  }),
);
assert.equal(done(await move("deliver")).record.state, "delivered");

// Afterwards: the manager's program sees the commission, and who did what.
const program = await byToken("a_manager", ["sales.*:read", "core.user:read"]);
const { records } = done(
  await program.GET("/api/v1/sales.commission", {
    params: { query: { where: JSON.stringify({ order: order.id }), titles: true } },
  }),
);
assert.equal(records.length, 1);
const { rows } = done(await program.GET("/api/v1/sales.order/{id}/history", one));
assert.ok(rows.some((row) => row.action === "deliver" && row.user_name === "a_advisor"));
const shut = await program.PATCH("/api/v1/sales.order/{id}", { ...one, body: { x_plate_done: false } });
assert.equal(shut.response.status, 403);
assert.equal((await stranger().GET("/api/v1/me")).response.status, 401);
console.log("a car is sold");
