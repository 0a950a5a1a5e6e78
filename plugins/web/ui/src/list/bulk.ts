// bulk.ts - one step for several records, each for itself: what was refused holds up no other.
import { Problem } from "@/api/http";
import { move } from "@/api/records";
import type { Rec } from "@/api/types";

export interface BulkReport {
  step: string;
  done: number;
  refused: { why: string; records: Rec[] }[]; // those with the same reason together
}

async function why(entity: string, row: Rec, name: string): Promise<string> {
  try {
    await move(entity, row, name);
    return "";
  } catch (fault) {
    if (!(fault instanceof Problem)) throw fault;
    return fault.message || fault.body.title;
  }
}

export async function bulk(entity: string, rows: Rec[], step: { name: string; label: string }): Promise<BulkReport> {
  const refused = new Map<string, Rec[]>();
  for (const row of rows) {
    const reason = await why(entity, row, step.name);
    if (reason) refused.set(reason, [...(refused.get(reason) ?? []), row]);
  }
  const all = [...refused].map(([reason, records]) => ({ why: reason, records }));
  return { step: step.label, done: rows.length - all.reduce((sum, one) => sum + one.records.length, 0), refused: all };
}
