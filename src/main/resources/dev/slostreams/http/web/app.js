// The frame around the pages: addresses, connection, banners, announcements.

import { alertsPage } from './alerts.js';
import { h, icon, replace, setText } from './dom.js';
import { clock } from './format.js';
import { Live } from './live.js';
import { Model } from './model.js';
import { overview } from './overview.js';
import { envelopeWords } from './parts.js';
import { sloPage } from './slo.js';

const main = document.getElementById('main');
const model = new Model();
let page = null;

/** The page at an address. */
function open(focus) {
  page?.close();
  const address = new URL(location.href);
  const slo = /^\/slos\/([^/]+)$/.exec(address.pathname);
  const where = { model, address };
  if (slo) page = sloPage(main, { ...where, name: decodeURIComponent(slo[1]) });
  else if (address.pathname === '/alerts') page = alertsPage(main, where);
  else page = overview(main, where);
  for (const link of document.querySelectorAll('nav a')) {
    const here = new URL(link.href).pathname === address.pathname;
    if (here) link.setAttribute('aria-current', 'page');
    else link.removeAttribute('aria-current');
  }
  showTitle();
  if (focus) {
    scrollTo({ top: 0 });
    main.querySelector('h1')?.focus({ preventScroll: true });
  }
}

document.addEventListener('click', (event) => {
  const link = event.target.closest('a[data-link]');
  if (!link || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
  event.preventDefault();
  history.pushState(null, '', link.href);
  open(true);
});

document.addEventListener('keydown', (event) => {
  if (event.key !== '/' || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.target.closest('input, select, textarea')) return;
  const search = document.getElementById('search');
  if (!search) return;
  event.preventDefault();
  search.focus();
  search.select();
});

addEventListener('popstate', () => open(false));
addEventListener('themechange', () => page?.repaint?.());

function showTitle() {
  const { firing } = model.counts();
  document.title = `${firing ? `(${firing}) ` : ''}${page.title} · slo-streams`;
}

/** Once a frame, whatever came in between. */
let changed = new Set();
let waiting = false;
function later(ids) {
  for (const id of ids) changed.add(id);
  if (waiting) return;
  waiting = true;
  requestAnimationFrame(() => {
    waiting = false;
    const all = changed;
    changed = new Set();
    page.update(all);
    showTitle();
    showAlertCount();
    showBanners();
  });
}

function showAlertCount() {
  const { alerts } = model.counts();
  const badge = document.getElementById('alert-count');
  badge.hidden = alerts === 0;
  setText(badge, `${alerts}`);
  badge.title = `${alerts} firing`;
}

const LINK_WORDS = {
  connecting: ['Connecting', 'Nothing heard yet'],
  live: ['Live', 'Changes arrive as they happen'],
  polling: ['Every 5 s', 'There is no stream of changes; it asks every 5 seconds'],
  offline: ['Not connected', 'The instance does not answer'],
};

function showLink() {
  const link = document.getElementById('link');
  const [word, title] = LINK_WORDS[live.state];
  link.dataset.state = live.state;
  link.title = live.problem ? `${title}: ${live.problem.message}` : title;
  setText(link, word);
  document.documentElement.dataset.link = live.state;
  showBanners();
}

/** What must be known before any number below is believed. */
function bannersNow() {
  const banners = [];
  if (live.state === 'offline') {
    const heard = model.heardAt ? `What is shown is of ${clock(model.heardAt)}.` : 'Nothing can be shown.';
    banners.push(['offline', 'ended', `Not connected: ${live.problem.message}. ${heard} It tries again by itself.`]);
  }
  for (const words of envelopeWords(model.envelope)) banners.push(['warn', 'warn', words]);
  const { all, blind, idle } = model.counts();
  if (blind) banners.push(['blind', 'blind', `${blind} of ${all} series are blind: their data is lagging or incomplete, so that quiet does not mean well.`, '/?show=blind', 'Show them']);
  if (all && idle === all) banners.push(['idle', 'idle', 'Every source is silent and read to its end: figures stand still until events come.']);
  return banners;
}

let shownBanners = '';
function showBanners() {
  const banners = bannersNow();
  const text = JSON.stringify(banners);
  if (text === shownBanners) return;
  shownBanners = text;
  replace(
    document.getElementById('banners'),
    banners.map(([kind, sign, words, href, action]) =>
      h('p', { class: `banner ${kind}` }, icon(sign), h('span', {}, words), href && h('a', { href, 'data-link': true }, action)),
    ),
  );
}

// what sticks to the top below them has to know how high they are
new ResizeObserver(([box]) => {
  const sticky = getComputedStyle(box.target).position === 'sticky';
  document.documentElement.style.setProperty('--banners', `${sticky ? box.target.offsetHeight : 0}px`);
}).observe(document.getElementById('banners'));

function announce(alert) {
  const what = { firing: 'fires', pending: 'is pending', resolved: 'is resolved' }[alert.state] ?? alert.state;
  if (alert.state !== 'pending') setText(document.getElementById('announcer'), `${alert.alert} ${what}: ${alert.title ?? alert.seriesId}`);
  page.onAlert?.(alert);
}

const live = new Live(model, { onChange: later, onAlert: announce, onState: showLink });
open(false);
live.run();
setInterval(() => page.update(null), 15_000); // "for 4 min" goes on
