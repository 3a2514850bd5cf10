/*
 * Scripts of a site. They hold no data and make no markup from it: what they show goes into the page as text.
 * A part of the index is a script that calls mm2slackPart with its name and its text, because a page that is opened
 * from disk may load scripts, and may not fetch files.
 */

/** On every page: the search field, links to posts of the same page, and the loader of parts. */
export const COMMON_SCRIPT = `'use strict';
(() => {
  const { root, areas } = document.documentElement.dataset;
  const waiting = new Map();
  globalThis.mm2slackPart = (name, text) => {
    const wait = waiting.get(name);
    if (wait) wait(text);
  };
  const loaded = new Map();
  const load = (name) => {
    if (loaded.has(name)) return loaded.get(name);
    const part = new Promise((resolve) => {
      waiting.set(name, resolve);
      const script = document.createElement('script');
      script.src = root + name + '.js';
      script.addEventListener('error', () => resolve(undefined));
      script.addEventListener('load', () => { script.remove(); resolve(undefined); });
      document.head.append(script);
    });
    loaded.set(name, part);
    return part;
  };
  const hashText = (text) => {
    let hash = 0x811c9dc5;
    for (let at = 0; at < text.length; at += 1) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
    return (hash ^ (hash >>> 15)) >>> 0;
  };
  const numbersOf = (base64) => {
    const bytes = atob(base64);
    const numbers = [];
    let value = 0, scale = 1, last = 0;
    for (let at = 0; at < bytes.length; at += 1) {
      const byte = bytes.charCodeAt(at);
      value += (byte & 0x7f) * scale;
      if (byte >= 0x80) { scale *= 0x80; continue; }
      last += value;
      numbers.push(last);
      value = 0;
      scale = 1;
    }
    return numbers;
  };
  const area = async (name) => {
    const text = await load(name + '/search/area');
    return text === undefined ? undefined : { name, ...JSON.parse(text) };
  };
  const pageOf = ({ pages }, post) => {
    let low = 0, high = pages.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (pages[middle][0] <= post) low = middle; else high = middle - 1;
    }
    return pages[low];
  };
  globalThis.mm2slack = { root, areas: areas.split(' ').filter(Boolean), load, hashText, numbersOf, area, pageOf };

  for (const form of document.querySelectorAll('form.finder')) {
    form.addEventListener('submit', (event) => {
      event.preventDefault();
      location.href = root + 'search.html#q=' + encodeURIComponent(form.elements.q.value);
    });
  }
  document.addEventListener('click', (event) => {
    const link = event.target.closest && event.target.closest('a.in-page');
    if (!link) return;
    const id = decodeURIComponent(new URL(link.href).hash.slice(1));
    if (document.getElementById(id) === null) return;
    event.preventDefault();
    location.hash = encodeURIComponent(id);
  });
})();
`;

/** On post.html#ID: goes to the page of the post. */
export const POST_SCRIPT = `'use strict';
(async () => {
  const { root, areas, load, hashText, numbersOf, area, pageOf } = globalThis.mm2slack;
  const status = document.getElementById('status');
  const go = async () => {
    status.textContent = status.dataset.looking;
    let id = '';
    try { id = decodeURIComponent(location.hash.slice(1)); } catch {}
    for (const name of areas) {
      const found = await area(name);
      if (found === undefined) continue;
      const part = await load(name + '/search/ids-' + (hashText(id) & (found.parts - 1)));
      const line = (part || '').split('\\n').find((each) => each.startsWith(id + '\\t'));
      if (id === '' || line === undefined) continue;
      const [post] = numbersOf(line.slice(id.length + 1));
      location.replace(root + name + '/' + pageOf(found, post)[1] + '.html#' + encodeURIComponent(id));
      return;
    }
    status.textContent = status.dataset.missing;
  };
  addEventListener('hashchange', go);
  await go();
})();
`;
