// calls.ts - what the calls rules.* take and answer.
import { call } from "@/api/records";

export interface SourceFile {
  file: string; // as brands/aurora/sales.lua
  brand?: string;
  layer: string;
  sha256: string;
  writable: boolean;
}
export interface Source {
  file: string;
  text: string;
  sha256: string;
  writable: boolean;
}
export type Saving = "activates" | "waits" | "two";

// Unsaved text by file, laid over what is on disk; null: the file is to go.
export type Texts = Record<string, string | null>;

export interface Fault {
  file: string;
  line: number;
  column?: number;
  text: string;
  severity?: "error" | "warning" | "info";
  level?: "error" | "warning" | "info";
}
export interface Tested {
  failed: number;
  items: { file: string; line: number; name: string; ok: boolean; text?: string }[];
}
export type Outcome = Record<string, unknown> | null;
export interface Difference {
  rule: string;
  at: string;
  entity: string;
  record: number;
  then: Outcome;
  now: Outcome;
}
export interface Trial {
  rule: string;
  kind: string;
  file?: string;
  line?: number;
  runs: number;
  same: number;
  new: number;
  gone: number;
  changed: number;
  amount_then?: string;
  amount_now?: string;
  amount_difference?: string;
  samples?: Difference[];
  days?: DayCount[];
}
export interface DayCount {
  date: string;
  same: number;
  new: number;
  gone: number;
  changed: number;
}
export interface Backtested {
  events: number;
  replayed: number;
  rules_unchanged: number;
  hash: string;
  rules: Trial[];
  largest: Difference[];
  totals: Record<string, { then?: number; now?: number }>;
}
export interface Changed {
  path: string;
  change: "added" | "removed" | "changed";
  lines: string;
}
export interface Rule {
  name: string;
  kind: "workflow" | "rule" | "follow_up" | "decision" | "field";
  on?: string;
  layer: string;
  brand?: string;
  file: string;
  line: number;
}
export interface Version {
  version: number;
  at: string;
  from_at?: string;
  by: string;
  step: string;
  reason?: string;
  stores?: string;
}
export interface Log {
  active: number;
  items: Version[];
}
export interface RuleWord {
  label: string;
  kind: "function" | "entity" | "field" | "choice" | "state" | "transition" | "member" | "role" | "call" | "key";
  detail?: string;
  of?: string;
}
export interface Wish {
  texts: Texts;
  was: Record<string, string>;
  reason: string;
  backtest?: string;
}

export const listSources = () => call<{ files: SourceFile[]; saving: Saving }>("rules.source");
export const readSource = (file: string) => call<Source>("rules.source", { file });
export const check = (texts: Texts) => call<Fault[]>("rules.check", { texts });
export const test = (texts: Texts) => call<Tested>("rules.test", { texts });
export const backtest = (texts: Texts, period: Record<string, unknown>) =>
  call<Backtested>("rules.backtest", { texts, ...period });
export const diffVersions = (from: number, to: number) => call<{ items: Changed[] }>("rules.diff", { from, to });
export const diff = (texts: Texts) => call<{ items: Changed[] }>("rules.diff", { texts });
export const save = (wish: Wish) => call<{ version: number; step: string }>("rules.save", { ...wish });
export const wordsOf = (file: string) => call<{ words: RuleWord[] }>("rules.words", file ? { file } : {});
export const listRules = () => call<{ items: Rule[] }>("rules.list");
export const log = () => call<Log>("rules.log");

export const levelOf = (fault: Fault) => fault.level ?? fault.severity ?? "error";

// A finding begins with its place for a terminal; here the place stands beside it.
export function sentence(fault: Fault): string {
  return fault.text.replace(/^[^\s:：]+:\d+(:\d+)?: /, "");
}
