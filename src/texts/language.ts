export const LANGUAGES = ['en', 'ja'] as const;

/** A language of everything that a person reads. */
export type Language = (typeof LANGUAGES)[number];
