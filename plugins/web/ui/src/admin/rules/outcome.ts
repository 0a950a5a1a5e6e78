// outcome.ts - what a rule did to one record, then or now, as a person says it.
import type { Outcome } from "./calls";
import { label, showValue, time } from "@/format";
import type { Field } from "@/api/types";
import { t, type Word } from "@/words";

const parts: Record<string, Word> = {
  task: "outcome.task", message: "outcome.message", refused: "outcome.refused", warned: "outcome.warned",
  error: "outcome.error", create: "outcome.create",
};
const unsaid = ["once", "file", "line"]; // for the program, not for people

// Of a card the words a person would read aloud: what, for whom, until when.
function card(value: unknown, said: Map<string, string>): string {
  const word = (one: unknown) => (typeof one === "string" ? (said.get(one) ?? one) : "");
  if (!value || typeof value !== "object") return word(value) || String(value ?? "");
  const { title, text, kind, entity, role, to, channel, due, send_after: after } = value as Record<string, unknown>;
  const when = due ?? after;
  const all = [word(title ?? text ?? kind ?? entity ?? channel), word(role ?? to), typeof when === "string" ? t("outcome.due", { at: time(when) }) : ""];
  return all.filter(Boolean).join(" · ") || showValue(undefined, value);
}

// SAID: the sentences of keys and the words for roles.
export function sayOutcome(outcome: Outcome, fields: Field[], said: Map<string, string>): string[] {
  const all = Object.entries(outcome ?? {}).filter(([name]) => !unsaid.includes(name));
  if (!all.length) return [t("outcome.nothing")];
  return all.map(([name, value]) => {
    const word = parts[name];
    const field = fields.find((one) => one.name === name);
    return `${word ? t(word) : label(fields, name)}: ${word ? card(value, said) : showValue(field, value, name)}`;
  });
}
