// rights.ts - who may do what: roles, what each is granted, and who has which.
import { batch, list, type BatchItem } from "@/api/records";
import { wordsOf } from "../rules/calls";
import { Problem } from "@/api/http";
import type { Name } from "@/api/types";

export const actions = ["read", "create", "update", "remove", "see_personal", "see_sensitive", "export", "import"] as const;
export const scopes = ["own", "team", "store", "group"] as const;
export type Action = (typeof actions)[number];
export type Scope = (typeof scopes)[number];

export interface Grant {
  id?: number; // absent: not saved yet
  rev?: number;
  entity: string; // or crm.*, or *
  actions: Action[];
  scope: Scope;
  except: string;
  gone?: boolean;
}

// A role's own label, else the word a plugin has for it; who may not see the rules' words reads its name.
export async function roles(): Promise<Name[]> {
  const words = wordsOf("").catch((fault: unknown) => {
    if (fault instanceof Problem) return { words: [] };
    throw fault;
  });
  const [{ records }, known] = await Promise.all([list("core.role", { sort: "id", limit: 200 }), words]);
  const said = new Map(known.words.filter((word) => word.kind === "role").map((word) => [word.label, word.detail]));
  return records.map((one) => {
    const name = String(one.name);
    return { name, label: String(one.label ?? said.get(name) ?? name) };
  });
}

export async function grantsOf(role: string): Promise<Grant[]> {
  const { records } = await list("core.grant", { where: { role }, sort: "entity", limit: 200 });
  return records.map((one) => ({
    id: one.id, rev: one.rev, entity: String(one.entity), scope: one.scope as Scope, except: String(one.except ?? ""),
    actions: String(one.actions).split(/[,\s]+/).filter((name): name is Action => actions.includes(name as Action)),
  }));
}

function fieldsOf(role: string, grant: Grant): Record<string, unknown> {
  const { entity, scope } = grant;
  return { role, entity, scope, actions: actions.filter((name) => grant.actions.includes(name)).join(","), except: grant.except.trim() || null };
}
const same = (a: Grant, b: Grant) =>
  a.scope === b.scope && a.except.trim() === b.except.trim() && a.actions.length === b.actions.length && a.actions.every((name) => b.actions.includes(name));

// What is to be written so that BEFORE becomes NOW: all of it, or nothing.
export function steps(role: string, before: Grant[], now: Grant[]): BatchItem[] {
  return now.flatMap((grant): BatchItem[] => {
    const kept = before.find((one) => one.id !== undefined && one.id === grant.id);
    if (!kept) return grant.gone || !grant.actions.length ? [] : [{ fields: fieldsOf(role, grant) }];
    if (grant.gone || !grant.actions.length) return [{ id: kept.id, rev: kept.rev, do: "remove" }];
    return same(kept, grant) ? [] : [{ id: kept.id, rev: kept.rev, fields: fieldsOf(role, grant) }];
  });
}
export const write = (items: BatchItem[]) => batch("core.grant", items);
