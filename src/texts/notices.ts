import type { NoticeCode } from '../errors/notices.ts';
import { bulkNotices as bulkEn } from './en/notices-bulk.ts';
import { configNotices as configEn } from './en/notices-config.ts';
import { doctorNotices as doctorEn } from './en/notices-doctor.ts';
import { planNotices as planEn } from './en/notices-plan.ts';
import { runNotices as runEn } from './en/notices-run.ts';
import { serverNotices as serverEn } from './en/notices-server.ts';
import { sourceNotices as sourceEn } from './en/notices-source.ts';
import { targetNotices as targetEn } from './en/notices-target.ts';
import { bulkNotices as bulkJa } from './ja/notices-bulk.ts';
import { configNotices as configJa } from './ja/notices-config.ts';
import { doctorNotices as doctorJa } from './ja/notices-doctor.ts';
import { planNotices as planJa } from './ja/notices-plan.ts';
import { runNotices as runJa } from './ja/notices-run.ts';
import { serverNotices as serverJa } from './ja/notices-server.ts';
import { sourceNotices as sourceJa } from './ja/notices-source.ts';
import { targetNotices as targetJa } from './ja/notices-target.ts';
import type { Language } from './language.ts';

/** Sentence of each notice, with `{name}` for its values. */
export const NOTICE_TEXTS: Readonly<Record<Language, Readonly<Record<NoticeCode, string>>>> = {
  en: {
    ...bulkEn,
    ...doctorEn,
    ...configEn,
    ...sourceEn,
    ...targetEn,
    ...runEn,
    ...planEn,
    ...serverEn,
  },
  ja: {
    ...bulkJa,
    ...doctorJa,
    ...configJa,
    ...sourceJa,
    ...targetJa,
    ...runJa,
    ...planJa,
    ...serverJa,
  },
};
