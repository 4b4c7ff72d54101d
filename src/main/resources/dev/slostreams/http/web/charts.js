// Charts over time, drawn by uPlot, which is loaded with the first of them. Each has the same values as a table.

import { h, replace, setText } from './dom.js';
import { clock, day } from './format.js';

let loading = null;

/** uPlot itself, once. */
function library() {
  loading ??= new Promise((resolve, reject) => {
    document.head.append(h('link', { rel: 'stylesheet', href: '/assets/uplot/uPlot.min.css' }));
    document.head.append(
      h('script', {
        src: '/assets/uplot/uPlot.iife.min.js',
        onload: () => resolve(window.uPlot),
        onerror: () => reject(new Error('uPlot could not be loaded')),
      }),
    );
  });
  return loading;
}

const colour = (name) => getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();
const BURN_MARKS = [0, 1, 2, 5, 10, 20, 50, 100, 200, 500, 1000];

/**
 * A figure with its heading, a line that reads the values under the cursor, the drawing and the table.
 *
 * Shown with {title, note, at, step, from, to, lines, excluded, firing, limits, format, scale}: lines are
 * [{name, values, colour, dash, stepped}], limits [{value, name}], scale is 'zero' (from 0), 'share' (up to 1) or
 * 'burn' (even for small values, then logarithmic). Null values are gaps.
 */
export class Chart {
  #plot = null;
  #frame = h('div', { class: 'chart-frame', role: 'img' });
  #title = h('h3');
  #note = h('p', { class: 'muted note' });
  #readout = h('p', { class: 'readout', 'aria-hidden': 'true' });
  #table = h('div', { class: 'values', tabindex: '0', role: 'region' });
  #details = h('details', { class: 'values-of' }, h('summary', {}, 'Values as a table'), this.#table);
  #observer = new ResizeObserver(() => this.#resize());
  #shape = '';

  constructor(height, extra = null) {
    this.height = height;
    this.element = h(
      'figure',
      { class: 'chart' },
      h('figcaption', {}, h('div', { class: 'chart-head' }, this.#title, extra), this.#note, this.#readout),
      this.#frame,
      this.#details,
    );
    this.#details.addEventListener('toggle', () => this.#tabulate());
    this.#observer.observe(this.#frame);
  }

  async show(spec) {
    this.spec = spec;
    setText(this.#title, spec.title);
    setText(this.#note, spec.note ?? '');
    this.#note.hidden = !spec.note;
    this.#frame.setAttribute('aria-label', inWords(spec));
    this.#table.setAttribute('aria-label', `Values of ${spec.title}`);
    this.#read(null);
    this.#tabulate();
    const uPlot = await library();
    const shape = JSON.stringify([spec.lines.map((line) => [line.name, line.colour, line.dash, line.stepped]), spec.scale]);
    const data = [spec.at, ...spec.lines.map((line) => line.values)];
    if (this.#plot && shape === this.#shape) {
      this.#plot.setData(data);
    } else {
      this.#shape = shape;
      this.#plot?.destroy();
      this.#plot = new uPlot(this.#options(uPlot), data, this.#frame);
    }
  }

  /** Draws anew, as colours have changed. */
  repaint() {
    this.#shape = '';
    if (this.spec) this.show(this.spec);
  }

  close() {
    this.#observer.disconnect();
    this.#plot?.destroy();
    this.#plot = null;
  }

  #resize() {
    const width = this.#frame.clientWidth;
    if (this.#plot && width && width !== this.#plot.width) this.#plot.setSize({ width, height: this.height });
  }

  #options(uPlot) {
    const ink = colour('muted');
    const grid = { stroke: colour('line'), width: 1 };
    const burn = this.spec.scale === 'burn';
    return {
      width: this.#frame.clientWidth || 600,
      height: this.height,
      legend: { show: false },
      cursor: { sync: { key: 'history' }, drag: { x: false, y: false }, y: false, points: { size: 6 } },
      scales: {
        x: { time: true, range: () => [this.spec.from, this.spec.to] },
        y: { distr: burn ? 4 : 1, asinh: 1, range: (plot, least, most) => this.#range(least, most) },
      },
      axes: [
        { stroke: ink, grid, ticks: { show: false }, font: FONT, size: 28, space: 64, values: timeWords },
        {
          stroke: ink,
          grid,
          ticks: { show: false },
          font: FONT,
          size: 54,
          space: 28,
          splits: burn ? (plot, axis, least, most) => burnMarks(least, most) : undefined,
          filter: (plot, splits) => splits,
          values: (plot, splits) => splits.map((value) => this.spec.axis?.(value) ?? this.spec.format(value)),
        },
      ],
      series: [{}, ...this.spec.lines.map((line) => seriesOf(uPlot, line))],
      hooks: {
        drawClear: [(plot) => this.#shade(plot)],
        draw: [(plot) => this.#limits(plot)],
        setCursor: [(plot) => this.#read(plot.cursor.idx)],
      },
    };
  }

  #range(least, most) {
    const limits = (this.spec.limits ?? []).map((limit) => limit.value);
    const top = Math.max(most ?? 0, ...limits);
    if (this.spec.scale === 'share') return [Math.min(0, least ?? 0) * 1.08, 1];
    return [0, (top || 1) * (this.spec.scale === 'burn' ? 1.3 : 1.12)];
  }

  /** Exclusions hatched, firing spans tinted with a bar on top. */
  #shade(plot) {
    const { ctx, bbox } = plot;
    const across = (span, to) => {
      const left = Math.max(bbox.left, plot.valToPos(span.from, 'x', true));
      const right = Math.min(bbox.left + bbox.width, plot.valToPos(span.to ?? to, 'x', true));
      return [left, Math.max(2, right - left)];
    };
    ctx.save();
    for (const span of this.spec.excluded ?? []) hatch(ctx, ...across(span, this.spec.to), bbox);
    for (const span of this.spec.firing ?? []) {
      const [left, width] = across(span, this.spec.to);
      ctx.fillStyle = colour(span.severity === 'page' ? 'bad' : 'warn');
      ctx.globalAlpha = 0.13;
      ctx.fillRect(left, bbox.top, width, bbox.height);
      ctx.globalAlpha = 1;
      ctx.fillRect(left, bbox.top, width, 3 * devicePixelRatio);
    }
    ctx.restore();
  }

  #limits(plot) {
    const { ctx, bbox } = plot;
    ctx.save();
    ctx.font = FONT.replace('11px', `${11 * devicePixelRatio}px`);
    ctx.textAlign = 'left';
    ctx.textBaseline = 'alphabetic';
    for (const { value, name } of this.spec.limits ?? []) {
      const y = Math.round(plot.valToPos(value, 'y', true)) + 0.5;
      ctx.strokeStyle = ctx.fillStyle = colour('bad');
      ctx.lineWidth = devicePixelRatio;
      ctx.setLineDash([6 * devicePixelRatio, 4 * devicePixelRatio]);
      ctx.beginPath();
      ctx.moveTo(bbox.left, y);
      ctx.lineTo(bbox.left + bbox.width, y);
      ctx.stroke();
      ctx.fillText(name, bbox.left + 6 * devicePixelRatio, y - 5 * devicePixelRatio);
    }
    ctx.restore();
  }

  /** The values at a point, of the last that has any where there is no cursor. */
  #read(index) {
    const { at, lines, format } = this.spec;
    const last = at.findLastIndex((second, point) => lines.some((line) => line.values[point] !== null));
    const point = index ?? last;
    if (point < 0) {
      setText(this.#readout, 'No events in this range');
      return;
    }
    replace(
      this.#readout,
      h('span', {}, clock(new Date(at[point] * 1000), this.spec.step < 60)),
      lines.map((line) =>
        h(
          'span',
          { class: 'reading' },
          h('span', { class: `key ${line.dash ? 'dashed' : ''}`, style: { '--key': `var(--${line.colour})` } }),
          `${line.name} `,
          h('b', {}, format(line.values[point] ?? null)),
        ),
      ),
    );
  }

  #tabulate() {
    if (!this.#details.open || !this.spec) return;
    const { at, lines, format } = this.spec;
    const row = (point) =>
      h(
        'tr',
        {},
        h('th', { scope: 'row' }, clock(new Date(at[point] * 1000), this.spec.step < 60)),
        lines.map((line) => h('td', {}, format(line.values[point]))),
      );
    replace(
      this.#table,
      h(
        'table',
        {},
        h('thead', {}, h('tr', {}, h('th', { scope: 'col' }, 'Until'), lines.map((line) => h('th', { scope: 'col' }, line.name)))),
        h('tbody', {}, at.map((second, point) => row(at.length - 1 - point))),
      ),
    );
  }
}

const FONT = '11px system-ui, -apple-system, "Segoe UI", Roboto, sans-serif';

function seriesOf(uPlot, line) {
  return {
    label: line.name,
    stroke: colour(line.colour),
    width: line.dash ? 1.5 : 2,
    dash: line.dash ? [4, 3] : undefined,
    fill: line.fill ? colour(`${line.colour}-soft`) : undefined,
    paths: line.stepped ? uPlot.paths.stepped({ align: -1 }) : undefined,
    points: { show: false },
    spanGaps: false,
  };
}

function hatch(ctx, left, width, bbox) {
  ctx.save();
  ctx.beginPath();
  ctx.rect(left, bbox.top, width, bbox.height);
  ctx.clip();
  ctx.strokeStyle = colour('idle');
  ctx.globalAlpha = 0.35;
  ctx.lineWidth = devicePixelRatio;
  const gap = 8 * devicePixelRatio;
  for (let x = left - bbox.height; x < left + width; x += gap) {
    ctx.beginPath();
    ctx.moveTo(x, bbox.top + bbox.height);
    ctx.lineTo(x + bbox.height, bbox.top);
    ctx.stroke();
  }
  ctx.restore();
}

/** As many of the round values as have room: on such a scale they stand closer the higher they are. */
function burnMarks(least, most) {
  const marks = BURN_MARKS.filter((mark) => mark <= most);
  const every = Math.ceil(marks.length / 5);
  return marks.filter((mark, index) => mark <= 1 || (marks.length - 1 - index) % every === 0);
}

/** Local times under the axis; the day where one begins. */
function timeWords(plot, splits, axis, space, step) {
  return splits.map((second) => {
    const date = new Date(second * 1000);
    return step >= 86_400 || (date.getHours() === 0 && date.getMinutes() === 0) ? day(date) : clockOnly(date, step);
  });
}

const clockOnly = (date, step) =>
  [date.getHours(), date.getMinutes(), ...(step < 60 ? [date.getSeconds()] : [])].map((part) => String(part).padStart(2, '0')).join(':');

/** What a person who sees the drawing would take from it. */
function inWords({ title, at, lines, format, excluded = [], firing = [], limits = [] }) {
  if (at.length === 0) return `${title}: no values in this range`;
  const range = `from ${clock(new Date(at[0] * 1000), false)} to ${clock(new Date(at[at.length - 1] * 1000), false)}`;
  const parts = lines.map((line) => {
    const values = line.values.filter((value) => value !== null);
    if (!values.length) return `${line.name}: no events`;
    const least = values.reduce((a, b) => Math.min(a, b));
    const most = values.reduce((a, b) => Math.max(a, b));
    return `${line.name}: lowest ${format(least)}, highest ${format(most)}, last ${format(values[values.length - 1])}`;
  });
  const spans = [
    limits.length ? limits.map((limit) => limit.name).join(', ') : null,
    firing.length ? `${firing.length} firing` : null,
    excluded.length ? `${excluded.length} excluded` : null,
  ].filter(Boolean);
  return `${title} ${range}. ${[...parts, ...spans].join('. ')}. The values are in the table below.`;
}
