/** The keys of the review page; who wants others keeps them in the browser. */
export const COMMANDS = ['accept', 'reject', 'skip', 'undo', 'correct', 'merge', 'split', 'sign', 'next', 'previous', 'help'] as const;
export type KeyCommand = (typeof COMMANDS)[number];

const USUAL: Record<KeyCommand, string> = {
  accept: 'a',
  reject: 'x',
  skip: ' ',
  undo: 'Backspace',
  correct: 'e',
  merge: 'm',
  split: 's',
  sign: 'g',
  next: 'j',
  previous: 'k',
  help: '?',
};
const KEY = 'cairn.keys';

class Keymap {
  keys = $state<Record<KeyCommand, string>>({ ...USUAL, ...kept() });

  /** The command of a key press; none while somebody types, holds a modifier, or a dialog is open. */
  command(event: KeyboardEvent): KeyCommand | null {
    const target = event.target as HTMLElement;
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return null;
    if (target.closest('input:not([type="checkbox"], [type="radio"]), textarea, select, [contenteditable], dialog')) return null;
    // Space and Enter press the button that has the focus.
    if (event.key === ' ' && target.closest('button, a, summary, [role="slider"], input')) return null;
    return COMMANDS.find((command) => this.keys[command].toLowerCase() === event.key.toLowerCase()) ?? null;
  }

  /** Gives a command another key; false where another command has it. */
  change(command: KeyCommand, key: string): boolean {
    if (COMMANDS.some((other) => other !== command && this.keys[other].toLowerCase() === key.toLowerCase())) return false;
    this.keys[command] = key;
    localStorage.setItem(KEY, JSON.stringify(this.keys));
    return true;
  }

  reset(): void {
    this.keys = { ...USUAL };
    localStorage.removeItem(KEY);
  }
}

function kept(): Partial<Record<KeyCommand, string>> {
  try {
    const found: unknown = JSON.parse(localStorage.getItem(KEY) ?? '{}');
    if (typeof found !== 'object' || found === null) return {};
    return Object.fromEntries(Object.entries(found).filter(([command, key]) => (COMMANDS as readonly string[]).includes(command) && typeof key === 'string'));
  } catch {
    return {};
  }
}

export const keymap = new Keymap();

const NAMES: Record<string, string> = { ' ': '␣', Backspace: '⌫', ArrowUp: '↑', ArrowDown: '↓', ArrowLeft: '←', ArrowRight: '→', Delete: 'Del', Enter: '↵' };
export const keyName = (key: string): string => NAMES[key] ?? key;
