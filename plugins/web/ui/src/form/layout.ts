// layout.ts - what a form shows: its page's word, or all fields in their order.
import { formOf, pages, type Page, type Part, type Print } from "@/api/pages";
import type { EntityMeta, Field } from "@/api/types";
import { t } from "@/words";

export interface Section {
  title: string;
  fields: string[];
  element?: string; // a plugin's own, instead of fields or after them
}

export interface Layout {
  sections: Section[];
  lines: Part[];
  related: Part[];
  timeline?: string;
  print: Print[];
  whole?: Page; // the 360° page of this entity
}

function usual(meta: EntityMeta): Section[] {
  const shown = meta.entity.fields.filter((field) => field.name !== "state" && field.type !== "structured");
  const names = (list: Field[]) => list.map((field) => field.name);
  return [
    { title: t("form.main"), fields: names(shown.filter((field) => !field.read_only)) },
    { title: t("form.computed"), fields: names(shown.filter((field) => field.read_only)) },
  ].filter((section) => section.fields.length);
}

// A record that is being made shows no field the house works out by itself.
function forNew(layout: Layout, meta: EntityMeta): Layout {
  const typed = new Set(meta.entity.fields.filter((field) => !field.read_only && field.type !== "structured").map((field) => field.name));
  const sections = layout.sections
    .map((section) => ({ ...section, fields: section.fields.filter((name) => typed.has(name) && name !== "state") }))
    .filter((section) => section.fields.length);
  return { ...layout, sections };
}

export async function layoutOf(meta: EntityMeta, isNew: boolean): Promise<Layout> {
  const page = await formOf(meta.entity.name);
  const layout: Layout = {
    sections: page?.sections?.length ? page.sections.map((one) => ({ ...one, fields: one.fields ?? [] })) : usual(meta),
    lines: page?.lines ?? [],
    related: page?.related ?? [],
    timeline: page?.timeline,
    print: page?.print ?? [],
    whole: pages.value.pages.find((one) => one.kind === "timeline" && one.entity === meta.entity.name),
  };
  return isNew ? forNew(layout, meta) : layout;
}
