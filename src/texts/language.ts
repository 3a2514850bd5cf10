export const LANGUAGES = ['en', 'ja'] as const;

/** Language of everything that a person reads. */
export type Language = (typeof LANGUAGES)[number];
