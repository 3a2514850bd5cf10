/** Units of durations. */
export const figures = {
  day: { one: '{count} day', many: '{count} days' },
  hour: { one: '{count} hour', many: '{count} hours' },
  minute: { one: '{count} minute', many: '{count} minutes' },
  second: { one: '{count} second', many: '{count} seconds' },
};
