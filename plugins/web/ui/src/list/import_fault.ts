// import_fault.ts - why a file could not be read at all: the sentence of what the server keeps of it.
import type { Rec } from "@/api/types";

export function faultOf(job: Rec | undefined): string {
  const why = job?.fault as { text?: string } | string | null | undefined;
  if (typeof why !== "string") return why?.text ?? "";
  try {
    return (JSON.parse(why) as { text?: string }).text ?? why;
  } catch {
    return why;
  }
}
