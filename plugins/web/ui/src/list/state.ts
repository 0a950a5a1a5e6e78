// state.ts - what one has set on a list: kept for this tab, never in the address.
import { reactive, watch } from "vue";
import type { Page } from "@/api/pages";
import type { Where } from "@/api/types";

export interface ListState {
  where: Where;
  sort: string;
  q: string;
  columns: string[];
}

const states = new Map<string, ListState>();

export function listState(page: Page): ListState {
  const known = states.get(page.page);
  if (known) return known;
  const key = `dms.list.${page.page}`;
  const kept = sessionStorage.getItem(key);
  const usual: ListState = { where: {}, sort: page.sort ?? "-id", q: "", columns: page.columns ?? [] };
  const state = reactive<ListState>(kept ? { ...usual, ...(JSON.parse(kept) as Partial<ListState>) } : usual);
  watch(state, () => {
    // Words one looked for may be a name: they are not kept.
    const { q: _words, ...rest } = state;
    sessionStorage.setItem(key, JSON.stringify(rest));
  }, { deep: true });
  states.set(page.page, state);
  return state;
}

// What one has filtered a board or a calendar by, for as long as the tab is there.
const filters = new Map<string, Pick<ListState, "where">>();
export function filtersOf(page: Page): Pick<ListState, "where"> {
  let state = filters.get(page.page);
  if (!state) filters.set(page.page, (state = reactive({ where: {} })));
  return state;
}
