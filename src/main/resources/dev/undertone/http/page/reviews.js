// The list of reviews as they are scored, with its filters.
import { tinted, verdict } from './words.js';

const MOST = 200;

export class Reviews {
  #list = document.getElementById('review-list');
  #label = document.getElementById('filter-label');
  #text = document.getElementById('filter-text');
  #pause = document.getElementById('pause');
  #sampled = document.getElementById('sampled');
  /** Those that came while paused, or while nobody could see them: a tab in the background does not let go of rows. */
  #held = [];

  constructor() {
    this.#label.addEventListener('change', () => this.#filter());
    this.#text.addEventListener('input', () => this.#filter());
    this.#pause.addEventListener('click', () => this.#toggle());
    document.addEventListener('visibilitychange', () => this.#release());
  }

  add(review) {
    if (this.#paused || document.hidden) {
      this.#held.push(review);
      if (this.#held.length > MOST) {
        this.#held.shift();
      }
      return;
    }
    const item = document.createElement('li');
    item.className = 'new';
    item.dataset.label = review.scored.label;
    const line = verdict(review.scored);
    const id = document.createElement('small');
    id.textContent = review.scored.id;
    line.append(id);
    item.append(line, tinted(review.text, review.scored.why));
    item.hidden = !this.#shows(item);
    this.#list.prepend(item);
    while (this.#list.childElementCount > MOST) {
      this.#list.lastElementChild.remove();
    }
  }

  /** @param rate of reviews a second */
  sampledFrom(rate, most) {
    const text = rate > most ? `${most} of ${Math.round(rate).toLocaleString('en')} a second are shown` : '';
    if (this.#sampled.textContent !== text) {
      this.#sampled.textContent = text;
    }
  }

  get #paused() {
    return this.#pause.getAttribute('aria-pressed') === 'true';
  }

  #toggle() {
    const paused = !this.#paused;
    this.#pause.setAttribute('aria-pressed', String(paused));
    this.#release();
  }

  #release() {
    if (!this.#paused && !document.hidden) {
      this.#held.splice(0).forEach(review => this.add(review));
    }
  }

  #filter() {
    for (const item of this.#list.children) {
      item.hidden = !this.#shows(item);
    }
  }

  #shows(item) {
    const wanted = this.#text.value.trim().toLowerCase();
    return (this.#label.value === '' || item.dataset.label === this.#label.value)
      && (wanted === '' || item.querySelector('.text').textContent.toLowerCase().includes(wanted));
  }
}
