import type { PostPriority, UserId } from '../model.ts';

const LEVELS: Readonly<Record<string, string>> = {
  important: '**Important**',
  urgent: '**Urgent**',
};

/**
 * A line of Markdown that says what Mattermost shows as labels under a post, which Slack has no place for;
 * undefined when it shows none. Names stand without `@`: the line notifies nobody.
 */
export function priorityLine(
  priority: PostPriority | undefined,
  nameOf: (id: UserId) => string,
): string | undefined {
  if (priority === undefined) return undefined;
  const labels = [levelLabel(priority.level), acknowledgementLabel(priority, nameOf)];
  const line = labels.filter((label) => label !== undefined).join(' · ');
  return line === '' ? undefined : line;
}

function levelLabel(level: string): string | undefined {
  if (Object.hasOwn(LEVELS, level)) return LEVELS[level];
  return level.trim() === '' ? undefined : `Priority: ${asText(level)}`;
}

function acknowledgementLabel(
  priority: PostPriority,
  nameOf: (id: UserId) => string,
): string | undefined {
  const names = priority.acknowledgedBy.map((id) => asText(nameOf(id)));
  if (names.length === 0) return priority.requestedAck ? 'Acknowledgement requested' : undefined;
  const by = `cknowledged by ${names.join(', ')}`;
  return priority.requestedAck ? `Acknowledgement requested; a${by}` : `A${by}`;
}

/** A name on one line that Markdown leaves alone; what could begin a mention, an emoji or a formula goes. */
function asText(name: string): string {
  return name
    .replace(/[@~#:;<>$=]/g, '')
    .replace(/\s+/g, ' ')
    .trim()
    .replace(/[\\`*_{}[\]()+\-.!|]/g, '\\$&');
}
