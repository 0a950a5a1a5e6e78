// desk.ts - the rule files somebody works on: what is on disk, what they typed, and whose is newer.
// What is typed is kept for this tab, so that neither a reload nor a restart of the server takes it.
import { computed, reactive, shallowRef, watch } from "vue";
import { listSources, readSource, type Saving, type Source, type SourceFile, type Texts } from "./calls";
import { session } from "@/session";

export interface Draft {
  text: string | null; // null: the file is to go
  was: string; // digest of the file it began from; "": there was none
}

const kept = `dms.rules.${session.me?.user ?? 0}`;
const drafts = reactive(JSON.parse(sessionStorage.getItem(kept) ?? "{}") as Record<string, Draft>);
const files = shallowRef<SourceFile[]>([]);
const saving = shallowRef<Saving>("activates");
const disk = reactive(new Map<string, Source>());

watch(drafts, () => sessionStorage.setItem(kept, JSON.stringify(drafts)), { deep: true });
addEventListener("beforeunload", (event) => {
  if (Object.keys(drafts).length) event.preventDefault();
});

const changed = computed(() => Object.keys(drafts).sort());
const digestOf = (file: string) => files.value.find((one) => one.file === file)?.sha256 ?? "";
const stale = computed(() => changed.value.filter((file) => drafts[file]!.was !== digestOf(file)));
// All there is to choose from: the files, and those that are still only typed.
const all = computed<SourceFile[]>(() => [
  ...files.value,
  ...changed.value.filter((file) => !files.value.some((one) => one.file === file))
    .map((file) => ({ file, layer: "brand", sha256: "", writable: true })),
]);

async function load(): Promise<void> {
  const answer = await listSources();
  files.value = answer.files;
  saving.value = answer.saving;
}
async function read(file: string): Promise<void> {
  const digest = digestOf(file);
  if (digest && disk.get(file)?.sha256 !== digest) disk.set(file, await readSource(file));
}
function textOf(file: string): string {
  return drafts[file] ? (drafts[file].text ?? "") : (disk.get(file)?.text ?? "");
}
function put(file: string, text: string | null): void {
  const was = drafts[file]?.was ?? disk.get(file)?.sha256 ?? "";
  if (was === digestOf(file) && was !== "" && text === disk.get(file)?.text) delete drafts[file];
  else drafts[file] = { text, was };
}
function undo(file: string): void {
  delete drafts[file];
}
// What is typed from now on goes over theirs.
function settle(file: string, text: string | null): void {
  drafts[file] = { text, was: digestOf(file) };
  put(file, text);
}
function texts(): Texts {
  return Object.fromEntries(changed.value.map((file) => [file, drafts[file]!.text]));
}
function was(): Record<string, string> {
  return Object.fromEntries(changed.value.map((file) => [file, drafts[file]!.was]));
}
async function saved(): Promise<void> {
  for (const file of changed.value) delete drafts[file];
  await load();
}

export const desk = { drafts, files, saving, disk, changed, stale, all, load, read, textOf, put, undo, settle, texts, was, saved };
