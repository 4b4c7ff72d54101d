// How every series stands: what was heard last, in what order, and which of it is asked for.

const BLIND = new Set(['lagging', 'incomplete']);

/** Whether what it says cannot be relied on. */
export const isBlind = (entry) => BLIND.has(entry.dataState);

export const firing = (entry) => alertsIn(entry, 'firing');
export const pending = (entry) => alertsIn(entry, 'pending');

function alertsIn(entry, state) {
  return Object.entries(entry.alerts)
    .filter(([, alert]) => alert.state === state)
    .map(([name, alert]) => ({ name, ...alert }))
    .sort((a, b) => urgency(a.severity) - urgency(b.severity) || (a.since < b.since ? -1 : 1));
}

/** Less is more urgent. */
export const urgency = (severity) => (severity === 'page' ? 0 : severity === 'ticket' ? 1 : 2);

/** Whether somebody should look before an alert fires. */
export const isAtRisk = (entry) => pending(entry).length > 0 || entry.action !== 'allow' || entry.remaining < 0.25;

/** The good share over the time window; null without events. */
export const sliOf = (entry) => (entry.total > 0 ? entry.good / entry.total : null);

export const labelsOf = (entry) => Object.entries(entry.series);

/** The address of a series' page. */
export const pathOf = (entry) => `/slos/${encodeURIComponent(entry.slo)}?series=${encodeURIComponent(entry.id)}`;

function rank(entry) {
  const fires = firing(entry);
  if (fires.length) return urgency(fires[0].severity);
  return pending(entry).length ? 3 : 4;
}

/** An entry with what is worked out once for it. */
class Row {
  constructor(entry) {
    this.id = entry.id;
    this.entry = entry;
    this.rank = rank(entry);
    this.text = [entry.id, entry.slo, entry.objective ?? '', entry.service, ...Object.values(entry.series)].join('\n').toLowerCase();
  }
}

const byName = (a, b) => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0);
const mostBurn = (row) => Math.max(0, ...Object.values(row.entry.burnRates));

export const ORDERS = {
  worst: (a, b) => a.rank - b.rank || a.entry.remaining - b.entry.remaining || byName(a, b),
  budget: (a, b) => a.entry.remaining - b.entry.remaining || byName(a, b),
  burn: (a, b) => mostBurn(b) - mostBurn(a) || byName(a, b),
  name: byName,
};

export const KINDS = {
  firing: (row) => row.rank < 3,
  risk: (row) => isAtRisk(row.entry),
  blind: (row) => isBlind(row.entry),
  idle: (row) => row.entry.dataState === 'idle',
};

/** Words that all must occur, and label=value pairs that all must be: service=cart eu-west. */
export function matcher(query) {
  const tests = (query.match(/(?:[^\s"]|"[^"]*")+/g) ?? []).map((word) => {
    const pair = /^([\w.-]+)(!?=)"?([^"]*)"?$/.exec(word);
    if (!pair) {
      const text = word.replaceAll('"', '').toLowerCase();
      return (row) => row.text.includes(text);
    }
    const [, label, sign, value] = pair;
    return (row) => (valueOf(row.entry, label) === value) === (sign === '=');
  });
  return (row) => tests.every((test) => test(row));
}

function valueOf(entry, label) {
  if (Object.hasOwn(entry.series, label)) return entry.series[label];
  return { slo: entry.slo, service: entry.service, objective: entry.objective, tier: entry.tier, action: entry.action, state: entry.dataState }[label];
}

/** All series by id. */
export class Model {
  rows = new Map();
  envelope = null;
  heardAt = null; // when the last word of the server came, a Date

  /** Takes a whole list as it is now; returns the ids that are new, changed or gone. */
  takeAll(answer) {
    const changed = new Set();
    const listed = new Set();
    for (const entry of answer.series) {
      listed.add(entry.id);
      if (this.#take(entry)) changed.add(entry.id);
    }
    for (const id of [...this.rows.keys()]) {
      if (!listed.has(id)) {
        this.rows.delete(id);
        changed.add(id);
      }
    }
    const { series, ...envelope } = answer;
    this.envelope = envelope;
    return changed;
  }

  /** Takes what changed. */
  takeSome(entries, removed = []) {
    const changed = new Set(entries.filter((entry) => this.#take(entry)).map((entry) => entry.id));
    for (const id of removed) if (this.rows.delete(id)) changed.add(id);
    return changed;
  }

  #take(entry) {
    const old = this.rows.get(entry.id);
    if (old && old.entry.at > entry.at) return false; // a list may be older than the stream
    if (old && JSON.stringify(old.entry) === JSON.stringify(entry)) return false;
    this.rows.set(entry.id, new Row(entry));
    return true;
  }

  /** The rows that are asked for, in order. */
  select({ query = '', kind = '', order = 'worst' }) {
    const matches = matcher(query);
    const isKind = KINDS[kind] ?? (() => true);
    return [...this.rows.values()].filter((row) => isKind(row) && matches(row)).sort(ORDERS[order] ?? ORDERS.worst);
  }

  counts() {
    const counts = { all: this.rows.size, firing: 0, risk: 0, blind: 0, idle: 0, alerts: 0 };
    for (const row of this.rows.values()) {
      for (const kind of Object.keys(KINDS)) if (KINDS[kind](row)) counts[kind]++;
      counts.alerts += firing(row.entry).length;
    }
    return counts;
  }

  of(slo) {
    return [...this.rows.values()].filter((row) => row.entry.slo === slo).sort(ORDERS.worst);
  }
}
