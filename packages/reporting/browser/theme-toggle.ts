// The button that switches between light and dark. Without it the page follows the system.
const root = document.documentElement;
const button = document.querySelector<HTMLButtonElement>('#theme');
const prefersDark = matchMedia('(prefers-color-scheme: dark)');

function isDark(): boolean {
  const chosen = root.dataset['theme'];
  return chosen === undefined ? prefersDark.matches : chosen === 'dark';
}

function label(): void {
  if (button !== null) button.textContent = isDark() ? 'Light colours' : 'Dark colours';
}

button?.addEventListener('click', () => {
  root.dataset['theme'] = isDark() ? 'light' : 'dark';
  label();
});
prefersDark.addEventListener('change', label);
label();

export {};
