import type { Config } from '../config.ts';
import { UsageError } from '../errors.ts';
import type { MakeLink } from './look-at-files.ts';
import { signedLink } from './serve-files/signed-link.ts';
import type { LinksOf } from './with-source.ts';

const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;
/** Amazon signs no longer ones (docs.aws.amazon.com/AmazonS3/latest/userguide/ShareObjectPreSignedURL.html). */
const PRESIGNED_DAYS = 7;

type LinkConfig = Pick<Config, 'delivery' | 'files'>;

/**
 * The links of files: of `mm2slack serve-files` where its address is set, else the store's own. UsageError when
 * neither can be made.
 */
export function fileLinks({ delivery }: LinkConfig, todayMs: number): LinksOf {
  return (store) => {
    const { linkBaseUrl: baseUrl, linkDays } = delivery;
    if (baseUrl !== undefined) {
      const key = delivery.linkKey?.reveal();
      if (key === undefined) {
        throw new UsageError(
          'MM2SLACK_LINK_KEY is not set; links to files are signed with it (openssl rand -hex 32)',
        );
      }
      const expiresAtS = (dayOf(todayMs) + (linkDays + 1) * DAY_MS) / 1000;
      return async (file) => signedLink({ baseUrl, key, expiresAtS }, file);
    }
    const presign = store?.presign;
    if (presign === undefined) {
      throw new UsageError(
        'files.deliver is link: set files.linkBaseUrl to where mm2slack serve-files is reached, or use a store in S3',
      );
    }
    const days = Math.min(linkDays, PRESIGNED_DAYS);
    const wishes = { sinceMs: todayMs - (todayMs % HOUR_MS), lifeSeconds: (days * DAY_MS) / 1000 };
    const makeLink: MakeLink = ({ path, name, mimeType }) =>
      presign(path, { name, mimeType: mimeType || 'application/octet-stream', ...wishes });
    return makeLink;
  };
}

/** The beginning of the day: archives that are made on one day have the same links. */
const dayOf = (ms: number): number => ms - (ms % DAY_MS);

/** What somebody who relies on links has to know. */
export function linkWarnings({ delivery, files }: LinkConfig): readonly string[] {
  if (delivery.deliver !== 'link') return [];
  const unconfirmed =
    "whether Slack's import fetches files from links is not confirmed: try it with a small archive first (files.deliver: api uploads them)";
  if (delivery.linkBaseUrl !== undefined) return [unconfirmed];
  const role =
    files.kind === 's3' && files.credentials === undefined
      ? ', and with credentials of a role no longer than its session, often an hour'
      : '';
  return [
    unconfirmed,
    `presigned links live at most ${PRESIGNED_DAYS} days${role}; an import can take longer, and what it has not fetched by then is lost: mm2slack serve-files signs links that live as long as you say`,
  ];
}
