// merge.ts - theirs and mine side by side; on a phone one below the other, in one text.
import { MergeView, unifiedMergeView } from "@codemirror/merge";
import { EditorState } from "@codemirror/state";
import { EditorView } from "@codemirror/view";
import { minimalSetup } from "codemirror";
import { codeGround } from "./code";

export interface Merge {
  text: () => string;
  forget: () => void;
}
export interface Sides {
  file: string;
  theirs: string;
  mine: string;
  theirsLabel: string;
  mineLabel: string;
}


export function openMerge(root: ShadowRoot, parent: HTMLElement, sides: Sides, narrow: boolean): Merge {
  const ground = (label: string) => [minimalSetup, codeGround(sides.file), EditorView.contentAttributes.of({ "aria-label": label, tabindex: "0" })];
  if (narrow) {
    const view = new EditorView({
      root, parent, doc: sides.mine,
      extensions: [ground(sides.mineLabel), EditorView.lineWrapping, unifiedMergeView({ original: sides.theirs, collapseUnchanged: {} })],
    });
    return { text: () => view.state.doc.toString(), forget: () => view.destroy() };
  }
  const view = new MergeView({
    root, parent, revertControls: "a-to-b", collapseUnchanged: { margin: 3, minSize: 6 },
    a: { doc: sides.theirs, extensions: [ground(sides.theirsLabel), EditorState.readOnly.of(true)] },
    b: { doc: sides.mine, extensions: [ground(sides.mineLabel)] },
  });
  return { text: () => view.b.state.doc.toString(), forget: () => view.destroy() };
}
