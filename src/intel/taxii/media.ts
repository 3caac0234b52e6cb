/** TAXII 2.1 in JSON (section 1.6.8). */
export const TYPE = 'application/taxii+json';
export const MEDIA = `${TYPE};version=2.1`;
/** Of what is in a collection. */
export const STIX = 'application/stix+json;version=2.1';

const parts = (text: string): string[] =>
  text
    .toLowerCase()
    .split(';')
    .map(part => part.trim());

/** Whether an Accept header takes TAXII 2.1: named, with its version or without, or by a wildcard; a request without one takes all. */
export function accepts(header: string | undefined): boolean {
  if (header === undefined || header.trim() === '') return true;
  return header.split(',').some(range => {
    const [type = '', ...parameters] = parts(range);
    const version = parameters.find(one => one.startsWith('version='));
    const weight = parameters.find(one => one.startsWith('q='));
    if (weight !== undefined && Number(weight.slice(2)) === 0) return false;
    if (type === '*/*' || type === 'application/*') return true;
    return type === TYPE && [undefined, '2.1', '"2.1"'].includes(version?.slice('version='.length));
  });
}

/** Whether a body of this Content-Type is TAXII 2.1. */
export function isTaxii(header: string | undefined): boolean {
  const [type, ...parameters] = parts(header ?? '');
  const version = parameters.find(one => one.startsWith('version='));
  return type === TYPE && [undefined, '2.1', '"2.1"'].includes(version?.slice('version='.length));
}
