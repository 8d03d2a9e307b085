// Puts the page together: whether it needs a token, then what the stream brings to the parts that show it.
import { drawCharts } from './charts.js';
import { follow } from './live.js';
import { Rejected } from './rejected.js';
import { Reviews } from './reviews.js';
import { showTrends } from './trends.js';
import { letTry } from './try.js';

const element = id => document.getElementById(id);
const STORED = 'undertone.token';
const HIDDEN_WITHOUT_A_TOPIC = document.querySelectorAll('.topic');

/** What the token panel has; kept until the tab is closed. */
let token = sessionStorage.getItem(STORED);

const ask = (path, options = {}) => fetch(path, {
  ...options,
  cache: 'no-store',
  headers: { ...options.headers, ...(token ? { Authorization: `Bearer ${token}` } : {}) },
});

const milliseconds = seconds => seconds === undefined ? '–'
  : seconds < 0.01 ? `${(seconds * 1000).toFixed(1)} ms` : seconds < 10 ? `${Math.round(seconds * 1000)} ms`
  : `${seconds.toFixed(0)} s`;

function showFigures(figures) {
  element('rate').textContent = figures.rate.toLocaleString('en');
  element('lag').textContent = figures.lag.toLocaleString('en');
  for (const share of ['p50', 'p95', 'p99']) {
    element(share).textContent = milliseconds(figures[share]);
  }
  element('batch').textContent = figures.batch === undefined ? '–' : figures.batch.toFixed(1);
  element('model').textContent = figures.model ?? '–';
  element('shadow-tile').hidden = !figures.shadow;
  if (figures.shadow) {
    const { model, agreed = 0, disagreed = 0 } = figures.shadow;
    const compared = agreed + disagreed;
    element('shadow').textContent = compared === 0 ? `${model}, nothing compared yet`
      : `${model}, same label in ${(100 * agreed / compared).toFixed(1)} % of ${compared.toLocaleString('en')}`;
  }
}

function status(text) {
  if (element('status').textContent !== text) {
    element('status').textContent = text;
  }
}

function start() {
  const reviews = new Reviews();
  const rejected = new Rejected();
  const charts = drawCharts();
  let settings = null;
  let trending = false;
  follow(ask, {
    hello(given) {
      status('Live');
      // They can come later than the page.
      if (given.trends && !trending) {
        trending = true;
        showTrends(ask);
      }
      if (settings !== null) {
        return;
      }
      settings = given;
      HIDDEN_WITHOUT_A_TOPIC.forEach(part => { part.hidden = !given.topic; });
      element('try').hidden = !given.score;
      rejected.use(given);
      if (given.score) {
        letTry(ask);
      }
    },
    again() {
      // Another process: what was shown came from the one before, whose figures this one does not have.
      charts.clear();
      rejected.clear();
    },
    review: review => reviews.add(review),
    rejected: record => rejected.add(record),
    figures(figures, latest) {
      charts.add(figures, latest);
      if (latest) {
        showFigures(figures);
        rejected.count(figures.rejected);
        reviews.sampledFrom(figures.rate, settings?.perSecond ?? 20);
      }
    },
    lost: () => status('The service does not answer; trying again …'),
    refused: problem => askForToken(problem),
  });
}

function askForToken(problem) {
  sessionStorage.removeItem(STORED);
  token = null;
  status('Waiting for the token');
  element('token-problem').textContent = problem;
  element('token-panel').hidden = false;
  element('token').focus();
}

element('token-form').addEventListener('submit', event => {
  event.preventDefault();
  token = element('token').value;
  sessionStorage.setItem(STORED, token);
  element('token').value = '';
  element('token-panel').hidden = true;
  start();
});

const access = await (await fetch('/page/access.json', { cache: 'no-store' })).json();
if (access.token && !token) {
  askForToken('');
} else {
  start();
}
