// words.ts - what the UI says, in the language of now. The sentences are the plugin's own files,
// each language its own chunk; {gaps} are filled as everywhere else in the house.
import { shallowRef } from "vue";
import type en from "@words/en.json";

type All = keyof typeof en;
export type Word = All extends infer K ? (K extends `web.ui.${infer Rest}` ? Rest : never) : never;
export type Language = "zh" | "en";

const words = shallowRef<Record<string, string>>({});
export const language = shallowRef<Language>("zh");
const kept = "dms.language";

const files = {
  zh: () => import("@words/zh.json"),
  en: () => import("@words/en.json"),
};

export async function speak(wish: Language): Promise<void> {
  words.value = (await files[wish]()).default;
  language.value = wish;
  localStorage.setItem(kept, wish);
  document.documentElement.lang = wish === "zh" ? "zh-CN" : "en";
}

export function usual(): Language {
  const before = localStorage.getItem(kept);
  if (before === "zh" || before === "en") return before;
  return navigator.language.startsWith("zh") ? "zh" : "en";
}

export function t(word: Word, values: Record<string, string | number> = {}): string {
  const key = `web.ui.${word}`;
  const sentence = words.value[key] ?? key;
  return sentence.replace(/\{(\w+)\}/g, (gap, name: string) => String(values[name] ?? gap));
}
