/** A language of everything that a person reads. */
export type Language = 'en' | 'ja';
