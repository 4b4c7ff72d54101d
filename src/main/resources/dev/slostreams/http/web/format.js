// Numbers and times for people. Pure.

const THIN = '\u202f'; // narrow no-break space between a number and its unit
const MINUS = '\u2212';
const NONE = '\u2013';

const signed = (number, digits) => (number < 0 ? MINUS : '') + Math.abs(number).toFixed(digits);

/** A text as a sentence, however it ends. */
export const sentence = (text) => (/[.!?…]\s*$/.test(text) ? text : `${text}.`);

/** A share as a percentage: 0.714 is 71.4 %. What is not zero never reads as zero. */
export function percent(share, digits = 1) {
  if (share === null || share === undefined) return NONE;
  const least = 10 ** -digits;
  const value = share * 100;
  if (value !== 0 && Math.abs(value) < least) return `${value < 0 ? MINUS : ''}<${THIN}${least}${THIN}%`;
  if (Math.abs(value) >= 10000) return `${value < 0 ? MINUS : ''}${count(Math.abs(value))}${THIN}%`;
  return `${signed(value, Math.abs(value) >= 1000 ? 0 : digits)}${THIN}%`;
}

/** An SLI, cut and never rounded up: 0.99996 with a target of 0.999 is 99.99 %, and only 1 is 100 %. */
export function sli(share, target) {
  if (share === null || share === undefined) return NONE;
  if (share === 1) return `100${THIN}%`;
  const digits = Math.min(6, Math.max(1, Math.ceil(-Math.log10(1 - target) - 1e-9)));
  const scale = 10 ** digits;
  return `${(Math.floor(share * 100 * scale + 1e-7) / scale).toFixed(digits)}${THIN}%`;
}

/** A target with the digits it was written with: 0.9995 is 99.95 %. */
export function target(share) {
  return `${Number((share * 100).toFixed(8))}${THIN}%`;
}

/** A burn rate: 0.3, 14.4, 120. */
export function burn(rate) {
  if (rate === null || rate === undefined) return NONE;
  if (rate > 0 && rate < 0.05) return '<0.1';
  if (rate >= 9999.5) return compact.format(rate);
  return rate.toFixed(rate < 99.95 ? 1 : 0);
}

const compact = new Intl.NumberFormat('en', { notation: 'compact', maximumFractionDigits: 1 });
const whole = new Intl.NumberFormat('en', { maximumFractionDigits: 3 });

/** A count in few digits: 28.7K. */
export function count(number) {
  return number === null || number === undefined ? NONE : compact.format(number);
}

/** A count in all its digits: 28,753. */
export function exactly(number) {
  return number === null || number === undefined ? NONE : whole.format(number);
}

/** A rate per second, with three digits that matter. */
export function perSecond(rate) {
  if (rate === null || rate === undefined) return NONE;
  if (rate === 0) return `0/s`;
  return rate >= 1000 ? `${compact.format(rate)}/s` : `${Number(rate.toPrecision(3))}/s`;
}

const UNITS = [
  [86400, 'd'],
  [3600, 'h'],
  [60, 'min'],
  [1, 's'],
];

/** A length in its two largest units: 3 d 4 h, 1 h 12 min, 45 s. */
export function duration(seconds) {
  if (seconds === null || seconds === undefined || !Number.isFinite(seconds)) return NONE;
  const rest = Math.max(0, Math.round(seconds));
  const first = UNITS.findIndex(([size]) => rest >= size);
  if (first < 0) return `0${THIN}s`;
  const [size, unit] = UNITS[first];
  const more = UNITS[first + 1];
  const text = `${Math.floor(rest / size)}${THIN}${unit}`;
  const small = more ? Math.floor((rest % size) / more[0]) : 0;
  return small > 0 ? `${text} ${small}${THIN}${more[1]}` : text;
}

const SECONDS = { s: 1, m: 60, h: 3600, d: 86400, w: 604800, M: 2629800, Q: 7889400, Y: 31557600 };

/** The seconds of 5m, 30d; of calendar lengths their mean. */
export function seconds(label) {
  const match = /^([1-9][0-9]*)([smhdwMQY])$/.exec(label);
  return match ? Number(match[1]) * SECONDS[match[2]] : NaN;
}

/** A window in words: 30d is 30 days. */
export function windowWords(label) {
  const match = /^([1-9][0-9]*)([smhdwMQY])$/.exec(label);
  if (!match) return label;
  const word = { s: 'second', m: 'minute', h: 'hour', d: 'day', w: 'week', M: 'calendar month', Q: 'calendar quarter', Y: 'calendar year' }[match[2]];
  return match[1] === '1' ? `1${THIN}${word}` : `${match[1]}${THIN}${word}s`;
}

const two = (number) => String(number).padStart(2, '0');
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** Local time of a date, with the day where it is not today: 12:03:05, 24 Nov 12:03:05. */
export function clock(date, withSeconds = true) {
  const time = `${two(date.getHours())}:${two(date.getMinutes())}${withSeconds ? ':' + two(date.getSeconds()) : ''}`;
  return date.toDateString() === new Date().toDateString() ? time : `${day(date)} ${time}`;
}

/** 24 Nov, with the year where it is not this one. */
export function day(date) {
  const text = `${date.getDate()} ${MONTHS[date.getMonth()]}`;
  return date.getFullYear() === new Date().getFullYear() ? text : `${text} ${date.getFullYear()}`;
}

/** The same in UTC, for the hover: 2026-11-24 12:03:05 UTC. */
export function utc(date) {
  return date.toISOString().replace('T', ' ').replace(/\.000Z$|Z$/, ' UTC');
}
