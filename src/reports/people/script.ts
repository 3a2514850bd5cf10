/**
 * Script of the page that matches people and channels. It holds no data, asks only the server that the page came from,
 * and makes no markup of what it gets: names go into the page as text.
 */
export const PEOPLE_SCRIPT = `'use strict';
(() => {
  const $ = (id) => document.getElementById(id);
  const texts = JSON.parse(document.querySelector('main').dataset.texts);
  const state = { list: 'people', filter: 'open', words: '', offset: 0, total: 0, lines: [], key: '', takes: [], unsaved: 0 };
  const number = (value) => value.toLocaleString('en-US');
  const fill = (text, values) => text.replace(/\\{(\\w+)\\}/g, (whole, name) =>
    name in values ? (typeof values[name] === 'number' ? number(values[name]) : values[name]) : whole);
  const element = (name, text, className) => {
    const made = document.createElement(name);
    if (text !== undefined) made.textContent = text;
    if (className) made.className = className;
    return made;
  };
  const say = (text) => { $('status').textContent = text; };
  const warn = (text, label, act) => {
    const [line, button] = $('alert').children;
    $('alert').hidden = text === '';
    line.textContent = text;
    button.hidden = label === undefined;
    button.textContent = label || '';
    button.onclick = act || null;
  };

  const ask = async (path, body) => {
    let response;
    try {
      response = await fetch(path, body === undefined ? { cache: 'no-store' } : {
        method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body),
      });
    } catch {
      warn(texts.noServer);
      return { status: 0, value: {} };
    }
    const isJson = (response.headers.get('content-type') || '').startsWith('application/json');
    const value = isJson ? await response.json() : {};
    if (value.open) showSummary(value);
    if (!isJson || response.status === 400) warn(texts.noServer);
    return { status: response.status, value };
  };

  const showSummary = ({ unsaved, canUndo, open, hasWorkspace }) => {
    state.unsaved = unsaved;
    state.hasWorkspace = hasWorkspace;
    $('unsaved').hidden = unsaved === 0;
    $('unsaved').textContent = fill(texts.unsaved, { count: unsaved });
    $('undo').disabled = !canUndo;
    $('save').disabled = unsaved === 0;
    for (const tab of document.querySelectorAll('[data-list]')) {
      const { list } = tab.dataset;
      tab.textContent = fill(texts.left, { name: texts.lists[list], count: open[list] });
    }
  };

  const fateOf = (line) => {
    if (state.list === 'channels') {
      return line.action === 'skip' ? line.action : line.action + ' #' + line.slackName;
    }
    return [line.action, line.sameAs || line.slackId].filter(Boolean).join(' ');
  };

  const showLines = () => {
    $('lines').replaceChildren(...state.lines.map((line) => {
      const item = element('li');
      const button = element('button');
      button.type = 'button';
      button.dataset.key = line.key;
      if (line.key === state.key) button.setAttribute('aria-current', 'true');
      const name = state.list === 'people' ? line.name : (line.fullName || line.name);
      button.append(element('span', name, 'name'), element('span', fateOf(line), 'small fate'));
      const [names, mark] = state.list === 'people' ? [[line.fullName, line.nickname], ' · '] : [[line.team, line.name], '/'];
      button.append(element('span', names.filter(Boolean).join(mark), 'small'), element('span', number(line.posts), 'small count'));
      button.addEventListener('click', () => choose(line.key));
      item.append(button);
      return item;
    }));
    const from = state.total === 0 ? 0 : state.offset + 1;
    $('shown').textContent = state.total === 0 ? texts.none
      : fill(texts.shown, { from, to: state.offset + state.lines.length, total: state.total });
    $('before').disabled = state.offset === 0;
    $('after').disabled = state.offset + state.lines.length >= state.total;
  };

  let asked = 0;
  const load = async (position) => {
    const { list, filter, words, offset } = state;
    asked += 1;
    const mine = asked;
    const { status, value } = await ask('list?' + new URLSearchParams({ list, filter, words, offset }));
    if (status !== 200 || mine !== asked) return;
    Object.assign(state, { total: value.total, offset: value.offset, lines: value.lines });
    const kept = value.lines.some(({ key }) => key === state.key);
    const wanted = position === 'last' ? value.lines.at(-1) : value.lines[0];
    if (!kept) state.key = wanted ? wanted.key : '';
    showLines();
    if (state.key === '') $('detail').hidden = true;
    else await choose(state.key);
  };

  const fact = (label, value) => {
    if (value === '' || value === undefined) return [];
    const row = element('div');
    row.append(element('dt', label), element('dd', value));
    return [row];
  };

  const candidate = (words, small, isChosen, take) => {
    const item = element('li');
    const button = element('button', undefined, isChosen ? 'chosen' : '');
    button.type = 'button';
    const text = element('span');
    text.append(element('span', words), document.createElement('br'), element('span', small, 'small'));
    state.takes.push(take);
    button.append(element('kbd', state.takes.length < 10 ? String(state.takes.length) : ''), text);
    button.addEventListener('click', take);
    item.append(button);
    return item;
  };
  const group = (label, items) => {
    if (items.length === 0) return [];
    const list = element('ol');
    list.append(...items);
    return [element('h3', label), list];
  };
  const because = (reasons) => reasons.map((reason) => texts.likenesses[reason]).join(', ');

  const showPerson = ({ line, accounts, others }) => {
    $('facts').replaceChildren(...fact(texts.fullName, line.fullName), ...fact(texts.nickname, line.nickname),
      ...fact(texts.email, line.email), ...fact(texts.state, texts.states[line.state]),
      ...fact(texts.posts, number(line.posts)), ...fact(texts.reason, line.reason));
    const accountItems = accounts.map((account) => candidate(
      [account.fullName, account.displayName, '@' + account.name, account.email].filter(Boolean).join(' · '),
      [because(account.reasons), account.id, account.isDeactivated ? texts.deactivated : '',
        account.owner ? fill(texts.taken, account) : ''].filter(Boolean).join(' · '),
      line.action === 'match' && line.slackId === account.id,
      () => decide({ slack_id: account.id, action: 'match' }),
    ));
    const otherItems = others.map((other) => candidate(
      [other.name, other.fullName, other.nickname, other.email].filter(Boolean).join(' · '),
      [because(other.reasons), texts.posts + ': ' + number(other.posts),
        other.isDeactivated ? texts.deactivated : ''].filter(Boolean).join(' · '),
      line.sameAs.toLowerCase() === other.name.toLowerCase(),
      () => decide({ slack_id: '', action: 'same-as ' + other.name }),
    ));
    return [...group(texts.accounts, accountItems), ...group(texts.others, otherItems)];
  };

  const showChannel = ({ line, channels }) => {
    $('facts').replaceChildren(...fact(texts.fullName, line.fullName), ...fact(texts.team, line.team),
      ...fact(texts.type, texts.visibilities[line.type]), ...fact(texts.posts, number(line.posts)),
      ...fact(texts.reason, line.reason));
    return group(texts.channelsThere, channels.map((channel) => candidate(
      '#' + channel.name,
      [because(channel.reasons), channel.id, channel.purpose].filter(Boolean).join(' · '),
      line.action === 'merge' && line.slackId === channel.id,
      () => decide({ slack_name: channel.name, slack_id: channel.id, action: 'merge',
        visibility: channel.visibility, archive: 'no' }),
    )));
  };

  const show = (value) => {
    const { line } = value;
    const isPerson = state.list === 'people';
    state.key = line.key;
    state.takes = [];
    $('who').textContent = line.name;
    const found = isPerson ? showPerson(value) : showChannel(value);
    if (found.length === 0) found.push(element('p', texts.noCandidates, 'small'));
    if (!state.hasWorkspace) found.push(element('p', texts.noWorkspace, 'subtitle'));
    $('candidates').replaceChildren(...found);
    $('person').hidden = !isPerson;
    $('channel').hidden = isPerson;
    const form = isPerson ? $('person') : $('channel');
    for (const field of form.elements) {
      if (field.name === 'archive') field.value = line.archive ? 'yes' : 'no';
      else if (field.name) field.value = line[field.name];
    }
    $('detail').hidden = false;
    const at = state.lines.findIndex(({ key }) => key === line.key);
    if (at !== -1) state.lines[at] = line;
    const hasFocus = $('lines').contains(document.activeElement);
    showLines();
    const button = [...$('lines').querySelectorAll('button')][at];
    if (button && hasFocus) button.focus();
    if (button) button.scrollIntoView({ block: 'nearest' });
  };

  const choose = async (key) => {
    const { status, value } = await ask('line?' + new URLSearchParams({ list: state.list, key }));
    if (status === 200) show(value);
  };

  const decide = async (cells) => {
    const { status, value } = await ask('decide', { list: state.list, key: state.key, cells });
    if (status === 422) { say(''); return warn(value.problem); }
    if (status !== 200) return;
    warn('');
    show(value);
    say(fill(texts.decided, { name: value.line.name, fate: fateOf(value.line) }));
  };

  const act = async (path, text) => {
    const { status, value } = await ask(path, {});
    if (status === 409) {
      return warn(fill(texts.changedOnDisk, { files: value.files.join(', ') }), texts.loadAgain, () => act('load', texts.loaded));
    }
    if (status === 500) return warn(value.problem);
    if (status !== 200) return;
    warn('');
    say(text);
    await load();
  };
  const end = async () => {
    const { status } = await ask('done', {});
    if (status !== 200) return;
    for (const part of document.querySelectorAll('main, .buttons, footer')) part.hidden = true;
    warn('');
    say(texts.ended);
  };
  const done = () => state.unsaved === 0 ? end()
    : warn(fill(texts.dropQuestion, { count: state.unsaved }), texts.dropChanges, end);
  const undo = () => $('undo').disabled ? undefined : act('undo', texts.undone);
  const save = () => $('save').disabled ? undefined : act('save', texts.saved);

  const turn = async (step, position) => {
    state.offset = Math.max(0, state.offset + step);
    state.key = '';
    await load(position);
  };
  const move = async (step) => {
    const at = state.lines.findIndex(({ key }) => key === state.key) + step;
    const line = state.lines[at];
    if (line) return choose(line.key);
    if (step > 0 && !$('after').disabled) return turn(state.lines.length, 'first');
    if (step < 0 && !$('before').disabled) return turn(-1, 'last');
  };

  $('undo').addEventListener('click', undo);
  $('save').addEventListener('click', save);
  $('done').addEventListener('click', done);
  $('before').addEventListener('click', () => turn(-1, 'first'));
  $('after').addEventListener('click', () => turn(state.lines.length, 'first'));
  for (const tab of document.querySelectorAll('[data-list]')) {
    tab.addEventListener('click', () => {
      for (const each of document.querySelectorAll('[data-list]')) each.setAttribute('aria-pressed', String(each === tab));
      Object.assign(state, { list: tab.dataset.list, offset: 0, key: '' });
      load();
    });
  }
  let typing;
  $('search').addEventListener('input', () => {
    clearTimeout(typing);
    typing = setTimeout(() => {
      Object.assign(state, { words: $('search').value, offset: 0, key: '' });
      load();
    }, 150);
  });
  $('filter').addEventListener('change', () => {
    Object.assign(state, { filter: $('filter').value, offset: 0, key: '' });
    load();
  });
  $('person').addEventListener('submit', (event) => {
    event.preventDefault();
    const { action, slackId, sameAs } = $('person').elements;
    const word = action.value === 'same-as' ? 'same-as ' + sameAs.value : action.value;
    decide({ slack_id: action.value === 'match' ? slackId.value : '', action: word });
  });
  $('channel').addEventListener('submit', (event) => {
    event.preventDefault();
    const { action, slackName, slackId, visibility, archive } = $('channel').elements;
    decide({ slack_name: slackName.value, slack_id: action.value === 'merge' ? slackId.value : '',
      action: action.value, visibility: visibility.value, archive: archive.value });
  });

  const KEYS = {
    ArrowDown: () => move(1), j: () => move(1), ArrowUp: () => move(-1), k: () => move(-1),
    u: undo, s: save, '/': () => $('search').focus(),
  };
  document.addEventListener('keydown', (event) => {
    if (event.target.closest('input, select')) {
      if (event.key === 'Escape') event.target.blur();
      return;
    }
    const { key, ctrlKey, metaKey, altKey } = event;
    if (altKey) return;
    const isCommand = ctrlKey || metaKey;
    const run = isCommand ? { z: undo, s: save }[key] : (KEYS[key] || (/^[1-9]$/.test(key) ? state.takes[key - 1] : undefined));
    if (!run) return;
    event.preventDefault();
    run();
  });

  load();
})();
`;
