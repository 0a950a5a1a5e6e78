// keys.ts - Ctrl-K finds; Alt and a digit open what the menu shows first; what a scanner types is found.
import { onBeforeUnmount, onMounted } from "vue";
import { go } from "@/router";
import { pages } from "@/api/pages";

function wanted(event: KeyboardEvent): string | null {
  if (!event.altKey || !/^Digit[0-9]$/.test(event.code)) return null;
  const number = Number(event.code.slice(5));
  return number === 0 ? "" : (pages.value.menus.flatMap((menu) => menu.pages)[number - 1] ?? null);
}

// A scanner is faster than any hand, and ends with Enter; into a field it types as anybody.
const GAP_MS = 60;
const SHORTEST = 4;
function scanner(): (event: KeyboardEvent) => string {
  let text = "";
  let last = 0;
  return (event) => {
    const field = (event.target as Element | null)?.closest?.("input, textarea, select, [contenteditable], [role=dialog]");
    const quick = event.timeStamp - last < GAP_MS;
    last = event.timeStamp;
    if (field || event.ctrlKey || event.altKey || event.metaKey) return (text = "");
    if (event.key === "Enter" && quick && text.length >= SHORTEST) {
      const scanned = text;
      text = "";
      return scanned;
    }
    if (event.key.length === 1) text = (quick ? text : "") + event.key;
    else if (event.key !== "Shift") text = "";
    return "";
  };
}

export function keys(does: { find: (words?: string) => void }): void {
  const scanned = scanner();
  function press(event: KeyboardEvent): void {
    const words = scanned(event);
    if (words) {
      event.preventDefault();
      return does.find(words);
    }
    if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "k") {
      event.preventDefault();
      does.find();
    }
    const page = wanted(event);
    if (page === null) return;
    event.preventDefault();
    go(page);
  }
  onMounted(() => addEventListener("keydown", press));
  onBeforeUnmount(() => removeEventListener("keydown", press));
}
