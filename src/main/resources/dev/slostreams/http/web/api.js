// Questions to the instance that served this page.

const KEY = 'slo-streams.token';
const known = new Map(); // path to its last {tag, body}
let asking = null;

/** An answer that is no success: what went wrong and what to do, in the server's words. */
export class Problem extends Error {
  constructor(status, title, detail, hint, retryAfter) {
    super(detail || title);
    this.status = status;
    this.title = title;
    this.hint = hint;
    this.retryAfter = retryAfter;
  }
}

function token() {
  try {
    return sessionStorage.getItem(KEY);
  } catch {
    return null;
  }
}

/** Asks a person for the token, once for all who wait. */
function askForToken(problem) {
  asking ??= new Promise((resolve) => {
    const dialog = document.getElementById('token');
    const field = document.getElementById('token-value');
    document.getElementById('token-why').textContent = problem.message;
    field.value = '';
    const given = (event) => {
      event.preventDefault();
      sessionStorage.setItem(KEY, field.value.trim());
      field.value = '';
      dialog.querySelector('form').removeEventListener('submit', given);
      dialog.close();
      asking = null;
      resolve();
    };
    dialog.querySelector('form').addEventListener('submit', given);
    dialog.addEventListener('cancel', (event) => event.preventDefault());
    dialog.showModal();
  });
  return asking;
}

/** fetch with the token; what is no success is thrown as a Problem. */
export async function ask(path, headers = {}, signal = undefined) {
  for (;;) {
    const used = token();
    const response = await fetch(path, {
      headers: used ? { ...headers, Authorization: `Bearer ${used}` } : headers,
      signal,
      cache: 'no-store',
    });
    if (response.ok || response.status === 304) return response;
    const problem = await problemOf(response);
    if (response.status !== 401) throw problem;
    if (used === token()) await askForToken(problem);
  }
}

async function problemOf(response) {
  const after = Number(response.headers.get('Retry-After')) || null;
  try {
    const body = await response.json();
    const detail = body.detail ?? body.error;
    return new Problem(response.status, body.title ?? response.statusText, detail, body.hint, after);
  } catch {
    return new Problem(response.status, response.statusText || `HTTP ${response.status}`, null, null, after);
  }
}

/** The JSON at a path under /api/v1; the very same object while the server says it has not changed. */
export async function get(path, signal) {
  const cached = known.get(path);
  const response = await ask('/api/v1' + path, cached ? { 'If-None-Match': cached.tag } : {}, signal);
  if (response.status === 304 && cached) return cached.body;
  const body = await response.json();
  const tag = response.headers.get('ETag');
  if (tag) known.set(path, { tag, body });
  return body;
}

/** All pages of a list: the first answer, its list being that of all. */
export async function getAll(path, list, signal) {
  const first = await get(path, signal);
  if (!first.next) return first;
  const all = { ...first, [list]: [...first[list]] };
  let next = first.next;
  while (next) {
    const page = await get(`${path}${path.includes('?') ? '&' : '?'}cursor=${encodeURIComponent(next)}`, signal);
    all[list].push(...page[list]);
    next = page.next;
  }
  return all;
}
