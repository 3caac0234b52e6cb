import type { Rng } from '../rng.ts';
import { name } from './grammar.ts';

const verbs =
  'load save merge count parse send find sort check split render update reset group trim fetch'.split(' ');
const things = 'row user order node page event item price token file cell route path frame batch job'.split(
  ' ',
);
const call = (rng: Rng) => `${rng.pick(verbs)}${name(rng)}`;
const snake = (rng: Rng) => `${rng.pick(verbs)}_${name(rng).toLowerCase()}`;

const shapes: ((rng: Rng) => string)[] = [
  rng => {
    const [f, x] = [snake(rng), rng.pick(things)];
    return `def ${f}(${x}s, limit=${rng.int(200)}):\n    out = []\n    for ${x} in ${x}s:\n        if ${x}.${rng.pick(things)} > limit:\n            out.append(${snake(rng)}(${x}))\n    return out`;
  },
  rng => {
    const x = rng.pick(things);
    return `export async function ${call(rng)}(${x}: ${name(rng)}): Promise<number> {\n  const found = await ${call(rng)}(${x}.${rng.pick(things)});\n  return found.filter(f => f.${rng.pick(things)} !== ${rng.int(90)}).length;\n}`;
  },
  rng => {
    const t = `${name(rng).toLowerCase()}_${rng.pick(things)}s`;
    return `SELECT ${rng.pick(things)}, count(*) AS n\nFROM ${t}\nWHERE ${rng.pick(things)}_id > ${rng.int(5000)}\nGROUP BY 1\nORDER BY n DESC\nLIMIT ${rng.int(100)};`;
  },
  rng =>
    `Traceback (most recent call last):\n  File "/srv/${name(rng).toLowerCase()}/${rng.pick(things)}s.py", line ${rng.int(900)}, in ${snake(rng)}\n    ${snake(rng)}(${rng.pick(things)})\n${rng.pick(['KeyError', 'ValueError', 'TypeError', 'AttributeError'])}: '${name(rng).toLowerCase()}'`,
  rng =>
    `func ${call(rng)}(${rng.pick(things)}s []${name(rng)}) (int, error) {\n\tfor i, x := range ${rng.pick(things)}s {\n\t\tif x.${name(rng)} == ${rng.int(64)} {\n\t\t\treturn i, nil\n\t\t}\n\t}\n\treturn -1, err${name(rng)}\n}`,
  rng =>
    `.${name(rng).toLowerCase()}-${rng.pick(things)} {\n  display: grid;\n  gap: ${rng.int(40)}px;\n  margin: ${rng.int(60)}px auto;\n}`,
];

/** A few lines of code or a stack trace with invented names. */
export const snippet = (rng: Rng): string => rng.pick(shapes)(rng);
