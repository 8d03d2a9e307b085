// Dead letters by reason, and the command that replays them.

const MOST = 50;

const MEANING = {
  UNREADABLE: 'no JSON event',
  MISSING_TEXT: 'no text in it',
  EMPTY_TEXT: 'not a word in the text',
  TOO_LARGE: 'larger than input.max.bytes',
  MODEL_FAILURE: 'the model failed on it',
  UNKNOWN_LANGUAGE: 'words that the model does not know',
  REFUSED: 'a topic did not take its outcome',
};

export class Rejected {
  #reasons = document.getElementById('rejected-reasons');
  #latest = document.getElementById('rejected-latest');
  #none = document.getElementById('rejected-none');
  #settings = null;

  use(settings) {
    this.#settings = settings;
  }

  clear() {
    this.#reasons.replaceChildren();
    this.#latest.replaceChildren();
    this.#none.hidden = false;
  }

  count(byReason) {
    for (const [reason, count] of Object.entries(byReason)) {
      const item = [...this.#reasons.children].find(known => known.dataset.reason === reason) ?? this.#addReason(reason);
      item.querySelector('.count').textContent = count.toLocaleString('en');
    }
    this.#none.hidden = this.#reasons.childElementCount > 0;
  }

  add(record) {
    const item = document.createElement('li');
    const where = document.createElement('small');
    where.textContent = `${record.reason}, ${record.origin}, ${new Date(record.at).toLocaleTimeString()}`;
    const value = document.createElement('div');
    value.textContent = record.value;
    item.append(where, value);
    this.#latest.prepend(item);
    while (this.#latest.childElementCount > MOST) {
      this.#latest.lastElementChild.remove();
    }
  }

  #addReason(reason) {
    const item = document.createElement('li');
    item.dataset.reason = reason;
    const count = document.createElement('strong');
    count.className = 'count';
    const button = document.createElement('button');
    button.type = 'button';
    button.textContent = 'How to replay';
    button.setAttribute('aria-expanded', 'false');
    button.setAttribute('aria-label', `How to replay ${reason}`);
    const command = document.createElement('pre');
    command.tabIndex = 0;
    command.hidden = true;
    command.textContent = this.#command(reason);
    button.addEventListener('click', () => {
      command.hidden = !command.hidden;
      button.setAttribute('aria-expanded', String(!command.hidden));
    });
    item.append(count, ` ${reason}: ${MEANING[reason] ?? 'see docs/dead-letters.md'} `, button, command);
    this.#reasons.append(item);
    return item;
  }

  #command(reason) {
    const topic = this.#settings?.deadLetters ?? 'rejected-reviews';
    const servers = this.#settings?.bootstrapServers ?? 'localhost:9092';
    const replay = `undertone redrive replay --bootstrap-servers ${servers}`
      + `${topic === 'rejected-reviews' ? '' : ` --topic ${topic}`} --reason ${reason}`;
    return `${replay} --dry-run    # what would go\n${replay}              # each once, after the fix`;
  }
}
