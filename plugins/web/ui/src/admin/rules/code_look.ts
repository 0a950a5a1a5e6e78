// code_look.ts - the editor's colours: variables of the page, so that dark is dark there too.
import { HighlightStyle, syntaxHighlighting } from "@codemirror/language";
import type { Extension } from "@codemirror/state";
import { EditorView } from "@codemirror/view";
import { tags } from "@lezer/highlight";

const colours = HighlightStyle.define([
  { tag: tags.keyword, color: "var(--code-keyword)", fontWeight: "600" },
  { tag: [tags.string, tags.special(tags.string)], color: "var(--code-string)" },
  { tag: [tags.number, tags.bool, tags.null, tags.atom], color: "var(--code-number)" },
  { tag: tags.comment, color: "var(--code-comment)" },
  { tag: [tags.standard(tags.variableName), tags.function(tags.variableName)], color: "var(--code-standard)" },
]);

const line = "1px solid var(--line)";
const theme = EditorView.theme({
  "&": { height: "100%", fontSize: "13px", color: "var(--el-text-color-primary)", backgroundColor: "var(--el-bg-color)" },
  "&.cm-focused": { outline: "none" },
  ".cm-scroller": { fontFamily: "ui-monospace, 'DejaVu Sans Mono', Menlo, Consolas, 'Noto Sans CJK SC', monospace", lineHeight: "1.55" },
  ".cm-content": { caretColor: "var(--el-text-color-primary)" },
  ".cm-cursor": { borderLeftColor: "var(--el-text-color-primary)" },
  ".cm-gutters": { backgroundColor: "var(--el-fill-color-lighter)", color: "var(--quiet)", borderRight: line },
  ".cm-activeLine": { backgroundColor: "var(--code-line)" },
  ".cm-activeLineGutter": { backgroundColor: "var(--code-line)", color: "var(--el-text-color-primary)" },
  "&.cm-focused .cm-selectionBackground, .cm-selectionBackground": { background: "var(--code-selected) !important" },
  ".cm-tooltip, .cm-panels": { backgroundColor: "var(--el-bg-color-overlay)", color: "var(--el-text-color-primary)", border: line },
  ".cm-tooltip-autocomplete ul li[aria-selected]": { background: "var(--code-selected)", color: "var(--el-text-color-primary)" },
  ".cm-completionDetail": { color: "var(--quiet)", fontStyle: "normal", marginLeft: "1em" },
  ".cm-textfield, .cm-button": { backgroundImage: "none", backgroundColor: "var(--el-bg-color)", color: "inherit", border: line },
  ".cm-panel.cm-search": { fontFamily: "inherit", padding: "6px 8px" },
  ".cm-panel.cm-search input, .cm-panel.cm-search button, .cm-panel.cm-search label": { fontSize: "13px" },
  ".cm-diagnostic": { fontFamily: "inherit", maxWidth: "60ch", whiteSpace: "pre-wrap" },
  ".cm-foldPlaceholder": { background: "var(--el-fill-color)", color: "var(--quiet)", border: "0" },
  ".cm-changedLine": { backgroundColor: "var(--code-more) !important" },
  "&.cm-merge-a .cm-changedLine, .cm-deletedChunk": { backgroundColor: "var(--code-less) !important" },
  ".cm-collapsedLines": { background: "var(--el-fill-color-light)", color: "var(--quiet)", padding: "2px 8px" },
  ".cm-collapsedLines:before, .cm-collapsedLines:after": { content: "'⋯'" },
});

export const codeLook: Extension = [syntaxHighlighting(colours), theme];
