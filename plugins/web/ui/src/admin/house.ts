// house.ts - what the house says of itself to who runs it (GET /api/v1/admin/…).
import { get, post } from "@/api/http";
import { pageNamed } from "@/api/pages";

export interface Plugin {
  name: string;
  version: string;
  dir: string;
  on: boolean;
  state: "on" | "off" | "quarantined" | "failed";
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
export const audit = (limit: number) => get<{ rows: AuditRow[] }>(`/api/v1/admin/audit?limit=${limit}`);
export const verifyAudit = () => get<Verified>("/api/v1/admin/audit/verify");

// A list's address, when there is such a page for the asker.
export const pageFor = (name: string) => (pageNamed(name) ? name : "");
