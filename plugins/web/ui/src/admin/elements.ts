// elements.ts - parts of pages that plugins bring as custom elements; an admin switches each on.
import { get, Problem } from "@/api/http";
import { change, create, list } from "@/api/records";

export interface HouseElement {
  name: string;
  plugin: string;
  url: string;
  on: boolean;
}

const setting = "web.elements";
let known: Promise<HouseElement[]> | null = null;

// A house whose server knows no elements has none.
export function elements(): Promise<HouseElement[]> {
  known ??= get<{ elements: HouseElement[] }>("/api/v1/elements").then((answer) => answer.elements, (fault: unknown) => {
    known = null;
    if (fault instanceof Problem && fault.body.status === 404) return [];
    throw fault;
  });
  return known;
}

export async function switchElements(on: HouseElement[]): Promise<void> {
  const value = on.map((one) => `${one.plugin}/${one.name}`).join(", ");
  const { records } = await list("core.setting", { where: { name: setting }, limit: 1 });
  const kept = records[0];
  if (kept) await change("core.setting", kept.id, kept.rev, { value });
  else await create("core.setting", { name: setting, value });
  known = null;
}
