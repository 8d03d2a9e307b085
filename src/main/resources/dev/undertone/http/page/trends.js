// Keys whose mean score fell from the window before to the last, the largest fall on top; where /trends is served.

const EVERY = 30_000;

function table(rows) {
  const built = document.createElement('table');
  const head = built.createTHead().insertRow();
  for (const name of ['key', 'before', 'now', 'reviews']) {
    const cell = document.createElement('th');
    cell.scope = 'col';
    cell.textContent = name;
    head.append(cell);
  }
  const body = built.createTBody();
  for (const values of rows) {
    const row = body.insertRow();
    values.forEach(value => { row.insertCell().textContent = value; });
  }
  return built;
}

const mean = window => typeof window?.mean === 'number' ? window.mean.toFixed(2) : '–';

export function showTrends(ask) {
  const panel = document.getElementById('trends');
  const list = document.getElementById('trends-list');
  const wanted = document.getElementById('trends-key');

  async function refresh() {
    if (document.hidden) {
      return;
    }
    try {
      const response = await ask('/trends/top?order=falling');
      if (!response.ok) {
        return;
      }
      const answer = await response.json();
      const rows = answer.keys
        .filter(trend => String(trend.key).toLowerCase().includes(wanted.value.trim().toLowerCase()))
        .map(trend => [trend.key, mean(trend.before), mean(trend.now), trend.now.count.toLocaleString('en')]);
      panel.hidden = false;
      list.replaceChildren(rows.length === 0 ? 'Nothing falls.' : table(rows));
    } catch {
      // The stream says that the service does not answer.
    }
  }

  wanted.addEventListener('input', refresh);
  setInterval(refresh, EVERY);
  refresh();
}
