// A table body of any length of which only the rows in sight exist. All rows have the same height, taken from --row;
// the page scrolls, not the table. Rows are kept by key, so that focus and selection stay.

import { h } from './dom.js';

const MORE = 8; // rows beyond the edges

export class Rows {
  #body;
  #make;
  #items = [];
  #shown = new Map(); // key to {item, row}
  #above = h('tr', { 'aria-hidden': 'true', class: 'spacer' });
  #below = h('tr', { 'aria-hidden': 'true', class: 'spacer' });
  #height = 44;
  #from = 0;
  #to = 0;
  #stop = new AbortController();

  /** make(item) gives {element, show(item)}; an item has a key. */
  constructor(body, make) {
    this.#body = body;
    this.#make = make;
    body.append(this.#above, this.#below);
    let waiting = false;
    const later = () => {
      if (waiting) return;
      waiting = true;
      requestAnimationFrame(() => {
        waiting = false;
        this.#lay();
      });
    };
    addEventListener('scroll', later, { passive: true, signal: this.#stop.signal });
    addEventListener('resize', later, { passive: true, signal: this.#stop.signal });
    body.addEventListener('keydown', (event) => this.#walk(event));
  }

  close() {
    this.#stop.abort();
  }

  /** Shows these; of those that stay in sight, only the changed ones are touched (null: all). */
  set(items, changed = null) {
    this.#items = items;
    this.#lay();
    for (const [key, { item, row }] of this.#shown) if (changed === null || changed.has(key)) row.show(item);
  }

  #lay() {
    this.#height = parseFloat(getComputedStyle(this.#body).getPropertyValue('--row')) || 44;
    const top = this.#body.getBoundingClientRect().top;
    this.#from = Math.max(0, Math.min(this.#items.length, Math.floor(-top / this.#height) - MORE));
    this.#to = Math.min(this.#items.length, Math.ceil((innerHeight - top) / this.#height) + MORE);
    if (this.#to < this.#from) this.#to = this.#from;
    this.#fill();
    this.#above.style.height = `${this.#from * this.#height}px`;
    this.#below.style.height = `${(this.#items.length - this.#to) * this.#height}px`;
  }

  #fill() {
    const wanted = this.#items.slice(this.#from, this.#to);
    const keys = new Set(wanted.map((item) => item.key));
    for (const [key, { row }] of this.#shown) {
      if (!keys.has(key)) {
        row.element.remove();
        this.#shown.delete(key);
      }
    }
    let before = this.#above;
    wanted.forEach((item, index) => {
      let shown = this.#shown.get(item.key);
      if (!shown) {
        shown = { item, row: this.#make(item) };
        this.#shown.set(item.key, shown);
        shown.row.show(item);
      } else if (shown.item !== item) {
        shown.item = item;
      }
      const element = shown.row.element;
      if (before.nextSibling !== element) before.after(element);
      const place = String(this.#from + index + 2); // the heading is row 1
      if (element.getAttribute('aria-rowindex') !== place) element.setAttribute('aria-rowindex', place);
      before = element;
    });
  }

  /** Arrow keys, Page Up and Down, Home and End go from link to link. */
  #walk(event) {
    const row = event.target.closest('tr');
    const steps = { ArrowDown: 1, ArrowUp: -1, PageDown: 10, PageUp: -10, Home: -Infinity, End: Infinity }[event.key];
    if (!row || !steps || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    const here = Number(row.getAttribute('aria-rowindex')) - 2;
    const direction = Math.sign(steps);
    let there = Math.max(0, Math.min(this.#items.length - 1, here + steps));
    while (this.#items[there] && !this.#items[there].link && this.#items[there + direction]) there += direction;
    this.#focus(there);
  }

  #focus(index) {
    const top = this.#body.getBoundingClientRect().top + scrollY + index * this.#height;
    const head = 120; // what stays at the top covers so much
    if (top < scrollY + head) scrollTo({ top: top - head });
    else if (top + this.#height > scrollY + innerHeight) scrollTo({ top: top + this.#height - innerHeight + 8 });
    this.#lay();
    this.#shown.get(this.#items[index]?.key)?.row.element.querySelector('a')?.focus({ preventScroll: true });
  }
}
