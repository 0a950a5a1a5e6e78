// outcome.ts - what a rule did to one record, then or now, as a person says it.
import type { Outcome } from "./calls";
import { label, showValue } from "@/format";
import type { Field } from "@/api/types";
import { t, type Word } from "@/words";

const parts: Record<string, Word> = {
  task: "outcome.task", message: "outcome.message", refused: "outcome.refused", warned: "outcome.warned",
  error: "outcome.error", create: "outcome.create",
};

// Of a card the words a person would read aloud: what, to whom, until when.
function card(value: unknown): string {
  if (!value || typeof value !== "object") return String(value ?? "");
  const { title, kind, entity, to, recipient, channel, due_at, at } = value as Record<string, unknown>;
  const said = [title ?? kind ?? entity ?? channel, to ?? recipient, due_at ?? at].filter((one) => typeof one === "string");
  return said.length ? said.join(" · ") : showValue(undefined, value);
}

export function sayOutcome(outcome: Outcome, fields: Field[]): string[] {
  const said = Object.entries(outcome ?? {}).filter(([name]) => name !== "file" && name !== "line");
  if (!said.length) return [t("outcome.nothing")];
  return said.map(([name, value]) => {
    const word = parts[name];
    const field = fields.find((one) => one.name === name);
    return `${word ? t(word) : label(fields, name)}: ${word ? card(value) : showValue(field, value, name)}`;
  });
}
