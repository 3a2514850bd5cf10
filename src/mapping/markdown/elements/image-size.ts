const SIZE = / =(?=\d|x)\d*(?:x\d+)?$/;

/** Mattermost's `![alt](url =WxH)`: the address without the size, for which Slack has no place. */
export const withoutImageSize = (target: string): string => target.replace(SIZE, '').trimEnd();
