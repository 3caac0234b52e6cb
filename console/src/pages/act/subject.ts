import type { AuditRecord } from '../../api/types.ts';

/** What a record is of, in words: an attestation is of an account and an attribute, and its key is both, as JSON. */
export function subjectOf({ subject }: AuditRecord): string {
  if (!subject.startsWith('[')) return subject;
  try {
    return (JSON.parse(subject) as unknown[]).join(', ');
  } catch {
    return subject;
  }
}
