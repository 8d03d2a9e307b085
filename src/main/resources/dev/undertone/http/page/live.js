// Reads the stream of Server-Sent Events. Not by EventSource, which cannot send a token.

const LONGEST_PAUSE = 5_000;
const later = millis => new Promise(done => setTimeout(done, millis));

/** Calls back for each event of a stream, an object with its id, name and data. */
async function read(response, onEvent) {
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  let text = '';
  for (;;) {
    const { done, value } = await reader.read();
    if (done) {
      return;
    }
    const parts = (text + value).split('\n\n');
    text = parts.pop();
    const events = [];
    for (const part of parts) {
      const event = {};
      for (const line of part.split('\n')) {
        const colon = line.indexOf(': ');
        event[line.slice(0, colon)] = line.slice(colon + 2);
      }
      events.push(event);
    }
    onEvent(events);
  }
}

/**
 * Follows the service for as long as the page is open. A stream ends every few seconds and is asked for anew from
 * where it ended; a service that was restarted, or a tab that slept, makes no difference to that.
 */
export async function follow(ask, on) {
  let after = '';
  let pause = 250;
  for (;;) {
    try {
      const response = await ask(`/page/live?after=${after}`);
      if (response.status === 401 || response.status === 403) {
        on.refused((await response.json()).detail);
        return;
      }
      if (!response.ok) {
        throw new Error(`status ${response.status}`);
      }
      await read(response, events => {
        const lastFigures = events.findLast(event => event.event === 'figures');
        for (const event of events) {
          if (event.id) {
            const instance = event.id.split('-')[0];
            if (after && after.split('-')[0] !== instance) {
              on.again();
            }
            after = event.id;
          }
          try {
            on[event.event]?.(JSON.parse(event.data), event === lastFigures);
          } catch (fault) {
            reportError(fault);
          }
        }
      });
      pause = 250;
    } catch {
      on.lost();
      await later(pause);
      pause = Math.min(2 * pause, LONGEST_PAUSE);
    }
  }
}
