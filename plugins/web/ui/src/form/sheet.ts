// sheet.ts - the rows of a document's lines, what was typed into them, and their saving.
import { computed, reactive, ref, shallowRef } from "vue";
import { useAction } from "@/action";
import { fieldOf, metaOf } from "@/api/meta";
import { batch, list, type BatchItem } from "@/api/records";
import type { Part } from "@/api/pages";
import type { EntityMeta, Field, Rec } from "@/api/types";

type Fields = Record<string, unknown>;
export interface Row {
  key: number;
  record?: Rec;
  fields: Fields;
  titles: Record<string, string>;
}
export type Sheet = ReturnType<typeof useSheet>;

// A pasted word for a choice or a reference is looked up as it is written.
async function meaning(field: Field, text: string): Promise<unknown> {
  const plain = text.trim();
  if (plain === "") return null;
  if (field.type === "choice") return field.choices?.find((one) => one.label === plain || one.name === plain)?.name ?? plain;
  if (field.type === "boolean") return /^(true|yes|1|是|对|√)$/i.test(plain);
  if (field.type === "integer") return Number(plain.replace(/,/g, ""));
  if (field.type === "money" || field.type === "decimal") return plain.replace(/[,¥\s]/g, "");
  if (field.type === "reference" && field.target) {
    const { records } = await list(field.target, { q: plain, limit: 2 });
    return records[0]?.id ?? plain;
  }
  return plain;
}

export function useSheet({ of, parent, parentEntity }: { of: Part; parent: Rec; parentEntity: string }, saved: () => void) {
  const meta = shallowRef<EntityMeta>();
  const rows = ref<Row[]>([]);
  const { busy, problem, run } = useAction();
  let keys = 0;
  const by = computed(() =>
    meta.value?.entity.parent ?? meta.value?.entity.fields.find((field) => field.target === parentEntity)?.name ?? "");
  const empty = (): Row => reactive({ key: keys++, fields: {}, titles: {} });
  const dirty = computed(() => rows.value.some((row) => Object.keys(row.fields).length));

  function grow(): void {
    const last = rows.value.at(-1);
    const may = meta.value?.entity.may.includes("create");
    if (may && (!last || last.record || Object.keys(last.fields).length)) rows.value.push(empty());
  }
  async function load(): Promise<void> {
    await run(async () => {
      meta.value ??= await metaOf(of.entity);
      const found = await list(of.entity, { where: { [by.value]: parent.id }, sort: of.sort ?? "id", limit: 100 });
      rows.value = found.records.map((record) => reactive({ key: keys++, record, fields: {}, titles: {} }));
      grow();
    });
  }
  function valueOf(row: Row, name: string): unknown {
    return name in row.fields ? row.fields[name] : (row.record?.[name] ?? null);
  }
  function put(row: Row, name: string, value: unknown): void {
    if (value === (row.record?.[name] ?? null)) delete row.fields[name];
    else row.fields[name] = value;
    grow();
  }
  async function fill(from: number, columns: string[], text: string): Promise<void> {
    const lines = text.replace(/\r/g, "").replace(/\n$/, "").split("\n");
    for (const [down, line] of lines.entries()) {
      while (rows.value.length <= from + down) rows.value.push(empty());
      const row = rows.value[from + down]!;
      for (const [right, word] of line.split("\t").entries()) {
        const field = columns[right] && fieldOf(meta.value!.entity, columns[right]);
        if (!field || field.read_only) continue;
        const value = await meaning(field, word);
        if (field.type === "reference") row.titles[field.name] = word;
        put(row, field.name, value);
      }
    }
  }
  // Of a row, what was typed beside or after the fields that were SENT.
  function typedSince(row: Row, sent: Map<Row, Fields>): Fields {
    const known = sent.get(row) ?? {};
    return Object.fromEntries(Object.entries(row.fields).filter(([name, value]) => !(name in known) || known[name] !== value));
  }
  function retype(id: number | undefined, fields: Fields, titles: Row["titles"]): void {
    let row = rows.value.find((one) => id !== undefined && one.record?.id === id);
    if (!row && id !== undefined) return; // its line is gone
    if (!row) rows.value.splice(-1, 0, (row = empty()));
    Object.assign(row.titles, titles);
    for (const [name, value] of Object.entries(fields)) put(row, name, value);
  }
  async function send(items: BatchItem[], sent = new Map<Row, Fields>()): Promise<void> {
    const answer = await run(() => batch(of.entity, items));
    if (!answer) return;
    const order = [...sent.keys()];
    const typed = rows.value.map((row) => ({
      id: row.record?.id ?? (sent.has(row) ? answer.items[order.indexOf(row)]?.record?.id : undefined),
      fields: typedSince(row, sent), titles: row.titles,
    }));
    await load();
    for (const one of typed) if (Object.keys(one.fields).length) retype(one.id, one.fields, one.titles);
    saved();
  }
  async function save(): Promise<void> {
    const sent = new Map(rows.value.filter((row) => Object.keys(row.fields).length).map((row) => [row, { ...row.fields }]));
    await send([...sent].map(([row, fields]) => row.record
      ? { id: row.record.id, rev: row.record.rev, fields }
      : { fields: { ...fields, [by.value]: parent.id } }), sent);
  }
  async function remove(row: Row): Promise<void> {
    if (row.record) return send([{ id: row.record.id, rev: row.record.rev, do: "remove" }]);
    rows.value = rows.value.filter((one) => one !== row);
    grow();
  }
  void load();
  return { meta, rows, busy, problem, dirty, load, valueOf, put, fill, save, remove };
}
