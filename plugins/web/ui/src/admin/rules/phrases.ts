// phrases.ts - the editor's own words, in the language of now.
import { EditorState, type Extension } from "@codemirror/state";
import { t, type Word } from "@/words";

const words: Record<string, Word> = {
  "Find": "code.find",
  "Replace": "code.replace_with",
  "next": "code.next",
  "previous": "code.previous",
  "all": "code.all",
  "match case": "code.match_case",
  "by word": "code.by_word",
  "regexp": "code.regexp",
  "replace": "code.replace",
  "replace all": "code.replace_all",
  "close": "code.close",
  "current match": "code.current_match",
  "Go to line": "code.go_to_line",
  "go": "code.go",
  "on line": "code.on_line",
  "Completions": "code.completions",
  "Diagnostics": "code.diagnostics",
  "No diagnostics": "code.no_diagnostics",
  "Fold line": "code.fold",
  "Unfold line": "code.unfold",
  "Folded lines": "code.folded",
  "Unfolded lines": "code.unfolded",
  "folded code": "code.folded",
  "unfold": "code.unfold",
  "to": "code.to",
  "Control character": "code.control_character",
  "Selection deleted": "code.selection_deleted",
};

export function phrases(): Extension {
  const spoken = Object.fromEntries(Object.entries(words).map(([phrase, word]) => [phrase, t(word)]));
  return EditorState.phrases.of({ ...spoken, "$ unchanged lines": t("code.same_lines", { count: "$" }), "Revert this chunk": t("code.take_chunk") });
}
