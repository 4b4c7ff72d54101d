// All series, worst first.

import { h, icon, replace, setText } from './dom.js';
import { burn, seconds, sli, target, exactly } from './format.js';
import { pathOf, sliOf } from './model.js';
import { BudgetBar, alertChips, dataState, labels, tier } from './parts.js';
import { Rows } from './rows.js';

const KINDS = [
  ['', 'Series', 'all', ''],
  ['firing', 'Firing', 'firing', 'firing'],
  ['risk', 'At risk', 'risk', 'warn'],
  ['blind', 'Blind', 'blind', 'blind'],
  ['idle', 'Idle', 'idle', 'idle'],
];
const KIND_WORDS = {
  firing: 'An alert fires',
  risk: 'Nothing fires yet, or no longer: an alert is pending, less than a quarter of the budget is left, or deployments should wait',
  blind: 'Data is lagging or incomplete: nobody knows how these stand',
  idle: 'The source is silent and read to its end',
};

/** The lookback windows of series, shortest first. */
export function windowsOf(entries) {
  const windows = new Set();
  for (const entry of entries) for (const window of Object.keys(entry.burnRates)) windows.add(window);
  return [...windows].sort((a, b) => seconds(a) - seconds(b));
}

/** How hot a burn rate is, 0 to 4; each step about tripled. */
const heat = (rate) => (rate === undefined || rate < 1 ? 0 : rate < 3 ? 1 : rate < 6 ? 2 : rate < 14.4 ? 3 : 4);

class SeriesRow {
  constructor(item, windows) {
    this.windows = windows;
    this.link = h('a', { class: 'series-link', 'data-link': true });
    this.labels = h('span', { class: 'labels-line' });
    this.bar = new BudgetBar();
    this.sli = h('span', { class: 'number' });
    this.target = h('span', { class: 'muted' });
    this.burns = windows.map((window) => cell('burn', { 'data-window': window }));
    this.alerts = cell('alerts');
    this.tier = cell('tier-cell');
    this.state = cell('state-cell');
    this.element = h(
      'tr',
      { role: 'row', class: 'series' },
      h('th', { role: 'rowheader', scope: 'row', class: 'name' }, this.link, this.labels),
      cell('budget-cell', {}, this.bar.element),
      cell('sli', {}, this.sli, this.target),
      this.burns,
      this.alerts,
      this.tier,
      this.state,
    );
  }

  show(item) {
    const { entry } = item;
    if (this.entry !== entry) this.#name(entry);
    this.entry = entry;
    this.bar.show(entry.remaining);
    setText(this.sli, sli(sliOf(entry), entry.target));
    this.sli.title = `${exactly(entry.good)} good of ${exactly(entry.total)} in ${entry.timeWindow}`;
    setText(this.target, `target ${target(entry.target)}`);
    this.windows.forEach((window, index) => {
      const rate = entry.burnRates[window];
      setText(this.burns[index], rate === undefined ? '' : burn(rate));
      this.burns[index].dataset.heat = heat(rate);
    });
    this.#signs(entry);
  }

  #name(entry) {
    setText(this.link, entry.slo + (entry.objective ? ` / ${entry.objective}` : ''));
    const href = pathOf(entry);
    if (this.link.getAttribute('href') !== href) {
      this.link.setAttribute('href', href);
      this.link.title = entry.id;
      replace(this.labels, Object.keys(entry.series).length ? labels(entry) : h('span', { class: 'muted' }, entry.service));
    }
  }

  /** Alerts, tier and data state, only when they differ or time has passed. */
  #signs(entry) {
    const minute = Math.floor(Date.now() / 15_000);
    const signs = JSON.stringify([entry.alerts, entry.tier, entry.action, entry.exception, entry.dataState, minute]);
    if (signs === this.signs) return;
    this.signs = signs;
    const chips = alertChips(entry);
    const others = chips.slice(1).map((chip) => chip.title);
    replace(this.alerts, chips[0], others.length > 0 && h('span', { class: 'muted more', title: others.join('\n') }, `+${others.length}`));
    replace(this.tier, tier(entry));
    replace(this.state, dataState(entry.dataState));
    this.element.dataset.alert = chips.length ? chips[0].className.replace('chip ', '') : 'none';
    this.element.dataset.state = entry.dataState;
  }
}

const cell = (kind, attributes = {}, ...content) => h('td', { role: 'cell', class: kind, ...attributes }, ...content);

class GroupRow {
  constructor(columns) {
    this.name = h('span', { class: 'group-name' });
    this.more = h('span', { class: 'muted' });
    this.element = h('tr', { role: 'row', class: 'group' }, h('th', { role: 'rowheader', scope: 'rowgroup', colspan: columns }, this.name, this.more));
  }

  show({ name, rows }) {
    setText(this.name, name);
    const fires = rows.filter((row) => row.rank < 3).length;
    setText(this.more, `${rows.length} series${fires ? `, ${fires} firing` : ''}`);
  }
}

/** A table of series; used here and on the page of an SLO with several. */
export class SeriesTable {
  constructor(caption) {
    this.head = h('tr', { role: 'row', 'aria-rowindex': '1' });
    this.columns = h('colgroup');
    this.body = h('tbody', { role: 'rowgroup' });
    this.table = h(
      'table',
      { role: 'table', class: 'series-table' },
      h('caption', { class: 'unseen' }, caption),
      this.columns,
      h('thead', { role: 'rowgroup' }, this.head),
      this.body,
    );
    this.none = h('p', { class: 'none', hidden: true });
    this.element = h('div', { class: 'table-frame' }, this.table, this.none);
    this.windows = null;
  }

  /** rows in order; groupOf(row) or null; changed: the ids that did, null for all. */
  show(rows, groupOf, changed, noneWords) {
    const windows = windowsOf(rows.map((row) => row.entry));
    if (!this.rows || windows.join() !== this.windows.join()) this.#build(windows);
    const items = groupOf ? grouped(rows, groupOf) : rows.map(itemOf);
    setText(this.none, noneWords ?? '');
    this.none.hidden = rows.length > 0;
    this.table.hidden = rows.length === 0;
    this.table.setAttribute('aria-rowcount', String(items.length + 1));
    this.rows.set(items, changed && new Set([...changed, ...items.filter((item) => item.rows).map((item) => item.key)]));
  }

  /** Whether a person is pointing at it or in it: then no row should move. */
  isInUse() {
    return this.body.matches(':hover') || this.body.contains(document.activeElement);
  }

  close() {
    this.rows?.close();
  }

  #build(windows) {
    this.rows?.close();
    this.body.replaceChildren();
    this.windows = windows;
    const columns = ['Series', 'Error budget left', 'SLI', ...windows.map((window) => `Burn ${window}`), 'Alerts', 'Deploys', 'Data'];
    const burns = windows.map((window, index) => (index === 0 ? 'burn first' : 'burn'));
    const kinds = ['name', 'budget-cell', 'sli', ...burns, 'alerts', 'tier-cell', 'state-cell'];
    replace(
      this.head,
      columns.map((column, index) =>
        h(
          'th',
          { role: 'columnheader', scope: 'col', class: kinds[index], 'aria-colindex': String(index + 1) },
          column.startsWith('Burn ') ? [h('span', { class: 'unseen' }, 'Burn rate over '), column.slice(5)] : column,
        ),
      ),
    );
    replace(
      this.columns,
      kinds.map((kind) => h('col', { class: `col-${kind}` })),
    );
    this.table.style.setProperty('--windows', String(windows.length));
    this.rows = new Rows(this.body, (item) => (item.rows ? new GroupRow(columns.length) : new SeriesRow(item, windows)));
  }
}

const itemOf = (row) => ({ key: row.id, entry: row.entry, link: true });

/** A heading before the rows of each group; groups in the order of their first row. */
function grouped(rows, groupOf) {
  const groups = new Map();
  for (const row of rows) {
    const name = groupOf(row.entry);
    if (!groups.has(name)) groups.set(name, []);
    groups.get(name).push(row);
  }
  return [...groups].flatMap(([name, members]) => [{ key: `group ${name}`, name, rows: members }, ...members.map(itemOf)]);
}

const GROUPS = { service: (entry) => entry.service, slo: (entry) => entry.slo };

/** Orders again at most so often, and not while a person is pointing at the rows. */
const REORDER_MS = 3_000;

export function overview(main, { model, address }) {
  const asked = {
    query: address.searchParams.get('q') ?? '',
    kind: address.searchParams.get('show') ?? '',
    order: address.searchParams.get('sort') ?? 'worst',
    group: address.searchParams.get('group') ?? '',
  };
  const table = new SeriesTable('How every series stands');
  const tiles = new Map();
  const found = h('p', { class: 'found muted', role: 'status' });
  let order = [];
  let orderedAt = 0;

  const search = h('input', {
    id: 'search',
    type: 'search',
    placeholder: 'Search, or service=cart',
    'aria-label': 'Search series',
    'aria-keyshortcuts': '/',
    autocomplete: 'off',
    spellcheck: 'false',
    oninput: () => ask({ query: search.value }),
  });
  search.value = asked.query;
  const choice = (name, key, options) =>
    h(
      'label',
      { class: 'choice' },
      h('span', { class: 'muted' }, name),
      h(
        'select',
        { onchange: (event) => ask({ [key]: event.target.value }) },
        options.map(([value, text]) => h('option', { value, selected: asked[key] === value }, text)),
      ),
    );

  replace(
    main,
    h('h1', { class: 'unseen', tabindex: '-1' }, 'Overview'),
    h(
      'div',
      { class: 'tiles', role: 'group', 'aria-label': 'Show' },
      KINDS.map(([kind, word, key, sign]) => {
        const number = h('span', { class: 'tile-number' }, '–');
        const tile = h(
          'button',
          { type: 'button', class: `tile ${sign}`, title: KIND_WORDS[kind], onclick: () => ask({ kind }) },
          h('span', { class: 'tile-word' }, sign && icon(sign), word),
          number,
        );
        tiles.set(kind, { tile, number, key });
        return tile;
      }),
    ),
    h(
      'div',
      { class: 'tools' },
      h('div', { class: 'search' }, search, h('kbd', { 'aria-hidden': 'true' }, '/')),
      choice('Order', 'order', [
        ['worst', 'Worst first'],
        ['budget', 'Least budget'],
        ['burn', 'Highest burn'],
        ['name', 'Name'],
      ]),
      choice('Group', 'group', [
        ['', 'None'],
        ['service', 'Service'],
        ['slo', 'SLO'],
      ]),
      found,
    ),
    table.element,
  );

  function ask(change) {
    Object.assign(asked, change);
    const url = new URL(location.href);
    for (const [key, name, plain] of [
      ['query', 'q', ''],
      ['kind', 'show', ''],
      ['order', 'sort', 'worst'],
      ['group', 'group', ''],
    ]) {
      if (asked[key] === plain) url.searchParams.delete(name);
      else url.searchParams.set(name, asked[key]);
    }
    history.replaceState(history.state, '', url);
    orderedAt = 0;
    update(null);
    scrollTo({ top: Math.min(scrollY, table.element.offsetTop) });
  }

  /** The order of now, or that of a moment ago with the rows of now. */
  function rowsNow() {
    const selected = model.select(asked);
    const now = Date.now();
    if (orderedAt === 0 || (now - orderedAt > REORDER_MS && !table.isInUse())) {
      order = selected.map((row) => row.id);
      orderedAt = now;
      return selected;
    }
    const place = new Map(order.map((id, index) => [id, index]));
    return selected.sort((a, b) => (place.get(a.id) ?? 0) - (place.get(b.id) ?? 0));
  }

  function update(changed) {
    const counts = model.counts();
    for (const [kind, { tile, number, key }] of tiles) {
      setText(number, model.envelope ? String(counts[key]) : '–');
      tile.setAttribute('aria-pressed', String(asked.kind === kind));
      tile.dataset.some = counts[key] > 0;
    }
    if (!model.envelope) return;
    const rows = rowsNow();
    setText(found, rows.length === counts.all ? '' : `${rows.length} of ${counts.all} shown`);
    const none = counts.all
      ? 'No series is like that. Clear the search, or show all series.'
      : 'No series yet: a series appears with its first event. Are events on the topics that the SLOs name? Those that cannot be counted are on the dead-letter topic, with the reason.';
    table.show(rows, GROUPS[asked.group] ?? null, changed, none);
  }

  update(null);
  return { title: 'Overview', update, close: () => table.close() };
}
