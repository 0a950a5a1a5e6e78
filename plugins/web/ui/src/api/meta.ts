// meta.ts - what the server knows of an entity, asked once per language.
import { get } from "./http";
import type { Entity, EntityMeta, Field, Meta, State, Workflow } from "./types";
import { language } from "@/words";
import { session } from "@/session";

const known = new Map<string, Promise<EntityMeta>>();
let whole: { of: string; meta: Promise<Meta> } | null = null;

export function metaOf(entity: string): Promise<EntityMeta> {
  const key = `${language.value} ${session.me?.user ?? 0} ${entity}`;
  let meta = known.get(key);
  if (!meta) {
    meta = get<EntityMeta>(`/api/v1/meta/${entity}`);
    meta.catch(() => known.delete(key));
    known.set(key, meta);
  }
  return meta;
}

export function wholeMeta(): Promise<Meta> {
  const of = `${language.value} ${session.me?.user ?? 0}`;
  if (whole?.of !== of) {
    whole = { of, meta: get<Meta>("/api/v1/meta") };
    whole.meta.catch(() => (whole = null));
  }
  return whole.meta;
}

export function forgetMeta(): void {
  known.clear();
  whole = null;
}

// The brand's own workflow comes before the one for all.
export function workflowOf(meta: EntityMeta | Meta, entity: string, brand: string | null): Workflow | undefined {
  const mine = meta.workflows.filter((flow) => flow.entity === entity);
  return mine.find((flow) => flow.brand === brand && brand) ?? mine.find((flow) => !flow.brand) ?? mine[0];
}

export function fieldOf(entity: Entity, name: string): Field | undefined {
  return entity.fields.find((field) => field.name === name);
}

export function stateLabel(meta: EntityMeta, state: unknown, brand: string | null): State | undefined {
  const flow = workflowOf(meta, meta.entity.name, brand);
  const all = [...(flow?.states ?? []), ...meta.workflows.flatMap((other) => other.states)];
  return all.find((one) => one.name === state);
}
