// keys.ts - Ctrl-K finds; Alt and a digit open what the menu shows first.
import { onBeforeUnmount, onMounted } from "vue";
import { go } from "@/router";
import { pages } from "@/api/pages";

function wanted(event: KeyboardEvent): string | null {
  if (!event.altKey || !/^Digit[0-9]$/.test(event.code)) return null;
  const number = Number(event.code.slice(5));
  return number === 0 ? "" : (pages.value.menus.flatMap((menu) => menu.pages)[number - 1] ?? null);
}

export function keys(does: { find: () => void }): void {
  function press(event: KeyboardEvent): void {
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
