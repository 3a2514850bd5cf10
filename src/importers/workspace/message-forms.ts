import type { ReplayMessage } from '../../mapping/replay/replay-post.ts';
import { type MessageForm, smallerForms } from '../../mapping/replay/smaller-forms.ts';
import type { Action, IntendedLoss } from '../ledger/ledger.ts';
import { isContentFault, SlackRefusal } from '../slack/errors.ts';
import { EVERY_FORM } from './refusals.ts';

/** The forms of a message in the order of sending, and the losses of the one that is being sent. */
export interface FormsInTurn {
  /** Losses that count once the form is in the workspace, for the intent of its call. */
  readonly losses: readonly IntendedLoss[];
  /**
   * Sends the message, and its next smaller form as often as Slack refuses the content. Each form is a call of its own
   * with an intent of its own. SlackRefusal when Slack refuses the last form too, or for another reason.
   */
  send<Value>(call: (form: MessageForm) => Promise<Value>): Promise<Value>;
}

/** Makes the forms of a message; `isMeant` says which of the smaller ones may be sent. */
export function formsInTurn(
  message: ReplayMessage,
  isMeant: (form: MessageForm) => boolean = () => true,
): FormsInTurn {
  const { text, blocks, attachments } = message;
  const forms: readonly MessageForm[] = [
    { text, blocks, attachments, losses: [] },
    ...smallerForms(message).filter(isMeant),
  ];
  let current: MessageForm | undefined;
  return {
    get losses() {
      return (current?.losses ?? []).map((loss) => ({ ...loss, when: 'done' as const }));
    },
    async send(call) {
      for (const [at, form] of forms.entries()) {
        current = form;
        try {
          return await call(form);
        } catch (error) {
          if (!(error instanceof SlackRefusal) || !isContentFault(error.code)) throw error;
          if (at === forms.length - 1) throw refusalOfAll(error);
        }
      }
      throw new RangeError('a message has one form at least');
    },
  };
}

const refusalOfAll = (error: SlackRefusal): SlackRefusal =>
  new SlackRefusal(error.method, error.code + EVERY_FORM, error.neededScope, { cause: error });

/** True for a message or an edit whose content Slack refused before smaller forms were tried. */
export const hasSmallerFormsLeft = ({ state, detail }: Pick<Action, 'state' | 'detail'>): boolean =>
  state === 'failed' && isContentFault(detail);
