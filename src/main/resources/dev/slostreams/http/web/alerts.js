// Alerts that fire or wait to, and those that have been.

import { get, getAll } from './api.js';
import { h, replace, setText } from './dom.js';
import { duration, percent } from './format.js';
import { firing, pathOf, pending } from './model.js';
import { alertChip, labels, outward, problemBox, time } from './parts.js';

const RELOAD_MS = 15_000;
const PAGE = 100;

export function alertsPage(main, { model, address }) {
  const stop = new AbortController();
  const asked = { query: address.searchParams.get('q') ?? '', severity: address.searchParams.get('severity') ?? '' };
  const current = { list: [], element: h('div') };
  const past = { list: [], next: null, element: h('div') };
  const problems = h('div');
  let timer = null;

  const search = h('input', {
    id: 'search',
    type: 'search',
    placeholder: 'Search alerts',
    'aria-label': 'Search alerts',
    'aria-keyshortcuts': '/',
    autocomplete: 'off',
    spellcheck: 'false',
    oninput: () => ask({ query: search.value }),
  });
  search.value = asked.query;
  const severities = h(
    'select',
    { onchange: (event) => ask({ severity: event.target.value }) },
    [
      ['', 'Any'],
      ['page', 'Page'],
      ['ticket', 'Ticket'],
    ].map(([value, text]) => h('option', { value, selected: asked.severity === value }, text)),
  );

  replace(
    main,
    h('h1', { tabindex: '-1' }, 'Alerts'),
    h(
      'div',
      { class: 'tools' },
      h('div', { class: 'search' }, search, h('kbd', { 'aria-hidden': 'true' }, '/')),
      h('label', { class: 'choice' }, h('span', { class: 'muted' }, 'Severity'), severities),
    ),
    problems,
    h('h2', {}, 'Now'),
    current.element,
    h('h2', {}, 'Past'),
    past.element,
  );

  function ask(change) {
    Object.assign(asked, change);
    const url = new URL(location.href);
    for (const [key, name] of [
      ['query', 'q'],
      ['severity', 'severity'],
    ]) {
      if (asked[key]) url.searchParams.set(name, asked[key]);
      else url.searchParams.delete(name);
    }
    history.replaceState(history.state, '', url);
    show();
  }

  async function load() {
    clearTimeout(timer);
    try {
      const [fires, waits, done] = await Promise.all([
        getAll('/alerts?state=firing', 'alerts', stop.signal),
        getAll('/alerts?state=pending', 'alerts', stop.signal),
        get(`/alerts?state=resolved&limit=${PAGE}`, stop.signal),
      ]);
      current.list = [...fires.alerts, ...waits.alerts];
      const older = past.list.slice(done.alerts.length);
      if (older.length === 0) Object.assign(past, { list: done.alerts, next: done.next });
      else past.list = merged(done.alerts, past.list);
      replace(problems);
    } catch (problem) {
      if (stop.signal.aborted) return;
      current.list = fromModel(model);
      replace(problems, problemBox(problem));
    }
    show();
    timer = setTimeout(load, RELOAD_MS);
  }

  async function loadOlder() {
    const done = await get(`/alerts?state=resolved&limit=${PAGE}&cursor=${encodeURIComponent(past.next)}`, stop.signal);
    past.list = merged(past.list, done.alerts);
    past.next = done.next;
    show();
  }

  function show() {
    const wanted = (alert) =>
      (!asked.severity || alert.severity === asked.severity) &&
      asked.query.toLowerCase().split(/\s+/).every((word) => [alert.id, alert.title, alert.summary, alert.service].join('\n').toLowerCase().includes(word));
    replace(current.element, list(current.list.filter(wanted), 'Alerts now', current.list.length ? 'No alert is like that.' : 'Nothing fires.'));
    replace(
      past.element,
      list(past.list.filter(wanted), 'Past alerts', past.list.length ? 'No alert is like that.' : 'Nothing has been resolved since this instance looks back.'),
      past.next && h('button', { type: 'button', class: 'quiet', onclick: loadOlder }, 'Show older'),
    );
  }

  load();
  return {
    title: 'Alerts',
    update: () => {},
    onAlert: () => {
      clearTimeout(timer);
      timer = setTimeout(load, 500);
    },
    close: () => {
      stop.abort();
      clearTimeout(timer);
    },
  };
}

/** Newer first, each once: an alert may fire and be resolved many times under one id. */
function merged(newer, older) {
  const key = (alert) => `${alert.id} ${alert.startsAt}`;
  const had = new Set(newer.map(key));
  return [...newer, ...older.filter((alert) => !had.has(key(alert)))];
}

/** What the series themselves say of their alerts, where the list does not answer. */
function fromModel(model) {
  return [...model.rows.values()].flatMap(({ entry }) =>
    [...firing(entry), ...pending(entry)].map((alert) => ({
      ...alert,
      id: `${entry.id}/${alert.name}`,
      slo: entry.slo,
      service: entry.service,
      series: entry.series,
      seriesId: entry.id,
      alert: alert.name,
      startsAt: alert.since,
      remaining: entry.remaining,
    })),
  );
}

function list(alerts, caption, none) {
  if (!alerts.length) return h('p', { class: 'none' }, none);
  return h(
    'table',
    { class: 'alert-table', role: 'table' },
    h('caption', { class: 'unseen' }, caption),
    h('thead', { role: 'rowgroup' }, h('tr', { role: 'row' }, ['Alert', 'What', 'Series', 'Since', 'Budget left', ''].map((name) => h('th', { scope: 'col', role: 'columnheader' }, name || h('span', { class: 'unseen' }, 'Runbook'))))),
    h('tbody', { role: 'rowgroup' }, alerts.map(line)),
  );
}

function line(alert) {
  const chip = alertChip({ name: alert.alert, severity: alert.severity, state: alert.state, since: alert.startsAt });
  const ended = alert.state === 'resolved' && alert.endsAt;
  if (ended) setText(chip.querySelector('.chip-more'), 'resolved');
  const cell = (kind, ...content) => h('td', { role: 'cell', class: kind }, ...content);
  return h(
    'tr',
    { role: 'row', class: alert.state },
    h('th', { role: 'rowheader', scope: 'row' }, chip, h('span', { class: 'muted severity' }, alert.severity)),
    cell('what', h('b', {}, alert.title ?? alert.alert), alert.summary && h('span', { class: 'summary' }, alert.summary)),
    cell(
      'which',
      h('a', { href: pathOf({ slo: alert.slo, id: alert.seriesId }), 'data-link': true }, alert.slo + (alert.objective ? ` / ${alert.objective}` : '')),
      labels(alert),
    ),
    cell('since', time(alert.startsAt), h('span', { class: 'muted' }, `${ended ? 'lasted' : 'for'} ${duration((Date.parse(alert.endsAt ?? new Date().toISOString()) - Date.parse(alert.startsAt)) / 1000)}`)),
    cell(
      'left',
      alert.remaining === undefined ? '' : percent(alert.remaining),
      alert.timeToExhaustionSeconds && !ended ? h('span', { class: 'muted' }, `gone in ${duration(alert.timeToExhaustionSeconds)}`) : null,
    ),
    cell('runbook', outward(alert.runbook, 'Runbook')),
  );
}
