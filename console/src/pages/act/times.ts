/** Of a field of the browser for a date and a time, by UTC; '' where it is empty. */
export const isoOf = (field: string): string => (field ? new Date(`${field}:00Z`).toISOString() : '');

/** For such a field. */
export const fieldOf = (at: Date): string => at.toISOString().slice(0, 16);
