/** Light, dark, or as the system has it. */
import { button, fill } from './dom.ts';

const THEMES = ['system', 'light', 'dark'] as const;
type Theme = (typeof THEMES)[number];

const KEY = 'perfmig-theme';

/** A button that goes from one to the next, and remembers. */
export function themeSwitch(): HTMLElement {
  let theme = remembered();
  const made = button({ class: 'theme' }, () => {
    theme = THEMES[(THEMES.indexOf(theme) + 1) % THEMES.length] ?? 'system';
    remember(theme);
    apply();
  });
  const apply = (): void => {
    if (theme === 'system') delete document.documentElement.dataset['theme'];
    else document.documentElement.dataset['theme'] = theme;
    fill(made, `Theme: ${theme}`);
  };
  apply();
  return made;
}

function remembered(): Theme {
  try {
    return THEMES.find((theme) => theme === localStorage.getItem(KEY)) ?? 'system';
  } catch {
    // Browsers may refuse storage to a page from a file.
    return 'system';
  }
}

function remember(theme: Theme): void {
  try {
    localStorage.setItem(KEY, theme);
  } catch {
    // Then it is forgotten with the page.
  }
}
