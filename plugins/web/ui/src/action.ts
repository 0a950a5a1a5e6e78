// action.ts - what a click starts: once until it has ended, and what was refused is said.
import { ref, shallowRef, type Ref, type ShallowRef } from "vue";
import { Problem } from "@/api/http";

export interface Action {
  busy: Ref<boolean>;
  problem: ShallowRef<Problem | null>;
  run: <T>(work: () => Promise<T>) => Promise<T | undefined>;
}

export function useAction(): Action {
  const busy = ref(false);
  const problem = shallowRef<Problem | null>(null);
  async function run<T>(work: () => Promise<T>): Promise<T | undefined> {
    if (busy.value) return undefined;
    busy.value = true;
    problem.value = null;
    try {
      return await work();
    } catch (fault) {
      if (!(fault instanceof Problem)) throw fault;
      problem.value = fault;
      return undefined;
    } finally {
      busy.value = false;
    }
  }
  return { busy, problem, run };
}
