// Shows the parts of the page that belong to the chosen loss level and start; without scripts all of them are there.
const level = document.querySelector<HTMLSelectElement>('#level');
const start = document.querySelector<HTMLSelectElement>('#start');

function show(): void {
  for (const element of document.querySelectorAll<HTMLElement>('[data-level], [data-start]')) {
    const { level: itsLevel = level?.value, start: itsStart = start?.value } = element.dataset;
    element.hidden = (level !== null && itsLevel !== level.value) || (start !== null && itsStart !== start.value);
  }
  // One picture at a time where several are of the same kind.
  for (const chooser of document.querySelectorAll<HTMLSelectElement>('select[data-shows]')) {
    for (const element of document.querySelectorAll<HTMLElement>(`[data-variant-of="${chooser.dataset['shows']}"]`)) {
      element.hidden = element.dataset['variant'] !== chooser.value;
    }
  }
}

document.addEventListener('change', show);
show();

export {};
