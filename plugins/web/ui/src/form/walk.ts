// walk.ts - Enter goes to the next cell that can be typed into, the arrows to the one above or below.
function cells(within: Element): HTMLElement[] {
  return [...within.querySelectorAll<HTMLElement>(
    "td input:not([disabled]):not([tabindex='-1']), td select:not([disabled])",
  )];
}

function vertical(from: HTMLElement, by: number, all: HTMLElement[]): HTMLElement | undefined {
  const cell = from.closest<HTMLElement>("[data-row]");
  const row = String(Number(cell?.dataset.row) + by);
  return all.find((one) => {
    const other = one.closest<HTMLElement>("[data-row]");
    return other?.dataset.row === row && other.dataset.column === cell?.dataset.column;
  });
}

export function walk(event: KeyboardEvent): void {
  const from = event.target as HTMLElement;
  if (event.isComposing || event.defaultPrevented || !(event.currentTarget instanceof Element)) return;
  const all = cells(event.currentTarget);
  const arrows: Record<string, number> = { ArrowUp: -1, ArrowDown: 1 };
  const listing = from.getAttribute("role") === "combobox" || from.tagName === "SELECT";
  let to: HTMLElement | undefined;
  if (event.key === "Enter") {
    event.preventDefault();
    // What was typed counts before one goes on: the new row has to be there.
    from.dispatchEvent(new Event("change", { bubbles: true }));
    const stands = event.currentTarget;
    requestAnimationFrame(() => {
      const now = cells(stands);
      pick(now[now.indexOf(from) + (event.shiftKey ? -1 : 1)]);
    });
    return;
  }
  if (event.key in arrows && !listing) to = vertical(from, arrows[event.key]!, all);
  if (!to) return;
  event.preventDefault();
  pick(to);
}

function pick(cell: HTMLElement | undefined): void {
  cell?.focus();
  if (cell instanceof HTMLInputElement) cell.select();
}
