// completing.ts - what may stand where one types: the words of the rules, and those of this file.
import type { Completion, CompletionContext, CompletionResult } from "@codemirror/autocomplete";
import type { RuleWord } from "./calls";

const lua = "and break do else elseif end false for function goto if in local nil not or repeat return then true until while";
const keywords: Completion[] = lua.split(" ").map((label) => ({ label, type: "keyword", boost: -20 }));
const kinds: Record<RuleWord["kind"], string> = {
  function: "function", entity: "class", field: "property", choice: "enum", state: "enum", transition: "method", member: "property",
  role: "type", call: "method", key: "text",
};

function offered(word: RuleWord): Completion {
  return { label: word.label, type: kinds[word.kind], detail: [word.of, word.detail].filter(Boolean).join(" · ") };
}

// Names longer than two letters; the one being typed is no help.
function wordsIn(context: CompletionContext, from: number, known: Set<string>): Completion[] {
  const found = new Set<string>();
  for (const match of context.state.doc.toString().matchAll(/[A-Za-z_][\w.]{2,}/g)) {
    if (match.index !== from && !known.has(match[0])) found.add(match[0]);
  }
  return [...found].map((label) => ({ label, type: "variable", boost: -10 }));
}

export function completing(words: () => RuleWord[]) {
  return (context: CompletionContext): CompletionResult | null => {
    const before = context.matchBefore(/[A-Za-z_][\w.]*/);
    if (!before && !context.explicit) return null;
    const from = before?.from ?? context.pos;
    const all = words().map(offered);
    const known = new Set([...all.map((one) => one.label), ...lua.split(" ")]);
    return { from, options: [...all, ...wordsIn(context, from, known), ...keywords], validFor: /^[\w.]*$/ };
  };
}
