// Three charts over time, by uPlot, which index.html loads before this.

const MOST = 300;
const HEIGHT = 150;
const dark = matchMedia('(prefers-color-scheme: dark)');

const colour = name => getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();

const clock = seconds => new Date(1000 * seconds)
  .toLocaleTimeString('en-GB', seconds % 60 === 0 ? { hour: '2-digit', minute: '2-digit' } : {});

class Chart {
  #place;
  #series;
  #bound;
  #plot = null;

  /**
   * @param series names of colours
   * @param bound of the vertical axis, or null
   */
  constructor(id, series, bound) {
    this.#place = document.getElementById(id);
    this.#series = series;
    this.#bound = bound;
    new ResizeObserver(() => this.#plot?.setSize(this.#size())).observe(this.#place);
  }

  draw(data, said) {
    if (this.#place.getAttribute('aria-label') !== said) {
      this.#place.setAttribute('aria-label', said);
    }
    if (this.#plot) {
      this.#plot.setData(data);
    } else if (this.#place.clientWidth > 0) {
      this.#plot = new uPlot(this.#options(), data, this.#place);
    }
  }

  /** To be drawn in other colours. */
  forget() {
    this.#plot?.destroy();
    this.#plot = null;
  }

  #size() {
    return { width: Math.max(100, this.#place.clientWidth), height: HEIGHT };
  }

  #options() {
    const axis = { stroke: colour('faint'), grid: { stroke: colour('line'), width: 1 }, ticks: { show: false } };
    return {
      ...this.#size(),
      legend: { show: false },
      cursor: { show: false },
      scales: { y: { range: (plot, low, high) => [0, this.#bound ?? Math.max(1, (high ?? 0) * 1.1)] } },
      axes: [{ ...axis, size: 28, space: 80, values: (plot, ticks) => ticks.map(clock) }, { ...axis, size: 46 }],
      series: [{}, ...this.#series.map(name => ({ stroke: colour(name), width: 2, points: { show: false } }))],
    };
  }
}

export function drawCharts() {
  const share = new Chart('chart-share', ['positive', 'neutral', 'negative'], 100);
  const rate = new Chart('chart-rate', ['accent'], null);
  const time = new Chart('chart-time', ['positive', 'neutral', 'negative'], null);
  let all = [];

  function draw() {
    const times = all.map(figures => figures.t / 1000);
    const shares = all.map(({ labels }) => {
      const sum = Object.values(labels).reduce((one, other) => one + other, 0);
      return name => sum === 0 ? null : 100 * (labels[name] ?? 0) / sum;
    });
    const latest = all.at(-1);
    const last = shares.at(-1);
    const percent = name => last?.(name) === null || last === undefined ? 'none' : `${last(name).toFixed(0)} %`;
    share.draw(
      [times, ...['positive', 'neutral', 'negative'].map(name => shares.map(of => of(name)))],
      `Last: positive ${percent('positive')}, neutral ${percent('neutral')}, negative ${percent('negative')}`);
    rate.draw([times, all.map(figures => figures.rate)], `Last: ${latest?.rate ?? 0} a second`);
    const inMillis = name => all.map(figures => figures[name] === undefined ? null : 1000 * figures[name]);
    time.draw(
      [times, inMillis('p50'), inMillis('p95'), inMillis('p99')],
      latest?.p99 === undefined ? 'Nothing was scored lately' : `Last: 99 % within ${Math.round(1000 * latest.p99)} ms`);
  }

  dark.addEventListener('change', () => {
    [share, rate, time].forEach(chart => chart.forget());
    draw();
  });

  return {
    /** @param latest whether no newer ones came with these */
    add(figures, latest) {
      all.push(figures);
      if (all.length > MOST) {
        all.shift();
      }
      if (latest) {
        draw();
      }
    },
    clear() {
      all = [];
    },
  };
}
