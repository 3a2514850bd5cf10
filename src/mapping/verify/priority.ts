import type { PostPriority, UserId } from '../../model/model.ts';

/**
 * The Markdown line that should stand below a post for the labels that Mattermost shows there; '' without labels.
 * Priority, request and acknowledgements are joined by dots.
 */
export function priorityLine(
  priority: PostPriority | undefined,
  nameOf: (id: UserId) => string,
): string {
  if (priority === undefined) return '';
  const { level, requestedAck, acknowledgedBy } = priority;
  const names = acknowledgedBy.map((id) => escaped(nameOf(id))).join(', ');
  const asked = requestedAck ? 'Acknowledgement requested' : '';
  const given = acknowledgedBy.length === 0 ? '' : `acknowledged by ${names}`;
  const acknowledged = asked === '' ? given.replace(/^a/, 'A') : given;
  const label = [asked, acknowledged].filter((text) => text !== '').join('; ');
  return [levelLabel(level), label].filter((text) => text !== '').join(' · ');
}

function levelLabel(level: string): string {
  if (level === 'important') return '**Important**';
  if (level === 'urgent') return '**Urgent**';
  return level.trim() === '' ? '' : `Priority: ${escaped(level)}`;
}

/** One line without anything that Markdown or a mention begins with. */
const escaped = (name: string): string =>
  name
    .replace(/[@~#:;<>$=]/g, '')
    .replace(/\s+/g, ' ')
    .trim()
    .replace(/[\\`*_{}[\]()+\-.!|]/g, (sign) => `\\${sign}`);
