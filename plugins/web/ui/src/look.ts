// look.ts - light or dark, phone or desk.
import { ref } from "vue";

const kept = "dms.dark";
const wish = matchMedia("(prefers-color-scheme: dark)");
export const dark = ref(localStorage.getItem(kept) === null ? wish.matches : localStorage.getItem(kept) === "yes");
export const phone = ref(false);

export function setDark(on: boolean): void {
  dark.value = on;
  localStorage.setItem(kept, on ? "yes" : "no");
  document.documentElement.classList.toggle("dark", on);
}

export function watchLook(): void {
  document.documentElement.classList.toggle("dark", dark.value);
  const narrow = matchMedia("(max-width: 760px)");
  phone.value = narrow.matches;
  narrow.addEventListener("change", () => (phone.value = narrow.matches));
}
