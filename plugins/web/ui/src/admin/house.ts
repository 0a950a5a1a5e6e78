// house.ts - what the house says of itself to who runs it (GET /api/v1/admin/…).
import { get, post } from "@/api/http";
import { pageNamed } from "@/api/pages";

export interface Plugin {
  name: string;
  version: string;
  dir: string;
  on: boolean;
  state: "on" | "off" | "quarantined" | "failed" | "gone";
  why?: string; // a sentence: why it is not on
  off_at_start: boolean;
  needs: string[];
  needed_by: string[];
}
export interface Notice {
  plugin: string;
  file?: string;
  line?: number;
  text: string;
}
export interface Health {
  ready: boolean;
  writable: boolean;
  units: number;
  refused: number;
  commits: number;
  queue: number;
  outbox_behind: number;
  parked: number;
  timers_due: number;
  database_bytes: number;
  wal_bytes: number;
  notices: number;
}
// An event a subscriber could not take, or a timer, given up after several tries.
export interface Parked {
  id: number;
  subscriber: string;
  kind: "event" | "timer";
  name: string;
  entity?: string;
  record?: number;
  title?: string;
  at?: string;
  parked_at?: string;
  problem: { key?: string; text: string; rule?: string; file?: string; line?: number };
}
export interface Retried {
  items: { id: number; ok: boolean; problem?: { text: string } }[];
  done: number;
  refused: number;
  next?: number; // the cursor to go on from
}
export interface AuditRow {
  id: number;
  at: string;
  user_name: string;
  user_title?: string;
  kind: string;
  action: string;
  entity: string;
  record: number;
  request: string;
  changes?: Record<string, unknown>;
}
export interface Verified {
  sound: boolean;
  rows: number;
  anchored: number;
  anchors: number;
  fault_count: number;
  faults: { text?: string; what: string; id: number }[];
}

export const plugins = () => get<{ plugins: Plugin[]; notices: Notice[] }>("/api/v1/admin/plugins");
export const switchPlugin = (name: string, on: boolean, reason: string) => post<Plugin>(`/api/v1/admin/plugins/${name}`, { on, reason });
export const health = () => get<Health>("/api/v1/admin/health");
export const parked = () => get<{ parked: Parked[]; total: number }>("/api/v1/admin/parked?limit=100");
export const retryParked = (id: number) => post<Retried>(`/api/v1/admin/parked/${id}/retry`, {});
export const dropParked = (id: number, reason: string) => post<{ dropped: Parked }>(`/api/v1/admin/parked/${id}/drop`, { reason });
// All of them, as many at a time as are answered at once.
export async function retryAll(subscriber: string): Promise<Retried> {
  const sum: Retried = { items: [], done: 0, refused: 0 };
  for (let cursor: number | undefined = 0; cursor !== undefined;) {
    const some: Retried = await post<Retried>("/api/v1/admin/parked/retry", { subscriber, limit: 100, cursor });
    sum.items.push(...some.items);
    sum.done += some.done;
    sum.refused += some.refused;
    cursor = some.next;
  }
  return sum;
}
export const audit = (limit: number) => get<{ rows: AuditRow[] }>(`/api/v1/admin/audit?limit=${limit}`);
export const verifyAudit = () => get<Verified>("/api/v1/admin/audit/verify");

// A list's address, when there is such a page for the asker.
export const pageFor = (name: string) => (pageNamed(name) ? name : "");
