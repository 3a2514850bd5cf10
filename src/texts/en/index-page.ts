/** The page of a work directory. `{name}` is filled with a value. */
export const index = {
  title: 'State of the migration',
  made: 'As of {time}',
  steps: 'Steps',
  isDone: 'done',
  isOpen: 'open',
  files: 'Files',
  personal:
    'Some files hold personal data, as “Personal data” says: delete them when the records are kept elsewhere.',
  runs: 'Runs',
  none: 'None.',
  columns: {
    file: 'File',
    holds: 'Personal data',
    changed: 'Changed',
    size: 'Size',
    command: 'Command',
    began: 'Began',
    took: 'Took',
    end: 'Exit code',
    read: 'Posts read',
    written: 'Written or compared',
  },
  /** By exit code. */
  ends: {
    0: 'done',
    1: 'something differs',
    2: 'refused, nothing was done',
    3: 'stopped part-way',
    70: 'fault of the program',
    130: 'interrupted',
  },
};
