/** The two lists. */
export const LIST_NAMES = ['people', 'channels'] as const;
export type ListName = (typeof LIST_NAMES)[number];

/** `open`: lines that had something to decide when their list was read; `changed`: not saved yet. */
export const LIST_FILTERS = ['open', 'changed', 'all'] as const;
export type ListFilter = (typeof LIST_FILTERS)[number];
