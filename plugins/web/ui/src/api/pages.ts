// pages.ts - the pages the house offers me: plugins/*/pages/*.json with their titles.
import { shallowRef } from "vue";
import { get } from "./http";
import type { Where } from "./types";

export interface Block {
  tasks?: boolean;
  list?: string;
  page?: string;
  figures?: string[];
  title?: string;
  filter?: Where;
  sort?: string;
  limit?: number;
}

export interface Part {
  entity: string;
  by?: string;
  title?: string;
  columns: string[];
  filter?: Where;
  sort?: string;
}

export interface Card {
  list: string;
  by: string;
  title?: string;
  limit?: number;
}

export interface Print {
  name: string;
  title: string;
}

export interface Chart {
  figure: string;
  by?: string;
  trend?: number;
  title?: string;
}

// One page of any kind (include/dms/page.h); titles come in the language asked for.
export interface Page {
  page: string;
  title: string;
  menu?: string;
  icon?: string;
  hidden?: boolean;
  generated?: boolean;
  kind: "my_day" | "list" | "form" | "board" | "calendar" | "day_board" | "dashboard" | "timeline" | "element";
  entity?: string;
  element?: string; // of a plugin, by name
  columns?: string[];
  filters?: string[];
  filter?: Where;
  sort?: string;
  quick?: string[];
  views?: { title: string; filter?: Where; sort?: string; columns?: string[] }[];
  list?: string;
  board?: string;
  calendar?: string;
  day_board?: string;
  sections?: { title: string; fields?: string[]; element?: string }[];
  lines?: Part[];
  related?: Part[];
  timeline?: string;
  by?: string;
  card?: string[];
  from?: string;
  to?: string;
  color?: string;
  lanes?: string;
  lane?: string;
  hours?: [number, number];
  figures?: string[];
  charts?: Chart[];
  print?: Print[];
  blocks?: Block[];
  fields?: string[];
  cards?: Card[];
}

export interface Menu {
  menu: string;
  title: string;
  pages: string[];
}

export interface Pages {
  menus: Menu[];
  pages: Page[];
}

export const pages = shallowRef<Pages>({ menus: [], pages: [] });

export async function loadPages(): Promise<void> {
  pages.value = await get<Pages>("/api/v1/pages");
}

export function pageNamed(name: string): Page | undefined {
  return pages.value.pages.find((page) => page.page === name);
}

// A form is made by the server for any entity, whether somebody wrote one or not.
export async function formOf(entity: string): Promise<Page | undefined> {
  const known = pageOf(entity, "form");
  if (known) return known;
  return get<Page | { page: Page }>(`/api/v1/pages/${entity}.form`).then(
    (page) => (typeof page.page === "object" ? page.page : (page as Page)), () => undefined);
}

export function pageOf(entity: string, kind: Page["kind"]): Page | undefined {
  return pages.value.pages.find((page) => page.entity === entity && page.kind === kind);
}
