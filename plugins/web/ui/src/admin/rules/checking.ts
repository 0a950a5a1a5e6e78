// checking.ts - the faults of what is typed, asked for when the hands rest; one question at a time.
import { computed, onBeforeUnmount, ref, shallowRef, watch } from "vue";
import { check, levelOf, type Fault } from "./calls";
import { desk } from "./desk";
import { Problem } from "@/api/http";

const REST = 700; // ms without a key

export function useChecking() {
  const faults = shallowRef<Fault[]>([]);
  const problem = shallowRef<Problem | null>(null);
  const busy = ref(false);
  const costs = ref(false); // what each rule costs is told only to who asks
  let timer = 0;
  let again = false;

  async function now(): Promise<void> {
    again = busy.value;
    if (busy.value) return;
    busy.value = true;
    try {
      faults.value = await check(desk.texts());
      problem.value = null;
    } catch (fault) {
      if (!(fault instanceof Problem)) throw fault;
      problem.value = fault;
    } finally {
      busy.value = false;
    }
    if (again) await now();
  }
  function soon(): void {
    clearTimeout(timer);
    timer = window.setTimeout(() => void now(), REST);
  }
  watch(desk.drafts, soon, { deep: true });
  onBeforeUnmount(() => clearTimeout(timer));

  const order = { error: 0, warning: 1, info: 2 };
  const shown = computed(() => faults.value.filter((one) => costs.value || levelOf(one) !== "info")
    .sort((a, b) => order[levelOf(a)] - order[levelOf(b)] || a.file.localeCompare(b.file) || a.line - b.line));
  const errors = computed(() => faults.value.filter((one) => levelOf(one) === "error").length);
  return { faults, shown, errors, costs, problem, busy, now };
}
