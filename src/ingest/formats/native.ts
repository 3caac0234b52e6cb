import type { ExchangeInput } from '../../exchange/index.ts';
import { isRecord, own, text } from './fields.ts';
import type { Format } from './format.ts';
import { accountOf } from './outcome.ts';

const accountFields = ['account'];

/** Our own format: nothing to translate, so even wrong types go through for the schema to name. */
export const native: Format = {
  name: 'native',
  about: "Stillwatch's own exchanges, one JSON object per line",
  accountFields,
  detect(record) {
    const [request, response] = [own(record, 'request'), own(record, 'response')];
    // Gateways wrap providers' bodies in much the same envelope; those say more than text in their response.
    const provider = ['choices', 'content', 'output', 'body', 'status'].some(
      key => own(response, key) !== undefined,
    );
    const envelope =
      ['id', 'time', 'account', 'model'].filter(key => own(record, key) !== undefined).length >= 3;
    return envelope && isRecord(request) && own(request, 'body') === undefined && !provider;
  },
  open: options => ({
    *read(record) {
      const given = options.accountField || !text(own(record, 'account'));
      const account = given ? accountOf({ options, fields: accountFields, sources: [record] }) : undefined;
      const exchange = account === undefined ? record : { ...record, account };
      yield { exchange: exchange as Partial<ExchangeInput> };
    },
  }),
};
