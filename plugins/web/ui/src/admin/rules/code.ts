// code.ts - the editor for Lua. It lives in a shadow root: there its styles are style sheets made by
// script, which the policy lets be; in the page itself they would be forbidden <style> elements.
import { acceptCompletion, autocompletion } from "@codemirror/autocomplete";
import { indentWithTab } from "@codemirror/commands";
import { StreamLanguage } from "@codemirror/language";
import { json } from "@codemirror/legacy-modes/mode/javascript";
import { lua } from "@codemirror/legacy-modes/mode/lua";
import { lintGutter, setDiagnostics, type Diagnostic } from "@codemirror/lint";
import { EditorState, type Extension } from "@codemirror/state";
import { EditorView, keymap } from "@codemirror/view";
import { basicSetup } from "codemirror";
import { levelOf, sentence, type Fault, type RuleWord } from "./calls";
import { completing } from "./completing";
import { codeLook } from "./code_look";
import { phrases } from "./phrases";

export interface Code {
  view: EditorView;
  show: (file: string, text: string, readOnly: boolean) => void;
  mark: (faults: Fault[]) => void;
  jump: (line: number, column?: number) => void;
  forget: () => void;
}
export interface CodeNeeds {
  words: () => RuleWord[];
  typed: (text: string) => void;
}

const languages = { lua: StreamLanguage.define(lua), json: StreamLanguage.define(json) };

// What every text of FILE stands on: its language, the colours, the words of the editor.
export function codeGround(file: string): Extension {
  return [languages[file.endsWith(".json") ? "json" : "lua"], codeLook, EditorState.tabSize.of(4), phrases()];
}

function extensions(needs: CodeNeeds, file: string, readOnly: boolean): Extension {
  return [
    basicSetup, codeGround(file), lintGutter(),
    autocompletion({ override: [completing(needs.words)] }),
    keymap.of([{ key: "Tab", run: acceptCompletion }, indentWithTab]),
    EditorState.readOnly.of(readOnly),
    EditorView.contentAttributes.of({ "aria-label": file, tabindex: "0", ...(readOnly ? { "aria-readonly": "true" } : {}) }),
    EditorView.updateListener.of((update) => {
      if (update.docChanged && !update.state.readOnly) needs.typed(update.state.doc.toString());
    }),
  ];
}

function diagnostic(state: EditorState, fault: Fault): Diagnostic {
  const line = state.doc.line(Math.min(Math.max(fault.line, 1), state.doc.lines));
  const from = Math.min(line.from + Math.max((fault.column ?? 1) - 1, 0), line.to);
  return { from, to: line.to, severity: levelOf(fault), message: sentence(fault) };
}

export function openCode(root: ShadowRoot, parent: HTMLElement, needs: CodeNeeds): Code {
  const states = new Map<string, EditorState>(); // each file with its own undo
  let now = "";
  const view = new EditorView({ root, parent, state: EditorState.create() });

  function show(file: string, text: string, readOnly: boolean): void {
    if (now) states.set(now, view.state);
    const known = states.get(file);
    now = file;
    const fits = known && known.readOnly === readOnly && known.doc.toString() === text;
    view.setState(fits ? known : EditorState.create({ doc: text, extensions: extensions(needs, file, readOnly) }));
  }
  function mark(faults: Fault[]): void {
    view.dispatch(setDiagnostics(view.state, faults.map((fault) => diagnostic(view.state, fault))));
  }
  function jump(line: number, column = 1): void {
    const at = view.state.doc.line(Math.min(Math.max(line, 1), view.state.doc.lines));
    view.dispatch({
      selection: { anchor: Math.min(at.from + column - 1, at.to) },
      effects: EditorView.scrollIntoView(at.from, { y: "center" }),
    });
    view.focus();
  }
  return { view, show, mark, jump, forget: () => view.destroy() };
}
