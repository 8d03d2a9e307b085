// Scores what is typed, as it is typed.
import { tinted, verdict } from './words.js';

const PAUSE = 150;

export function letTry(ask) {
  const box = document.getElementById('try-text');
  const result = document.getElementById('try-result');
  let timer = 0;
  let underway = null;

  async function score() {
    underway?.abort();
    const text = box.value;
    if (text.trim() === '') {
      result.replaceChildren();
      return;
    }
    underway = new AbortController();
    try {
      const response = await ask('/score', {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify([text]),
        signal: underway.signal,
      });
      const answer = await response.json();
      if (!response.ok || answer[0].rejected) {
        const problem = document.createElement('p');
        problem.className = 'problem';
        problem.textContent = answer.detail ?? answer[0].message;
        result.replaceChildren(problem);
        return;
      }
      const line = verdict(answer[0]);
      const known = document.createElement('small');
      known.textContent = `${(100 * answer[0].confidence).toFixed(0)} % sure, ${answer[0].tokens} token${answer[0].tokens === 1 ? '' : 's'}`
        + (answer[0].known < 1 ? `, ${(100 * answer[0].known).toFixed(0)} % of them known` : '');
      line.append(known);
      result.replaceChildren(line, ...(answer[0].why ? [tinted(text, answer[0].why)] : []));
    } catch (failure) {
      if (failure.name !== 'AbortError') {
        result.replaceChildren('The service does not answer.');
      }
    }
  }

  box.addEventListener('input', () => {
    clearTimeout(timer);
    timer = setTimeout(score, PAUSE);
  });
}
