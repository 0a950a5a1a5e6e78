// pages.ts - what an admin has beside the pages of the house: no entity is behind these.
import { defineAsyncComponent, type Component } from "vue";
import type { Word } from "@/words";

export interface AdminPage {
  page: string;
  word: Word;
  view: Component;
  shared?: boolean; // stands in for a page of the house, and for everybody who has that one
}

export const adminPages: AdminPage[] = [
  { page: "admin.rules", word: "admin.rules", view: defineAsyncComponent(() => import("./rules/RulesPage.vue")) },
  { page: "admin.workflows", word: "admin.workflows", view: defineAsyncComponent(() => import("./WorkflowPage.vue")) },
  { page: "admin.rights", word: "admin.rights", view: defineAsyncComponent(() => import("./rights/RightsPage.vue")) },
  { page: "web.imports", word: "health.imports", view: defineAsyncComponent(() => import("./ImportsPage.vue")), shared: true },
  { page: "admin.plugins", word: "admin.plugins", view: defineAsyncComponent(() => import("./PluginsPage.vue")) },
  { page: "admin.health", word: "admin.health", view: defineAsyncComponent(() => import("./HealthPage.vue")) },
  { page: "admin.audit", word: "admin.audit", view: defineAsyncComponent(() => import("./AuditPage.vue")) },
];
