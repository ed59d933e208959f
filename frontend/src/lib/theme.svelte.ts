/** Light, dark or as the system says; kept in the browser. */
export type Choice = 'auto' | 'light' | 'dark';

const KEY = 'cairn.theme';
const system = matchMedia('(prefers-color-scheme: dark)');

class Theme {
  choice = $state<Choice>((localStorage.getItem(KEY) as Choice | null) ?? 'auto');
  #system = $state(system.matches);
  readonly dark = $derived(this.choice === 'dark' || (this.choice === 'auto' && this.#system));

  constructor() {
    system.addEventListener('change', (event) => (this.#system = event.matches));
    this.apply();
  }

  choose(choice: Choice): void {
    this.choice = choice;
    localStorage.setItem(KEY, choice);
  }

  apply(): void {
    document.documentElement.dataset['theme'] = this.dark ? 'dark' : 'light';
  }
}

export const theme = new Theme();

/** The value of a custom property, for what draws on a canvas. */
export const token = (name: string): string => getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();
