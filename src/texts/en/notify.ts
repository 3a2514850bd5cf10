/** Messages to the webhook of `notify.url`: a command, its exit code and numbers. */
export const notify = {
  ended: {
    0: 'mm2slack {command}: done (exit code 0) after {time}',
    1: 'mm2slack {command}: done after {time}, but something differs or a check failed (exit code 1)',
    2: 'mm2slack {command}: refused after {time} (exit code 2)',
    3: 'mm2slack {command}: stopped part-way after {time} (exit code 3); the same command goes on',
    70: 'mm2slack {command}: a fault of the program after {time} (exit code 70)',
    130: 'mm2slack {command}: interrupted after {time} (exit code 130)',
  },
  paused:
    'mm2slack {command}: Slack asked to wait, {time} in this pause; the run goes on by itself',
  codes: 'reason: {codes}',
  time: '{hours} h {minutes} min {seconds} s',
  undelivered: 'warning: the message to notify.url was not delivered ({reason})',
};
