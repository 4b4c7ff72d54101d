// Small pieces that several pages show.

import { h, icon, put, replace, setAttribute, setText } from './dom.js';
import { clock, duration, percent, utc } from './format.js';
import { firing, labelsOf, pending } from './model.js';

/** A time in the local zone, with UTC to hover over. */
export function time(iso, withSeconds = true) {
  if (!iso) return h('span', {}, '–');
  const date = new Date(iso);
  return h('time', { datetime: iso, title: utc(date) }, clock(date, withSeconds));
}

/** How long ago, as of now. */
export const ago = (iso) => duration((Date.now() - Date.parse(iso)) / 1000);

/** label="value" pairs; the names quieter than the values. */
export function labels(entry) {
  const pairs = labelsOf(entry);
  return h(
    'span',
    { class: 'labels' },
    pairs.map(([name, value]) => h('span', { class: 'label' }, h('span', { class: 'label-name' }, `${name}=`), value)),
  );
}

/** The alerts of a series as signs with words, the most urgent first. */
export function alertChips(entry) {
  const fires = firing(entry).map((alert) => alertChip(alert));
  const waits = pending(entry).map((alert) => alertChip(alert));
  return [...fires, ...waits];
}

export function alertChip({ name, severity, state, since }) {
  const kind = state === 'firing' ? (severity === 'page' ? 'page' : 'ticket') : state;
  const title = `${name} (${severity}) ${state} since ${clock(new Date(since))}, ${utc(new Date(since))}`;
  return h(
    'span',
    { class: `chip ${kind}`, title },
    icon(state),
    `${name} `,
    h('span', { class: 'chip-more' }, state === 'firing' ? ago(since).split(' ')[0] : state),
  );
}

const DATA_STATES = {
  ok: ['', 'Live', 'Evaluated up to its newest events'],
  idle: ['idle', 'Idle', 'The source is silent and read to its end: nothing is happening, and nothing is hidden'],
  lagging: ['blind', 'Lagging', 'Evaluation is behind: what is shown is old'],
  incomplete: ['blind', 'Incomplete', 'A source partition is missing: what is shown may be wrong, and no alert resolves meanwhile'],
  ended: ['ended', 'Ended', 'Its definition is gone: this is the last of it'],
};

export const dataStateWords = (state) => DATA_STATES[state]?.[2] ?? '';

export function dataState(state) {
  const [kind, word, title] = DATA_STATES[state] ?? ['blind', state, ''];
  return h('span', { class: `state ${kind || 'ok'}`, title }, kind && icon(kind), word);
}

/** allow, warn or freeze, and the tier that says so. */
export function tier(entry) {
  const title = entry.exception
    ? `Exception '${entry.exception.name}' until ${utc(new Date(entry.exception.until))}, approved by ${entry.exception.approvedBy}: ${entry.exception.reason}`
    : `Tier ${entry.tier}: deployments ${{ allow: 'may go ahead', warn: 'should wait', freeze: 'are frozen' }[entry.action] ?? entry.action}`;
  return h(
    'span',
    { class: `tier ${entry.action}`, title },
    icon(entry.action),
    `${entry.tier}`,
    h('span', { class: 'muted' }, entry.exception ? 'exception' : entry.action),
  );
}

/** How much of the budget is left, as a bar beside its number. */
export class BudgetBar {
  constructor() {
    this.fill = h('span', { class: 'bar-fill' });
    this.bar = h('span', { class: 'bar', 'aria-hidden': 'true' }, this.fill);
    this.number = h('span', { class: 'number' });
    this.element = h('span', { class: 'budget' }, this.bar, this.number);
  }

  show(remaining) {
    const kind = remaining < 0 ? 'over' : remaining < 0.25 ? 'low' : 'fine';
    setAttribute(this.bar, 'data-kind', kind);
    const width = `${(100 * Math.min(1, Math.abs(remaining))).toFixed(1)}%`;
    if (this.fill.style.width !== width) this.fill.style.width = width;
    setText(this.number, percent(remaining));
    this.element.title =
      remaining < 0 ? `Overspent: ${percent(-remaining)} more than the error budget` : `${percent(remaining)} of the error budget is left`;
  }
}

/** What keeps an answer from being whole and fresh, in sentences; empty when nothing does. */
export function envelopeWords(answer) {
  const words = [];
  if (!answer) return words;
  const missing = answer.missingPartitions ?? [];
  if (answer.complete === false || missing.length) {
    words.push(
      `Not all series are shown: ${missing.length ? `partition ${missing.join(', ')} does not answer` : 'a partition does not answer'}. It comes back once another instance has taken over.`,
    );
  }
  const copies = (answer.partitions ?? [answer]).filter((part) => part.stale || part.role === 'standby');
  if (copies.length) {
    const from = [...new Set(copies.map((part) => part.servedBy))].join(', ');
    const lag = Math.max(...copies.map((part) => part.lagRecords ?? 0));
    const stale = copies.some((part) => part.stale);
    words.push(`Some of this comes from a standby copy (${from})${stale ? `, up to ${lag} records behind` : ', which is up to date'}.`);
  }
  return words;
}

/** A problem as the server words it, with what to do. */
export function problemBox(problem) {
  return h(
    'div',
    { class: 'problem', role: 'alert' },
    h('h2', {}, problem.title || 'It does not answer'),
    h('p', {}, problem.message),
    problem.hint && h('p', { class: 'muted' }, problem.hint),
  );
}

/** A link from a definition: only to the web, as anything else might run here. */
export function outward(url, text) {
  return /^https?:\/\//i.test(url ?? '') ? h('a', { href: url, target: '_blank', rel: 'noopener noreferrer' }, text) : null;
}

export { h, icon, put, replace };
