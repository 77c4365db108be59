import { useState } from 'preact/hooks';

const themes = ['system', 'light', 'dark'] as const;
type Theme = (typeof themes)[number];

const key = 'rooms-conformance-theme';

/** A page that is opened from disk may have no storage. */
function remembered(): Theme {
  try {
    const word = localStorage.getItem(key);
    return themes.find((theme) => theme === word) ?? 'system';
  } catch {
    return 'system';
  }
}

function apply(theme: Theme): void {
  if (theme === 'system') delete document.documentElement.dataset['theme'];
  else document.documentElement.dataset['theme'] = theme;
  try {
    localStorage.setItem(key, theme);
  } catch {
    // Then it lasts as long as the page.
  }
}

/** Applies the theme that was chosen last time. */
export const applyRemembered = (): void => apply(remembered());

/** Switches between the system's theme, light and dark. */
export function ThemeSwitch() {
  const [chosen, setChosen] = useState(remembered);
  return (
    <label class="soft">
      Theme{' '}
      <select
        value={chosen}
        onChange={(event) => {
          const theme = themes.find((one) => one === event.currentTarget.value) ?? 'system';
          apply(theme);
          setChosen(theme);
        }}
      >
        {themes.map((theme) => (
          <option key={theme}>{theme}</option>
        ))}
      </select>
    </label>
  );
}
