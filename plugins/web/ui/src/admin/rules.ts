// rules.ts - what the calls rules.* answer.
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
  by: string;
  step: string;
  reason?: string;
}
export interface Fault { file: string; line: number; column?: number; text: string }
export interface Tested { failed: number; items: { file: string; line: number; name: string; ok: boolean; text?: string }[] }
export interface Backtested {
  events: number;
  replayed: number;
  rules_unchanged: number;
  rules: { rule: string; kind: string; runs: number; same: number; new: number; gone: number; changed: number; amount_difference?: string }[];
}
export interface Diff { from: number; to: number; items: { name: string; kind?: string; what?: string; change?: string }[] }

export type Report =
  | { kind: "check"; answer: Fault[] }
  | { kind: "test"; answer: Tested }
  | { kind: "backtest"; answer: Backtested }
  | { kind: "diff"; answer: Diff };
