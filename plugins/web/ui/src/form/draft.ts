// draft.ts - what has been typed and not yet saved: kept while one looks elsewhere in the house.
import { reactive } from "vue";

export interface Draft {
  rev: number;
  fields: Record<string, unknown>;
  titles: Record<string, string>;
}

const drafts = new Map<string, Draft>();
const handed = new Map<string, Record<string, unknown>>();

export function draftOf(entity: string, id: string): Draft {
  const key = `${entity}/${id}`;
  let draft = drafts.get(key);
  if (!draft) {
    draft = reactive<Draft>({ rev: 0, fields: { ...handed.get(entity) }, titles: {} });
    if (id === "new") handed.delete(entity);
    drafts.set(key, draft);
  }
  return draft;
}

export function dropDraft(entity: string, id: string): void {
  drafts.delete(`${entity}/${id}`);
}

// What a new record begins with: the customer whose page one was on, and so on.
export function beginWith(entity: string, fields: Record<string, unknown>): void {
  drafts.delete(`${entity}/new`);
  handed.set(entity, fields);
}

addEventListener("beforeunload", (event) => {
  if ([...drafts.values()].some((draft) => Object.keys(draft.fields).length)) event.preventDefault();
});
