/** Of posts `p` that an inventory counts: neither deleted nor edit history. The whole table is walked, so the form costs nothing. */
export const LIVE_POSTS =
  "(p.DeleteAt = 0 OR p.DeleteAt IS NULL) AND (p.OriginalId = '' OR p.OriginalId IS NULL)";
