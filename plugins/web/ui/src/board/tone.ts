// tone.ts - one colour a value, the same on the calendar and on the day board.
import { fieldOf, workflowOf } from "@/api/meta";
import type { EntityMeta, Name, Rec } from "@/api/types";
import { session } from "@/session";

const TONES = 6;

// The values a field can have, in their order; of a reference nobody knows them before.
export function valuesOf(meta: EntityMeta, name: string | undefined): Name[] {
  if (!name) return [];
  if (name === "state") return workflowOf(meta, meta.entity.name, session.me?.brand ?? null)?.states ?? [];
  return fieldOf(meta.entity, name)?.choices ?? [];
}

export function tone(meta: EntityMeta, name: string | undefined, record: Rec): string {
  if (!name || record[name] === null || record[name] === undefined) return "tone-0";
  const at = valuesOf(meta, name).findIndex((one) => one.name === record[name]);
  return `tone-${(at >= 0 ? at : Number(record[name]) || 0) % TONES}`;
}
