// timeline.ts - all that happened to a customer, or to a car, before, during and after the sale.
import { metaOf } from "@/api/meta";
import { pages } from "@/api/pages";
import { call, list } from "@/api/records";
import type { Rec } from "@/api/types";
import { show } from "@/format";

export interface Entry {
  at: string;
  entity: string;
  record: number;
  text: string;
  phase?: string;
}

async function ofCustomer(record: Rec, entity: string): Promise<Entry[]> {
  const customer = entity === "crm.customer" ? record.id : record.customer;
  if (typeof customer !== "number") return [];
  return (await call<{ entries: Entry[] }>("crm.timeline", { customer, limit: 100 })).entries;
}

// Whatever list of the house has the car's number tells of the car.
async function entriesOf(entity: string, vin: string): Promise<Entry[]> {
  const meta = await metaOf(entity);
  const field = meta.entity.fields.find((one) => one.name === "vin" && (one.index || one.unique));
  if (!field) return [];
  const { records } = await list(entity, { where: { vin }, sort: "-id", limit: 20 });
  const title = meta.entity.title;
  return records.map((record) => ({
    at: String(record.created_at), entity, record: record.id,
    text: [meta.entity.label, title && title !== "vin" ? show(meta.entity.fields.find((f) => f.name === title), record) : ""]
      .filter(Boolean).join(" "),
  }));
}

async function ofCar(record: Rec): Promise<Entry[]> {
  if (!record.vin) return [];
  const entities = [...new Set(pages.value.pages.flatMap((page) => (page.kind === "list" && page.entity) || []))];
  const all = await Promise.all(entities.map((entity) => entriesOf(entity, String(record.vin)).catch(() => [])));
  return all.flat().sort((a, b) => b.at.localeCompare(a.at));
}

export function timelineOf(of: string, record: Rec, entity: string): Promise<Entry[]> {
  return of === "vin" ? ofCar(record) : ofCustomer(record, entity);
}
