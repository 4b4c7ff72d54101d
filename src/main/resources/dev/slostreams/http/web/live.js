// Keeps the model up to date: by the stream of server-sent events, by asking every few seconds where there is none.
//
// The stream is read with fetch, as EventSource cannot send a token. States:
//   connecting   nothing heard yet
//   live         the stream is open
//   polling      no stream, but answers
//   offline      no answer: everything shown is old

import { ask, getAll } from './api.js';

const LIST = '/series';
const POLL_MS = 5_000;
const RELOAD_MS = 30_000; // the list again while the stream is open: what is complete, served by whom
const STREAM_AGAIN_MS = 60_000;
const SILENCE_MS = 40_000; // a heartbeat comes every 15 s
const BACK_OFF_MS = [1_000, 2_000, 5_000, 10_000];

const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

export class Live {
  state = 'connecting';
  problem = null; // why it is not live

  /** onChange(ids) after the model changed, onAlert(alert) for a transition, onState() after state changed. */
  constructor(model, { onChange, onAlert, onState }) {
    this.model = model;
    this.onChange = onChange;
    this.onAlert = onAlert;
    this.onState = onState;
  }

  /** Never returns. */
  async run() {
    let failures = 0;
    for (;;) {
      try {
        await this.#load();
        failures = 0;
        await this.#follow();
      } catch (problem) {
        this.#become('offline', problem);
        await pause(1000 * (problem.retryAfter ?? 0) || BACK_OFF_MS[Math.min(failures++, BACK_OFF_MS.length - 1)]);
      }
    }
  }

  async #load() {
    const answer = await getAll(LIST, 'series');
    this.model.heardAt = new Date();
    this.onChange(this.model.takeAll(answer));
    if (this.state === 'connecting' || this.state === 'offline') this.#become('polling', null);
  }

  /** The stream while it lasts; else polls for a while. Throws when there is no answer at all. */
  async #follow() {
    const stop = new AbortController();
    let reload = null;
    try {
      const response = await ask('/api/v1/stream', { Accept: 'text/event-stream' }, stop.signal);
      this.#become('live', null);
      await this.#load(); // what changed between the list and the stream
      const again = () => this.#load().catch(() => stop.abort());
      reload = setInterval(again, RELOAD_MS);
      await this.#read(response, stop);
    } catch (problem) {
      this.#become('polling', problem);
      await this.#poll();
    } finally {
      clearInterval(reload);
      stop.abort();
    }
  }

  async #poll() {
    const until = Date.now() + (this.problem.status ? STREAM_AGAIN_MS : 0);
    do {
      await pause(Date.now() < until ? POLL_MS : BACK_OFF_MS[0]);
      await this.#load();
    } while (Date.now() < until);
  }

  async #read(response, stop) {
    const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
    let rest = '';
    for (;;) {
      const silence = setTimeout(() => stop.abort(), SILENCE_MS);
      const { done, value } = await reader.read().finally(() => clearTimeout(silence));
      if (done) return;
      this.model.heardAt = new Date();
      const blocks = (rest + value).split(/\r?\n\r?\n/);
      rest = blocks.pop();
      for (const block of blocks) if (!this.#take(block)) return; // reset: the list anew
    }
  }

  /** One event; false when it says that some were lost. */
  #take(block) {
    let name = 'message';
    const data = [];
    for (const line of block.split(/\r?\n/)) {
      if (line.startsWith('event:')) name = line.slice(6).trim();
      else if (line.startsWith('data:')) data.push(line.slice(5).replace(/^ /, ''));
    }
    if (name === 'reset') return false;
    if (name === 'series') {
      const { series, removed } = JSON.parse(data.join('\n'));
      this.onChange(this.model.takeSome(series, removed));
    } else if (name === 'alert') {
      this.onAlert(JSON.parse(data.join('\n')));
    }
    return true;
  }

  #become(state, problem) {
    const same = this.state === state && this.problem?.message === problem?.message;
    this.state = state;
    this.problem = problem;
    if (!same) this.onState();
  }
}
