/** Fills the page in from the server's events; whatever comes is text, never markup. */
const byId = (id) => document.getElementById(id);
const loss = (value) => (value === null || value === undefined ? '-' : value.toPrecision(3));

function duration(seconds) {
  if (seconds === null) return 'no estimate of the time left';
  const minutes = Math.round(seconds / 60);
  if (seconds < 60) return `about ${Math.ceil(seconds)} s left`;
  return minutes < 60 ? `about ${minutes} min left` : `about ${Math.floor(minutes / 60)} h ${minutes % 60} min left`;
}

function cell(content) {
  const element = document.createElement('td');
  if (content instanceof Node) element.append(content);
  else element.textContent = String(content);
  return element;
}

function fill(id, rows) {
  byId(id).replaceChildren(
    ...rows.map((cells) => {
      const row = document.createElement('tr');
      row.append(...cells.map(cell));
      return row;
    }),
  );
}

function bar(share) {
  const element = document.createElement('progress');
  element.max = 1;
  element.value = share;
  element.textContent = `${Math.round(share * 100)} %`;
  return element;
}

const WORK = { prepare: 'preparing', 'burn-in': 'burning in' };

function named({ method, what, number, total }) {
  if (what === 'train') return method;
  return `${method} (${WORK[what]}${number === undefined ? '' : `, ${number} of ${total}`})`;
}

/** The epoch of a run; how far a preparation is. */
function reached({ epochs, epoch, share, secondsLeft }) {
  if (epochs > 0) return `${Math.min(epochs, epoch + 1)}/${epochs}`;
  const time = secondsLeft === undefined ? '' : `, ${duration(secondsLeft)}`;
  return `${Math.floor(share * 100)} %${time}`;
}
let shown = -1;

function showFigures({ figures, revision }) {
  if (revision === shown) return;
  shown = revision;
  byId('figures').replaceChildren(
    ...figures.map((title, number) => {
      const image = document.createElement('img');
      image.src = `/figures/${number}.svg?revision=${revision}`;
      image.alt = `Phase transition of ${title}: success probability by degrees of freedom and training loss`;
      return image;
    }),
  );
}

function show(state) {
  const running = state.processes.flatMap((process) => process.running);
  const share = running.reduce((sum, run) => sum + (run.what === 'train' ? run.share : 0), state.finished);
  const done = state.planned === 0 ? 0 : share / state.planned;
  document.title = `${Math.floor(done * 100)} % - ${state.title}`;
  byId('title').textContent = state.title;
  byId('overall').value = done;
  const facts = [`${state.finished} of ${state.planned} runs finished`];
  const made = state.processes
    .map(({ preparations }) => preparations)
    .filter((count) => count?.finished < count?.total);
  for (const { finished, total } of made) facts.push(`${finished} of ${total} preparations finished`);
  if (state.diverged > 0) facts.push(`${state.diverged} diverged`);
  if (state.finished < state.planned) facts.push(duration(state.secondsLeft));
  byId('counts').textContent = facts.join(', ');
  byId('idle').hidden = state.processes.length > 0;
  fill(
    'running',
    running.map((run) => [named(run), run.d, run.seed, bar(run.share), reached(run), loss(run.loss), loss(run.best)]),
  );
  fill(
    'best',
    state.best.map(({ method, d, finished, best }) => [method, d, finished, loss(best)]),
  );
  fill(
    'latest',
    state.latest.map((run) => [
      run.method,
      run.d,
      run.seed,
      loss(run.trainLoss),
      run.testAccuracy === null ? '-' : run.testAccuracy.toFixed(3),
      run.status,
      run.seconds.toFixed(1),
    ]),
  );
  showFigures(state);
}

const events = new EventSource('/events');
events.onmessage = ({ data }) => {
  byId('connection').textContent = 'live';
  show(JSON.parse(data));
};
events.addEventListener('trouble', ({ data }) => (byId('connection').textContent = data));
events.onerror = () => (byId('connection').textContent = 'the server has gone; it is tried again');
