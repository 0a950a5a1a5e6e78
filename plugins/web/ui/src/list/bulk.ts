// bulk.ts - one step for several records, each for itself: what was refused holds up no other.
import { batchEach, type BatchItem } from "@/api/records";
import type { Rec } from "@/api/types";

export interface BulkReport {
  step: string;
  done: number;
  refused: { why: string; records: Rec[] }[]; // those with the same reason together
}

export async function bulk(entity: string, rows: Rec[], step: { name: string; label: string }): Promise<BulkReport> {
  const items = rows.map((row): BatchItem => ({ id: row.id, rev: row.rev, transition: step.name }));
  const { items: answers, done } = await batchEach(entity, items);
  const refused = new Map<string, Rec[]>();
  answers.forEach((one, n) => {
    if (one.problem) refused.set(one.problem.text, [...(refused.get(one.problem.text) ?? []), rows[n]!]);
  });
  return { step: step.label, done, refused: [...refused].map(([why, records]) => ({ why, records })) };
}
