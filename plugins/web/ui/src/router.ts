// router.ts - where one is: /ui/PAGE, /ui/PAGE/ID. Only names and numbers ever stand in an address.
import { reactive } from "vue";

export const here = reactive({ page: "", id: "", rest: "" });
const base = "/ui/";

function look(): void {
  const [page = "", id = "", rest = ""] = location.pathname.slice(base.length).split("/");
  Object.assign(here, { page: decodeURIComponent(page), id: decodeURIComponent(id), rest });
}

export function href(page: string, id: string | number = "", rest = ""): string {
  return base + [page, String(id), rest].filter((part) => part !== "").join("/");
}

let guard: (() => boolean) | null = null;
export function onLeave(ask: (() => boolean) | null): void {
  guard = ask;
}

export function go(page: string, id: string | number = "", rest = "", replace = false): void {
  if (guard && !guard()) return;
  guard = null;
  history[replace ? "replaceState" : "pushState"](null, "", href(page, id, rest));
  look();
  document.getElementById("main")?.focus({ preventScroll: true });
}

export function watchAddress(): void {
  addEventListener("popstate", look);
  // A plain link of ours is a step within the page, not a new one.
  addEventListener("click", (event) => {
    const link = (event.target as Element | null)?.closest?.("a");
    const plain = !(event.metaKey || event.ctrlKey || event.shiftKey || event.button);
    const path = link?.getAttribute("href") ?? "";
    if (!link || !plain || !path.startsWith(base) || link.hasAttribute("download") || link.target) return;
    event.preventDefault();
    const [page = "", id = "", rest = ""] = path.slice(base.length).split("/");
    go(page, id, rest);
  });
  look();
}

// An entity's form, whichever page shows it.
export function recordHref(entity: string, id: string | number): string {
  return href("r", entity, String(id));
}
export function openRecord(entity: string, id: string | number): void {
  go("r", entity, String(id));
}
