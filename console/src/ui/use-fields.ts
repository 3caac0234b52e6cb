import { type ChangeEvent, useState } from 'react';

/** What is typed into the fields of a form, by name; `field` is what an input takes. */
export function useFields<T extends Record<string, string>>(begin: T) {
  const [said, setSaid] = useState(begin);
  const field = (name: keyof T & string) => ({
    value: said[name],
    onChange: (event: ChangeEvent<HTMLInputElement | HTMLTextAreaElement>) => {
      const { value } = event.currentTarget;
      setSaid(before => ({ ...before, [name]: value }));
    },
  });
  return { said, field };
}
