const whole_ = new Intl.NumberFormat('en-US', { maximumFractionDigits: 0 });
const compact_ = new Intl.NumberFormat('en-US', { notation: 'compact', maximumFractionDigits: 1 });

/** 576,000 */
export const whole = (n: number): string => whole_.format(n);

/** 18.4M */
export const compact = (n: number): string => compact_.format(n);

/** 31 %; what is not nothing is never said to be 0 %, and what is not all never 100 %. */
export function percent(share: number): string {
  const hundredths = share * 100;
  if (hundredths > 0 && hundredths < 0.1) return '<0.1%';
  if (hundredths < 100 && hundredths > 99.9) return '>99.9%';
  return `${hundredths < 10 || hundredths > 99 ? Number(hundredths.toFixed(1)) : Math.round(hundredths)}%`;
}

/** How surely something belongs: what is kept of it is rounded, and is never certain. */
export const surely = (posterior: number): string => (posterior >= 0.9995 ? '>99.9%' : percent(posterior));

/** 4 × 10⁻⁴, as people write what is small. */
export function small(p: number): string {
  if (p === 0) return '0';
  if (p >= 0.001) return String(Number(p.toPrecision(2)));
  const [digits, exponent] = p.toExponential(0).split('e');
  const raised = [...String(Number(exponent))].map(c => (c === '-' ? '⁻' : '⁰¹²³⁴⁵⁶⁷⁸⁹'[Number(c)])).join('');
  return digits === '1' ? `10${raised}` : `${digits} × 10${raised}`;
}

/** +2.31; with a sign always, for it says which way. */
export const signed = (value: number, digits = 1): string => {
  const text = Math.abs(value).toFixed(digits);
  return `${Number(text) === 0 ? '±' : value < 0 ? '−' : '+'}${text}`;
};

/** 1 account, 2 accounts. */
export const count = (n: number, one: string, many = `${one}s`): string =>
  `${whole(n)} ${n === 1 ? one : many}`;
