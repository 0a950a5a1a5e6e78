// record.ts - one record on a form: read, changed, saved; what somebody else did meanwhile is kept apart.
import { computed, ref, shallowRef } from "vue";
import { draftOf, dropDraft } from "./draft";
import { useAction } from "@/action";
import { Problem } from "@/api/http";
import { metaOf } from "@/api/meta";
import { change, create, move, read, transitions } from "@/api/records";
import type { EntityMeta, Rec, Transition } from "@/api/types";
import { go, onLeave } from "@/router";

export type Form = ReturnType<typeof useRecord>;

export function useRecord(entity: string, id: string) {
  const meta = shallowRef<EntityMeta>();
  const record = shallowRef<Rec>();
  const steps = shallowRef<Transition[]>([]);
  const theirs = shallowRef<Rec>();
  const draft = draftOf(entity, id);
  const { busy, problem, run } = useAction();
  const saved = ref(false);
  const dirty = computed(() => Object.keys(draft.fields).length > 0);
  const problemField = computed(() => problem.value?.body.field ?? "");

  async function fetchAll(): Promise<void> {
    meta.value ??= await metaOf(entity);
    if (id === "new") return;
    const [kept, moves] = await Promise.all([read(entity, id), transitionsOf()]);
    record.value = kept.record;
    steps.value = moves;
  }
  async function transitionsOf(): Promise<Transition[]> {
    const known = meta.value?.workflows.length;
    return known ? transitions(entity, Number(id)).catch(() => []) : [];
  }
  async function refresh(): Promise<void> {
    await run(fetchAll);
  }

  function valueOf(name: string): unknown {
    return name in draft.fields ? draft.fields[name] : (record.value?.[name] ?? null);
  }
  function put(name: string, value: unknown, title?: string): void {
    const before = record.value?.[name] ?? null;
    if (!dirty.value) draft.rev = record.value?.rev ?? 0;
    if (value === before) delete draft.fields[name];
    else draft.fields[name] = value;
    if (title !== undefined) draft.titles[name] = title;
    saved.value = false;
  }
  function titleOf(name: string): string | undefined {
    return draft.titles[name] ?? record.value?.titles?.[name];
  }
  function clear(): void {
    draft.fields = {};
    draft.titles = {};
  }

  // What was typed while the server had the rest of it is not yet saved: it stays.
  function typedSince(fields: Record<string, unknown>): Record<string, unknown> {
    const typed = Object.entries(draft.fields).filter(([name, value]) => !(name in fields) || fields[name] !== value);
    clear();
    return Object.fromEntries(typed);
  }

  // 412: somebody was faster. What they have is fetched, and the person decides field by field.
  async function write(): Promise<void> {
    const fields = { ...draft.fields };
    try {
      await change(entity, Number(id), draft.rev || record.value!.rev, fields);
    } catch (fault) {
      if (!(fault instanceof Problem) || fault.body.status !== 412) throw fault;
      theirs.value = (await read(entity, id)).record;
      return;
    }
    draft.fields = typedSince(fields);
    await fetchAll();
    draft.rev = record.value!.rev;
    saved.value = !dirty.value;
  }
  async function save(): Promise<boolean> {
    if (id === "new") return saveNew();
    if (!dirty.value) return true;
    await run(write);
    return problem.value === null && !theirs.value;
  }
  async function saveNew(): Promise<boolean> {
    const fields = { ...draft.fields };
    const made = await run(() => create(entity, fields));
    if (!made) return false;
    Object.assign(draftOf(entity, String(made.id)), { rev: made.rev, fields: typedSince(fields) });
    dropDraft(entity, "new");
    onLeave(null);
    go("r", entity, String(made.id), true);
    return true;
  }
  async function step(name: string, fields: Record<string, unknown> = {}): Promise<boolean> {
    if (dirty.value && !(await save())) return false;
    const done = await run(async () => {
      await move(entity, record.value!, name, fields);
      await fetchAll();
      draft.rev = record.value!.rev;
      return true;
    });
    return done === true;
  }
  // Mine: what I typed goes onto theirs. Theirs: what I typed is dropped.
  function settle(mine: Record<string, unknown>): void {
    record.value = theirs.value;
    draft.rev = theirs.value?.rev ?? 0;
    draft.fields = mine;
    theirs.value = undefined;
    if (Object.keys(mine).length) void save();
    else void refresh();
  }
  void refresh();
  return {
    entity, id, meta, record, steps, theirs, draft, busy, problem, saved, dirty, problemField, refresh, valueOf, put, titleOf,
    clear, save, step, settle,
  };
}
