// Elements from values. Text becomes text nodes only: labels are whatever a client of the watched service sent.

/** h('a', {href, class, onclick, 'aria-label', style: {width}}, 'text', child, [children]) */
export function h(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (name === 'style') for (const [key, text] of Object.entries(value)) element.style.setProperty(key, text);
    else if (name.startsWith('on')) element.addEventListener(name.slice(2), value);
    else element.setAttribute(name, value === true ? '' : value);
  }
  put(element, ...children);
  return element;
}

/** Appends strings as text, nodes as they are; nothing for null, undefined and false. */
export function put(element, ...children) {
  for (const child of children.flat(Infinity)) {
    if (child === null || child === undefined || child === false) continue;
    element.append(child instanceof Node ? child : document.createTextNode(String(child)));
  }
  return element;
}

/** Puts these in place of what is there. */
export function replace(element, ...children) {
  element.replaceChildren();
  return put(element, ...children);
}

/** Sets the text only where it differs, so that nothing is laid out in vain. */
export function setText(element, text) {
  if (element.textContent !== text) element.textContent = text;
}

/** Sets or (null) removes an attribute only where it differs. */
export function setAttribute(element, name, value) {
  if (value === null) element.removeAttribute(name);
  else if (element.getAttribute(name) !== value) element.setAttribute(name, value);
}

const SVG = 'http://www.w3.org/2000/svg';

const SHAPES = {
  firing: 'M8 1.5 15 14H1z',
  pending: 'M8 2a6 6 0 1 0 0 12A6 6 0 0 0 8 2zm0 1.6v8.8a4.4 4.4 0 0 1 0-8.8z',
  resolved: 'M6.4 12.6 2 8.2l1.5-1.5 2.9 2.9 6.1-6.2L14 4.9z',
  blind: 'M8 1 15 8 8 15 1 8zM7.2 4.6v4.2h1.6V4.6zm0 5.4v1.6h1.6V10z',
  idle: 'M2 7.2h2.6v1.6H2zm4.7 0h2.6v1.6H6.7zm4.7 0H14v1.6h-2.6z',
  ended: 'M3 3h10v10H3z',
  warn: 'M8 1.5 15 14H1zM7.2 6v4h1.6V6zm0 5v1.6h1.6V11z',
  freeze: 'M4 3h3v10H4zm5 0h3v10H9z',
  allow: 'M6.4 12.6 2 8.2l1.5-1.5 2.9 2.9 6.1-6.2L14 4.9z',
};

/** A small sign; it never stands without a word. */
export function icon(name) {
  const svg = document.createElementNS(SVG, 'svg');
  svg.setAttribute('viewBox', '0 0 16 16');
  svg.setAttribute('class', 'icon');
  svg.setAttribute('aria-hidden', 'true');
  const path = document.createElementNS(SVG, 'path');
  path.setAttribute('d', SHAPES[name] ?? SHAPES.ended);
  path.setAttribute('fill-rule', 'evenodd');
  svg.append(path);
  return svg;
}
