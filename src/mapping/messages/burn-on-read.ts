import type { Post } from '../../model/model.ts';

/**
 * True for a post that each reader sees once, for a short time: `burn_on_read` of Mattermost's public/model/post.go. It
 * never moves, because a copy would break the promise to its author and its readers.
 */
export const isBurnOnRead = ({ type }: Pick<Post, 'type'>): boolean => type === 'burn_on_read';
