// Shows a text, its words tinted by what they contribute. A text is hostile: it only ever becomes text.

/** A score as one reads it: label, a bar from -1 to 1 and the number. */
export function verdict(scored) {
  const line = document.createElement('div');
  line.className = 'verdict';
  const label = document.createElement('strong');
  label.className = ['positive', 'neutral', 'negative'].includes(scored.label) ? scored.label : '';
  label.textContent = scored.label;
  const number = document.createElement('span');
  number.textContent = `${scored.score < 0 ? '−' : '+'}${Math.abs(scored.score).toFixed(2)}`;
  const bar = document.createElement('span');
  bar.className = scored.score < 0 ? 'bar negative' : 'bar positive';
  bar.style.setProperty('--share', `${50 * Math.min(1, Math.abs(scored.score))}%`);
  bar.setAttribute('aria-hidden', 'true');
  line.append(label, bar, number);
  return line;
}

/** @param why parts of the text with their weights, where the service tells them; offsets count UTF-16 units */
export function tinted(text, why = []) {
  const paragraph = document.createElement('p');
  paragraph.className = 'text';
  paragraph.dir = 'auto';
  const strongest = Math.max(...why.map(part => Math.abs(part.weight)), 1e-9);
  let at = 0;
  for (const part of [...why].sort((one, other) => one.offset - other.offset)) {
    const end = part.offset + part.length;
    if (part.offset < at || end > text.length) {
      continue;
    }
    paragraph.append(text.slice(at, part.offset));
    const mark = document.createElement('mark');
    mark.className = part.weight < 0 ? 'negative' : 'positive';
    mark.style.setProperty('--strength', (0.1 + 0.35 * Math.abs(part.weight) / strongest).toFixed(2));
    mark.title = `${part.weight < 0 ? '−' : '+'}${Math.abs(part.weight).toFixed(2)}`;
    mark.textContent = text.slice(part.offset, end);
    paragraph.append(mark);
    at = end;
  }
  paragraph.append(text.slice(at));
  return paragraph;
}
