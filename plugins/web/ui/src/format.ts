// format.ts - values as people here write them.
import type { Field, Rec } from "@/api/types";
import { language, t } from "@/words";

const pad = (number: number) => String(number).padStart(2, "0");

export function day(date: Date): string {
  return `${date.getFullYear()}-${pad(date.getMonth() + 1)}-${pad(date.getDate())}`;
}

export function time(value: unknown): string {
  const date = new Date(String(value));
  if (Number.isNaN(date.getTime())) return String(value ?? "");
  return `${day(date)} ${pad(date.getHours())}:${pad(date.getMinutes())}`;
}

// "今天 14:30", "昨天 09:00": what is near is said as one says it.
export function near(value: unknown, now = new Date()): string {
  const date = new Date(String(value));
  if (Number.isNaN(date.getTime())) return "";
  const days = Math.round((Date.parse(day(date)) - Date.parse(day(now))) / 86400000);
  const clock = `${pad(date.getHours())}:${pad(date.getMinutes())}`;
  if (days === 0) return `${t("time.today")} ${clock}`;
  if (days === -1) return `${t("time.yesterday")} ${clock}`;
  if (days === 1) return `${t("time.tomorrow")} ${clock}`;
  const sameYear = date.getFullYear() === now.getFullYear();
  return `${sameYear ? day(date).slice(5) : day(date)} ${clock}`;
}

export function grouped(value: unknown): string {
  const [whole = "", rest] = String(value).split(".");
  const head = whole.replace(/\B(?=(\d{3})+(?!\d))/g, ",");
  return rest === undefined ? head : `${head}.${rest}`;
}

export function isNumber(field: Field | undefined): boolean {
  return field !== undefined && ["integer", "money", "decimal"].includes(field.type);
}

function structured(value: unknown): string {
  if (Array.isArray(value)) return value.map(structured).join(" · ");
  if (value && typeof value === "object") {
    return Object.entries(value).map(([name, one]) => `${name}: ${structured(one)}`).join(", ");
  }
  return String(value ?? "");
}

const builtIn = ["created_at", "updated_at"];

export function show(field: Field | undefined, record: Rec, name = field?.name ?? ""): string {
  const value = record[name];
  if (value === null || value === undefined || value === "") return "";
  const title = record.titles?.[name];
  if (title) return title;
  return showValue(field, value, name);
}

export function showValue(field: Field | undefined, value: unknown, name = field?.name ?? ""): string {
  if (value === null || value === undefined) return "";
  switch (field?.type) {
    case "boolean": return value ? t("value.yes") : t("value.no");
    case "choice": return field.choices?.find((one) => one.name === value)?.label ?? String(value);
    case "time": return time(value);
    case "money": case "decimal": return grouped(value);
    case "structured": return structured(value);
    case "reference": return `#${String(value)}`;
    default: return builtIn.includes(name) ? time(value) : typeof value === "object" ? structured(value) : String(value);
  }
}

const builtInWords = {
  id: "field.id", store: "field.store", owner: "field.owner", created_at: "field.created_at",
  created_by: "field.created_by", updated_at: "field.updated_at", updated_by: "field.updated_by", rev: "field.rev",
  state: "field.state",
} as const;

export function label(fields: Field[], name: string): string {
  const word = builtInWords[name as keyof typeof builtInWords];
  return fields.find((field) => field.name === name)?.label ?? (word ? t(word) : name);
}

export function listWords(words: string[]): string {
  return words.join(language.value === "zh" ? "、" : ", ");
}
