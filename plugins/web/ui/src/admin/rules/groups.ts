// groups.ts - the files as people look for them: by brand first, then what all share, then the plugins' own.
import { shallowRef } from "vue";
import type { SourceFile } from "./calls";
import { list } from "@/api/records";
import { t } from "@/words";

export interface Group {
  folder: string; // brands/aurora
  title: string;
  files: SourceFile[];
}

export const brandNames = shallowRef<Record<string, string>>({});

export async function loadBrands(): Promise<void> {
  const { records } = await list("core.brand", { sort: "code", limit: 100 });
  brandNames.value = Object.fromEntries(records.map((brand) => [String(brand.code), String(brand.name)]));
}

// brands/aurora/sales.lua is "sales" among Aurora's.
export function nameOf(file: string): string {
  const parts = file.replace(/\.lua$/, "").split("/");
  return parts.slice(/^(brands|stores|plugins)$/.test(parts[0]!) ? 2 : 1).join("/") || file;
}
const folderOf = (file: string) => (/^(brands|stores|plugins)\//.test(file) ? file.split("/").slice(0, 2).join("/") : file.split("/")[0]!);

function titleOf(folder: string): string {
  const [layer, code = ""] = folder.split("/");
  if (layer === "brands") return brandNames.value[code] ?? code;
  if (layer === "stores") return t("rules.of_store", { store: code });
  return layer === "plugins" ? t("rules.of_plugin", { plugin: code }) : t("rules.common");
}
const rank = (folder: string) => ["brands", "stores", "common", "plugins"].indexOf(folder.split("/")[0]!);

export function grouped(files: SourceFile[]): Group[] {
  const groups = new Map<string, SourceFile[]>();
  for (const file of files) groups.set(folderOf(file.file), [...(groups.get(folderOf(file.file)) ?? []), file]);
  return [...groups].sort(([a], [b]) => rank(a) - rank(b) || a.localeCompare(b))
    .map(([folder, of]) => ({ folder, title: titleOf(folder), files: of.sort((a, b) => (a.file < b.file ? -1 : 1)) }));
}

// The tests are named by their place on the server's disk: what stands below the folder of the scripts.
export const placeOf = (path: string) => path.replace(/^.*\/(brands|common|plugins|stores)\//, "$1/");
