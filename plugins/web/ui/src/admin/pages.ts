// pages.ts - what an admin has beside the pages of the house: no entity is behind these.
import { defineAsyncComponent, type Component } from "vue";
import type { Word } from "@/words";

export interface AdminPage {
  page: string;
  word: Word;
  view: Component;
}

export const adminPages: AdminPage[] = [
  { page: "admin.rules", word: "admin.rules", view: defineAsyncComponent(() => import("./rules/RulesPage.vue")) },
  { page: "admin.workflows", word: "admin.workflows", view: defineAsyncComponent(() => import("./WorkflowPage.vue")) },
];
