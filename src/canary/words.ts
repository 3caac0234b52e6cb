import { createHash } from 'node:crypto';

/**
 * Two wordings that say the same, and of which either reads right wherever the other stands: in lower case, words apart by one space; the
 * first letter may be a capital at the beginning of a sentence. What stands beside them decides whether there is a choice at all, and
 * has to do so for both alike: so the same places are found again, whatever was chosen.
 */
export interface Pair {
  name: string;
  wordings: readonly [string, string];
  /** Only at the beginning of a sentence, or only within one. */
  place?: 'start' | 'within';
  /** What stands before, as reader.ts has it: only one of these, or none of these. */
  before?: ReadonlySet<string>;
  notBefore?: ReadonlySet<string>;
  /** A comma follows. */
  comma?: true;
  /** The word that follows, in lower case, or a digit; '' for anything else: only such, or none of these. */
  after?: RegExp;
  notAfter?: ReadonlySet<string>;
  /** Of everyday speech: left alone in what looks like a letter. */
  speech?: true;
}

const set = (words: string): ReadonlySet<string> => new Set(words.split(' '));

const same = (a: string, b: string, rest: Partial<Pair> = {}): Pair => ({
  name: a,
  wordings: [a, b],
  ...rest,
});

/** At the beginning of a sentence, with a comma after it. */
const opening = (a: string, b: string): Pair => same(a, b, { place: 'start', comma: true });

/** After these an auxiliary may stand before its subject, and can't be taken apart: "why isn't the sky". */
const asking =
  'why how what when where who whom whose which if and but or so then nor neither , ; : ( — –'.split(' ');
/** "isn't it", "isn't the sky": a question; "is not only": not a negation of what it seems. */
const subjects = set(
  "you i we he she it they this that these those there the a an my your our his her its their lots only just necessarily you're we're they're it's there's you'll we'll they'll",
);
const negated = (full: string, short: string, place?: 'within'): Pair =>
  same(full, short, {
    ...(place && { place }),
    // "you will have not": one choice decides, the first.
    notBefore: new Set([...asking, '#you will', '#we will', '#they will']),
    after: /^[a-z]/,
    notAfter: subjects,
    speech: true,
  });

/** "who they are", "as you are": there the verb is stressed, and not shortened. */
const stressed = set('who what where how as than wherever whoever whatever');
const shortened = (full: string, short: string, after: RegExp): Pair =>
  same(full, short, { notBefore: stressed, after, speech: true });
const judging =
  /^(important|essential|possible|impossible|necessary|crucial|vital|best|better|worth|difficult|hard|easy|easier|clear|likely|unlikely|recommended|advisable|helpful|useful|common|critical|safe)$/;
const doing = /^(\w{2,}ing|able|ready|likely|unlikely|interested|unsure|sure)$/;
const willing =
  /^(need|be|make|ensure|have|want|get|find|see|also|likely|learn|then|never|always|know|feel|notice)$/;

/**
 * The table. What is not in it, and why, is said in docs/canary.md. With any change it is another table (`tableDigest`): what was
 * committed to under one is neither marked nor tested under the other.
 */
export const pairs: readonly Pair[] = [
  same('for example', 'for instance'),
  opening('additionally', 'in addition'),
  opening('furthermore', 'moreover'),
  opening('consequently', 'as a result'),
  opening('therefore', 'thus'),
  opening('in summary', 'to summarize'),
  opening('in conclusion', 'to conclude'),
  opening('similarly', 'likewise'),
  same('nevertheless', 'nonetheless'),
  same('although', 'even though', { notBefore: set('and or but') }),
  same('especially', 'particularly', { notAfter: set('') }),
  same('primarily', 'mainly'),
  same('completely', 'entirely'),
  same('often', 'frequently', { notBefore: set('how every'), notAfter: set('asked than times') }),
  same('usually', 'typically', { notBefore: set('than as') }),
  same('approximately', 'roughly', { after: /^\d/ }),
  same('a lot of', 'lots of', {
    notBefore: set('what quite such not whole parking vacant empty two several'),
    notAfter: set('the this that these those'),
  }),
  same('a wide range of', 'a wide variety of', { notAfter: set('') }),
  same('each other', 'one another'),
  same('everyone', 'everybody', { notAfter: set('of') }),
  same('someone', 'somebody', { notAfter: set('of') }),
  same('anyone', 'anybody', { notAfter: set('of') }),
  same('make sure to', 'be sure to', { before: set('^ should must will to please would') }),
  same('make sure that', 'ensure that'),
  same('making sure that', 'ensuring that'),
  same('toward', 'towards'),
  same('began to', 'started to', { before: set('he she they it i we you who') }),
  same('begin to', 'start to', { before: set('to they you we i will can may might would could should') }),
  same('along with', 'together with', { before: set(',') }),
  negated('is not', "isn't", 'within'),
  negated('are not', "aren't", 'within'),
  negated('was not', "wasn't", 'within'),
  negated('were not', "weren't", 'within'),
  negated('does not', "doesn't", 'within'),
  negated('did not', "didn't", 'within'),
  negated('has not', "hasn't", 'within'),
  negated('have not', "haven't", 'within'),
  negated('would not', "wouldn't", 'within'),
  negated('should not', "shouldn't", 'within'),
  negated('could not', "couldn't", 'within'),
  negated('will not', "won't", 'within'),
  negated('cannot', "can't", 'within'),
  negated('do not', "don't"), // it may begin a sentence: "Do not forget"
  shortened('it is', "it's", judging),
  shortened('you are', "you're", doing),
  shortened('we are', "we're", doing),
  shortened('they are', "they're", doing),
  shortened('you will', "you'll", willing),
  shortened('we will', "we'll", willing),
  shortened('they will', "they'll", willing),
  shortened('there is', "there's", /^(a|an|no|lots)$/),
];

/** Which table this is: base64 of the SHA-256 of it. */
export const tableDigest: string = createHash('sha256')
  .update(
    JSON.stringify(pairs, (_, value: unknown) =>
      value instanceof Set ? [...value] : value instanceof RegExp ? value.source : value,
    ),
  )
  .digest('base64');
