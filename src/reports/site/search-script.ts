/*
 * The script of search.html. Its terms and parts are those of mapping/site/terms.ts; a test runs both on the same texts.
 */

/** Terms of a query and the parts that have them; alone so that a test can run it. */
export const QUERY_SCRIPT = `
const JOINED = '\\\\p{sc=Han}\\\\p{sc=Hira}\\\\p{sc=Kana}\\\\p{sc=Hang}\\\\p{sc=Thai}\\\\p{sc=Lao}\\\\p{sc=Khmr}\\\\p{sc=Mymr}ー';
const RUNS = new RegExp('([' + JOINED + ']+)|(?:(?![' + JOINED + '])[\\\\p{L}\\\\p{N}\\\\p{M}_])+', 'gu');
const fold = (text) => text.normalize('NFKC').toLowerCase();
const cut = (word) => {
  if (word.length <= 40) return word;
  const last = word.charCodeAt(39);
  return word.slice(0, last >= 0xd800 && last < 0xdc00 ? 39 : 40);
};
/* Each asked term: what decides its part, and whether longer terms that begin with it are meant as well. */
const askedTerms = (query) => {
  const asked = [];
  const rest = query.replace(/(?:^|\\s)from:@?(\\S+)/giu, (_all, name) => {
    const term = 'from:' + fold(name);
    asked.push({ term, key: term, isBeginning: false });
    return ' ';
  });
  for (const [run, joined] of fold(rest).matchAll(RUNS)) {
    if (joined === undefined) {
      const term = cut(run);
      asked.push({ term, key: term.slice(0, 3), isBeginning: term.length >= 3 });
      continue;
    }
    const characters = Array.from(joined);
    if (characters.length === 1) asked.push({ term: joined, key: joined, isBeginning: true });
    for (let at = 1; at < characters.length; at += 1) {
      asked.push({ term: characters[at - 1] + characters[at], key: characters[at - 1], isBeginning: false });
    }
  }
  return asked;
};
`;

export const SEARCH_SCRIPT = `'use strict';
(async () => {
  const { root, areas, load, hashText, numbersOf, area, pageOf } = globalThis.mm2slack;
${QUERY_SCRIPT}
  const POSTS_PER_PART = 256;
  const SHOWN_AT_ONCE = 50;
  const form = document.getElementById('search');
  const status = document.getElementById('status');
  const list = document.getElementById('results');
  const more = document.getElementById('more');
  const { q, channel, from, to } = form.elements;
  const count = (value) => value.toLocaleString(document.documentElement.lang);
  const opened = new Map();
  for (const name of areas) {
    const found = await area(name);
    if (found === undefined) continue;
    opened.set(name, found);
    const group = document.createElement('optgroup');
    group.label = found.title;
    for (const [folder, title] of found.channels) group.append(new Option(title, name + '/' + folder));
    if (group.children.length > 0) channel.append(group);
  }
  const postsOf = async (where, { term, key, isBeginning }) => {
    const text = await load(where.name + '/search/terms-' + (hashText(key) & (where.parts - 1)));
    const found = new Set();
    for (const line of (text || '').split('\\n')) {
      const tab = line.indexOf('\\t');
      const fits = isBeginning ? line.startsWith(term) : tab === term.length && line.startsWith(term);
      if (tab !== -1 && fits) for (const post of numbersOf(line.slice(tab + 1))) found.add(post);
    }
    return found;
  };
  const searchIn = async (where, asked) => {
    const sets = [];
    for (const each of asked) sets.push(await postsOf(where, each));
    sets.sort((a, b) => a.size - b.size);
    const chosen = channel.value === '' ? undefined : channel.value;
    const hits = [];
    for (const post of sets[0] || []) {
      if (!sets.every((set) => set.has(post))) continue;
      const [, path] = pageOf(where, post);
      const [folder, name] = path.split('/');
      const month = name.slice(0, 7);
      if (chosen !== undefined && chosen !== where.name + '/' + folder) continue;
      if ((from.value !== '' && month < from.value) || (to.value !== '' && month > to.value)) continue;
      hits.push({ where, post, month, path, folder });
    }
    return hits;
  };
  const marked = (element, text, words) => {
    const low = text.toLowerCase();
    let done = 0;
    while (done < text.length) {
      let next = -1, length = 0;
      if (low.length === text.length) {
        for (const word of words) {
          const at = low.indexOf(word, done);
          if (at !== -1 && (next === -1 || at < next)) { next = at; length = word.length; }
        }
      }
      if (next === -1) break;
      element.append(text.slice(done, next));
      const mark = document.createElement('mark');
      mark.textContent = text.slice(next, next + length);
      element.append(mark);
      done = next + length;
    }
    element.append(text.slice(done));
  };
  const show = async ({ where, post, path, folder }, words) => {
    const part = await load(where.name + '/search/posts-' + Math.floor(post / POSTS_PER_PART));
    const [id = '', author = '', time = '', text = ''] = ((part || '').split('\\n')[post % POSTS_PER_PART] || '').split('\\t');
    const link = document.createElement('a');
    link.className = 'result';
    link.href = root + where.name + '/' + path + '.html#' + encodeURIComponent(id);
    const head = document.createElement('div');
    head.className = 'faint';
    const title = (where.channels.find(([each]) => each === folder) || ['', ''])[1];
    const when = document.createElement('span');
    when.className = 'moment';
    when.textContent = time;
    head.append(title + ' · ' + author + ' · ', when);
    const body = document.createElement('div');
    body.dir = 'auto';
    marked(body, text, words);
    link.append(head, body);
    return link;
  };
  let run = 0;
  const search = async () => {
    run += 1;
    const own = run;
    const asked = askedTerms(q.value);
    list.replaceChildren();
    list.setAttribute('aria-busy', 'true');
    more.hidden = true;
    if (asked.length === 0) { status.textContent = ''; list.setAttribute('aria-busy', 'false'); return; }
    status.textContent = status.dataset.searching;
    const hits = [];
    for (const where of opened.values()) hits.push(...(await searchIn(where, asked)));
    if (own !== run) return;
    hits.sort((a, b) => (a.month === b.month ? b.post - a.post : a.month < b.month ? 1 : -1));
    status.textContent = hits.length === 0 ? status.dataset.none : hits.length === 1 ? status.dataset.one : status.dataset.found.replace('{count}', count(hits.length));
    const words = fold(q.value).split(/\\s+/).filter((word) => word !== '' && !word.startsWith('from:'));
    let shown = 0;
    const showMore = async () => {
      const some = hits.slice(shown, shown + SHOWN_AT_ONCE);
      shown += some.length;
      for (const hit of some) {
        const result = await show(hit, words);
        if (own !== run) return;
        list.append(result);
      }
      more.hidden = shown >= hits.length;
    };
    more.onclick = showMore;
    await showMore();
    if (own === run) list.setAttribute('aria-busy', 'false');
  };
  const fromHash = () => {
    const given = new URLSearchParams(location.hash.slice(1)).get('q');
    if (given !== null) q.value = given;
    return search();
  };
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    history.replaceState(null, '', '#q=' + encodeURIComponent(q.value));
    search();
  });
  for (const each of [channel, from, to]) each.addEventListener('change', search);
  addEventListener('hashchange', fromHash);
  await fromHash();
})();
`;
