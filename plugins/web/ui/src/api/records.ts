// records.ts - records as the server keeps them: found, read, written, moved.
import { ask, get, post } from "./http";
import type { Listed, Rec, Transition, Where } from "./types";

const root = "/api/v1";

export interface Find {
  where?: Where;
  sort?: string;
  limit?: number;
  cursor?: string;
  q?: string;
  fields?: string[];
}

function query(find: Find): string {
  const parts = new URLSearchParams();
  if (find.where && Object.keys(find.where).length) parts.set("where", JSON.stringify(find.where));
  if (find.sort) parts.set("sort", find.sort);
  if (find.cursor) parts.set("cursor", find.cursor);
  if (find.q) parts.set("q", find.q);
  if (find.fields?.length) parts.set("fields", find.fields.join(","));
  return parts.toString();
}

export function list(entity: string, find: Find, signal?: AbortSignal): Promise<Listed> {
  return get(`${root}/${entity}?titles=true&limit=${find.limit ?? 50}&${query(find)}`, signal);
}

export function exportPath(entity: string, format: string, find: Find): string {
  const { where, sort, fields } = find;
  return `${root}/${entity}/export?format=${format}&${query({ where, sort, fields })}`;
}

export interface Kept {
  record: Rec;
  etag: string;
}

export async function read(entity: string, id: number | string): Promise<Kept> {
  const { data, etag } = await ask<{ record: Rec }>(`${root}/${entity}/${id}?titles=true`);
  return { record: data.record, etag: etag ?? "" };
}

export async function create(entity: string, fields: Record<string, unknown>): Promise<Rec> {
  return (await post<{ record: Rec }>(`${root}/${entity}`, fields)).record;
}

export async function change(
  entity: string, id: number, rev: number, fields: Record<string, unknown>,
): Promise<Rec> {
  const { data } = await ask<{ record: Rec }>(`${root}/${entity}/${id}`, {
    method: "PATCH", body: fields, headers: { "If-Match": `"${rev}"` },
  });
  return data.record;
}

export async function remove(entity: string, id: number, rev: number): Promise<void> {
  await ask(`${root}/${entity}/${id}`, { method: "DELETE", headers: { "If-Match": `"${rev}"` } });
}

export async function transitions(entity: string, id: number): Promise<Transition[]> {
  const answer = await get<{ transitions: Transition[] }>(`${root}/${entity}/${id}/transitions`);
  return answer.transitions;
}

export async function move(
  entity: string, record: { id: number; rev: number }, name: string, fields: Record<string, unknown> = {},
): Promise<void> {
  await ask(`${root}/${entity}/${record.id}/transitions/${name}`, {
    method: "POST", body: fields, headers: { "If-Match": `"${record.rev}"` },
  });
}

export interface BatchItem {
  id?: number;
  rev?: number;
  fields?: Record<string, unknown>;
  transition?: string;
  do?: "remove";
}

export function batch(entity: string, items: BatchItem[]): Promise<{ items: { record?: Rec }[] }> {
  return post(`${root}/${entity}/batch`, { items });
}

export interface Outcome {
  id?: number;
  ok: boolean;
  problem?: { key: string; text: string; field?: string; rule?: string };
}

// Each item for itself, in one question: what is refused holds up no other.
export function batchEach(entity: string, items: BatchItem[]): Promise<{ items: Outcome[]; done: number; refused: number }> {
  return post(`${root}/${entity}/batch`, { items, each: true });
}

export async function call<T>(name: string, values: Record<string, unknown> = {}): Promise<T> {
  return (await post<{ answer: T }>(`${root}/calls/${name}`, values)).answer;
}
