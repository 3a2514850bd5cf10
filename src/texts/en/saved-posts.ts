/** The page of a person's saved posts. `{name}` is replaced by a value. */
export const savedPosts = {
  title: 'Saved posts of {name}',
  lead: 'The posts that {name} saved in Mattermost, the newest first. An import cannot fill the list “Later” of Slack: save there again what you still need. Posts that were deleted, and those of channels that you left, are not here.',
  yours: 'For {name} only: posts of private conversations may be here.',
  noPlaces:
    'The posts are not in Slack yet, and so there are no links to Slack. This page is written again with links after the move.',
  openSlack: 'Open in Slack',
  inSlack: 'In Slack: {channel}, message of {time}',
  notInSlack: 'Not in Slack',
  openMattermost: 'Open in Mattermost',
  file: 'File: {name} ({size})',
  fileOfUnknownSize: 'File: {name} (size unknown)',
  shown: 'Posts: {count}.',
  notShown:
    'Saved posts that are not shown, because their conversation does not move or they are for one reading: {count}.',
};
