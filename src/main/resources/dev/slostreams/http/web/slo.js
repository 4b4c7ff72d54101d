// One SLO: the page of one of its series, or the list of them where it has several and none is chosen.

import { get } from './api.js';
import { Chart } from './charts.js';
import { h, icon, put, replace, setText } from './dom.js';
import { burn, count, duration, exactly, percent, perSecond, seconds, sentence, sli, target, windowWords } from './format.js';
import { firing, pathOf, pending, sliOf } from './model.js';
import { SeriesTable } from './overview.js';
import { BudgetBar, ago, alertChip, dataState, dataStateWords, envelopeWords, labels, outward, problemBox, tier, time } from './parts.js';

const RANGES = ['1h', '6h', '1d', '7d', 'window'];

export function sloPage(main, { model, address, name, onRepaint }) {
  const asked = { id: address.searchParams.get('series'), range: address.searchParams.get('range') ?? 'window' };
  const stop = new AbortController();
  let view = null;
  replace(main, h('h1', { tabindex: '-1' }, name), h('p', { class: 'muted' }, 'Asking …'));

  get(`/slos/${encodeURIComponent(name)}`, stop.signal)
    .then((slo) => {
      // what the answer has may be newer than the list, or the list not there yet
      const entries = () => (model.envelope ? model.of(name).map((row) => row.entry) : slo.series);
      const id = asked.id ?? (entries().length === 1 ? entries()[0].id : null);
      const focused = main.contains(document.activeElement); // on the heading that is about to go
      view = id === null ? seriesList(main, model, slo) : new SeriesView(main, model, slo, id, asked.range, stop.signal);
      if (focused) main.querySelector('h1').focus({ preventScroll: true });
    })
    .catch((problem) => {
      if (!stop.signal.aborted) replace(main, h('h1', { tabindex: '-1' }, name), problemBox(problem));
    });

  return {
    title: name,
    update: (changed) => view?.update(changed),
    repaint: () => view?.repaint?.(),
    close: () => {
      stop.abort();
      view?.close();
    },
  };
}

function head(slo, entry) {
  return h(
    'header',
    { class: 'page-head' },
    h(
      'p',
      { class: 'trail' },
      h('a', { href: '/', 'data-link': true }, 'Overview'),
      ' / ',
      entry && slo.several ? h('a', { href: `/slos/${encodeURIComponent(slo.slo)}`, 'data-link': true }, slo.slo) : h('span', {}, slo.slo),
    ),
    h('h1', { tabindex: '-1' }, slo.displayName || slo.slo),
    entry && h('p', { class: 'page-labels' }, labels(entry)),
    h(
      'p',
      { class: 'muted' },
      [slo.description && sentence(slo.description), `Service ${slo.service}.`, outward(slo.runbook, 'Runbook')].filter(Boolean).flatMap((part) => [part, ' ']),
    ),
  );
}

/** The series of an SLO that has several. */
function seriesList(main, model, slo) {
  const table = new SeriesTable(`Series of ${slo.slo}`);
  replace(main, head(slo, null), table.element, definition(slo));
  const update = (changed) => {
    const rows = model.of(slo.slo);
    table.show(rows, null, changed, 'No series yet: one appears with its first event.');
  };
  update(null);
  return { update, close: () => table.close() };
}

class SeriesView {
  #stop;
  #timer = null;
  #charts = {};
  #policy = null; // whose windows the chart of burn rates shows
  #history = null;

  constructor(main, model, slo, id, range, signal) {
    Object.assign(this, { model, slo, id, range });
    this.#stop = signal;
    this.slo.several = slo.series.length > 1 || model.of(slo.slo).length > 1;
    this.alerts = h('div', { class: 'alert-strip' });
    this.stats = h('div', { class: 'stats' });
    this.policies = h('div', { class: 'policies' });
    this.tiers = h('div', { class: 'tiers' });
    this.exclusions = h('div');
    this.historyNote = h('div', { class: 'history-note' });
    this.ranges = h('div', { class: 'segments', role: 'group', 'aria-label': 'Range' });
    this.policyTabs = h('div', { class: 'segments', role: 'group', 'aria-label': 'Policy' });
    const entry = this.entry();
    if (!entry) {
      replace(main, head(slo, null), h('div', { class: 'problem' }, h('h2', {}, 'No such series'), h('p', {}, `series: must be one of ${slo.slo}, but was '${id}'`), h('p', { class: 'muted' }, h('a', { href: `/slos/${encodeURIComponent(slo.slo)}`, 'data-link': true }, 'All its series'))));
      return;
    }
    this.#charts = {
      budget: new Chart(220),
      burn: new Chart(220, this.policyTabs),
      traffic: new Chart(130),
      bad: new Chart(130),
    };
    replace(
      main,
      head(slo, entry),
      this.alerts,
      this.stats,
      h('div', { class: 'section-head' }, h('h2', {}, 'How it went'), this.ranges),
      h('p', { class: 'muted chart-key' }, h('span', { class: 'swatch firing' }), 'an alert fires ', h('span', { class: 'swatch excluded' }), 'excluded, counts for nothing'),
      this.historyNote,
      h('div', { class: 'charts' }, Object.values(this.#charts).map((chart) => chart.element)),
      h('h2', {}, 'Alert policies'),
      this.policies,
      h('h2', {}, 'Budget policy'),
      this.tiers,
      this.exclusions,
      definition(slo),
    );
    this.#showRanges();
    this.update(null);
    this.#load();
  }

  entry() {
    return this.model.rows.get(this.id)?.entry ?? this.slo.series.find((entry) => entry.id === this.id);
  }

  objective() {
    const { objective } = this.entry();
    return this.slo.objectives.find((each) => each.objective === objective) ?? this.slo.objectives[0];
  }

  update(changed) {
    const entry = this.entry();
    if (!entry || (changed && !changed.has(this.id))) return;
    replace(this.alerts, this.#alertLines(entry));
    replace(this.stats, statsOf(entry));
    replace(this.policies, policyTable(entry, this.objective().alertPolicies ?? []));
    replace(this.tiers, ladder(entry, this.objective().budgetPolicy));
  }

  repaint() {
    for (const chart of Object.values(this.#charts)) chart.repaint();
  }

  close() {
    clearTimeout(this.#timer);
    for (const chart of Object.values(this.#charts)) chart.close();
  }

  #alertLines(entry) {
    const policies = this.objective().alertPolicies ?? [];
    return [...firing(entry), ...pending(entry)].map((alert) => {
      const policy = policies.find((each) => each.name === alert.name);
      return h(
        'div',
        { class: `alert-line ${alert.state} ${alert.severity}` },
        alertChip(alert),
        h('span', {}, alert.state === 'firing' ? 'Firing since ' : 'Pending since ', time(alert.since), policy?.description ? `: ${policy.description}` : ''),
        outward(policy?.runbook, 'Runbook'),
      );
    });
  }

  #showRanges() {
    replace(
      this.ranges,
      RANGES.map((range) =>
        h(
          'button',
          {
            type: 'button',
            'aria-pressed': String(range === this.range),
            onclick: () => {
              this.range = range;
              const url = new URL(location.href);
              if (range === 'window') url.searchParams.delete('range');
              else url.searchParams.set('range', range);
              history.replaceState(history.state, '', url);
              this.#showRanges();
              this.#load();
            },
          },
          range === 'window' ? `Window (${this.entry().timeWindow})` : range,
        ),
      ),
    );
  }

  async #load() {
    clearTimeout(this.#timer);
    const range = this.range;
    const entry = this.entry();
    const question = new URLSearchParams({ series: this.id });
    if (entry.objective) question.set('objective', entry.objective);
    if (range !== 'window') question.set('from', `-${range}`);
    let again = 10_000;
    try {
      const past = await get(`/slos/${encodeURIComponent(this.slo.slo)}/history?${question}`, this.#stop);
      if (range !== this.range || this.#stop.aborted) return;
      replace(this.historyNote, envelopeWords(past).map((words) => h('p', { class: 'banner warn' }, icon('warn'), words)));
      this.#history = past;
      this.#draw();
      again = Math.min(60_000, Math.max(10_000, past.stepSeconds * 1000));
    } catch (problem) {
      if (this.#stop.aborted) return;
      replace(this.historyNote, problemBox(problem));
    }
    this.#timer = setTimeout(() => this.#load(), again);
  }

  #draw() {
    const past = this.#history;
    const epoch = (iso) => Date.parse(iso) / 1000;
    const span = (each) => ({ ...each, from: epoch(each.from), to: each.to ? epoch(each.to) : null });
    const common = {
      at: past.at,
      step: past.stepSeconds,
      from: epoch(past.from),
      to: epoch(past.to),
      excluded: (past.excluded ?? []).map(span),
      firing: (past.firing ?? []).map(span),
    };
    this.#charts.budget.show({
      ...common,
      title: 'Error budget left',
      note: `Share of the budget of ${windowWords(past.timeWindow)}; below 0 it is overspent`,
      lines: [{ name: 'left', values: past.remaining, colour: 'good', fill: true }],
      format: (value) => percent(value),
      axis: (value) => percent(value, 0),
      scale: 'share',
    });
    this.#drawBurn(common);
    const slices = this.slo.budgetingMethod !== 'Occurrences' && this.slo.budgetingMethod !== undefined;
    const each = (values) => (slices ? values : values.map((value) => (value === null ? null : value / past.stepSeconds)));
    const bad = past.total.map((total, point) => (total === null ? null : total - past.good[point]));
    const format = slices ? count : perSecond;
    const unit = slices ? 'slices' : 'events';
    this.#charts.traffic.show({
      ...common,
      title: slices ? 'Time slices' : 'Traffic',
      note: `All ${unit}${slices ? ` in each ${duration(past.stepSeconds)}` : ', each second'}`,
      lines: [{ name: 'total', values: each(past.total), colour: 'idle', fill: true, stepped: true }],
      format,
      scale: 'zero',
    });
    this.#charts.bad.show({
      ...common,
      title: slices ? 'Bad time slices' : 'Bad traffic',
      note: `What spends the budget; on a scale of its own`,
      lines: [{ name: 'bad', values: each(bad), colour: 'bad', fill: true, stepped: true }],
      format,
      scale: 'zero',
    });
    this.#listExclusions(past.excluded ?? []);
  }

  #drawBurn(common) {
    const past = this.#history;
    const policies = this.objective().alertPolicies ?? [];
    this.#charts.burn.element.hidden = policies.length === 0;
    if (policies.length === 0) return;
    const entry = this.entry();
    const policy = policies.find((each) => each.name === this.#policy) ?? [...policies].sort((a, b) => nearness(entry, b) - nearness(entry, a))[0];
    replace(
      this.policyTabs,
      policies.map((each) =>
        h(
          'button',
          {
            type: 'button',
            'aria-pressed': String(each === policy),
            onclick: () => {
              this.#policy = each.name;
              this.#drawBurn(common);
            },
          },
          each.name,
        ),
      ),
    );
    const conditions = [...policy.conditions].sort((a, b) => seconds(b.window) - seconds(a.window));
    const thresholds = [...new Set(conditions.map((condition) => condition.threshold))];
    this.#charts.burn.show({
      ...common,
      firing: common.firing.filter((span) => span.alert === policy.name),
      title: 'Burn rate',
      note: `${policy.name} (${policy.severity}) fires while every window is ${OPS[conditions[0].op] ?? conditions[0].op} its threshold; 1 spends exactly the budget`,
      lines: conditions.map((condition, index) => ({
        name: condition.window,
        values: past.burnRates[condition.window] ?? past.at.map(() => null),
        colour: index === 0 ? 'good' : 'second',
        dash: index > 0,
      })),
      limits: thresholds.map((threshold) => ({ value: threshold, name: `threshold ${threshold}` })),
      format: burn,
      axis: (value) => String(value),
      scale: 'burn',
    });
  }

  #listExclusions(excluded) {
    replace(
      this.exclusions,
      excluded.length > 0 && [
        h('h2', {}, 'Excluded in this range'),
        h(
          'ul',
          { class: 'plain-list' },
          excluded.map((each) => h('li', {}, h('b', {}, each.name), ' from ', time(each.from), ' to ', time(each.to), each.reason ? `: ${each.reason}` : '')),
        ),
      ],
    );
  }
}

const OPS = { gt: 'above', gte: 'at or above', lt: 'below', lte: 'at or below' };

/** How much of the way to firing a policy has come: 1 when every condition holds. */
function nearness(entry, policy) {
  const state = entry.alerts[policy.name]?.state;
  if (state === 'firing') return 3;
  if (state === 'pending') return 2;
  return Math.min(...policy.conditions.map((condition) => part(entry, condition)));
}

const part = (entry, { window, op, threshold }) =>
  op.startsWith('gt') && threshold > 0 ? Math.min(1, (entry.burnRates[window] ?? 0) / threshold) : 0;

function statsOf(entry) {
  const bar = new BudgetBar();
  bar.show(entry.remaining);
  const allowed = entry.total * (1 - entry.target);
  const bad = entry.total - entry.good;
  const end = exhaustion(entry);
  return [
    stat('Error budget left', bar.element, `${count(bad)} bad of ${count(allowed)} allowed in ${windowWords(entry.timeWindow)}`, `${exactly(bad)} bad of ${exactly(Math.floor(allowed))} allowed`),
    stat('SLI', sli(sliOf(entry), entry.target), `target ${target(entry.target)}; ${count(entry.good)} good of ${count(entry.total)}`, `${exactly(entry.good)} good of ${exactly(entry.total)}`),
    stat('Runs out in', end.words, end.why),
    stat('Deployments', tier(entry), entry.exception ? `exception until ${new Date(entry.exception.until).toLocaleString('en-GB')}` : `${percent(entry.consumed)} of the budget is spent`),
    stat('Data', dataState(entry.dataState), h('span', {}, 'as of ', time(entry.at)), dataStateWords(entry.dataState)),
  ];
}

function stat(name, value, more, title = null) {
  return h('div', { class: 'stat', title }, h('span', { class: 'stat-name' }, name), h('span', { class: 'stat-value' }, value), h('span', { class: 'muted stat-more' }, more));
}

/** When the budget is gone if it goes on like this: what is left, times the window, over the burn rate. */
export function exhaustion(entry) {
  const windows = Object.keys(entry.burnRates).sort((a, b) => seconds(a) - seconds(b));
  const window = windows.find((each) => seconds(each) >= 3600) ?? windows.at(-1);
  if (entry.remaining <= 0) return { words: 'Spent', why: `${percent(entry.consumed)} of the budget is spent` };
  if (!window) return { words: '–', why: 'no burn rate is watched' };
  const rate = entry.burnRates[window];
  const why = `at burn rate ${burn(rate)}, that of the last ${windowWords(window)}`;
  const period = entry.period ? (Date.parse(entry.period.to) - Date.parse(entry.period.from)) / 1000 : seconds(entry.timeWindow);
  const left = (entry.remaining * period) / rate;
  if (!entry.period && rate <= 1) return { words: 'Not like this', why: `${why}: at most 1 is sustainable` };
  if (entry.period && left > (Date.parse(entry.period.to) - Date.parse(entry.at)) / 1000) return { words: 'Not this period', why };
  return { words: duration(left), why };
}

/** Each policy with its conditions and how near they are. */
function policyTable(entry, policies) {
  if (!policies.length) return h('p', { class: 'muted' }, 'No alert policies: nobody is told when this burns.');
  const state = (policy) => {
    const alert = entry.alerts[policy.name];
    if (alert && alert.state !== 'inactive') return alertChip({ name: '', ...alert });
    const near = nearness(entry, policy);
    return h('span', { class: 'muted' }, near >= 1 ? 'holds' : `${percent(near, 0)} of the way`);
  };
  return h(
    'table',
    { class: 'policy-table' },
    h('caption', { class: 'unseen' }, 'Alert policies and how near each is to firing'),
    h('thead', {}, h('tr', {}, ['Policy', 'Now', 'Conditions, all of which must hold', 'Guards'].map((name) => h('th', { scope: 'col' }, name)))),
    h(
      'tbody',
      {},
      policies.map((policy) =>
        h(
          'tr',
          {},
          h('th', { scope: 'row' }, policy.name, h('span', { class: 'muted' }, ` ${policy.severity}`)),
          h('td', {}, state(policy)),
          h('td', {}, policy.conditions.map((condition) => conditionLine(entry, condition))),
          h('td', { class: 'muted' }, guards(policy)),
        ),
      ),
    ),
  );
}

function conditionLine(entry, condition) {
  const rate = entry.burnRates[condition.window];
  const share = part(entry, condition);
  return h(
    'div',
    { class: 'condition' },
    h('span', { class: 'condition-window' }, condition.window),
    h('span', { class: `meter ${share >= 1 ? 'holds' : ''}`, 'aria-hidden': 'true' }, h('span', { class: 'meter-fill', style: { width: `${(100 * share).toFixed(1)}%` } })),
    h('span', {}, h('b', {}, burn(rate)), ` ${OPS[condition.op] ?? condition.op} ${condition.threshold}?`),
  );
}

function guards(policy) {
  return (
    [
      policy.alertAfterSeconds ? `after ${duration(policy.alertAfterSeconds)}` : 'at once',
      policy.keepFiringSeconds ? `keeps firing ${duration(policy.keepFiringSeconds)}` : null,
      policy.minEvents > 1 ? `from ${exactly(policy.minEvents)} events` : null,
      policy.confidence ? `confidence ${percent(policy.confidence, 0)}` : null,
      policy.alertWhenNoData ? 'also without data' : null,
    ]
      .filter(Boolean)
      .join(', ')
  );
}

/** The tiers of the budget policy, the current one marked. */
function ladder(entry, policy) {
  const own = h('p', {}, 'In tier ', tier(entry), `, with ${percent(entry.consumed)} of the budget spent.`);
  if (!policy?.tiers?.length) return own;
  let from = 0;
  const steps = policy.tiers.map((step) => {
    const words = step.upToConsumed === undefined || step.upToConsumed === null ? `above ${percent(from, 0)}` : `up to ${percent(step.upToConsumed, 0)}`;
    from = step.upToConsumed ?? from;
    const here = step.tier === entry.tier;
    return h('li', { class: `step ${step.action}`, 'aria-current': here ? 'true' : null }, h('b', {}, step.tier), h('span', {}, words), h('span', {}, icon(step.action), step.action));
  });
  return [own, h('ol', { class: 'ladder', 'aria-label': `Tiers of ${policy.name}` }, steps)];
}

function definition(slo) {
  return h(
    'section',
    { class: 'definition' },
    h('h2', {}, 'Definition'),
    h(
      'p',
      { class: 'muted' },
      [
        `${slo.budgetingMethod ?? 'Occurrences'} over ${windowWords(slo.timeWindow)}`,
        ...slo.objectives.map((each) => `target ${target(each.target)}${each.objective ? ` (${each.objective})` : ''}`),
        slo.objectives[0]?.groupBy?.length ? `a series for each ${slo.objectives[0].groupBy.join(', ')}` : 'one series',
      ].join('; '),
    ),
    slo.definition && h('details', {}, h('summary', {}, 'OpenSLO document'), h('pre', { tabindex: '0' }, slo.definition)),
  );
}
